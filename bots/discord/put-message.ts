import type { Locale } from '../../core/answers/answer.ts'
import type { Core } from '../../core/core.ts'
import { changeSentRow, dropSentRow, openSentRow, type SentRow } from '../../core/messaging/sent-rows.ts'
import type { DiscordMessage } from './blocks/render-card.ts'
import { type Composed, trySimpler } from './compose.ts'
import type { Manner } from './draw-images.ts'
import { DiscordFailure, isDiscordFailure } from './failure.ts'
import { controlsIn, lookUp } from './look-up.ts'
import { nonceOfRow } from './nonces.ts'
import { type PostServices, postMessage } from './post-message.ts'

export interface SenderServices extends PostServices {
  core: Core
  botUserId: () => string
  applicationId: string
  /** How long Discord surely knows a nonce. */
  nonceLifeMs: number
}

/** What one answer's messages share. */
export interface Delivery {
  tenantId: string
  /** The question whose messages these are: of an edited question, the first one. Of notices, their send. */
  inboxId: string
  /** Of notices. */
  sendId?: string
  outboxId: string
  messageId: string | null
  locale: Locale
  /** Of pictures, and of what has no tone of its own. */
  colour: string
  workspace: string
  /** Where messages are posted: the thread's own id in a thread. */
  channel: string
  thread: string | null
  /** The question's message, where the answer stands beside it. */
  replyTo: string | null
}

/** One of the answer's messages: what it says, and what is known of it. */
export interface Part {
  position: number
  message: DiscordMessage
  row: SentRow | null
}

/** `unknown`: it may be there, and cannot be looked for. `gone`: what should be edited is not there any more. */
export type Put = 'sent' | 'unknown' | 'gone'

const goneCodes = [10008]
/** Discord takes no more edits of an old message. */
const oldCode = 30046
/** A thread that was put away: who writes in it opens it, who edits does not. */
const archivedCode = 50083

export const mannerOf = ({ locale, colour }: Delivery): Manner => ({ locale, colour })

export const markSent = (
  { core }: SenderServices,
  { tenantId, outboxId, messageId }: Delivery,
  { rowId, id }: { rowId: string; id: string },
): Promise<unknown> => changeSentRow(core, tenantId, rowId, { ts: id, state: 'sent', outboxId, messageId })

/** Posts under the nonce of a row. @returns the id of the message that it is, or was already */
export const postUnder = (
  services: SenderServices,
  delivery: Delivery,
  { position, message, row }: { position: number; message: DiscordMessage; row: Pick<SentRow, 'id'> },
): Promise<string> =>
  postMessage(services, {
    channel: delivery.channel,
    message,
    manner: mannerOf(delivery),
    nonce: nonceOfRow(row.id),
    replyTo: position === 0 ? delivery.replyTo : null,
  })

/**
 * Posts a message, once: sent again within some minutes, Discord gives the one that is there.
 * @throws DiscordFailure; of an unknown outcome the row stays, and the next try goes on from it
 */
export const post = async (
  services: SenderServices,
  delivery: Delivery,
  { position, message }: Omit<Part, 'row'>,
): Promise<Put> => {
  const { core } = services
  const { tenantId, inboxId, sendId, outboxId, workspace, channel, thread } = delivery
  const origin = sendId === undefined ? { inboxId } : { inboxId: null, sendId }
  const opening = { workspace, channel, thread, position, ...origin, outboxId }
  const id = await openSentRow(core, tenantId, { platform: 'discord', kind: 'answer', ...opening })
  try {
    const posted = await postUnder(services, delivery, { position, message, row: { id } })
    await markSent(services, delivery, { rowId: id, id: posted })
    return 'sent'
  } catch (error) {
    // Surely not there: nobody need look for it.
    if (isDiscordFailure(error) && error.kind !== 'unknown_outcome') await dropSentRow(core, tenantId, id)
    throw error
  }
}

/**
 * What became of a message whose sender did not tell. While its nonce is known, sending it again is asking; later it
 * is looked for in the place.
 * @throws DiscordFailure when that cannot be said now
 */
export const findOpening = async (
  services: SenderServices,
  row: SentRow,
  message: DiscordMessage,
): Promise<{ id: string } | 'again' | 'unsure'> => {
  if (row.ageMs < services.nonceLifeMs) return 'again'
  const controls = message.components.flatMap((component) => controlsIn(component as object))
  const sought = { channel: row.channel, since: row.createdAt, controls, botUserId: services.botUserId() }
  const found = await lookUp(services.api, sought)
  return found === 'absent' ? 'again' : found
}

const deleteMessage = async (services: SenderServices, channel: string, id: string): Promise<void> => {
  await services.api.call('DELETE', `/channels/${channel}/messages/${id}`).catch((error: unknown) => {
    if (!isDiscordFailure(error) || error.kind !== 'refused') throw error
  })
}

/**
 * Puts the message in the place of what stands there; the same again does no harm. What Discord lets nobody edit any
 * more is taken away, to be posted anew.
 */
export const update = async (
  services: SenderServices,
  delivery: Delivery,
  { message, row, id }: { message: DiscordMessage; row: SentRow; id: string },
): Promise<Put> => {
  const { channel } = row
  const send = async ({ body, files, isClassic }: Composed): Promise<Put> => {
    // What once had components of the second kind takes no other words.
    if (isClassic) return 'gone'
    await services.api.call('PATCH', `/channels/${channel}/messages/${id}`, { body, files })
    return 'sent'
  }
  try {
    const put = await trySimpler(services, mannerOf(delivery), { message, send })
    if (put === 'sent') await markSent(services, delivery, { rowId: row.id, id })
    else await deleteMessage(services, channel, id)
    return put
  } catch (error) {
    if (isDiscordFailure(error, ...goneCodes)) return 'gone'
    if (!isDiscordFailure(error, oldCode, archivedCode)) throw error
    await deleteMessage(services, channel, id)
    return 'gone'
  }
}

/** Takes a message of ours away, if it is there. @throws DiscordFailure when Discord cannot be asked now */
export const remove = deleteMessage

/** Not known yet: whoever sends again begins with it. */
export const unsettled = (afterMs: number): DiscordFailure =>
  new DiscordFailure('POST', { kind: 'rate_limited', code: 'unsure', retryAfterMs: afterMs })
