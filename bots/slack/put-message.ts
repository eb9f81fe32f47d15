import { limits } from '../../config/limits.ts'
import { log } from '../../config/log.ts'
import type { Charts } from '../../core/analytics/charts/open-charts.ts'
import type { Locale } from '../../core/answers/answer.ts'
import type { Core } from '../../core/core.ts'
import { changeSentRow, dropSentRow, openSentRow, type SentRow } from '../../core/messaging/sent-rows.ts'
import type { SlackApi } from './api.ts'
import { type Author, sendAs } from './author.ts'
import { degradeMessage } from './blocks/degrade.ts'
import type { SlackMessage } from './blocks/render-card.ts'
import { withImages } from './draw-images.ts'
import { isSlackFailure, SlackFailure } from './failure.ts'
import { answerMetadata, lookUp } from './look-up.ts'

export interface SenderServices {
  core: Core
  api: SlackApi
  charts?: Pick<Charts, 'draw'>
  /** How long what was on its way may still arrive: until then "not there" means nothing. */
  settleMs: number
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
  /** Null where messages bear the app's own name. */
  author: Author | null
  /** Of pictures. */
  colour: string
  workspace: string
  channel: string
  thread: string | null
}

/** One of the answer's messages: what it says, and what is known of it. */
export interface Part {
  position: number
  message: SlackMessage
  row: SentRow | null
}

/** `unknown`: it may be there, and cannot be looked for. `gone`: what should be edited is not there any more. */
export type Put = 'sent' | 'unknown' | 'gone'

/** Slack does not like what is in the message: something simpler may do. */
const contentCodes = ['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long', 'msg_too_long']
const goneCodes = ['message_not_found', 'cant_update_message', 'edit_window_closed']

/** Words alone, whole: a message takes 40,000 characters of them. */
const joined = (pieces: SlackMessage[]): SlackMessage => ({
  text: pieces.map(({ text }) => text).join('\n'),
  blocks: [],
  images: [],
})

/** Gives the message with its pictures and, as long as Slack refuses what is in it, something simpler. */
export const trySimpler = async <Result>(
  services: SenderServices,
  { workspace, locale, colour }: Pick<Delivery, 'workspace' | 'locale' | 'colour'>,
  { message, send }: { message: SlackMessage; send: (message: SlackMessage) => Promise<Result> },
): Promise<Result> => {
  let shown = await withImages(services, workspace, { message, locale, colour })
  for (;;) {
    try {
      return await send(shown)
    } catch (error) {
      const simpler = isSlackFailure(error, ...contentCodes) ? degradeMessage(shown) : []
      const [only, ...others] = simpler
      if (!only) throw error
      log.error({ err: error }, 'Slack refuses a message of ours: it is sent simpler')
      shown =
        others.length > 0
          ? joined(simpler)
          : await withImages(services, workspace, { message: only, locale, colour })
    }
  }
}

/** What a message of Slack's API carries. No blocks take away those that an edited message had. */
export const bodyOf = ({ text, blocks }: SlackMessage) => ({ text, blocks })

const quiet = { unfurl_links: false, unfurl_media: false }
/** Others wait for the same place; what takes longer comes back later. */
const patienceMs = 8_000

const markSent = (
  { core }: SenderServices,
  { tenantId, outboxId, messageId }: Delivery,
  { rowId, ts }: { rowId: string; ts: string },
): Promise<unknown> => changeSentRow(core, tenantId, rowId, { ts, state: 'sent', outboxId, messageId })

type SoughtRow = Pick<SentRow, 'outboxId' | 'position' | 'createdAt' | 'channel' | 'thread'>

const soughtOf = (delivery: Delivery, row: SoughtRow) => ({
  workspace: delivery.workspace,
  channel: row.channel,
  thread: row.thread,
  since: row.createdAt,
  outboxId: row.outboxId,
  answerOutboxId: delivery.outboxId,
  inboxId: delivery.inboxId,
  part: row.position,
})

/** Not known yet: whoever sends again looks first. */
const unsettled = (afterMs: number): SlackFailure =>
  new SlackFailure('chat.postMessage', { kind: 'rate_limited', code: 'unsure', retryAfterMs: afterMs })

/** What a message of ours is known by: the question that it answers, or the send whose notices it tells. */
const originOf = ({ inboxId, sendId }: Delivery) =>
  sendId === undefined ? { inboxId } : { inboxId: null, sendId }

