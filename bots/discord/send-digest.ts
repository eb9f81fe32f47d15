import { limits } from '../../config/limits.ts'
import { readDigestMessage } from '../../core/digests/chat.ts'
import type { DigestRow, Sender } from '../../core/messaging/outbox.ts'
import { readSentRows } from '../../core/messaging/sent-rows.ts'
import { renderCard } from './blocks/render-card.ts'
import { isDiscordFailure } from './failure.ts'
import { placeAnswer } from './place-answer.ts'
import { openDirect } from './post-message.ts'
import type { Delivery, SenderServices } from './put-message.ts'
import { type DiscordSenderOptions, lastWord, outcomeOf } from './send-answer.ts'

const colour = '#1f4b99'

/** Sends digests as direct messages, each once: one whose sending got no reply is looked for, as an answer is. */
export const openDiscordDigestSender = (options: DiscordSenderOptions): Sender<DigestRow> => {
  const services: SenderServices = { nonceLifeMs: limits.discordCalls.nonceLifeMs, ...options }
  const { core, api, publicUrl, isBound } = options
  return async (tenantId, row) => {
    const message = await readDigestMessage(core.db, tenantId, row)
    if (typeof message === 'string' || 'state' in message) return message
    const { sendId, workspace, target, locale, card } = message
    if (isBound && !(await isBound(tenantId, workspace))) return { state: 'failed', reason: 'not_bound' }
    try {
      const [known] = await readSentRows(core, tenantId, sendId)
      const channel = known?.channel ?? (await openDirect(api, target))
      const messages = renderCard(card, { locale, publicUrl: publicUrl?.() ?? null, accent: colour })
      const delivery: Delivery = {
        tenantId, inboxId: sendId, sendId, outboxId: row.id, messageId: null, locale, colour, workspace, channel,
        thread: null, replyTo: null,
      } // biome-ignore format: one delivery, read at a glance
      const outcome = await placeAnswer(services, delivery, { messages, end: null })
      if (outcome === 'sent') await message.onSent()
      return outcome
    } catch (error) {
      if (!isDiscordFailure(error)) throw error
      return lastWord(options, tenantId, { row, inboxId: sendId, outcome: outcomeOf(error) })
    }
  }
}
