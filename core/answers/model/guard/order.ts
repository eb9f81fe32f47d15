import type { Measure } from '../../../datasets/table.ts'
import { fold } from '../../understand/text.ts'
import { type Axis, axes } from './axes.ts'
import { figuresOfLabel, negation, type Said } from './contradictions.ts'
import type { CellFigure, Fault } from './ground.ts'
import type { Mention } from './mentions.ts'

/** A few words that may stand between a word of order and the label. */
const tail = "(?:\\s+(?!(?:et|and|mais|but|tandis|while|puis)\\s)[\\p{L}'-]+){0,3}\\s*$"
const behind = new RegExp(
  `(?<!\\p{L})(?:(?:devance|depasse|surpasse|precede)e?s? par|derriere|apres|sui(?:t|vent)|inferieure?s? a|moins (?:\\p{L}+ )?qu[e']|behind|after|follows?|trails?|lower than|less (?:\\p{L}+ )?than|below(?! (?:the )?average)|(?:beaten|outranked|surpassed|exceeded|preceded) by)${tail}`,
  'u',
)
const ahead = new RegExp(
  `(?<!\\p{L})(?:devan(?:ce|cent|t)|(?:depasse|surpasse|precede)(?:nt)?|avant|suivie?s? (?:de|par|du)|superieure?s? a|plus (?:\\p{L}+ )?qu[e']|ahead of|before|outranks?|outperforms?|beats?|exceeds?|surpass(?:es)?|precedes?|followed by|higher than|(?:more|stronger|larger) (?:\\p{L}+ )?than|above(?! (?:the )?average))${tail}`,
  'u',
)

/** Words between two labels, without what stands in brackets. */
const wordsBetween = (text: string, from: number, to: number): string =>
  fold(text.slice(from, to))
    .replaceAll('’', "'")
    .replace(/\([^()]*\)/gu, ' ')

/** 1: the first is ahead of the second, -1: behind it, 0: nothing is said. */
const orderOf = (words: string): -1 | 0 | 1 => {
  if (/[;:.]/u.test(words)) return 0
  // `« A » …, suit « B »`: who follows whom is the other way round.
  const isBehind = behind.test(words) && !/,.*(?<!\p{L})(?:sui(?:t|vent)|follows?)(?!\p{L})/u.test(words)
  const isAhead = !isBehind && ahead.test(words)
  if (!isBehind && !isAhead) return 0
  return isAhead === negation.test(words) ? -1 : 1
}

interface Order {
  first: Mention
  second: Mention
  order: -1 | 0 | 1
}

/** Neighbours on an axis, and what is said of their order; `Derrière « A », « B »` says it before both. */
const ordersOn = (axis: Axis, { masked, mentions }: Said): Order[] => {
  const named = mentions.filter((mention) => mention.axes[axis])
  return named.slice(1).map((second, at) => {
    const first = named[at]!
    const between = orderOf(wordsBetween(masked, first.end, second.start))
    if (between !== 0 || at > 0) return { first, second, order: between }
    const leading = orderOf(wordsBetween(masked, 0, first.start))
    return { first, second, order: leading === 0 ? 0 : leading === 1 ? -1 : 1 }
  })
}

const shareWords = /(?<!\p{L})(?:parts?|poids|taille|shares?|weight|size)(?!\p{L})/u

const measuresOf = ({ masked, placed }: Said): Measure[] => {
  const measures = [...new Set(placed.map(({ figure }) => figure.measure))]
  if (measures.includes('index')) return ['index']
  if (measures.length > 0) return measures
  return shareWords.test(fold(masked)) ? ['vertical', 'horizontal'] : ['index']
}

/** Cells of both labels that say the opposite. */
const opposing = (said: Said, axis: Axis, { first, second, order }: Order): CellFigure[] => {
  const other = axis === 'row' ? 'segment' : 'row'
  const measures = measuresOf(said)
  const seconds = figuresOfLabel(said, axis, second.label)
  return figuresOfLabel(said, axis, first.label).filter(
    (one) =>
      measures.includes(one.measure) &&
      seconds.some(
        (two) =>
          two.measure === one.measure && two[other] === one[other] && (one.value - two.value) * order <= 0,
      ),
  )
}

/** Nobody is put ahead of somebody whose figure is higher. */
export const checkOrder = (said: Said): Fault[] =>
  axes.flatMap((axis) =>
    ordersOn(axis, said)
      .filter(({ order }) => order !== 0)
      .flatMap((order) => opposing(said, axis, order).slice(0, 1))
      .map(({ id }) => ({ code: 'wrong_direction', part: `{${id}}` })),
  )
