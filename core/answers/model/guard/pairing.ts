import { type Axis, axes } from './axes.ts'
import type { CellFigure, Fault, Ground } from './ground.ts'
import type { Mention } from './mentions.ts'
import { findStranger } from './strangers.ts'

/** A placeholder in a sentence. */
export interface Placed {
  figure: CellFigure
  start: number
  end: number
}

/** The labels that the text spoke of last, by axis: what a sentence without labels is about. */
export type Focus = Record<Axis, ReadonlySet<string>>

export const noFocus: Focus = { row: new Set(), segment: new Set() }

export const focusAfter = (focus: Focus, mentions: readonly Mention[]): Focus => {
  const on = (axis: Axis): ReadonlySet<string> => {
    const labels = mentions.filter((mention) => mention.axes[axis]).map(({ label }) => label)
    return labels.length > 0 ? new Set(labels) : focus[axis]
  }
  return { row: on('row'), segment: on('segment') }
}

interface Sentence {
  /** Labels masked. */
  text: string
  placed: readonly Placed[]
  mentions: readonly Mention[]
  focus: Focus
  ground: Ground
}

const misplaced = (figure: CellFigure): Fault => ({ code: 'misplaced_figure', part: `{${figure.id}}` })

/** No label of the axis is named: the figures must be of the one that the text is about. */
const checkImplied = (axis: Axis, { placed, focus, ground }: Sentence): Fault[] => {
  const about = focus[axis]
  const expected = about.size > 0 ? (about.size === 1 ? [...about][0] : null) : ground.sole[axis]
  return placed.filter(({ figure }) => figure[axis] !== expected).map(({ figure }) => misplaced(figure))
}

type Token = { start: number; end: number } & ({ label: string } | { figure: CellFigure })
interface Run {
  isLabel: boolean
  tokens: Token[]
}

const runsOf = (tokens: Token[]): Run[] => {
  const runs: Run[] = []
  for (const token of tokens) {
    const isLabel = 'label' in token
    const last = runs.at(-1)
    if (last?.isLabel === isLabel) last.tokens.push(token)
    else runs.push({ isLabel, tokens: [token] })
  }
  return runs
}

/** Something that ends one statement and begins the next. */
const parting =
  /[,;:.()—–]|(?<!\p{L})(?:et|and|puis|then|contre|against|versus|vs|devant|derrière|ahead|behind|tandis|while|whereas|alors|mais|but|suivie?s?|followed|avant|après)(?!\p{L})/iu

const textBetween = (text: string, before: Run, after: Run): string =>
  text.slice(before.tokens.at(-1)!.end, after.tokens[0]!.start)

/** One label and only figures of it. */
const isPair = (axis: Axis, labels: Run, figures: Run): boolean => {
  const named = new Set(labels.tokens.map((token) => ('label' in token ? token.label : '')))
  return (
    named.size === 1 && figures.tokens.every((token) => 'figure' in token && named.has(token.figure[axis]))
  )
}

/**
 * Several labels of one axis and figures of several: each figure stands beside its own label, all in the same order
 * (`« A » : {c1}, « B » : {c2}` or `{c1} pour « A », {c2} pour « B »`), and what parts the pairs can be seen. Anything
 * else could be read two ways.
 */
const checkPairs = (axis: Axis, { text, placed, mentions }: Sentence): Fault[] => {
  const tokens: Token[] = [
    ...mentions.filter((mention) => mention.axes[axis]),
    ...placed.map(({ figure, start, end }) => ({ figure, start, end })),
  ].sort((a, b) => a.start - b.start)
  const runs = runsOf(tokens)
  const faults = placed.map(({ figure }) => misplaced(figure))
  if (runs.length % 2 === 1) return faults
  for (let at = 0; at < runs.length; at += 2) {
    const pair = [runs[at]!, runs[at + 1]!] as const
    const [labels, figures] = pair[0].isLabel ? pair : ([pair[1], pair[0]] as const)
    const next = runs[at + 2]
    if (!isPair(axis, labels, figures)) return faults
    if (next && !parting.test(textBetween(text, pair[1], next))) return faults
    if (!pair[0].isLabel && /[;:.]/u.test(textBetween(text, pair[0], pair[1]))) return faults
  }
  return []
}

const checkAxis = (axis: Axis, sentence: Sentence): Fault[] => {
  const named = new Set(sentence.mentions.filter(({ axes: on }) => on[axis]).map(({ label }) => label))
  const owners = new Set(sentence.placed.map(({ figure }) => figure[axis]))
  if (named.size === 0) return checkImplied(axis, sentence)
  const strangers = [...named].filter((label) => !owners.has(label))
  if (strangers.length > 0) return strangers.map((part) => ({ code: 'label_without_figure', part }))
  return owners.size === 1 ? [] : checkPairs(axis, sentence)
}

/** A label of both axes is read on the axis where a figure of the sentence has it. */
const settleAxes = (mentions: readonly Mention[], placed: readonly Placed[]): Mention[] =>
  mentions.map((mention) => {
    if (!mention.axes.row || !mention.axes.segment) return mention
    const isOwn = (axis: Axis): boolean => placed.some(({ figure }) => figure[axis] === mention.label)
    const [row, segment] = [isOwn('row'), isOwn('segment')]
    return row === segment ? mention : { ...mention, axes: { row, segment } }
  })

/** A sentence about what the one before named, and about nobody else. */
const anaphora =
  /^(?:ils?|elles?|it|they|its|their|(?:son|sa|leur|l[’']|cet|cette|ce|this|that)\s?(?:indice|index|part|share|segment|profile?)s?)(?!\p{L})/iu

const isAbout = (focus: Focus): boolean => focus.row.size + focus.segment.size > 0

/** Whether each figure of a sentence stands with its own labels, which it names or plainly refers to. */
export const checkPairing = (sentence: Sentence): Fault[] => {
  const { placed, text } = sentence
  if (placed.length === 0) return []
  const mentions = settleAxes(sentence.mentions, placed)
  const groups = mentions.filter(({ axes: on }) => !on.row && !on.segment)
  const isImplied = mentions.length === 0 && anaphora.test(text) && isAbout(sentence.focus)
  if (mentions.length === groups.length && !isImplied) return placed.map(({ figure }) => misplaced(figure))
  const stranger = findStranger(text)
  return [
    ...groups.map(({ label }) => ({ code: 'label_without_figure', part: label })),
    ...(stranger ? [{ code: 'unknown_label', part: stranger }] : []),
    ...axes.flatMap((axis) => checkAxis(axis, { ...sentence, mentions })),
  ]
}
