import type { Item } from '../../datasets/query/item.ts'
import type { CheckFound, CompareFound, Outcome, OutcomeOf } from '../../datasets/query/outcome.ts'
import { type Measure, measures } from '../../datasets/table.ts'
import type { AnswerTable } from '../answer.ts'
import { itemsOf } from './items-of.ts'
import type { Voice } from './voice.ts'

type Column = AnswerTable['columns'][number]
type Row = AnswerTable['rows'][number]

const unitOf = (measure: Measure): Column['unit'] =>
  measure === 'index' ? 'index' : measure === 'count' ? 'count' : 'percent'

const claimOf = (claim: string | null | undefined): Row[string] => (claim ? { claim } : null)

/** The figures of an answer as rows; each names its claim. Null when there is nothing to tabulate. */
export const tabulate = (voice: Voice, outcome: Outcome): AnswerTable | null => {
  if (outcome.operation === 'check') return tabulateFindings(voice, outcome)
  if (outcome.operation === 'compare') return tabulateComparison(voice, outcome)
  return tabulateItems(voice, itemsOf(outcome))
}

const tabulateItems = (voice: Voice, items: Item[]): AnswerTable | null => {
  const known = items.filter(({ claims }) => Object.keys(claims).length > 0)
  if (known.length === 0) return null
  const shown = measures.filter((measure) =>
    known.some(({ claims, countOf }) => claims[measure] && (measure !== 'count' || countOf === 'cell')),
  )
  const text = (key: 'row' | 'segment'): Column => ({ key, title: voice.say(`column.${key}`), unit: 'text' })
  return {
    columns: [
      text('row'),
      text('segment'),
      ...shown.map((key) => ({ key, title: voice.say(`column.${key}`), unit: unitOf(key) })),
    ],
    rows: known.map((item) => ({
      row: item.row,
      segment: item.segment,
      ...Object.fromEntries(shown.map((measure) => [measure, claimOf(item.claims[measure])])),
    })),
  }
}

const tabulateComparison = (
  voice: Voice,
  { plan, list, rows }: OutcomeOf<'compare'> & CompareFound,
): AnswerTable | null => {
  if (rows.length === 0) return null
  const labels = [...new Set(plan.labels)]
  const unit = unitOf(plan.by)
  const on = list === 'rows' ? 'row' : 'segment'
  return {
    columns: [
      { key: 'on', title: voice.say(`column.${on}`), unit: 'text' },
      ...labels.map((label, at) => ({ key: `label_${at}`, title: label, unit })),
      { key: 'difference', title: voice.say('column.difference'), unit },
    ],
    rows: rows.map((row) => ({
      on: row.on,
      ...Object.fromEntries(row.items.map((item, at) => [`label_${at}`, claimOf(item?.claims[plan.by])])),
      difference: claimOf(row.difference),
    })),
  }
}

const tabulateFindings = (voice: Voice, { cells }: CheckFound): AnswerTable | null => {
  if (cells.length === 0) return null
  const column = (key: string, unit: Column['unit'], name = key): Column => ({
    key,
    title: voice.say(`column.${name}`),
    unit,
  })
  const unit = cells.every(({ finding }) => finding.kind === 'index') ? 'index' : 'percent'
  return {
    columns: [
      column('place', 'text'),
      column('row', 'text'),
      column('segment', 'text'),
      column('found', unit),
      column('low', unit),
      column('high', unit),
    ],
    rows: cells.map(({ finding, value, expected }) => ({
      place: `${finding.sheet ? `${finding.sheet}, ` : ''}${finding.row}, ${finding.column}`,
      row: finding.row_label,
      segment: finding.segment,
      found: value ? { claim: value } : finding.found,
      low: claimOf(expected?.low),
      high: claimOf(expected?.high),
    })),
  }
}
