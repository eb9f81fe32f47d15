import { tellChannel, tellDeleted, tellMessage } from '../../gateway/dispatches.ts'
import { needNonce, needSilence } from '../../rules/habits.ts'
import { presentFor } from '../../shown/content-intent.ts'
import { presentMessage } from '../../shown/present.ts'
import { findByNonce, findMessage, removeMessage } from '../../state/messages.ts'
import { isThread, mayBot, needRights } from '../../state/permissions.ts'
import { changeMessage, createMessage } from '../../state/write-message.ts'
import type { DiscordChannel, Loose, StoredMessage, World } from '../../world-state.ts'
import { invalidBody, Refusal, unknown } from '../refusal.ts'
import { nothing, route } from '../route.ts'
import { channelFor } from './channels.ts'
import { readHistory } from './history.ts'

const hourMs = 60 * 60 * 1000

/** @throws Refusal 10008; the ephemeral ones are not to be had here */
const messageFor = (world: World, channel: DiscordChannel, id: string): StoredMessage => {
  const message = findMessage(world, channel.id, id)
  if (!message || message.onlyFor !== null) throw unknown.message()
  return message
}

const needToSend = (world: World, channel: DiscordChannel, hasFiles: boolean): void => {
  if (channel.recipient !== null && world.users.get(channel.recipient)!.hasClosedDms)
    throw new Refusal(403, 50007, 'Cannot send messages to this user')
  needRights(world, channel, isThread(channel) ? 'SendMessagesInThreads' : 'SendMessages')
  if (hasFiles) needRights(world, channel, 'AttachFiles')
  if (!channel.isArchived) return
  if (channel.isLocked) throw new Refusal(400, 50083, 'Thread is archived')
  // Whoever writes in an archived thread opens it again.
  channel.isArchived = false
  tellChannel(world, 'THREAD_UPDATE', channel)
}

/** @returns the message that is replied to; null when it is gone and need not exist */
const referenceOf = (world: World, channel: DiscordChannel, given: Loose): string | null => {
  if (!given?.message_id) return null
  if (!mayBot(world, channel, 'ReadMessageHistory'))
    throw new Refusal(403, 160002, 'Cannot reply without permission to read message history')
  const target = findMessage(world, channel.id, given.message_id)
  if (target && target.onlyFor === null) return target.id
  if (given.fail_if_not_exists === false) return null
  throw invalidBody([
    { at: 'message_reference', code: 'REPLIES_UNKNOWN_MESSAGE', message: 'Unknown message' },
  ])
}

const needToEdit = (world: World, channel: DiscordChannel, message: StoredMessage): void => {
  if (!message.isApp) throw new Refusal(403, 50005, 'Cannot edit a message authored by another user')
  if (channel.isArchived) throw new Refusal(400, 50083, 'Thread is archived')
  if (world.clock.now() - message.createdAt < hourMs) return
  if (message.lateEdits >= world.oldEdits)
    throw new Refusal(
      429,
      30046,
      'Maximum number of edits to messages older than 1 hour reached. Try again later',
    )
  message.lateEdits++
}

export const messageRoutes = [
  route('GET /channels/{channel_id}/messages', ({ world, params, query }) => {
    const channel = channelFor(world, params.channel_id!)
    if (!mayBot(world, channel, 'ReadMessageHistory')) return []
    return readHistory(channel, query).map((one) => presentFor(world, one, world.messageContent))
  }),
  route('GET /channels/{channel_id}/messages/{message_id}', ({ world, params }) => {
    const channel = channelFor(world, params.channel_id!)
    needRights(world, channel, 'ReadMessageHistory')
    return presentFor(world, messageFor(world, channel, params.message_id!), world.messageContent)
  }),
  route('POST /channels/{channel_id}/messages', ({ world, call, params, body, files }) => {
    const channel = channelFor(world, params.channel_id!)
    needSilence(world, call, body)
    needNonce(world, call, body)
    needToSend(world, channel, files.length > 0)
    const nonce = body.nonce ?? null
    const known =
      nonce !== null && body.enforce_nonce === true
        ? findByNonce(world, { author: world.botUserId, nonce })
        : null
    if (known) return presentMessage(world, known)
    const reference = referenceOf(world, channel, body.message_reference)
    const message = createMessage(
      world,
      channel,
      { body, files },
      { isWebhook: false, nonce, reference, type: reference ? 19 : 0 },
    )
    tellMessage(world, 'MESSAGE_CREATE', message)
    return presentMessage(world, message)
  }),
  route('PATCH /channels/{channel_id}/messages/{message_id}', ({ world, call, params, body, files }) => {
    const channel = channelFor(world, params.channel_id!)
    const message = messageFor(world, channel, params.message_id!)
    needSilence(world, call, body)
    needToEdit(world, channel, message)
    changeMessage(world, message, { body, files })
    tellMessage(world, 'MESSAGE_UPDATE', message)
    return presentMessage(world, message)
  }),
  route('DELETE /channels/{channel_id}/messages/{message_id}', ({ world, params }) => {
    const channel = channelFor(world, params.channel_id!)
    const message = messageFor(world, channel, params.message_id!)
    if (!message.isApp && channel.guild === null)
      throw new Refusal(403, 50003, 'Cannot execute action on a DM channel')
    if (!message.isApp) needRights(world, channel, 'ManageMessages')
    removeMessage(world, message)
    tellDeleted(world, message)
    return nothing
  }),
]
