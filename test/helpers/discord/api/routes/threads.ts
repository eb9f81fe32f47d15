import { ChannelType } from 'discord-api-types/v10'
import { tellChannel, tellMessage } from '../../gateway/dispatches.ts'
import { presentChannel } from '../../shown/present.ts'
import { newChannel } from '../../state/guilds.ts'
import { findMessage, flag, storeMessage } from '../../state/messages.ts'
import { isThread, needRights } from '../../state/permissions.ts'
import type { DiscordChannel, StoredMessage, World } from '../../world-state.ts'
import { invalidBody, Refusal, unknown } from '../refusal.ts'
import { nothing, route } from '../route.ts'
import { channelFor } from './channels.ts'

const needName = (name: unknown): string => {
  if (typeof name === 'string' && name.length >= 1 && name.length <= 100) return name
  throw invalidBody([
    { at: 'name', code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be between 1 and 100 in length.' },
  ])
}

export interface NewThread {
  name: string
  owner: string
  message: StoredMessage | null
}

/** Begins a thread and tells of it. A thread from a message has the id of the message. */
export const beginThread = (
  world: World,
  parent: DiscordChannel,
  { name, owner, message }: NewThread,
): DiscordChannel => {
  const thread = newChannel(world, {
    ...(message && { id: message.id }),
    guild: parent.guild,
    type: ChannelType.PublicThread,
    parent: parent.id,
    name,
    owner,
  })
  tellChannel(world, 'THREAD_CREATE', thread, { newly_created: true })
  // Discord says so itself: in the channel, or at the head of the thread with a reference to the message.
  const notice = message
    ? storeMessage(world, thread, { author: owner, type: 21, reference: message.id })
    : storeMessage(world, parent, { author: owner, type: 18, content: name })
  tellMessage(world, 'MESSAGE_CREATE', notice)
  if (!message) return thread
  message.thread = thread.id
  message.flags |= flag.hasThread
  tellMessage(world, 'MESSAGE_UPDATE', message)
  return thread
}

const parentFor = (world: World, id: string): DiscordChannel => {
  const channel = channelFor(world, id)
  if (isThread(channel) || channel.guild === null)
    throw new Refusal(400, 50024, 'Cannot execute action on this channel type')
  needRights(world, channel, 'CreatePublicThreads')
  return channel
}

export const threadRoutes = [
  route(
    'POST /channels/{channel_id}/messages/{message_id}/threads',
    ({ world, params, body }) => {
      const parent = parentFor(world, params.channel_id!)
      const message = findMessage(world, parent.id, params.message_id!)
      if (!message || message.onlyFor !== null) throw unknown.message()
      if (message.thread !== null)
        throw new Refusal(400, 160004, 'A thread has already been created for this message')
      return presentChannel(
        world,
        beginThread(world, parent, { name: needName(body.name), owner: world.botUserId, message }),
      )
    },
    { status: 201 },
  ),
  route(
    'POST /channels/{channel_id}/threads',
    ({ world, params, body }) => {
      const parent = parentFor(world, params.channel_id!)
      return presentChannel(
        world,
        beginThread(world, parent, { name: needName(body.name), owner: world.botUserId, message: null }),
      )
    },
    { status: 201 },
  ),
  route('PUT /channels/{channel_id}/thread-members/@me', ({ world, params }) => {
    channelFor(world, params.channel_id!)
    return nothing
  }),
]
