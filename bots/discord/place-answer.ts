import { changeSentRow, dropSentRow, readSentRows, type SentRow } from '../../core/messaging/sent-rows.ts'
import type { DiscordMessage } from './blocks/render-card.ts'
import type { LiveEnd } from './lives.ts'
import {
  type Delivery,
  findOpening,
  type Part,
  type Put,
  post,
  postUnder,
  remove,
  type SenderServices,
  unsettled,
  update,
} from './put-message.ts'

/** A live process notes where its message stands within this. */
const youngMs = 2_000

/** What stands on Discord, with what a live process knows and the database may not. */
const readStanding = async (
  { core }: SenderServices,
  { tenantId, inboxId, outboxId }: Delivery,
  end: LiveEnd | null,
): Promise<SentRow[]> => {
  const rows = await readSentRows(core, tenantId, inboxId)
  return rows
    .filter(({ state, outboxId: of }) => state !== 'removed' || of === outboxId)
    .map((row) => ({ ...row, ts: row.ts ?? (end?.rowId === row.id ? end.id : null) }))
}

const isDone = ({ state, outboxId }: SentRow, delivery: Delivery): boolean =>
  outboxId === delivery.outboxId && (state === 'sent' || state === 'removed')

/** Posts it, and puts right what an earlier try with other words may have left under the same nonce. */
const postOver = async (
  services: SenderServices,
  delivery: Delivery,
  part: Part & { row: SentRow },
): Promise<Put> => {
  const { message, row } = part
  const id = await postUnder(services, delivery, part)
  const put = await update(services, delivery, { message, row, id })
  return put === 'sent' ? 'sent' : 'unknown'
}

/** Goes on from a try whose outcome nobody heard. */
const resume = async (
  services: SenderServices,
  delivery: Delivery,
  part: Part & { row: SentRow },
): Promise<Put> => {
  const { row, message } = part
  const isLive = row.kind === 'stream' && row.outboxId === null
  // Whoever began it may be about to note where it stands.
  if (isLive && row.ageMs < youngMs) throw unsettled(youngMs)
  const found = await findOpening(services, row, message)
  if (typeof found === 'object') return update(services, delivery, { message, row, id: found.id })
  // A beginning that nobody can find is no reason to keep the answer back.
  if (found === 'again' || isLive) return postOver(services, delivery, part)
  return 'unknown'
}

/** Edits the message that stands there, or posts it where there is none (any more). */
const putPart = async (services: SenderServices, delivery: Delivery, part: Part): Promise<Put> => {
  const { row, message, position } = part
  if (!row || row.state === 'removed') return post(services, delivery, part)
  if (row.ts === null) return resume(services, delivery, { ...part, row })
  const put = await update(services, delivery, { message, row, id: row.ts })
  if (put !== 'gone') return put
  await changeSentRow(services.core, delivery.tenantId, row.id, { state: 'removed' })
  return post(services, delivery, { position, message })
}

/** Messages that this answer does not fill: of a longer one before it. */
const removeRest = async (services: SenderServices, delivery: Delivery, rows: SentRow[]): Promise<void> => {
  const { core } = services
  const { tenantId } = delivery
  for (const { id, channel, ts, state } of rows) {
    if (state === 'removed') continue
    if (ts === null) {
      await dropSentRow(core, tenantId, id)
      continue
    }
    await remove(services, channel, ts)
    await changeSentRow(core, tenantId, id, { state: 'removed' })
  }
}

/** Takes away whatever stands of a question that was taken back. @throws DiscordFailure */
export const removeAnswer = async (
  services: SenderServices,
  delivery: Delivery,
  end: LiveEnd | null,
): Promise<void> => removeRest(services, delivery, await readStanding(services, delivery, end))

/**
 * Brings an answer's messages to where they belong: what shows it already is completed, what stands of an earlier try
 * or of the question before it was edited is taken over, the rest is posted. Done again, it goes on where it was.
 * @throws DiscordFailure
 */
export const placeAnswer = async (
  services: SenderServices,
  delivery: Delivery,
  { messages, end }: { messages: readonly DiscordMessage[]; end: LiveEnd | null },
): Promise<'sent' | 'unknown'> => {
  const rows = await readStanding(services, delivery, end)
  let outcome: 'sent' | 'unknown' = 'sent'
  for (const [position, message] of messages.entries()) {
    const row = rows.findLast((one) => one.position === position) ?? null
    if (row && isDone(row, delivery)) continue
    const put = await putPart(services, delivery, { position, message, row })
    if (put === 'unknown') outcome = 'unknown'
  }
  const rest = rows.filter(({ position }) => position >= messages.length)
  await removeRest(services, delivery, rest)
  return outcome
}
