import { executePlan } from '../datasets/query/execute.ts'
import type { Outcome } from '../datasets/query/outcome.ts'
import type { Plan } from '../datasets/query/plan.ts'
import { isAppError } from '../errors.ts'
import type { Locale } from './answer.ts'
import { guardText } from './guard.ts'
import type { Question, RungResult, Worded } from './rung.ts'
import { understand } from './understand/understand.ts'
import { contextAfter, type Understanding, type Understood } from './understand/understanding.ts'
import { wordAnswer } from './word/word-answer.ts'
import { wordRefusal } from './word/word-refusal.ts'

/**
 * The stage that needs no model: the grammar makes a plan, code executes it, templates word it, the guard reads it
 * once more. What it cannot do becomes a question back or a refusal with three questions that it can answer.
 */
export const answerFromData = (question: Question): RungResult => {
  const understood = understand(question.text, {
    table: question.table,
    locale: question.locale,
    context: question.context,
  })
  if (understood.kind !== 'plan') return refuse(question, understood)
  try {
    return answerPlan(question, understood)
  } catch (error) {
    if (!isAppError(error, 'label_unknown')) throw error
    const { label, nearest } = error.details as { label: string; nearest: string[] }
    return refuse(question, {
      kind: 'refuse',
      reason: 'unknown_label',
      mention: label,
      nearest,
      locale: understood.locale,
    })
  }
}

/** @throws label_unknown */
export const answerPlan = (
  question: Question,
  understood: Pick<Understood, 'plan' | 'locale'>,
): RungResult => {
  const { plan, locale } = understood
  const { worded, isGuarded, executed } = wordPlan(question, plan, locale)
  return {
    worded,
    context: { plan },
    outcome: 'answered',
    detail: isGuarded ? plan.operation : 'unclaimed_figure',
    executed: isGuarded ? executed : null,
    doubt: null,
  }
}

/**
 * Executes a plan and words it, for questions and for programs that bring a plan of their own.
 * `isGuarded` false: the template let a figure slip, and the text was taken back.
 * @throws label_unknown
 */
export const wordPlan = (
  { table, check, theme }: Pick<Question, 'table' | 'check' | 'theme'>,
  plan: Plan,
  locale: Locale,
): { worded: Worded; isGuarded: boolean; executed: Outcome } => {
  const outcome = executePlan(table, plan, { check })
  const words = wordAnswer(table, outcome, locale, { theme: theme ?? null })
  const { claims } = outcome
  const { ok } = guardText(words.text, { claims, labels: [...table.rows, ...table.segments], locale })
  // A figure that is no claim is a bug of ours: the person still gets the table, whose figures are claims.
  const text = ok
    ? words.text
    : wordRefusal(table, { kind: 'refuse', reason: 'unsupported', nearest: [], locale }).text
  const worded: Worded = { ...words, text, locale, stage: 'data', plan, claims }
  return { worded, isGuarded: ok, executed: outcome }
}

const refuse = (question: Question, understood: Exclude<Understanding, { kind: 'plan' }>): RungResult => {
  const { text, suggestions } = wordRefusal(question.table, understood)
  return {
    worded: {
      text, suggestions, locale: understood.locale,
      stage: 'none', plan: null, claims: [], warnings: [], table: null, chart: null,
    }, // biome-ignore format: one answer, read at a glance
    context: contextAfter(question.context, question.text, understood),
    outcome: understood.kind === 'ask' ? 'asked' : 'refused',
    detail: understood.reason,
    executed: null,
    doubt: understood,
  }
}
