import type { TgiTable } from '../../datasets/table.ts'
import { labelIndexOf } from '../understand/label-index.ts'
import { nearestLabels } from '../understand/nearest-labels.ts'

/** Few enough to show all of them. */
const allWithin = { labels: 200, characters: 12_000 }
const nearest = 80
/** The index looks at so many words at once. */
const wordsAtOnce = 8
const maxWords = 64
const maxGroups = 40
const maxLabel = 500

export interface LabelsShown {
  rows: string[]
  segments: string[]
  groups: { of: 'rows' | 'segments'; name: string }[]
  /** There are more labels than these. */
  isPart: boolean
}

const charactersOf = (labels: readonly string[]): number =>
  labels.reduce((sum, { length }) => sum + length, 0)

const groupsOf = (table: TgiTable): LabelsShown['groups'] =>
  [...labelIndexOf(table).groups.keys()].slice(0, maxGroups).map((key) => {
    const [axis, name] = key.split('\u0000')
    return { of: axis === 'row' ? 'rows' : 'segments', name: name! }
  })

/** Labels near the question's words, part by part. */
const nearQuestion = (table: TgiTable, question: string): string[] => {
  const index = labelIndexOf(table)
  const words = question.split(/\s+/u).slice(0, maxWords)
  const parts: string[] = []
  for (let at = 0; at < words.length; at += wordsAtOnce)
    parts.push(words.slice(at, at + wordsAtOnce).join(' '))
  return parts.flatMap((part) => nearestLabels(index, part, Math.ceil(nearest / parts.length)))
}

/** Of some labels, as many as fit. */
const keep = (labels: readonly string[], wanted: ReadonlySet<string>): string[] => {
  let left = allWithin.characters / 2
  return labels.filter((label) => {
    if (!wanted.has(label) || label.length > maxLabel || label.length > left) return false
    left -= label.length
    return true
  })
}

/**
 * The labels that a model may choose from: all of a small file, of a large one those near the question and those that
 * the conversation spoke of. Never a figure.
 */
export const chooseLabels = (table: TgiTable, question: string, spokenOf: readonly string[]): LabelsShown => {
  const { rows, segments } = table
  const isSmall =
    rows.length + segments.length <= allWithin.labels &&
    charactersOf(rows) + charactersOf(segments) <= allWithin.characters
  const groups = groupsOf(table)
  if (isSmall) return { rows, segments, groups, isPart: false }
  const wanted = new Set([...spokenOf, ...nearQuestion(table, question)])
  return { rows: keep(rows, wanted), segments: keep(segments, wanted), groups, isPart: true }
}
