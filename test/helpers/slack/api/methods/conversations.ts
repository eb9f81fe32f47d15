import { presentMessage } from '../../shown/present-message.ts'
import {
  addChannel,
  findMessage,
  historyScopeOf,
  needReadScope,
  needScope,
  openDirect,
  presentChannel,
  readChannel,
  readUser,
} from '../../state/channels.ts'
import type { ChannelKind, Loose, SlackChannel, StoredMessage } from '../../world-state.ts'
import { pageOf } from '../page.ts'
import { flagOf } from '../read-body.ts'
import { type MethodCall, type Methods, Refusal } from '../refusal.ts'

const open = (call: MethodCall): Loose => {
  const { world, workspace, args } = call
  if (args.channel) {
    const channel = readChannel(world, workspace, args.channel)
    return { channel: { id: channel.id } }
  }
  const ids = (Array.isArray(args.users) ? args.users : String(args.users ?? '').split(',')).filter(Boolean)
  if (ids.length === 0) throw new Refusal('users_list_not_supplied')
  const users = ids.map((id: string) => readUser(world, workspace, id))
  needScope(workspace, ids.length === 1 ? 'im:write' : 'mpim:write')
  const channel =
    users.length === 1
      ? openDirect(world, workspace, users[0]!.id)
      : addChannel(world, {
          name: `mpdm-${ids.join('--')}`,
          kind: 'mpim',
          teamIds: [workspace.teamId],
          members: [...ids, workspace.botUserId],
        })
  return { channel: flagOf(args.return_im, false) ? presentChannel(workspace, channel) : { id: channel.id } }
}

const info = ({ world, workspace, args }: MethodCall): Loose => {
  const channel = readChannel(world, workspace, args.channel)
  needReadScope(workspace, channel)
  return { channel: presentChannel(workspace, channel) }
}

const kindOf: Record<string, ChannelKind> = {
  public_channel: 'public',
  private_channel: 'private',
  im: 'im',
  mpim: 'mpim',
}

const listChannels = (call: MethodCall, isListed: (channel: SlackChannel) => boolean): Loose => {
  const { world, workspace, args } = call
  const kinds = String(args.types ?? 'public_channel')
    .split(',')
    .map((type) => kindOf[type.trim()])
  const found = [...world.channels.values()].filter(
    (channel) =>
      kinds.includes(channel.kind) &&
      channel.teamIds.includes(workspace.teamId) &&
      !(flagOf(args.exclude_archived, false) && channel.isArchived) &&
      isListed(channel),
  )
  const { page, next } = pageOf(found, args, { limit: 100, max: 1000 })
  return {
    channels: page.map((channel) => presentChannel(workspace, channel)),
    response_metadata: { next_cursor: next },
  }
}

const members = ({ world, workspace, args }: MethodCall): Loose => {
  const channel = readChannel(world, workspace, args.channel)
  needReadScope(workspace, channel)
  const { page, next } = pageOf([...channel.members], args, { limit: 100, max: 1000 })
  return { members: page, response_metadata: { next_cursor: next } }
}

const readHistory = ({ world, workspace, args }: MethodCall): SlackChannel => {
  const channel = readChannel(world, workspace, args.channel)
  needScope(workspace, historyScopeOf(channel))
  if (!channel.members.has(workspace.botUserId)) throw new Refusal('not_in_channel')
  return channel
}

const isWithin = (args: Loose, { ts }: StoredMessage): boolean => {
  const isInclusive = flagOf(args.inclusive, false)
  const oldest = args.oldest ? String(args.oldest) : '0'
  const latest = args.latest ? String(args.latest) : '99999999999.999999'
  // Times of messages have the same width, so they compare as text would; numbers would lose the last digits.
  const compare = (one: string, other: string) => one.padStart(20, '0').localeCompare(other.padStart(20, '0'))
  const fromOldest = compare(ts, oldest.includes('.') ? oldest : `${oldest}.000000`)
  const toLatest = compare(ts, latest.includes('.') ? latest : `${latest}.000000`)
  return isInclusive ? fromOldest >= 0 && toLatest <= 0 : fromOldest > 0 && toLatest < 0
}

const presentPage = (call: MethodCall, messages: StoredMessage[], limit: number): Loose => {
  const { world, workspace, args } = call
  const { page, next } = pageOf(messages, args, { limit, max: 999 })
  const withMetadata = flagOf(args.include_all_metadata, false)
  return {
    messages: page.map((message) => presentMessage(world, workspace, message, { withMetadata })),
    has_more: next !== '',
    response_metadata: { next_cursor: next },
  }
}

const history = (call: MethodCall): Loose => {
  const channel = readHistory(call)
  const roots = channel.messages.filter(
    (message) =>
      (message.threadTs === null || message.threadTs === message.ts) && isWithin(call.args, message),
  )
  return presentPage(call, roots.toReversed(), 100)
}

const replies = (call: MethodCall): Loose => {
  const { args } = call
  const channel = readHistory(call)
  const given = findMessage(channel, args.ts)
  const root = given?.threadTs ? findMessage(channel, given.threadTs) : given
  if (!root) throw new Refusal('thread_not_found')
  const answers = channel.messages.filter(
    (message) => message.threadTs === root.ts && message.ts !== root.ts && isWithin(args, message),
  )
  return presentPage(call, [root, ...answers], 1000 - 1)
}

const usersConversations = (call: MethodCall): Loose => {
  const { world, workspace, args } = call
  const user = args.user ? readUser(world, workspace, args.user).id : workspace.botUserId
  return listChannels(
    call,
    ({ members: inside }) =>
      inside.has(user) && (user === workspace.botUserId || inside.has(workspace.botUserId)),
  )
}

export const conversationMethods: Methods = {
  'conversations.open': { scopes: [], run: open },
  'conversations.info': { scopes: [], run: info },
  'conversations.members': { scopes: [], run: members },
  'conversations.history': { scopes: [], run: history },
  'conversations.replies': { scopes: [], run: replies },
  'conversations.list': {
    scopes: ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
    run: (call) =>
      listChannels(
        call,
        ({ kind, members: inside }) => kind === 'public' || inside.has(call.workspace.botUserId),
      ),
  },
  'users.conversations': {
    scopes: ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
    run: usersConversations,
  },
}
