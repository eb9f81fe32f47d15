import { isAppError } from '../../../core/errors.ts'
import { type Exchange, rotateDueTokens } from '../../../core/tenancy/rotate-tokens.ts'
import type { Database } from '../../../db/database.ts'
import { exchange, type OauthClient } from './oauth-access.ts'

/** Slack says these of a refresh token that counts no more; anything else may pass. */
const dead: readonly unknown[] = [
  'invalid_refresh_token', 'token_revoked', 'token_expired', 'account_inactive', 'org_login_required',
] // biome-ignore format: one list, read at a glance

/** What Slack's tokens last when it does not say. */
const lifetimeSeconds = 12 * 3600

const exchangeWith =
  (client: OauthClient): Exchange =>
  async ({ refreshToken, signal }) => {
    try {
      const grant = { grant_type: 'refresh_token' as const, refresh_token: refreshToken }
      const { access_token: botToken, ...access } = await exchange(client, grant, signal)
      // Without a new one the old one goes on to count.
      const { refresh_token: next = refreshToken, expires_in: expiresInSeconds = lifetimeSeconds } = access
      return { kind: 'renewed', botToken, refreshToken: next, expiresInSeconds }
    } catch (error) {
      const reason = isAppError(error) && error.code === 'platform_refused' ? error.details.code : null
      if (dead.includes(reason)) return { kind: 'refused', reason: String(reason) }
      throw error
    }
  }

/** Renews the tokens that end soon; called on a schedule. */
export const rotateSlackTokens = async (
  db: Database,
  masterKey: Buffer,
  client: OauthClient,
): Promise<void> => {
  await rotateDueTokens(db, masterKey, exchangeWith(client))
}
