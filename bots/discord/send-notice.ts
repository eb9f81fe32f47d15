import { limits } from '../../config/limits.ts'
import type { NoticeRow, Outcome, Sender } from '../../core/messaging/outbox.ts'
import { readSentRows } from '../../core/messaging/sent-rows.ts'
import { noticeMessage } from '../../core/notifications/delivery/notice-card.ts'
import { type NoticeSending, readNoticeSending } from '../../core/notifications/delivery/read-sending.ts'
import { renderCard } from './blocks/render-card.ts'
import { type DiscordFailure, isDiscordFailure } from './failure.ts'
import { placeAnswer } from './place-answer.ts'
import { openDirect } from './post-message.ts'
import type { Delivery, SenderServices } from './put-message.ts'
import { type DiscordSenderOptions, lastWord, outcomeOf } from './send-answer.ts'

const colour = '#1f4b99'
/** Discord lets a bot open only so many new conversations in a while: that passes, and says nothing of the person. */
const tooManyDirects = 40003
const tooManyMs = 60_000

const findChannel = async (
  { core, api }: DiscordSenderOptions,
  tenantId: string,
  { sendId, target, isChannel }: NoticeSending,
): Promise<string> => {
  if (isChannel) return target
  const [known] = await readSentRows(core, tenantId, sendId)
  return known?.channel ?? openDirect(api, target)
}

const noticeOutcome = (failure: DiscordFailure): Outcome =>
  failure.code === tooManyDirects
    ? { state: 'later', reason: `discord_${tooManyDirects}`, afterMs: tooManyMs }
    : outcomeOf(failure)

/**
 * Sends notices to people and channels of Discord: each message once, and what comes about the same thing soon after is
 * written into it where it stands. A try whose answer got lost is looked for, as that of an answer is.
 */
export const openDiscordNoticeSender = (options: DiscordSenderOptions): Sender<NoticeRow> => {
  const services: SenderServices = { nonceLifeMs: limits.discordCalls.nonceLifeMs, ...options }
  const { core } = options
  return async (tenantId, row) => {
    const { send_id: sendId } = row.payload
    const sending = await readNoticeSending(core.db, tenantId, sendId)
    // There is nothing left to tell, and the log says why.
    if (!sending) return 'sent'
    const { workspace, locale } = sending
    if (options.isBound && !(await options.isBound(tenantId, workspace)))
      return { state: 'failed', reason: 'not_bound' }
    try {
      const channel = await findChannel(options, tenantId, sending)
      const publicUrl = options.publicUrl?.() ?? null
      const messages = renderCard(noticeMessage(sending), { locale, publicUrl, accent: colour })
      const delivery: Delivery = {
        tenantId, inboxId: sendId, sendId, outboxId: row.id, messageId: null, locale, colour, workspace, channel,
        thread: null, replyTo: null,
      } // biome-ignore format: one delivery, read at a glance
      return await placeAnswer(services, delivery, { messages, end: null })
    } catch (error) {
      if (!isDiscordFailure(error)) throw error
      return lastWord(options, tenantId, { row, inboxId: sendId, outcome: noticeOutcome(error) })
    }
  }
}
