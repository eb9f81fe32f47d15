import type { Compared, Slot } from '../answers/compare.ts'
import { type Climbed, completeAnswer } from '../answers/ladder.ts'
import type { Worded } from '../answers/rung.ts'
import { translate } from '../locales/translate.ts'
import { contactOf, suspension } from '../tenancy/standing.ts'
import type { Asked } from './asked.ts'

/** `fallback_reason` of the answer that says that somebody stopped the question. */
export const stoppedReason = 'stopped'

const withoutFigures = (asked: Asked, key: string, values?: Record<string, unknown>): Worded => {
  const locale = asked.payload.locale ?? asked.assistant_locale
  return {
    text: translate(locale, key, values), locale, stage: 'none', plan: null, claims: [], warnings: [], suggestions: [],
    table: null, chart: null,
  } // biome-ignore format: one answer, read at a glance
}

/** What the next question leans on stays as it was before this one. */
const nothingOf = (asked: Asked, answer: Climbed['answer']): Climbed => {
  const context = asked.context.follow_up ?? null
  return { answer, context, trace: [], attempts: [], llmUsed: null }
}

/** The bot is never silent: what could not be answered at all is said, with the question kept. */
export const apologise = (asked: Asked): Climbed =>
  nothingOf(asked, completeAnswer(withoutFigures(asked, 'errors:internal'), 0))

/** What is said to a question that still waited when its tenant was suspended: no model is asked for it. */
export const suspendAnswer = (asked: Asked): Climbed => {
  const { contact_name: contactName, contact_email: contactEmail } = asked
  const { code, details } = suspension(contactOf({ contactName, contactEmail }))
  return nothingOf(asked, completeAnswer(withoutFigures(asked, `errors:${code}`, details), 0))
}

/** What one of several models had said, or would have, goes with the answer whose figures it names. */
const cancelled = (slot: Slot): Slot => ({ ...slot, text: null, finish: null, error: { code: 'cancelled' } })

/**
 * What somebody gets who stopped the question: a word that says so. What its models were asked until then, and what
 * that cost, is kept with it (`climbed`; null = nobody was asked).
 */
export const stopAnswer = (asked: Asked, climbed: Climbed | Compared | null): Climbed | Compared => {
  const worded = withoutFigures(asked, 'answers:stopped')
  const { response_time_ms: tookMs, usage } = climbed?.answer ?? completeAnswer(worded, 0)
  const byModel = { model: null, fallback_reason: stoppedReason, usage }
  const nothing = nothingOf(asked, completeAnswer(worded, tookMs, byModel))
  if (!climbed) return nothing
  const { trace, attempts } = climbed
  const stopped = { ...nothing, trace, attempts }
  if (!('slots' in climbed)) return stopped
  const slots = Object.entries(climbed.slots).map(([name, slot]) => [name, cancelled(slot)])
  return { ...stopped, slots: Object.fromEntries(slots) }
}
