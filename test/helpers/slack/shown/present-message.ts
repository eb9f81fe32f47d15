import { isDirect } from '../state/channels.ts'
import { ageStream, streamBlocks } from '../state/streams.ts'
import type { Loose, SlackChannel, StoredMessage, Workspace, World } from '../world-state.ts'
import { presentFile } from './present-file.ts'

const botProfile = (world: World, workspace: Workspace): Loose => ({
  id: workspace.botId,
  deleted: false,
  name: world.app.name,
  updated: 1_760_000_000,
  app_id: world.app.id,
  icons: { image_36: '', image_48: '', image_72: '' },
  team_id: workspace.teamId,
})

const repliesOf = (channel: SlackChannel, { ts }: StoredMessage): StoredMessage[] =>
  channel.messages.filter((message) => message.threadTs === ts && message.ts !== ts)

const threadFields = (channel: SlackChannel, message: StoredMessage): Loose => {
  const replies = repliesOf(channel, message)
  if (replies.length === 0) return message.threadTs ? { thread_ts: message.threadTs } : {}
  const users = [...new Set(replies.map(({ user }) => user))]
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    reply_users: users,
    latest_reply: replies.at(-1)!.ts,
    is_locked: false,
    subscribed: false,
  }
}

/** Under another name it is a message of a bot, and of no user. */
export const sayerOf = ({ subtype, user, author }: StoredMessage): Loose =>
  author === null
    ? { ...(subtype && { subtype }), user }
    : {
        subtype: 'bot_message',
        ...(author.username !== null && { username: author.username }),
        ...(author.iconUrl !== null && { icons: { image_48: author.iconUrl } }),
      }

/** The message as the Web API and the payloads of presses give it. */
export const presentMessage = (
  world: World,
  workspace: Workspace,
  message: StoredMessage,
  { withMetadata = false }: { withMetadata?: boolean } = {},
): Loose => {
  ageStream(world, message)
  const channel = world.channels.get(message.channel)!
  const stream = message.stream
  const blocks = stream ? streamBlocks(stream) : message.blocks
  return {
    type: 'message',
    ...sayerOf(message),
    ts: message.ts,
    ...(message.clientMsgId && { client_msg_id: message.clientMsgId }),
    ...(message.botId && {
      bot_id: message.botId,
      app_id: world.app.id,
      bot_profile: botProfile(world, workspace),
    }),
    text: stream ? stream.markdown : message.text,
    team: message.teamId,
    ...(blocks.length > 0 && { blocks }),
    ...(message.attachments.length > 0 && { attachments: message.attachments }),
    ...(message.files.length > 0 && {
      files: message.files.map((id) => presentFile(world, world.files.get(id)!)),
    }),
    ...(message.edited && { edited: message.edited }),
    ...(stream && {
      streaming_state:
        stream.state === 'in_progress'
          ? 'in_progress'
          : stream.state === 'completed'
            ? 'completed'
            : 'errored',
    }),
    ...(message.reactions.length > 0 && {
      reactions: message.reactions.map(({ name, users }) => ({ name, users, count: users.length })),
    }),
    ...(withMetadata && message.metadata && { metadata: message.metadata }),
    ...threadFields(channel, message),
    ...(isDirect(channel) && { channel: channel.id }),
  }
}
