import test from 'ava'
import type { Locale } from '../../../../core/answers/answer.ts'
import { understand } from '../../../../core/answers/understand/understand.ts'
import { quoteLabel } from '../../../../core/answers/word/quote.ts'
import { suggestQuestions } from '../../../../core/answers/word/suggest.ts'
import { type Plan, type PlanInput, planSchema } from '../../../../core/datasets/query/plan.ts'
import type { TgiTable } from '../../../../core/datasets/table.ts'
import { translate } from '../../../../core/locales/translate.ts'
import { goldenCrosstab, goldenTable } from '../../../fixtures/golden-table.ts'
import { demo, en, fr } from './tables.ts'

/** A suggestion that the grammar does not understand as it was meant would be a broken button. */

const tables: Record<string, TgiTable> = { fr, en, demo, golden: goldenTable(), crosstab: goldenCrosstab() }

const planOf = (question: string, table: TgiTable, locale: Locale): Plan | null => {
  const understood = understand(question, { table, locale })
  return understood.kind === 'plan' ? understood.plan : null
}

for (const [name, table] of Object.entries(tables))
  for (const locale of ['fr', 'en'] as const)
    test(`every suggestion form means itself: ${name}, ${locale}`, (t) => {
      const say = (form: string, labels: Record<string, string> = {}): string =>
        translate(
          locale,
          `answers:suggest.${form}`,
          Object.fromEntries(Object.entries(labels).map(([key, label]) => [key, quoteLabel(label, locale)])),
        )
      const holds = (question: string, plan: PlanInput): unknown =>
        t.deepEqual(planOf(question, table, locale), planSchema.parse(plan), question)

      holds(say('overview'), { operation: 'overview' })
      holds(say('define'), { operation: 'define', term: 'index' })
      for (const [at, row] of table.rows.entries()) {
        const segment = table.segments[at % table.segments.length]!
        const second = table.segments[(at + 1) % table.segments.length]!
        const peer = table.rows[(at + 1) % table.rows.length]!
        holds(say('top', { row }), { operation: 'top', list: 'segments', row, limit: 5 })
        holds(say('explain', { row, segment }), { operation: 'explain', row, segment, measure: 'index' })
        holds(say('compare', { a: segment, b: second, on: row }), {
          operation: 'compare', axis: 'segment', labels: [segment, second], on: [row],
        }) // biome-ignore format: the plan at a glance
        holds(say('compare', { a: row, b: peer, on: segment }), {
          operation: 'compare', axis: 'row', labels: [row, peer], on: [segment],
        }) // biome-ignore format: the plan at a glance
      }
      for (const segment of table.segments) {
        holds(say('profile', { segment }), { operation: 'profile', segment })
        holds(say('top_rows', { segment }), { operation: 'top', list: 'rows', segment, limit: 5 })
      }
    })

test('what is suggested after any answer is understood', (t) => {
  for (const table of Object.values(tables))
    for (const locale of ['fr', 'en'] as const)
      for (const row of table.rows)
        for (const segment of table.segments.slice(0, 6)) {
          const avoid = planSchema.parse({ operation: 'lookup', row, segment, measures: ['index'] })
          for (const question of suggestQuestions(table, locale, { avoid }))
            t.truthy(planOf(question, table, locale), question)
        }
})
