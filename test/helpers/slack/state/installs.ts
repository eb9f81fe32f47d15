import { addToken } from '../api/tokens.ts'
import { deliver } from '../events/deliver.ts'
import type { Workspace, World } from '../world-state.ts'
import { addUser } from './people.ts'

/** What the app needs to answer in channels, direct messages and by command: nothing of the history of channels. */
export const leastScopes = [
  'app_mentions:read',
  'assistant:write',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'im:history',
  'im:write',
  'users:read',
]

/** With the history of channels: follow-ups without a mention, and look-ups of what was posted. */
export const allScopes = [
  ...leastScopes,
  'channels:history',
  'channels:read',
  'groups:history',
  'reactions:read',
  'usergroups:read',
]

export interface NewWorkspace {
  teamId?: string
  enterpriseId?: string | null
  /** Installed by its organisation, for this and every other workspace of it. */
  isOrgWide?: boolean
  name?: string
  botToken?: string
  botUserId?: string
  scopes?: string[]
  /** False: known to Slack, the app is not in it yet. */
  isInstalled?: boolean
}

export const addWorkspace = (world: World, given: NewWorkspace): Workspace => {
  const teamId = given.teamId ?? world.nextId('T')
  const name = given.name ?? `Team ${teamId}`
  const botUserId = given.botUserId ?? world.nextId('U')
  const workspace: Workspace = {
    teamId,
    enterpriseId: given.enterpriseId ?? null,
    isOrgWide: given.isOrgWide ?? false,
    name,
    domain: teamId.toLowerCase(),
    botUserId,
    botId: world.nextId('B'),
    scopes: new Set(given.scopes ?? allScopes),
    botToken: '',
    isInstalled: given.isInstalled ?? true,
    installedBy: null,
  }
  world.workspaces.set(teamId, workspace)
  addUser(world, { id: botUserId, teamId, name: world.app.name.toLowerCase(), isBot: true })
  if (given.botToken || workspace.isInstalled)
    addToken(world, workspace, given.botToken ?? `xoxb-${teamId}-${crypto.randomUUID()}`, null)
  return workspace
}

/** Takes the tokens of a workspace away, or the whole app out of it; the app is told. */
export const revoke = async (
  world: World,
  teamId: string,
  { isUninstalled, isSilent }: { isUninstalled: boolean; isSilent: boolean },
): Promise<void> => {
  const workspace = world.workspaces.get(teamId)!
  for (const token of world.tokens.values()) if (token.teamId === teamId) token.isRevoked = true
  if (isUninstalled) workspace.isInstalled = false
  if (isSilent) return
  await Promise.all([
    deliver(world, workspace, {
      type: 'tokens_revoked',
      tokens: { oauth: [], bot: [workspace.botUserId] },
    }),
    ...(isUninstalled ? [deliver(world, workspace, { type: 'app_uninstalled' })] : []),
  ])
}
