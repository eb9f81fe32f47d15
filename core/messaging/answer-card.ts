import type { Answer, Locale, Stage } from '../answers/answer.ts'
import type { AppError } from '../errors.ts'
import { translate } from '../locales/translate.ts'
import type { UsageNotice } from '../quotas/notice.ts'
import type { Card, CardButton, CardPart, CardStep, Tone } from './card.ts'
import { stoppedReason } from './no-answer.ts'
import {
  cardFigure,
  chartPart,
  figuresToTrace,
  openAnswer,
  type Shown,
  tablePart,
} from './wording/answer-parts.ts'
import { legendOf } from './wording/figure-text.ts'
import { usageText } from './wording/usage-note.ts'
import { durationText, fileText, joinFacts, openWords, reasonText } from './wording/words.ts'

export interface AnswerCardOptions {
  /** Whoever reads it may say whether it was any good. */
  canRate: boolean
  /** Figures with a button of their own; the sources of the others are among the details. */
  figuresShown?: number
  /** Who answers, where several might. */
  assistant?: string | null
  /** What is left of the month, once that is little. */
  usage?: UsageNotice | null
}

const defaultFigures = 3

/** Reasons that tell nobody anything: the text says it, or nothing went wrong. */
const quietReasons = [stoppedReason, 'nothing_to_word']

const notesPart = (tone: Tone, notes: (string | null | false)[]): CardPart | null => {
  const said = notes.filter((note) => typeof note === 'string')
  return said.length === 0 ? null : { kind: 'notes', tone, notes: said }
}

const fallbackNote = ({ model, fallback_reason: reason, locale }: Answer): string | null =>
  reason === null || quietReasons.includes(reason)
    ? null
    : openWords(locale)(model === null ? 'fallback.none' : 'fallback.model', {
        reason: reasonText(reason, locale),
      })

/** The answer's own legend of stars says how many respondents; then the card needs none. */
const legendNotes = ({ answer }: Shown): string[] =>
  legendOf(answer.claims, answer.locale).filter((line) => {
    const [mark] = line.split(/[\s\u202f]/)
    return !answer.warnings.some((warning) => warning.includes(mark!))
  })

const figureParts = (shown: Shown, figuresShown: number): (CardPart | null)[] => {
  const { answer } = shown
  const traced = answer.message_id === null ? [] : figuresToTrace(shown)
  const first = traced.slice(0, figuresShown)
  const rest = traced.length - first.length
  const say = openWords(answer.locale)
  return [
    first.length === 0 ? null : { kind: 'figures', figures: first.map((claim) => cardFigure(shown, claim)) },
    notesPart('plain', [rest > 0 && say('answer.more_sources', { count: rest })]),
  ]
}

const button = (label: string, action: string, value: CardButton['value']): CardButton => ({
  kind: 'button',
  label,
  style: 'plain',
  action,
  value,
  confirm: null,
})

const suggestionPart = ({ message_id, suggestions }: Answer): CardPart | null =>
  message_id === null || suggestions.length === 0
    ? null
    : {
        kind: 'controls',
        controls: suggestions.map((suggestion, position) =>
          button(suggestion, 'answer.suggest', { message_id, position: String(position) }),
        ),
      }

const footControls = ({ message_id, locale, stage }: Answer, canRate: boolean): CardPart | null => {
  if (message_id === null) return null
  const say = openWords(locale)
  const confirm = {
    title: say('answer.hide_title'),
    text: say('answer.hide_text'),
    yes: say('answer.hide_yes'),
    no: say('answer.hide_no'),
  }
  const rating = (rating: 'up' | 'down'): CardButton =>
    button(say(`answer.${rating}`), 'answer.rate', { message_id, rating })
  const controls = [
    ...(canRate ? [rating('up'), rating('down')] : []),
    ...(stage === 'none' ? [] : [button(say('answer.details'), 'answer.details', { message_id })]),
    { ...button(say('answer.hide'), 'answer.hide', { message_id }), confirm },
  ]
  return { kind: 'controls', controls }
}

const footerOf = (answer: Answer, assistant: string | null): string | null => {
  const { stage, model, locale, response_time_ms: tookMs } = answer
  if (stage === 'none') return assistant
  const say = openWords(locale)
  return joinFacts([
    assistant,
    say(`stage.${stage}`),
    model !== null && say('model', { model }),
    fileText(answer),
    tookMs > 0 && durationText(tookMs, locale),
  ])
}

/**
 * An answer as everybody in the place sees it: what was asked first, then what to beware of, the picture, the table,
 * where the figures come from, and what to do next. The answer is in its own language, and so is its card.
 */
export const answerCard = (answer: Answer, options: AnswerCardOptions): Card => {
  const { canRate, figuresShown = defaultFigures, assistant = null, usage = null } = options
  const shown = openAnswer(answer)
  const { locale } = answer
  const isStopped = answer.fallback_reason === stoppedReason
  const parts = [
    { kind: 'text' as const, text: answer.text },
    notesPart('caution', answer.warnings),
    chartPart(shown),
    tablePart(shown),
    notesPart('plain', legendNotes(shown)),
    ...figureParts(shown, figuresShown),
    suggestionPart(answer),
    notesPart('plain', [fallbackNote(answer)]),
    notesPart('caution', [usage !== null && usageText(usage, locale)]),
    footControls(answer, canRate && !isStopped),
  ]
  return {
    tone: 'plain',
    title: null,
    parts: parts.filter((part) => part !== null),
    footer: footerOf(answer, assistant),
  }
}

/** A sentence or two of ours. */
export const noticeCard = (_locale: Locale, text: string, tone: Tone = 'plain'): Card => ({
  tone,
  title: null,
  parts: [{ kind: 'text', text }],
  footer: null,
})

/** A code without its sentence must not turn an explained failure into a crash: the English message is safe to show. */
const errorText = (locale: Locale, error: AppError, reference: string | null): string => {
  if (error.code === 'internal' && reference !== null)
    return openWords(locale)('error.internal', { reference })
  try {
    return translate(locale, `errors:${error.code}`, error.details)
  } catch {
    return error.message
  }
}

/** Why something could not be done, and what to do next; `reference` finds a bug in the log. */
export const errorCard = (
  locale: Locale,
  error: AppError,
  { reference = null }: { reference?: string | null } = {},
): Card => noticeCard(locale, errorText(locale, error, reference), 'bad')

/** A stage of the ladder, or what comes before and after it. */
export interface StageStep {
  stage: Stage | 'understand' | 'word'
  state: CardStep['state']
  detail: string | null
}

/** What Sextant is doing while somebody waits. */
export const stagesCard = (locale: Locale, stages: readonly StageStep[]): Card => {
  const say = openWords(locale)
  const steps = stages.map(({ stage, ...step }) => ({ title: say(`steps.${stage}`), ...step }))
  return { tone: 'plain', title: null, parts: [{ kind: 'steps', steps }], footer: null }
}
