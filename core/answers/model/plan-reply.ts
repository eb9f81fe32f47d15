import { type Plan, planSchema } from '../../datasets/query/plan.ts'
import { multipliers, readWords, units } from '../number-words.ts'
import type { Question } from '../rung.ts'
import { tokenise } from '../understand/text.ts'
import { settleLabels } from './plan-labels.ts'
import { replyShape } from './plan-schema.ts'

export type PlanReply =
  | { kind: 'plan'; plan: Plan }
  | { kind: 'declined'; as: 'ask' | 'out_of_scope' }
  | { kind: 'faulty'; faults: string[] }

const maxReply = 20_000
const maxFaults = 8

/** JSON with whatever a model puts around it; undefined when there is none. */
const readJson = (text: string): unknown => {
  const [from, to] = [text.indexOf('{'), text.lastIndexOf('}')]
  if (from < 0 || to < from || text.length > maxReply) return undefined
  try {
    return JSON.parse(text.slice(from, to + 1))
  } catch {
    return undefined
  }
}

/** In a schema that requires every property, null stands for one that is left out. */
const withoutNulls = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (value === null || typeof value !== 'object') return value
  const kept = Object.entries(value).filter(([, field]) => field !== null)
  return Object.fromEntries(kept.map(([name, field]) => [name, withoutNulls(field)]))
}

/** The average, and what the trade calls notable: thresholds that a question means without saying them. */
const conventions = [80, 90, 100, 110, 120]

/** Numbers in words: `cent vingt` is 120, and neither 100 nor 20. */
const writtenNumbers = (words: readonly string[]): number[] => {
  const numbers: number[] = []
  let run: string[] = []
  for (const word of [...words, '']) {
    if (word in units || word in multipliers) run.push(word)
    else if (run.length === 0 || !/^(?:et|and|-)$/u.test(word)) {
      if (run.length > 0) numbers.push(readWords(run.join(' ')))
      run = []
    }
  }
  return numbers
}

/** Thresholds that the question, or the plan that it follows, gives. */
const statedNumbers = ({ text, context }: Pick<Question, 'text' | 'context'>): Set<number> => {
  const tokens = tokenise(text)
  const digits = tokens.flatMap(({ number }) => (number === null ? [] : [number]))
  const before = context?.plan?.operation === 'filter' ? context.plan.conditions : []
  const known = before.flatMap(({ value, to }) => (to === undefined ? [value] : [value, to]))
  return new Set([...digits, ...writtenNumbers(tokens.map(({ fold }) => fold)), ...known, ...conventions])
}

/** A threshold is told as the question's own, so it must be. */
const checkNumbers = (plan: Plan, question: Pick<Question, 'text' | 'context'>): string[] => {
  if (plan.operation !== 'filter') return []
  const stated = statedNumbers(question)
  return plan.conditions
    .flatMap(({ value, to }) => (to === undefined ? [value] : [value, to]))
    .filter((number) => !stated.has(number))
    .map((number) => `The question gives no threshold of ${number}.`)
}

/** What a model replied, checked: a plan is of the closed schema, over labels of the file and numbers of the question. */
export const readPlanReply = (
  text: string,
  question: Pick<Question, 'text' | 'context' | 'table'>,
): PlanReply => {
  const reply = replyShape.safeParse(readJson(text))
  if (!reply.success)
    return { kind: 'faulty', faults: ['The reply is not one JSON object with `decision` and `plan`.'] }
  if (reply.data.decision !== 'plan') return { kind: 'declined', as: reply.data.decision }
  const parsed = planSchema.safeParse(withoutNulls(reply.data.plan))
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `plan.${path.join('.')}: ${message}`)
    return { kind: 'faulty', faults: faults.slice(0, maxFaults) }
  }
  const settled = settleLabels(question.table, parsed.data)
  if ('faults' in settled) return { kind: 'faulty', faults: settled.faults.slice(0, maxFaults) }
  const faults = checkNumbers(settled.plan, question)
  return faults.length > 0 ? { kind: 'faulty', faults } : { kind: 'plan', plan: settled.plan }
}
