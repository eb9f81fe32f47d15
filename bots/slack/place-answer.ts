import { changeSentRow, dropSentRow, readSentRows, type SentRow } from '../../core/messaging/sent-rows.ts'
import type { AgentSessions } from './agent-sessions.ts'
import { blockWeight } from './blocks/block.ts'
import type { SlackMessage } from './blocks/render-card.ts'
import { isSlackFailure } from './failure.ts'
import type { Chunk } from './live-content.ts'
import { endStream } from './live-message.ts'
import type { LiveEnd } from './lives.ts'
import { answerMetadata } from './look-up.ts'
import {
  type Delivery,
  findOpening,
  type Part,
  type Put,
  post,
  type SenderServices,
  trySimpler,
  update,
} from './put-message.ts'
import { isDirectChannel } from './standing.ts'

/** An answer as messages: whole, and without the text that a stream has told already. */
export interface Rendered {
  text: string
  whole: SlackMessage[]
  besideText: SlackMessage[]
}

export interface PlaceServices extends SenderServices {
  sessions: AgentSessions
}

/** All blocks of a message together, the streamed text among them. */
const maxMessageWeight = 12_000

/** Ends the stream with what is missing; false when that is not possible, and it has to be edited. */
const finishStream = async (
  services: PlaceServices,
  delivery: Delivery,
  { row, stream, rendered }: { row: SentRow; stream: NonNullable<LiveEnd['stream']>; rendered: Rendered },
): Promise<boolean> => {
  const [beside] = rendered.besideText
  const rest = stream.rest(rendered.text)
  const weight = (beside?.blocks ?? []).reduce((sum, block) => sum + blockWeight(block), 0)
  if (rest === null || stream.characters + rest.length + weight > maxMessageWeight) return false
  const { workspace, outboxId, messageId, tenantId } = delivery
  const chunks: (Chunk | object)[] = stream.lastTasks()
  if (rest) chunks.push({ type: 'markdown_text', text: rest })
  const args = {
    channel: row.channel,
    ts: stream.ts,
    ...(chunks.length > 0 && { chunks }),
    metadata: answerMetadata({ outbox_id: outboxId, part: 0 }),
    ...(isDirectChannel(row.channel) && { session_status: 'active' }),
  }
  try {
    const send = async ({ blocks }: SlackMessage): Promise<boolean> => {
      // Its blocks were refused, and words alone cannot follow a stream.
      if (blocks.length === 0 && beside) return false
      await services.api.call(workspace, 'chat.stopStream', { ...args, ...(beside && { blocks }) })
      return true
    }
    if (!(await trySimpler(services, delivery, { message: beside ?? emptyMessage, send }))) return false
  } catch (error) {
    // Ended by Slack or by somebody, or it is not known how it went: an edit says it all, whatever stands there.
    if (isSlackFailure(error) && (error.kind === 'refused' || error.kind === 'unknown')) return false
    throw error
  }
  const sent = { ts: stream.ts, state: 'sent' as const, outboxId, messageId }
  await changeSentRow(services.core, tenantId, row.id, sent)
  return true
}

const emptyMessage: SlackMessage = { text: '', blocks: [], images: [] }

/** A message of the answer, and whether a stream in it may be open. */
interface Standing extends SentRow {
  isStreaming: boolean
}

/** What stands in Slack, with what a live process knows and the database may not. */
const readStanding = async (
  { core }: PlaceServices,
  { tenantId, inboxId, outboxId }: Delivery,
  end: LiveEnd | null,
): Promise<Standing[]> => {
  const rows = await readSentRows(core, tenantId, inboxId)
  return rows
    .filter(({ state, outboxId: of }) => state !== 'removed' || of === outboxId)
    .map((row) => {
      const place = end?.places.find(({ rowId }) => rowId === row.id)
      const isStreaming = place?.isStreaming ?? (row.kind === 'stream' && row.state !== 'sent')
      return { ...row, ts: row.ts ?? place?.ts ?? null, isStreaming }
    })
}

const isDone = ({ state, outboxId }: SentRow, delivery: Delivery): boolean =>
  outboxId === delivery.outboxId && (state === 'sent' || state === 'removed')

