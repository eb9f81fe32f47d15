import { type Loose, recordViolation, type Workspace, type World } from '../world-state.ts'
import { Refusal } from './refusal.ts'
import { issueTokens } from './tokens.ts'

const codeLifeMs = 600_000

const readClient = (world: World, args: Loose, authorization: string): void => {
  const basic = /^Basic (.+)$/.exec(authorization)?.[1]
  const [id, secret] = basic
    ? Buffer.from(basic, 'base64').toString().split(':')
    : [String(args.client_id ?? ''), String(args.client_secret ?? '')]
  if (id !== world.app.clientId) throw new Refusal('invalid_client_id')
  if (secret !== world.app.clientSecret) throw new Refusal('bad_client_secret')
}

const present = (world: World, workspace: Workspace, user: string | null): Loose => ({
  ...issueTokens(world, workspace),
  token_type: 'bot',
  scope: [...workspace.scopes].join(','),
  bot_user_id: workspace.botUserId,
  app_id: world.app.id,
  team: workspace.isOrgWide ? null : { id: workspace.teamId, name: workspace.name },
  enterprise:
    workspace.enterpriseId === null
      ? null
      : { id: workspace.enterpriseId, name: workspace.isOrgWide ? workspace.name : '' },
  is_enterprise_install: workspace.isOrgWide,
  ...(user !== null && { authed_user: { id: user } }),
})

const exchange = (world: World, args: Loose): Loose => {
  const code = world.codes.get(String(args.code))
  if (!code) throw new Refusal('invalid_code')
  if (code.isUsed) {
    recordViolation(world, 'code_used_twice', 'oauth.v2.access', String(args.code))
    throw new Refusal('code_already_used')
  }
  if (world.clock.now() - code.at > codeLifeMs) throw new Refusal('invalid_code')
  if (String(args.redirect_uri ?? code.redirectUri) !== code.redirectUri)
    throw new Refusal('bad_redirect_uri')
  code.isUsed = true
  const workspace = world.workspaces.get(code.teamId)!
  workspace.isInstalled = true
  workspace.installedBy = code.user
  return present(world, workspace, code.user)
}

const refresh = (world: World, args: Loose): Loose => {
  const token = world.refreshTokens.get(String(args.refresh_token))
  if (!token) throw new Refusal('invalid_refresh_token')
  if (token.isUsed) {
    recordViolation(world, 'refresh_token_used_twice', 'oauth.v2.access', String(args.refresh_token))
    throw new Refusal('invalid_refresh_token')
  }
  const workspace = world.workspaces.get(token.teamId)!
  if (!workspace.isInstalled) throw new Refusal('invalid_refresh_token')
  token.isUsed = true
  return present(world, workspace, null)
}

/** `oauth.v2.access`: a code for tokens, or a refresh token for the next ones. Each works once. */
export const grantTokens = (world: World, args: Loose, authorization: string): Loose => {
  readClient(world, args, authorization)
  return args.grant_type === 'refresh_token' ? refresh(world, args) : exchange(world, args)
}
