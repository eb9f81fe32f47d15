import { changeEvent, messageEvent, tellOfMessage } from '../events/events.ts'
import type { Loose, SlackChannel, StoredMessage, World } from '../world-state.ts'

type Draft = Pick<StoredMessage, 'user' | 'teamId'> & Partial<StoredMessage>

/** Puts the message into the channel; nobody is told yet. */
export const storeMessage = (world: World, channel: SlackChannel, draft: Draft): StoredMessage => {
  const message: StoredMessage = {
    ts: world.nextTs(),
    channel: channel.id,
    threadTs: null,
    botId: null,
    author: null,
    text: '',
    blocks: [],
    attachments: [],
    metadata: null,
    files: [],
    edited: null,
    reactions: [],
    clientMsgId: null,
    subtype: null,
    stream: null,
    unfurl: { links: null, media: null },
    ...draft,
  }
  channel.messages.push(message)
  // The words under a thread vanish as soon as something is said in it.
  for (const session of world.sessions)
    if (session.channel === channel.id && session.threadTs === message.threadTs && message.botId)
      session.words = null
  return message
}

/** Slack tells the app about its own messages as well; nobody waits for that. */
const echo = (world: World, channel: SlackChannel, event: () => Loose): void => {
  const isReachable = world.connection.urls.length > 0 || world.sockets.size > 0
  if (world.delivery.echo && isReachable) void tellOfMessage(world, channel, event())
}

export const echoMessage = (world: World, channel: SlackChannel, message: StoredMessage): void =>
  echo(world, channel, () => messageEvent(world, channel, message))

export const echoChange = (
  world: World,
  channel: SlackChannel,
  before: StoredMessage,
  after: StoredMessage | null,
): void =>
  echo(world, channel, () =>
    changeEvent(world, channel, after ? 'message_changed' : 'message_deleted', { before, after }),
  )
