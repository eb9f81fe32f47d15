import { limits } from '../../config/limits.ts'
import { log } from '../../config/log.ts'
import { answerCard } from '../../core/messaging/answer-card.ts'
import type { CardPart } from '../../core/messaging/card.ts'
import type { ChatPlace } from '../../core/messaging/incoming.ts'
import { type AnswerRow, chatPace, type Outcome, type Sender } from '../../core/messaging/outbox.ts'
import { readSending, type Sending } from '../../core/messaging/sending.ts'
import { readSentRows } from '../../core/messaging/sent-rows.ts'
import { type DiscordMessage, renderCard } from './blocks/render-card.ts'
import { type DiscordFailure, isDiscordFailure } from './failure.ts'
import { dropLive, takeLive } from './lives.ts'
import { placeAnswer, removeAnswer } from './place-answer.ts'
import { answerInPrivate } from './private-answer.ts'
import type { Delivery, SenderServices } from './put-message.ts'
import { replyTargetOf } from './standing.ts'

export interface DiscordSenderOptions extends Omit<SenderServices, 'nonceLifeMs'> {
  /** Where links of a card lead. */
  publicUrl?: () => string
  nonceLifeMs?: number
  /** Whether the guild is this tenant's, now: one that left or was bound to another gets nothing more of it. */
  isBound?(tenantId: string, workspace: string): Promise<boolean>
}

const render = (
  { answer, assistantName, welcome, look }: Sending,
  { publicUrl }: Pick<DiscordSenderOptions, 'publicUrl'>,
): DiscordMessage[] => {
  const card = answerCard(answer, { canRate: true, assistant: assistantName })
  const greeting: CardPart[] = welcome ? [{ kind: 'notes', tone: 'plain', notes: [welcome] }] : []
  const whole = { ...card, parts: [...greeting, ...card.parts] }
  const publicAddress = publicUrl?.() ?? null
  return renderCard(whole, { locale: answer.locale, publicUrl: publicAddress, accent: look.primary_color })
}

const later = (reason: string, afterMs?: number): Outcome => ({
  state: 'later',
  reason,
  ...(afterMs !== undefined && { afterMs }),
})

/** Discord's "no" is final where the place or the rights are gone; what a proxy says, or a refused token, passes. */
export const outcomeOf = ({ kind, code, retryAfterMs }: DiscordFailure): Outcome => {
  if (kind === 'rate_limited') return later(String(code), retryAfterMs)
  if (kind !== 'refused' || typeof code === 'string') return later(String(code))
  return { state: 'failed', reason: `discord_${code}` }
}

/** Tries have an end, and what may be there must not be told to have failed. */
export const lastWord = async (
  { core }: Pick<DiscordSenderOptions, 'core'>,
  tenantId: string,
  { row, inboxId, outcome }: { row: Pick<AnswerRow, 'id' | 'attempts'>; inboxId: string; outcome: Outcome },
): Promise<Outcome> => {
  const isLast =
    typeof outcome === 'object' &&
    (outcome.state === 'failed' || (!('afterMs' in outcome) && row.attempts >= chatPace.tries))
  if (!isLast) return outcome
  const rows = await readSentRows(core, tenantId, inboxId)
  const isUnsure = rows.some(({ state, outboxId }) => state === 'opening' && outboxId === row.id)
  return isUnsure ? 'unknown' : outcome
}

/** The bot may not write there, or not see it. */
const outsideCodes = [50001, 50013, 160005]

/**
 * Sends answers to Discord, each once: a message that shows it already is completed, long ones come in several
 * messages, what Discord does not take is sent simpler. Every message has a nonce, by which Discord knows it when it
 * is sent again; later it is looked for in the place, and where Discord does not let us look it stays `unknown`.
 */
export const openDiscordSender = (options: DiscordSenderOptions): Sender => {
  const services: SenderServices = { nonceLifeMs: limits.discordCalls.nonceLifeMs, ...options }

  const deliver = async (tenantId: string, row: AnswerRow, sending: Sending): Promise<Outcome> => {
    const { question, inboxId, answer, look } = sending
    const chat: ChatPlace = question.chat!
    const messages = render(sending, options)
    const { workspace, channel, thread } = chat
    const delivery: Delivery = {
      tenantId,
      // An edited question's answer takes the place of the first one's.
      inboxId: chat.replaces ?? inboxId,
      outboxId: row.id,
      messageId: answer.message_id,
      locale: answer.locale,
      colour: look.primary_color,
      workspace,
      channel: thread ?? channel,
      thread,
      replyTo: replyTargetOf(chat),
    }
    const end = await takeLive(inboxId)
    if (chat.is_withdrawn) {
      await removeAnswer(services, delivery, end)
      dropLive(inboxId)
      return 'sent'
    }
    const put = chat.is_private
      ? await answerInPrivate(services, delivery, { chat, messages, reason: 'private' })
      : await placeAnswer(services, delivery, { messages, end }).catch((error: unknown) => {
          if (!isDiscordFailure(error, ...outsideCodes)) throw error
          log.warn({ err: error }, 'an answer cannot stand where it was asked for: it goes to who asked')
          return answerInPrivate(services, delivery, { chat, messages, reason: 'outside' })
        })
    dropLive(inboxId)
    return put
  }

  return async (tenantId, row) => {
    const sending = await readSending(options.core, tenantId, row.id)
    if (!sending?.question.chat) return { state: 'failed', reason: 'answer_gone' }
    if (options.isBound && !(await options.isBound(tenantId, sending.question.chat.workspace)))
      return { state: 'failed', reason: 'not_bound' }
    try {
      const outcome = await deliver(tenantId, row, sending)
      if (outcome === 'unknown')
        log.error({ outbox_id: row.id }, 'an answer may or may not have arrived, and is not sent again')
      return outcome
    } catch (error) {
      if (!isDiscordFailure(error)) throw error
      const inboxId = sending.question.chat.replaces ?? sending.inboxId
      return lastWord(options, tenantId, { row, inboxId, outcome: outcomeOf(error) })
    }
  }
}
