import { readFileSync } from 'node:fs'
import test from 'ava'
import type { Answer, Locale } from '../../../core/answers/answer.ts'
import { answerQuestion } from '../../../core/answers/ladder.ts'
import type { FollowUpContext } from '../../../core/answers/understand/understanding.ts'
import { checkTable } from '../../../core/datasets/check/check-table.ts'
import { executePlan } from '../../../core/datasets/query/execute.ts'
import { type Plan, type PlanInput, planSchema } from '../../../core/datasets/query/plan.ts'
import { figureAt, findCell, measures, type TgiTable } from '../../../core/datasets/table.ts'
import { en, fr } from './understand/tables.ts'

/**
 * Questions of a reader who had not seen the grammar, with the answers a careful analyst expects. At least 98 % must
 * give exactly the expected plan and claims; none may give a figure that the file does not hold, or the right figure
 * of a wrong label.
 */

type Expect = { kind: 'plan'; plan: PlanInput } | { kind: 'ask' } | { kind: 'refuse' }
interface Case {
  id: string
  table: 'gss' | 'fr'
  locale: Locale
  question: string
  previous?: string[]
  expect: Expect
  accept?: Expect[]
}

const read = (file: string): Case[] =>
  JSON.parse(readFileSync(new URL(`../../fixtures/questions/${file}`, import.meta.url), 'utf8')) as Case[]
/** Each by another reader; the second was first read by this test when the grammar answered the first. */
const files = ['blind.json', 'blind-2.json']
const tables: Record<Case['table'], TgiTable> = { gss: en, fr }
const checks = { gss: checkTable(en), fr: checkTable(fr) }

/** The order of labels that are compared says nothing. */
const canonical = (plan: Plan): string => {
  const sorted = { ...plan } as Record<string, unknown>
  for (const key of ['labels', 'on'])
    if (Array.isArray(sorted[key])) sorted[key] = [...(sorted[key] as string[])].sort()
  return JSON.stringify(Object.fromEntries(Object.entries(sorted).sort(([a], [b]) => (a < b ? -1 : 1))))
}

const ask = async ({ table: name, locale, previous = [], question }: Case) => {
  const table = tables[name]
  let context: FollowUpContext | null = null
  for (const text of previous) {
    const climbed = await answerQuestion({ text, table, check: checks[name], locale, context })
    context = climbed.context
  }
  const { answer, trace } = await answerQuestion({
    text: question,
    table,
    check: checks[name],
    locale,
    context,
  })
  return { answer, outcome: trace[0]!.outcome }
}

const meets = (expect: Expect, answer: Answer, outcome: string): boolean => {
  if (expect.kind !== 'plan') return outcome === (expect.kind === 'ask' ? 'asked' : 'refused')
  return answer.plan !== null && canonical(answer.plan) === canonical(planSchema.parse(expect.plan))
}

/** Every figure that is said to stand in the file stands there, in that row and column. */
const wrongFigures = (table: TgiTable, { claims }: Answer): string[] =>
  claims.flatMap((claim) => {
    const { source } = claim
    if (!source) return claim.formula === null ? [`${claim.id} has neither source nor formula`] : []
    for (let cell = 0; cell < table.cellRows.length; cell++)
      for (const measure of measures) {
        const figure = figureAt(table, cell, measure)
        if (figure?.source.row === source.row && figure.source.column === source.column)
          return figure.value === claim.value
            ? []
            : [`${claim.id}: ${claim.value}, the file has ${figure.value}`]
      }
    return [`${claim.id}: no such cell`]
  })

const score = test.macro<[file: string]>({
  title: (_, file) => `${file}: at least 98 % exactly right, no figure wrong`,
  exec: async (t, file) => {
    const cases = read(file)
    const missed: string[] = []
    const wrong: string[] = []
    for (const one of cases) {
      const { answer, outcome } = await ask(one)
      const accepted = [one.expect, ...(one.accept ?? [])]
      const isRight = accepted.some((expect) => meets(expect, answer, outcome))
      if (!isRight) {
        const got = answer.plan ? JSON.stringify(answer.plan) : outcome
        missed.push(`${one.id} «${one.question}»: ${got}; expected ${JSON.stringify(one.expect)}`)
        // Not asked, not refused and not what was meant: its figures would be read as the answer.
        if (answer.plan) wrong.push(`${one.id} answers another question`)
      } else if (answer.plan) {
        const table = tables[one.table]
        t.deepEqual(
          answer.claims,
          executePlan(table, answer.plan, { check: checks[one.table] }).claims,
          one.id,
        )
      }
      wrong.push(...wrongFigures(tables[one.table], answer).map((fault) => `${one.id} ${fault}`))
    }
    const right = cases.length - missed.length
    t.log(
      `${file}: ${right} of ${cases.length} exactly right (${((100 * right) / cases.length).toFixed(1)} %)`,
    )
    for (const line of missed) t.log(line)
    t.deepEqual(wrong, [])
    t.true(right / cases.length >= 0.98, `${missed.length} missed`)
  },
})
for (const file of files) test(score, file)

test('the table of the questions has the labels that they name', (t) => {
  for (const { table, expect } of files.flatMap(read)) {
    if (expect.kind !== 'plan') continue
    const { row, segment } = expect.plan as { row?: string; segment?: string }
    const { rows, segments } = tables[table]
    if (row) t.true(rows.includes(row), row)
    if (segment) t.true(segments.includes(segment), segment)
    if (row && segment) t.true(findCell(tables[table], rows.indexOf(row), segments.indexOf(segment)) >= 0)
  }
})
