import { AppError } from '../../core/errors.ts'

const patienceMs = 10_000

const hosts = ['hooks.slack.com', 'hooks.slack-gov.com']
const loopback = ['127.0.0.1', 'localhost', '[::1]']

/**
 * Slack's own hosts. On loopback only where the API itself is there, as a test's Slack is: to Slack's real signature
 * an address is what anybody who holds the signing secret wrote, and must not lead to what listens beside us.
 */
const isAllowed = (url: URL, apiUrl: string): boolean =>
  (url.protocol === 'https:' && hosts.includes(url.hostname)) ||
  (loopback.includes(url.hostname) && loopback.includes(new URL(apiUrl).hostname))

/**
 * Answers a command or a press by the address that came with it: five times within half an hour.
 * @param apiUrl where Slack's API is reached
 * @throws AppError `platform_refused`, `platform_unreachable`
 */
export const respond = async (
  responseUrl: string,
  body: Record<string, unknown>,
  apiUrl: string,
): Promise<void> => {
  if (!URL.canParse(responseUrl) || !isAllowed(new URL(responseUrl), apiUrl))
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
