import { deliver } from '../../events/deliver.ts'
import { findMessage, readChannel } from '../../state/channels.ts'
import type { Loose } from '../../world-state.ts'
import { type MethodCall, type Methods, Refusal } from '../refusal.ts'

const authTest = ({ world, workspace }: MethodCall): Loose => ({
  url: `https://${workspace.domain}.slack.com/`,
  team: workspace.name,
  user: world.app.name.toLowerCase(),
  team_id: workspace.teamId,
  user_id: workspace.botUserId,
  bot_id: workspace.botId,
  ...(workspace.enterpriseId !== null && { enterprise_id: workspace.enterpriseId }),
  is_enterprise_install: false,
})

const teamInfo = ({ workspace }: MethodCall): Loose => ({
  team: { id: workspace.teamId, name: workspace.name, domain: workspace.domain },
})

const botInfo = ({ world, workspace, args }: MethodCall): Loose => {
  if (args.bot !== workspace.botId) throw new Refusal('bot_not_found')
  return {
    bot: {
      id: workspace.botId,
      deleted: false,
      name: world.app.name,
      updated: 1_760_000_000,
      app_id: world.app.id,
      user_id: workspace.botUserId,
    },
  }
}

const addReaction = ({ world, workspace, args }: MethodCall): Loose => {
  const channel = readChannel(world, workspace, args.channel)
  const message = findMessage(channel, args.timestamp)
  if (!message) throw new Refusal('message_not_found')
  const name = String(args.name ?? '')
  if (!/^[\w+'-]+$/.test(name)) throw new Refusal('invalid_name')
  const standing = message.reactions.find((reaction) => reaction.name === name)
  if (standing?.users.includes(workspace.botUserId)) throw new Refusal('already_reacted')
  if (standing) standing.users.push(workspace.botUserId)
  else message.reactions.push({ name, users: [workspace.botUserId] })
  return {}
}

/** Of the token that asks; the app is told as of any other. */
const authRevoke = ({ world, workspace, token }: MethodCall): Loose => {
  world.tokens.get(token)!.isRevoked = true
  void deliver(world, workspace, {
    type: 'tokens_revoked',
    tokens: { oauth: [], bot: [workspace.botUserId] },
  })
  return { revoked: true }
}

export const teamMethods: Methods = {
  'auth.test': { scopes: [], run: authTest },
  'auth.revoke': { scopes: [], run: authRevoke },
  'team.info': { scopes: ['team:read'], run: teamInfo },
  'bots.info': { scopes: ['users:read'], run: botInfo },
  'reactions.add': { scopes: ['reactions:write'], run: addReaction },
}
