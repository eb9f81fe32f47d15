import { AppError } from '../../core/errors.ts'

const patienceMs = 10_000

/** Slack's own host for answers; on loopback the tests' Slack. */
const isAllowed = (url: URL): boolean =>
  (url.protocol === 'https:' &&
    (url.hostname === 'hooks.slack.com' || url.hostname === 'hooks.slack-gov.com')) ||
  url.hostname === '127.0.0.1'

/**
 * Answers a command or a press by the address that came with it: five times within half an hour.
 * @throws AppError `platform_refused`, `platform_unreachable`
 */
export const respond = async (responseUrl: string, body: Record<string, unknown>): Promise<void> => {
  if (!URL.canParse(responseUrl) || !isAllowed(new URL(responseUrl)))
    throw new AppError('platform_refused', 'Not an address of Slack.', { details: { code: 'response_url' } })
  const response = await fetch(responseUrl, {
    method: 'POST',
    redirect: 'error',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(patienceMs),
  }).catch((cause: unknown) => {
    throw new AppError('platform_unreachable', 'Slack does not answer.', { cause })
  })
  await response.body?.cancel()
  if (!response.ok)
    throw new AppError('platform_refused', 'Slack refused.', { details: { code: `http_${response.status}` } })
}
