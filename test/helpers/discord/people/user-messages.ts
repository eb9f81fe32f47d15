import { tellDeleted, tellMessage } from '../gateway/dispatches.ts'
import { usersNamedIn } from '../shown/pings.ts'
import { type GivenFile, storeFile } from '../state/files.ts'
import { findMessage, removeMessage, storeMessage } from '../state/messages.ts'
import type { DiscordChannel, StoredMessage, World } from '../world-state.ts'

export interface Said {
  files?: GivenFile[]
  /** A message, or its id. */
  replyTo?: { id: string } | string
  /** Whether a reply notifies its author, as clients do unless told otherwise. */
  pings?: boolean
}

const pingsOf = (
  channel: DiscordChannel,
  text: string,
  target: StoredMessage | null,
  isPing: boolean,
): string[] => [
  ...new Set([
    ...usersNamedIn(text),
    ...(target && isPing ? [target.author] : []),
    ...(channel.guild !== null && /@(everyone|here)\b/.test(text) ? ['everyone'] : []),
  ]),
]

/** What a person writes, without telling anybody. */
export const putMessage = (
  world: World,
  channel: DiscordChannel,
  { user, text, files = [], replyTo, pings = true }: Said & { user: string; text: string },
): StoredMessage => {
  const id = typeof replyTo === 'string' ? replyTo : replyTo?.id
  const target = id === undefined ? null : findMessage(world, channel.id, id)
  if (id !== undefined && !target) throw new Error(`The message ${id} is not in ${channel.id}.`)
  return storeMessage(world, channel, {
    author: user,
    content: text,
    files: files.map((file) => storeFile(world, channel.id, file)),
    reference: target?.id ?? null,
    type: target ? 19 : 0,
    pings: pingsOf(channel, text, target, pings),
  })
}

export const editMessage = (world: World, message: StoredMessage, text: string): void => {
  message.content = text
  message.edits++
  message.editedAt = world.clock.now()
  tellMessage(world, 'MESSAGE_UPDATE', message)
}

export const deleteMessage = (world: World, message: StoredMessage): void => {
  removeMessage(world, message)
  tellDeleted(world, message)
}
