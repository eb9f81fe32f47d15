import type { Answer, Locale } from '../answers/answer.ts'
import { formatNumber } from '../answers/figures.ts'
import type { AttemptLine } from '../answers/model/spent.ts'
import type { TraceLine } from '../answers/rung.ts'
import type { Card, CardPart, CardStep } from './card.ts'
import { cardFigure, figuresToTrace, openAnswer } from './wording/answer-parts.ts'
import { durationText, joinFacts, openWords, reasonText } from './wording/words.ts'

/** What was kept of how an answer came about (`readTrace`). */
export interface AnswerTrace {
  stages: readonly TraceLine[]
  attempts: readonly AttemptLine[]
}

const stageStep = (locale: Locale, { stage, outcome, took_ms: tookMs, rows, model }: TraceLine): CardStep => {
  const say = openWords(locale)
  return {
    title: say(`steps.${stage}`),
    state: outcome === 'answered' || outcome === 'asked' ? 'done' : 'failed',
    detail: joinFacts([
      say(`details.outcome.${outcome}`),
      rows > 0 && say('details.rows', { count: rows }),
      model,
      durationText(tookMs, locale),
    ]),
  }
}

const attemptStep = (locale: Locale, attempt: AttemptLine): CardStep => {
  const say = openWords(locale)
  const { llm, purpose, outcome, input_tokens: input, output_tokens: output, took_ms: tookMs } = attempt
  const isGood = outcome === 'completed'
  const count = (tokens: number): string => formatNumber(tokens, 0, locale)
  return {
    title: llm,
    state: isGood ? 'done' : 'failed',
    detail: joinFacts([
      say(`details.purpose.${purpose}`),
      isGood ? say('details.outcome.completed') : reasonText(outcome, locale).replace(/\.$/, ''),
      input !== null &&
        output !== null &&
        say('details.tokens', { input: count(input), output: count(output) }),
      tookMs > 0 && durationText(tookMs, locale),
    ]),
  }
}

/** How an answer came about, and every figure with its source: for whoever asks, alone. Money is not for everybody. */
export const detailsCard = (answer: Answer, { stages, attempts }: AnswerTrace): Card => {
  const { locale } = answer
  const say = openWords(locale)
  const shown = openAnswer(answer)
  const figures = figuresToTrace(shown).map((claim) => cardFigure(shown, claim))
  const models: CardPart =
    attempts.length === 0
      ? { kind: 'text', text: say('details.no_model') }
      : { kind: 'steps', steps: attempts.map((attempt) => attemptStep(locale, attempt)) }
  const sources: CardPart =
    figures.length === 0 ? { kind: 'text', text: say('details.no_source') } : { kind: 'figures', figures }
  const parts: CardPart[] = [
    ...(stages.length === 0
      ? []
      : [
          { kind: 'heading', text: say('details.steps') } as const,
          { kind: 'steps', steps: stages.map((stage) => stageStep(locale, stage)) } as const,
        ]),
    { kind: 'heading', text: say('details.models') },
    models,
    { kind: 'heading', text: say('details.sources') },
    sources,
  ]
  return { tone: 'plain', title: say('details.title'), parts, footer: null }
}
