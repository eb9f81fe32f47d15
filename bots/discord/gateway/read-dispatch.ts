import type { PlatformEventGiven } from '../../../core/messaging/platform-events.ts'
import { type Dispatch, idOf, type Loose, textOf } from './loose.ts'
import { type HeardMessage, readMessage, type Surroundings } from './read-message.ts'

/** What is stored of a dispatch, and handled from there. */
export type HeardEvent =
  | { kind: 'said'; message: HeardMessage }
  | { kind: 'changed'; message: HeardMessage }
  | { kind: 'deleted'; guild: string | null; channel: string; message: string }
  | {
      kind: 'joined'
      guild: string
      name: string
      locale: string | null
      systemChannel: string | null
      joinedAt: string
    }
  | { kind: 'left'; guild: string; at: string }

/** The workspace of what happens in direct conversations. */
export const directWorkspace = 'dm'

export type Taken = Omit<PlatformEventGiven, 'platform' | 'payload'> & { event: HeardEvent }

const takenOf = (
  event: HeardEvent,
  keys: { eventId: string; messageKey?: string; guild: string | null; orderKey: string },
): Taken => ({
  event,
  eventId: keys.eventId,
  messageKey: keys.messageKey ?? null,
  clientKey: null,
  workspace: keys.guild ?? directWorkspace,
  orderKey: keys.orderKey,
})

const said = (d: Loose, surroundings: Surroundings): Taken[] => {
  const message = readMessage(d, surroundings)
  if (!message) return []
  const { id, guild, channel } = message
  return [
    takenOf(
      { kind: 'said', message },
      { eventId: id, messageKey: `${channel}:${id}`, guild, orderKey: channel },
    ),
  ]
}

/** A link that was unfolded changes a message as well, and is no edit. */
const changed = (d: Loose, surroundings: Surroundings): Taken[] => {
  const message = readMessage(d, surroundings)
  if (!message || message.editedAt === null) return []
  const { id, guild, channel, editedAt } = message
  return [
    takenOf({ kind: 'changed', message }, { eventId: `${id}:edited:${editedAt}`, guild, orderKey: channel }),
  ]
}

/** Discord does not tell whose message it was: what was no question of anybody's comes to nothing. */
const deleted = ({ id, channel_id, guild_id }: Loose): Taken[] => {
  const [message, channel, guild] = [idOf(id), idOf(channel_id), idOf(guild_id)]
  if (message === null || channel === null) return []
  const event: HeardEvent = { kind: 'deleted', guild, channel, message }
  return [takenOf(event, { eventId: `${message}:deleted`, guild, orderKey: channel })]
}

const readers: Record<string, (d: Loose, surroundings: Surroundings) => Taken[]> = {
  MESSAGE_CREATE: said,
  MESSAGE_UPDATE: changed,
  MESSAGE_DELETE: deleted,
  MESSAGE_DELETE_BULK: ({ ids, ...d }) =>
    Array.isArray(ids) ? ids.flatMap((id) => deleted({ ...d, id: textOf(id) })) : [],
}

/** What people did with messages, as it is stored; nothing for all else. */
export const readDispatch = ({ t, d }: Dispatch, surroundings: Surroundings): Taken[] =>
  readers[t]?.(d, surroundings) ?? []

export const joinedEvent = (guild: Omit<Extract<HeardEvent, { kind: 'joined' }>, 'kind'>): Taken =>
  takenOf(
    { kind: 'joined', ...guild },
    // Renamed it is another event.
    {
      eventId: `${guild.guild}:joined:${guild.joinedAt}:${guild.name}`,
      guild: guild.guild,
      orderKey: guild.guild,
    },
  )

export const leftEvent = (guild: string, at: Date): Taken =>
  takenOf(
    { kind: 'left', guild, at: at.toISOString() },
    { eventId: `${guild}:left:${at.getTime()}`, guild, orderKey: guild },
  )
