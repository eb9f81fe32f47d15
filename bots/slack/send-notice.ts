import { limits } from '../../config/limits.ts'
import type { Core } from '../../core/core.ts'
import type { NoticeRow, Sender } from '../../core/messaging/outbox.ts'
import { readSentRows } from '../../core/messaging/sent-rows.ts'
import { noticeMessage } from '../../core/notifications/delivery/notice-card.ts'
import { type NoticeSending, readNoticeSending } from '../../core/notifications/delivery/read-sending.ts'
import { openAgentSessions } from './agent-sessions.ts'
import type { SlackApi } from './api.ts'
import { renderCard } from './blocks/render-card.ts'
import { isSlackFailure } from './failure.ts'
import { type PlaceServices, placeAnswer } from './place-answer.ts'
import type { Delivery } from './put-message.ts'
import { lastWord, outcomeOf } from './send-answer.ts'

export interface SlackNoticeOptions {
  core: Core
  api: SlackApi
  publicUrl?: () => string
  settleMs?: number
  /** Whether the workspace is this tenant's, now. */
  isBound?(tenantId: string, workspace: string): Promise<boolean>
}

const colour = '#1f4b99'

/** The person's conversation with the bot; where a message stands already, that one. */
const findChannel = async (
  { core, api }: SlackNoticeOptions,
  tenantId: string,
  { sendId, workspace, target, isChannel }: NoticeSending,
): Promise<string> => {
  if (isChannel) return target
  const [known] = await readSentRows(core, tenantId, sendId)
  if (known) return known.channel
  const asked = { users: target }
  const { channel } = await api.call<{ channel: { id: string } }>(workspace, 'conversations.open', asked)
  return channel.id
}

/**
 * Sends notices to people and channels of Slack: each message once, and what comes about the same thing soon after is
 * written into it where it stands. A try whose answer got lost is looked for, as that of an answer is.
 */
export const openSlackNoticeSender = (options: SlackNoticeOptions): Sender<NoticeRow> => {
  const { core, api, settleMs = limits.slackCalls.settleMs } = options
  const services: PlaceServices = { core, api, settleMs, sessions: openAgentSessions(api) }
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
      const whole = renderCard(noticeMessage(sending), { locale, publicUrl: options.publicUrl?.() ?? null })
      const delivery: Delivery = {
        tenantId, inboxId: sendId, sendId, outboxId: row.id, messageId: null, locale, author: null, colour, workspace,
        channel, thread: null,
      } // biome-ignore format: one delivery, read at a glance
      const rendered = { text: whole[0]?.text ?? '', whole, besideText: [] }
      return await placeAnswer(services, delivery, { rendered, end: null })
    } catch (error) {
      if (!isSlackFailure(error)) throw error
      return lastWord(options, tenantId, { row, inboxId: sendId, outcome: outcomeOf(error) })
    }
  }
}
