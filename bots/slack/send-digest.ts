import { limits } from '../../config/limits.ts'
import { readDigestMessage } from '../../core/digests/chat.ts'
import type { DigestRow, Sender } from '../../core/messaging/outbox.ts'
import { readSentRows } from '../../core/messaging/sent-rows.ts'
import { openAgentSessions } from './agent-sessions.ts'
import { renderCard } from './blocks/render-card.ts'
import { isSlackFailure } from './failure.ts'
import { type PlaceServices, placeAnswer } from './place-answer.ts'
import type { Delivery } from './put-message.ts'
import { lastWord, outcomeOf } from './send-answer.ts'
import type { SlackNoticeOptions } from './send-notice.ts'

const colour = '#1f4b99'

/** Sends digests as direct messages, each once: one whose sending got no reply is looked for, as an answer is. */
export const openSlackDigestSender = (options: SlackNoticeOptions): Sender<DigestRow> => {
  const { core, api, publicUrl, isBound, settleMs = limits.slackCalls.settleMs } = options
  const services: PlaceServices = { core, api, settleMs, sessions: openAgentSessions(api) }
  const findChannel = async (tenantId: string, sendId: string, workspace: string, users: string) => {
    const [known] = await readSentRows(core, tenantId, sendId)
    if (known) return known.channel
    const opened = await api.call<{ channel: { id: string } }>(workspace, 'conversations.open', { users })
    return opened.channel.id
  }
  return async (tenantId, row) => {
    const message = await readDigestMessage(core.db, tenantId, row)
    if (typeof message === 'string' || 'state' in message) return message
    const { sendId, workspace, target, locale, card } = message
    if (isBound && !(await isBound(tenantId, workspace))) return { state: 'failed', reason: 'not_bound' }
    try {
      const channel = await findChannel(tenantId, sendId, workspace, target)
      const whole = renderCard(card, { locale, publicUrl: publicUrl?.() ?? null })
      const delivery: Delivery = {
        tenantId, inboxId: sendId, sendId, outboxId: row.id, messageId: null, locale, author: null, colour, workspace,
        channel, thread: null,
      } // biome-ignore format: one delivery, read at a glance
      const rendered = { text: whole[0]?.text ?? '', whole, besideText: [] }
      const outcome = await placeAnswer(services, delivery, { rendered, end: null })
      if (outcome === 'sent') await message.onSent()
      return outcome
    } catch (error) {
      if (!isSlackFailure(error)) throw error
      return lastWord(options, tenantId, { row, inboxId: sendId, outcome: outcomeOf(error) })
    }
  }
}
