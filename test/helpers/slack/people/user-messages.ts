import { changeEvent, messageEvent, tellOfMessage, tellWorkspaces } from '../events/events.ts'
import { presentFile } from '../shown/present-file.ts'
import { isDirect } from '../state/channels.ts'
import { addFile } from '../state/file-store.ts'
import { storeMessage } from '../state/post-message.ts'
import type { Delivery, Loose, SlackChannel, SlackUser, StoredMessage, World } from '../world-state.ts'

/** How many mentions each world has had: their events take turns in being first. */
const mentions = new WeakMap<World, number>()

const isMentionsTurn = (world: World): boolean => {
  const count = mentions.get(world) ?? 0
  mentions.set(world, count + 1)
  return count % 2 === 0
}

const richText = (text: string): Loose[] => [
  {
    type: 'rich_text',
    block_id: 'said',
    elements: [
      {
        type: 'rich_text_section',
        elements: text
          .split(/(<@\w+>)/)
          .filter(Boolean)
          .map((part): Loose => {
            const user = /^<@(\w+)>$/.exec(part)?.[1]
            return user ? { type: 'user', user_id: user } : { type: 'text', text: part }
          }),
      },
    ],
  },
]

/** Fields that tell where a person from another workspace comes from. */
const strangerFields = (channel: SlackChannel, user: SlackUser): Loose =>
  channel.teamIds.length > 1 ? { user_team: user.teamId, source_team: user.teamId } : {}

const mentionEvent = (world: World, channel: SlackChannel, message: StoredMessage, extra: Loose): Loose => {
  const { channel_type: _type, parent_user_id: _root, ...event } = messageEvent(world, channel, message)
  return { ...event, ...extra, type: 'app_mention' }
}

/** A mention comes as two events with the same time and client_msg_id, and nobody knows which is first. */
const tellMention = async (world: World, channel: SlackChannel, message: StoredMessage, extra: Loose) => {
  const asMention = () =>
    tellWorkspaces(world, channel, 'app_mentions:read', (workspace) =>
      message.text.includes(`<@${workspace.botUserId}>`)
        ? mentionEvent(world, channel, message, extra)
        : null,
    )
  const asMessage = () =>
    tellOfMessage(world, channel, { ...messageEvent(world, channel, message), ...extra })
  const order = world.delivery.mentionOrder
  if (order === 'mention_first') return [...(await asMention()), ...(await asMessage())]
  if (order === 'message_first') return [...(await asMessage()), ...(await asMention())]
  const both = isMentionsTurn(world) ? [asMention(), asMessage()] : [asMessage(), asMention()]
  return (await Promise.all(both)).flat()
}

export interface Said {
  thread?: string | null
  /** The same gesture once more, as when a client sends again. */
  clientMsgId?: string
  files?: { name: string; bytes: Uint8Array | string }[]
}

const storeFiles = (
  world: World,
  channel: SlackChannel,
  user: SlackUser,
  files: NonNullable<Said['files']>,
) =>
  files.map(({ name, bytes }) =>
    addFile(world, {
      teamId: user.teamId,
      user: user.id,
      name,
      bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes,
      isShared: true,
      channels: [channel.id],
    }),
  )

/** A person writes; the app is told. */
export const writeMessage = async (
  world: World,
  user: SlackUser,
  channel: SlackChannel,
  { text, thread, clientMsgId, files = [] }: Said & { text: string },
): Promise<{ message: StoredMessage; deliveries: Delivery[] }> => {
  const stored = storeFiles(world, channel, user, files)
  const message = storeMessage(world, channel, {
    user: user.id,
    teamId: user.teamId,
    text,
    blocks: text === '' ? [] : richText(text),
    threadTs: thread ?? null,
    clientMsgId: clientMsgId ?? crypto.randomUUID(),
    ...(stored.length > 0 && { subtype: 'file_share', files: stored.map(({ id }) => id), clientMsgId: null }),
  })
  const extra = {
    ...strangerFields(channel, user),
    ...(stored.length > 0 && { files: stored.map((file) => presentFile(world, file)), upload: false }),
  }
  const isMention = !isDirect(channel) && /<@\w+>/.test(text)
  const told = isMention
    ? await tellMention(world, channel, message, extra)
    : await tellOfMessage(world, channel, { ...messageEvent(world, channel, message), ...extra })
  return { message, deliveries: told }
}

export const editMessage = (world: World, channel: SlackChannel, message: StoredMessage, text: string) => {
  const before = { ...message }
  Object.assign(message, { text, blocks: richText(text), edited: { user: message.user, ts: world.nextTs() } })
  return tellOfMessage(
    world,
    channel,
    changeEvent(world, channel, 'message_changed', { before, after: message }),
  )
}

export const deleteMessage = (world: World, channel: SlackChannel, message: StoredMessage) => {
  channel.messages = channel.messages.filter((one) => one !== message)
  return tellOfMessage(
    world,
    channel,
    changeEvent(world, channel, 'message_deleted', { before: message, after: null }),
  )
}
