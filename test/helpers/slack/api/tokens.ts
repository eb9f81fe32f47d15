import type { Workspace, World } from '../world-state.ts'
import { Refusal } from './refusal.ts'

/** Twelve hours, when tokens are rotated. */
export const tokenLifeSeconds = 43_200

export const addToken = (
  world: World,
  workspace: Workspace,
  token: string,
  expiresAt: number | null,
): void => {
  world.tokens.set(token, { teamId: workspace.teamId, expiresAt, isRevoked: false })
  workspace.botToken = token
}

/** A new bot token, with a refresh token when the app rotates them. */
export const issueTokens = (
  world: World,
  workspace: Workspace,
): { access_token: string; refresh_token?: string; expires_in?: number } => {
  const secret = crypto.randomUUID().replaceAll('-', '')
  if (!world.app.rotatesTokens) {
    const token = `xoxb-${workspace.teamId}-${secret}`
    addToken(world, workspace, token, null)
    return { access_token: token }
  }
  const token = `xoxe.xoxb-1-${secret}`
  const refresh = `xoxe-1-${crypto.randomUUID().replaceAll('-', '')}`
  addToken(world, workspace, token, world.clock.now() + tokenLifeSeconds * 1000)
  world.refreshTokens.set(refresh, { teamId: workspace.teamId, isUsed: false })
  return { access_token: token, refresh_token: refresh, expires_in: tokenLifeSeconds }
}

/** Whose bot this is. Throws what Slack says of a token that is wrong, revoked, late or orphaned. */
export const readToken = (world: World, given: string): Workspace => {
  if (given === '') throw new Refusal('not_authed')
  const token = world.tokens.get(given)
  if (!token) throw new Refusal('invalid_auth')
  const workspace = world.workspaces.get(token.teamId)!
  if (!workspace.isInstalled) throw new Refusal('account_inactive')
  if (token.isRevoked) throw new Refusal('token_revoked')
  if (token.expiresAt !== null && world.clock.now() >= token.expiresAt) throw new Refusal('token_expired')
  return workspace
}
