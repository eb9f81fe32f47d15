import {
  allCells,
  hasMeasure,
  measureAt,
  robustnessOf,
  rowLabel,
  segmentLabel,
} from '../../datasets/query/cells.ts'
import type { Plan } from '../../datasets/query/plan.ts'
import { splitLabel, type TgiTable } from '../../datasets/table.ts'
import { translate } from '../../locales/translate.ts'
import type { Locale } from '../answer.ts'
import { flattenText, quoteLabel } from './quote.ts'

export interface SuggestOptions {
  /** The plan just answered: it is not suggested again, and its labels come first. */
  avoid?: Plan | null
}

const wanted = 3
const looked = 400

/** Labels that can be typed back: short, on one line, and unlike their flattened form in nothing. */
const isPlain = (label: string): boolean => label.length <= 80 && flattenText(label) === label

/** Three questions that the grammar understands for this file, made of its own labels. */
export const suggestQuestions = (
  table: TgiTable,
  locale: Locale,
  { avoid = null }: SuggestOptions = {},
): string[] => {
  const say = (key: string, labels: Record<string, string> = {}): string =>
    translate(
      locale,
      `answers:suggest.${key}`,
      Object.fromEntries(Object.entries(labels).map(([name, label]) => [name, quoteLabel(label, locale)])),
    )
  const cell = findTypical(table, avoid)
  if (!cell) return [say('overview'), say('define')]
  const rows = neighbours(table.rows, cell.row)
  const others = neighbours(table.segments, cell.segment)
  const second = others[0]
  const peer = rows[0]
  const questions: [string, string | false][] = [
    ['top', hasMeasure(table, 'index') && say('top', { row: cell.row })],
    ['compare', second ? say('compare', { a: cell.segment, b: second, on: cell.row }) : false],
    ['explain', hasMeasure(table, 'index') && say('explain', { segment: cell.segment, row: cell.row })],
    ['compare', !second && peer ? say('compare', { a: cell.row, b: peer, on: cell.segment }) : false],
    ['profile', say('profile', { segment: cell.segment })],
    ['overview', say('overview')],
  ]
  return questions
    .filter((entry): entry is [string, string] => entry[1] !== false && entry[0] !== avoid?.operation)
    .slice(0, wanted)
    .map(([, question]) => question)
}

/** A usable cell with figures, beside the labels of the last plan when there is one. */
const findTypical = (table: TgiTable, avoid: Plan | null): { row: string; segment: string } | null => {
  const known = avoid as { row?: string; segment?: string } | null
  const cells = allCells(table).subarray(0, looked)
  const score = (cell: number): number => {
    const [row, segment] = [rowLabel(table, cell), segmentLabel(table, cell)]
    if (!isPlain(row) || !isPlain(segment)) return -1
    const isKnown = !Number.isNaN(measureAt(table, cell, 'index')) || !hasMeasure(table, 'index')
    const isUsable = robustnessOf(table, cell) !== 'not_usable'
    return (
      (row === known?.row ? 2 : 0) +
      (segment === known?.segment ? 2 : 0) +
      (isKnown ? 4 : 0) +
      (isUsable ? 4 : 0)
    )
  }
  let best: number | null = null
  let bestScore = 0
  for (const cell of cells) {
    const points = score(cell)
    if (points > bestScore) {
      best = cell
      bestScore = points
    }
  }
  return best === null ? null : { row: rowLabel(table, best), segment: segmentLabel(table, best) }
}

/** Other labels to set beside one: of its own group first. */
const neighbours = (labels: readonly string[], label: string): string[] => {
  const { group } = splitLabel(label)
  const others = labels.slice(0, looked).filter((other) => other !== label && isPlain(other))
  const same = others.filter((other) => splitLabel(other).group === group)
  return same.length > 0 ? same : others
}