/** Posts a message, once. What became of a try whose answer got lost is looked up, never guessed. */
export const post = async (services: SenderServices, delivery: Delivery, part: Part): Promise<Put> => {
  const { core, api } = services
  const { tenantId, outboxId, workspace, channel, thread } = delivery
  const { position, message, row } = part
  const since = new Date()
  let rowId = row?.id ?? null
  const onTurn = async (): Promise<void> => {
    const opening = { workspace, channel, thread, position, ...originOf(delivery), outboxId }
    if (rowId === null)
      rowId = await openSentRow(core, tenantId, { platform: 'slack', kind: 'answer', ...opening })
    else await changeSentRow(core, tenantId, rowId, { state: 'opening', ts: null, outboxId, channel, thread })
  }
  const metadata = answerMetadata({ outbox_id: outboxId, part: position })
  const args = { channel, ...(thread !== null && { thread_ts: thread }), metadata, ...quiet }
  const send = (shown: SlackMessage) =>
    sendAs(delivery.author, (author) =>
      api.call<{ ts: string }>(
        workspace,
        'chat.postMessage',
        { ...args, ...author, ...bodyOf(shown) },
        { patienceMs, onTurn },
      ),
    )
  try {
    const { ts } = await trySimpler(services, delivery, { message, send })
    await markSent(services, delivery, { rowId: rowId!, ts })
    return 'sent'
  } catch (error) {
    if (!isSlackFailure(error)) throw error
    if (error.kind === 'unknown' && rowId !== null) {
      const row = { outboxId, position, createdAt: since, channel, thread }
      return settle(services, delivery, { rowId, row, hasSettled: false })
    }
    // Surely not there: nobody need look for it.
    if (rowId !== null) await dropSentRow(core, tenantId, rowId)
    throw error
  }
}

interface Unsettled {
  rowId: string
  row: SoughtRow
  /** Whatever was on its way has arrived by now. */
  hasSettled: boolean
}

const afterLookMs = 3_000

/** @throws SlackFailure when it is to be looked for again; null when it surely is not there */
const find = async (
  services: SenderServices,
  delivery: Delivery,
  { row, hasSettled }: Unsettled,
): Promise<string | 'unsure' | null> => {
  const found = await lookUp(services.api, soughtOf(delivery, row))
  if (typeof found === 'object') return found.ts
  if (found === 'unsure') return 'unsure'
  if (!hasSettled) throw unsettled(Math.min(afterLookMs, services.settleMs))
  return null
}

const settle = async (services: SenderServices, delivery: Delivery, unsettled: Unsettled): Promise<Put> => {
  const ts = await find(services, delivery, unsettled)
  if (ts === null || ts === 'unsure') return 'unknown'
  await markSent(services, delivery, { rowId: unsettled.rowId, ts })
  return 'sent'
}

/** A live process notes where its message stands within this. */
const youngMs = 2_000

/**
 * What became of a message whose sender did not tell: `null` = it is not there, and may be posted.
 * @throws SlackFailure when that cannot be said yet
 */
export const findOpening = async (
  services: SenderServices,
  delivery: Delivery,
  row: SentRow,
): Promise<string | 'unsure' | null> => {
  if (row.ageMs < Math.min(youngMs, services.settleMs)) throw unsettled(Math.min(500, services.settleMs))
  return find(services, delivery, { rowId: row.id, row, hasSettled: row.ageMs >= services.settleMs })
}

/**
 * Puts the message in the place of what stands there; the same again does no harm. Words that are too long for an edit
 * are posted anew.
 */
export const update = async (
  services: SenderServices,
  delivery: Delivery,
  { message, row, ts }: { message: SlackMessage; row: SentRow; ts: string },
): Promise<Put> => {
  const { workspace, outboxId } = delivery
  const metadata = answerMetadata({ outbox_id: outboxId, part: row.position })
  const { channel } = row
  const send = async (shown: SlackMessage): Promise<'sent' | 'gone'> => {
    const isTooLong = shown.text.length > limits.slack.message.textCharacters
    const [method, args] = isTooLong
      ? ['chat.delete', { channel, ts }]
      : ['chat.update', { channel, ts, metadata, ...bodyOf(shown) }]
    await services.api.call(workspace, method, args, { patienceMs, priority: 'high' })
    return isTooLong ? 'gone' : 'sent'
  }
  try {
    const put = await trySimpler(services, delivery, { message, send })
    if (put === 'sent') await markSent(services, delivery, { rowId: row.id, ts })
    return put
  } catch (error) {
    if (isSlackFailure(error, ...goneCodes)) return 'gone'
    throw error
  }
}
