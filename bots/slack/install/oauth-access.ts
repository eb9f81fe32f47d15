import { z } from 'zod'
import { AppError } from '../../../core/errors.ts'

/** What Slack hands out for a code, or for a refresh token. */
const accessSchema = z.object({
  ok: z.literal(true),
  access_token: z.string(),
  refresh_token: z.string().optional(),
  expires_in: z.number().optional(),
  scope: z.string().optional(),
  app_id: z.string().optional(),
  bot_user_id: z.string().optional(),
  is_enterprise_install: z.boolean().optional(),
  team: z.object({ id: z.string(), name: z.string().optional() }).nullish(),
  enterprise: z.object({ id: z.string(), name: z.string().optional() }).nullish(),
  authed_user: z.object({ id: z.string() }).nullish(),
})
export type OauthAccess = z.infer<typeof accessSchema>

const answerSchema = z.union([accessSchema, z.object({ ok: z.literal(false), error: z.string() })])

export interface OauthClient {
  apiUrl: string
  clientId: string
  clientSecret: string
}

const patienceMs = 10_000

/**
 * Asks `oauth.v2.access`, once: a code and a refresh token can each be used a single time.
 * @throws AppError `platform_refused` {code}, `platform_unreachable` when it is not known what Slack did
 */
export const exchange = async (
  { apiUrl, clientId, clientSecret }: OauthClient,
  grant: { code: string; redirect_uri: string } | { grant_type: 'refresh_token'; refresh_token: string },
  signal: AbortSignal = AbortSignal.timeout(patienceMs),
): Promise<OauthAccess> => {
  const answer = await fetch(new URL('oauth.v2.access', apiUrl), {
    method: 'POST',
    redirect: 'error',
    headers: {
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(grant as Record<string, string>),
    signal,
  })
    .then((response) => response.json())
    .catch((cause: unknown) => {
      throw new AppError('platform_unreachable', 'Slack does not answer.', { cause })
    })
  const parsed = answerSchema.safeParse(answer)
  if (!parsed.success) throw new AppError('platform_unreachable', 'Slack answered something else.')
  if (!parsed.data.ok)
    throw new AppError('platform_refused', 'Slack refused.', { details: { code: parsed.data.error } })
  return parsed.data
}
