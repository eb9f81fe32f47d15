import { limits } from '../../config/limits.ts'
import { log } from '../../config/log.ts'
import type { Charts } from '../../core/analytics/charts/open-charts.ts'
import type { Core } from '../../core/core.ts'
import { answerCard } from '../../core/messaging/answer-card.ts'
import type { CardPart } from '../../core/messaging/card.ts'
import type { ChatPlace } from '../../core/messaging/incoming.ts'
import { type AnswerRow, chatPace, type Outcome, type Sender } from '../../core/messaging/outbox.ts'
import { readSending, type Sending } from '../../core/messaging/sending.ts'
import { readSentRows } from '../../core/messaging/sent-rows.ts'
import { openAgentSessions } from './agent-sessions.ts'
import type { SlackApi } from './api.ts'
import { allowsAuthors, authorOf } from './author.ts'
import { type RenderOptions, renderCard } from './blocks/render-card.ts'
import { isSlackFailure, type SlackFailure } from './failure.ts'
import { dropLive, takeLive } from './lives.ts'
import { type PlaceServices, placeAnswer, type Rendered, removeAnswer } from './place-answer.ts'
import { answerInPrivate } from './private-answer.ts'
import type { Delivery } from './put-message.ts'
import { isDirectChannel } from './standing.ts'

export interface SlackSenderOptions {
  core: Core
  api: SlackApi
  /** Draws what Slack has no chart for; absent, words stand in its place. */
  charts?: Pick<Charts, 'draw'>
  /** Where links of a card lead. */
  publicUrl?: () => string
  settleMs?: number
  /** Whether the workspace is this tenant's, now: one that left or was bound to another gets nothing more of it. */
  isBound?(tenantId: string, workspace: string): Promise<boolean>
}

const render = (
  { answer, assistantName, welcome }: Sending,
  { publicUrl }: Pick<SlackSenderOptions, 'publicUrl'>,
): Rendered => {
  const { text, locale } = answer
  const options: RenderOptions = { locale, publicUrl: publicUrl?.() ?? null }
  const card = answerCard(answer, { canRate: true, assistant: assistantName })
  const [first, ...others] = card.parts
  // Below a text that a stream has told already, above any other.
  const greeting: CardPart[] = welcome ? [{ kind: 'notes', tone: 'plain', notes: [welcome] }] : []
  const beside =
    first?.kind === 'text' && first.text === text ? { ...card, parts: [...greeting, ...others] } : null
  return {
    text,
    whole: renderCard({ ...card, parts: [...greeting, ...card.parts] }, options),
    // A card that begins otherwise is never put below its text.
    besideText: beside ? renderCard(beside, options) : [],
  }
}

const later = (reason: string, afterMs?: number): Outcome => ({
  state: 'later',
  reason,
  ...(afterMs !== undefined && { afterMs }),
})

const passingCodes = ['token_expired', 'streaming_state_conflict']

/** Slack's "no" is final where the place, the rights or the token are gone; the next token may do. */
export const outcomeOf = (failure: SlackFailure): Outcome => {
  const { kind, code, retryAfterMs } = failure
  if (kind === 'rate_limited') return later(code, retryAfterMs)
  // This process ends: the next one goes on at once.
  if (code === 'closed') return later(code, 0)
  if (kind !== 'refused') return later(code)
  const isPassing = passingCodes.includes(code) || code.startsWith('http_')
  return isPassing ? later(code) : { state: 'failed', reason: code }
}

/** Tries have an end, and what may be there must not be told to have failed. */
export const lastWord = async (
  { core }: Pick<SlackSenderOptions, 'core'>,
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

/**
 * Sends answers to Slack, each once: a stream that shows it already is completed, long ones come in several messages,
 * what Slack does not take is sent simpler. An answer whose sending got no reply is looked for before it is sent
 * again; where Slack does not let us look it stays `unknown`.
 */
export const openSlackSender = (options: SlackSenderOptions): Sender => {
  const { core, api, charts, settleMs = limits.slackCalls.settleMs } = options
  const sessions = openAgentSessions(api)
  const services: PlaceServices = { core, api, sessions, settleMs, ...(charts && { charts }) }

  const deliver = async (tenantId: string, row: AnswerRow, sending: Sending): Promise<Outcome> => {
    const { question, inboxId, answer, assistantName, look } = sending
    const chat: ChatPlace = question.chat!
    const rendered = render(sending, options)
    const { workspace, channel, thread } = chat
    const delivery: Delivery = {
      tenantId,
      // An edited question's answer takes the place of the first one's.
      inboxId: chat.replaces ?? inboxId,
      outboxId: row.id,
      messageId: answer.message_id,
      locale: answer.locale,
      author: (await allowsAuthors(core, workspace)) ? authorOf({ name: assistantName, look }) : null,
      colour: look.primary_color,
      workspace,
      channel,
      thread,
    }
    const end = await takeLive(inboxId)
    if (chat.is_withdrawn) {
      await removeAnswer(services, delivery, end)
      dropLive(inboxId)
      return 'sent'
    }
    const put = chat.is_private
      ? await answerInPrivate(services, delivery, { chat, rendered, reason: 'private' })
      : await placeAnswer(services, delivery, { rendered, end }).catch((error: unknown) => {
          // Asked by the menu of a message, in a channel that the bot was never invited to.
          if (isDirectChannel(channel) || !isSlackFailure(error, 'not_in_channel', 'channel_not_found'))
            throw error
          return answerInPrivate(services, delivery, { chat, rendered, reason: 'outside' })
        })
    dropLive(inboxId)
    return put
  }

  return async (tenantId, row) => {
    const sending = await readSending(core, tenantId, row.id)
    if (!sending?.question.chat) return { state: 'failed', reason: 'answer_gone' }
    if (options.isBound && !(await options.isBound(tenantId, sending.question.chat.workspace)))
      return { state: 'failed', reason: 'not_bound' }
    try {
      const outcome = await deliver(tenantId, row, sending)
      if (outcome === 'unknown')
        log.error({ outbox_id: row.id }, 'an answer may or may not have arrived, and is not sent again')
      return outcome
    } catch (error) {
      if (!isSlackFailure(error)) throw error
      const inboxId = sending.question.chat.replaces ?? sending.inboxId
      return lastWord(options, tenantId, { row, inboxId, outcome: outcomeOf(error) })
    }
  }
}
