import { Refusal } from '../api/refusal.ts'
import type {
  ChannelKind,
  Loose,
  SlackChannel,
  SlackUser,
  StoredMessage,
  Workspace,
  World,
} from '../world-state.ts'

export const addChannel = (
  world: World,
  {
    id,
    name,
    kind,
    teamIds,
    members,
  }: { id?: string; name: string; kind: ChannelKind; teamIds: string[]; members: Iterable<string> },
): SlackChannel => {
  const prefix = kind === 'im' ? 'D' : kind === 'mpim' ? 'G' : 'C'
  const channel: SlackChannel = {
    id: id ?? world.nextId(prefix),
    name,
    kind,
    teamIds,
    members: new Set(members),
    isArchived: false,
    messages: [],
  }
  world.channels.set(channel.id, channel)
  return channel
}

/** The direct conversation of a person with the app. */
export const openDirect = (world: World, workspace: Workspace, user: string): SlackChannel =>
  [...world.channels.values()].find(
    ({ kind, members, teamIds }) =>
      kind === 'im' &&
      teamIds.includes(workspace.teamId) &&
      members.has(user) &&
      members.has(workspace.botUserId),
  ) ??
  addChannel(world, {
    name: 'directmessage',
    kind: 'im',
    teamIds: [workspace.teamId],
    members: [user, workspace.botUserId],
  })

/** Whether somebody of this workspace may see the person: its own, and those of a shared channel. */
export const canSeeUser = (world: World, workspace: Workspace, user: SlackUser): boolean =>
  user.teamId === workspace.teamId ||
  [...world.channels.values()].some(
    ({ teamIds, members }) => teamIds.includes(workspace.teamId) && members.has(user.id),
  )

export const readUser = (world: World, workspace: Workspace, id: unknown): SlackUser => {
  const user = world.users.get(String(id))
  if (!user || !canSeeUser(world, workspace, user)) throw new Refusal('user_not_found')
  return user
}

/** The channel as the bot may see it. A person's id stands for the conversation with them. */
export const readChannel = (world: World, workspace: Workspace, id: unknown): SlackChannel => {
  const name = String(id ?? '')
  const user = world.users.get(name)
  if (user) {
    const isReachable = canSeeUser(world, workspace, user) && !user.isBot && !user.isDeleted
    if (!isReachable) throw new Refusal('channel_not_found')
    return openDirect(world, workspace, name)
  }
  const channel = world.channels.get(name)
  const isHidden = channel?.kind !== 'public' && !channel?.members.has(workspace.botUserId)
  if (!channel?.teamIds.includes(workspace.teamId) || isHidden) throw new Refusal('channel_not_found')
  return channel
}

/** The channel, if the bot may write there now. */
export const readWritable = (world: World, workspace: Workspace, id: unknown): SlackChannel => {
  const channel = readChannel(world, workspace, id)
  if (channel.isArchived) throw new Refusal('is_archived')
  if (!channel.members.has(workspace.botUserId) && !workspace.scopes.has('chat:write.public'))
    throw new Refusal('not_in_channel')
  return channel
}

export const findMessage = (channel: SlackChannel, ts: unknown): StoredMessage | null =>
  channel.messages.find((message) => message.ts === String(ts)) ?? null

export const isDirect = ({ kind }: SlackChannel): boolean => kind === 'im' || kind === 'mpim'

/** What events and actions call the kind of a channel. */
export const channelTypeOf = ({ kind }: SlackChannel): string =>
  ({ public: 'channel', private: 'group', im: 'im', mpim: 'mpim' })[kind]

/** The scope that lets the app read and hear what is said there. */
export const historyScopeOf = ({ kind }: SlackChannel): string =>
  ({ public: 'channels:history', private: 'groups:history', im: 'im:history', mpim: 'mpim:history' })[kind]

const readScopeOf = ({ kind }: SlackChannel): string =>
  ({ public: 'channels:read', private: 'groups:read', im: 'im:read', mpim: 'mpim:read' })[kind]

/** Throws `missing_scope` with what is needed, as Slack tells it. */
export const needScope = ({ scopes }: Workspace, needed: string): void => {
  if (!scopes.has(needed)) throw new Refusal('missing_scope', { needed, provided: [...scopes].join(',') })
}

export const needReadScope = (workspace: Workspace, channel: SlackChannel): void =>
  needScope(workspace, readScopeOf(channel))

export const presentChannel = (workspace: Workspace, channel: SlackChannel): Loose => ({
  id: channel.id,
  ...(channel.kind === 'im'
    ? { user: [...channel.members].find((member) => member !== workspace.botUserId) }
    : { name: channel.name, name_normalized: channel.name }),
  is_channel: channel.kind === 'public',
  is_group: channel.kind === 'private',
  is_im: channel.kind === 'im',
  is_mpim: channel.kind === 'mpim',
  is_private: channel.kind !== 'public',
  is_archived: channel.isArchived,
  is_general: false,
  is_member: channel.members.has(workspace.botUserId),
  is_shared: channel.teamIds.length > 1,
  is_ext_shared: channel.teamIds.length > 1,
  is_org_shared: false,
  context_team_id: workspace.teamId,
  shared_team_ids: channel.teamIds,
  connected_team_ids: channel.teamIds.filter((teamId) => teamId !== workspace.teamId),
  num_members: channel.members.size,
  topic: { value: '', creator: '', last_set: 0 },
  purpose: { value: '', creator: '', last_set: 0 },
})