/** Edits the message that stands there, or posts it where there is none (any more). */
const putPart = async (
  services: PlaceServices,
  delivery: Delivery,
  part: Part & { row: Standing | null },
): Promise<Put> => {
  const { row, message, position } = part
  if (!row) return post(services, delivery, part)
  const ts = row.ts ?? (await findOpening(services, delivery, row))
  if (ts === 'unsure') return 'unknown'
  if (ts === null) return post(services, delivery, part)
  const isPosted = row.kind === 'answer' && row.state === 'opening'
  if (isPosted && row.outboxId === delivery.outboxId) {
    // Found: it was this very message.
    const { outboxId, messageId, tenantId } = delivery
    await changeSentRow(services.core, tenantId, row.id, { ts, state: 'sent', outboxId, messageId })
    return 'sent'
  }
  if (row.isStreaming) await endStream(services, { workspace: delivery.workspace, channel: row.channel }, ts)
  const put = await update(services, delivery, { message, row, ts })
  if (put !== 'gone') {
    if (row.kind === 'stream') await services.sessions.end({ workspace: delivery.workspace, ...row })
    return put
  }
  await changeSentRow(services.core, delivery.tenantId, row.id, { state: 'removed' })
  return post(services, delivery, { position, message, row: null })
}

/** Takes away whatever stands of a question that was taken back. @throws SlackFailure */
export const removeAnswer = async (
  services: PlaceServices,
  delivery: Delivery,
  end: LiveEnd | null,
): Promise<void> => removeRest(services, delivery, await readStanding(services, delivery, end))

/** Messages that this answer does not fill: of a longer one before it, or of a stream in several. */
const removeRest = async (services: PlaceServices, delivery: Delivery, rows: Standing[]): Promise<void> => {
  const { core, api } = services
  const { tenantId, workspace } = delivery
  for (const row of rows) {
    const { id, channel, state, isStreaming } = row
    if (state === 'removed') continue
    // One whose opening was not answered may stand there with a piece of the text.
    const ts = row.ts ?? (await findOpening(services, delivery, row))
    if (ts === null || ts === 'unsure') {
      await dropSentRow(core, tenantId, id)
      continue
    }
    if (isStreaming) await endStream(services, { workspace, channel }, ts)
    await api.call(workspace, 'chat.delete', { channel, ts }).catch((error: unknown) => {
      if (!isSlackFailure(error) || error.kind !== 'refused') throw error
    })
    await changeSentRow(core, tenantId, id, { state: 'removed' })
  }
}

/**
 * Brings an answer's messages to where they belong: the stream of its question is completed, what stands of an earlier
 * try or of the question before it was edited is taken over, the rest is posted. Done again, it goes on where it was.
 * @throws SlackFailure
 */
export const placeAnswer = async (
  services: PlaceServices,
  delivery: Delivery,
  { rendered, end }: { rendered: Rendered; end: LiveEnd | null },
): Promise<'sent' | 'unknown'> => {
  const rows = await readStanding(services, delivery, end)
  const rowAt = (position: number): Standing | null => rows.find((row) => row.position === position) ?? null
  let outcome: 'sent' | 'unknown' = 'sent'
  let messages = rendered.whole
  const first = rowAt(0)
  const stream = first && end?.stream?.rowId === first.id ? end.stream : null
  if (first && stream && first.state === 'open' && rows.length === 1) {
    const isFinished = await finishStream(services, delivery, { row: first, stream, rendered })
    if (isFinished) {
      first.state = 'sent'
      first.outboxId = delivery.outboxId
      messages = [emptyMessage, ...rendered.besideText.slice(1)]
    }
  }
  for (const [position, message] of messages.entries()) {
    const row = rowAt(position)
    if (row && isDone(row, delivery)) continue
    const put = await putPart(services, delivery, { position, message, row })
    if (put === 'unknown') outcome = 'unknown'
  }
  await removeRest(
    services,
    delivery,
    rows.filter(({ position }) => position >= messages.length),
  )
  return outcome
}
