import { fold } from '../../understand/text.ts'
import type { Axis } from './axes.ts'
import type { CellFigure, Fault, Ground } from './ground.ts'
import type { Mention } from './mentions.ts'
import type { Focus, Placed } from './pairing.ts'

/** Labels and figures of a sentence, and what the text speaks of when it names nothing. */
export interface Said {
  masked: string
  placed: readonly Placed[]
  mentions: readonly Mention[]
  focus: Focus
  ground: Pick<Ground, 'figures' | 'sole'>
}

const otherAxis: Record<Axis, Axis> = { row: 'segment', segment: 'row' }

/** Labels of an axis that a statement is about: those it names, else what the text spoke of, else the only one. */
export const aboutOn = (axis: Axis, { mentions, focus, ground }: Said): ReadonlySet<string> => {
  const named = mentions.filter((mention) => mention.axes[axis]).map(({ label }) => label)
  if (named.length > 0) return new Set(named)
  if (focus[axis].size > 0) return focus[axis]
  const sole = ground.sole[axis]
  return new Set(sole === null ? [] : [sole])
}

/** Figures of a label, as far as the statement says in which cells. */
export const figuresOfLabel = (said: Said, axis: Axis, label: string): CellFigure[] => {
  const other = otherAxis[axis]
  const about = aboutOn(other, said)
  return [...said.ground.figures.values()].filter(
    (figure) => figure[axis] === label && (about.size === 0 || about.has(figure[other])),
  )
}

const over =
  /sur-?(?:represent|index)|over-?\s?(?:represent|index)|au-dessus de la moyenne|superieure?s? a la moyenne|(?:above|higher than|more than) (?:the )?average/u
const under =
  /(?:sous|under)-?\s?(?:represent|index)|(?:au-dessous|en dessous) de la moyenne|inferieure?s? a la moyenne|(?:below|lower than|less than) (?:the )?average/u
export const negation = /(?<!\p{L})(?:pas|jamais|not|never|neither|ni|nor|non|aucune?|plus au|no longer)(?!\p{L})|n't(?!\p{L})/u // biome-ignore format: one line a direction

type Direction = 'over' | 'under' | 'both'

const directionOf = (text: string): Direction | null => {
  const [isOver, isUnder] = [over.test(text), under.test(text)]
  if (isOver && isUnder) return 'both'
  if (!isOver && !isUnder) return null
  return isOver === negation.test(text) ? 'under' : 'over'
}

interface Clause extends Said {
  text: string
}

const parting = /[,;:.()—–]|(?<!\p{L})(?:et|and|mais|but|tandis|alors|while|whereas|quand)(?!\p{L})/giu

/** A sentence in its clauses, each with its own labels and figures. */
const clausesOf = (said: Said): Clause[] => {
  const cuts = [...said.masked.matchAll(parting)].map(({ index }) => index)
  return [0, ...cuts].map((from, at) => {
    const to = cuts[at] ?? said.masked.length
    const isWithin = ({ start }: { start: number }): boolean => start >= from && start < to
    return {
      ...said,
      text: fold(said.masked.slice(from, to)).replaceAll('’', "'"),
      placed: said.placed.filter(isWithin),
      mentions: said.mentions.filter(isWithin),
    }
  })
}

const isIndex = ({ measure }: CellFigure): boolean => measure === 'index'
const isOpposed = (direction: Direction, { value }: CellFigure): boolean =>
  direction === 'both' || (direction === 'over' ? value < 100 : value > 100)

/** The indices that a clause speaks of, one list a label; each list must bear it out somewhere. */
const evidenceOf = (said: Said, clause: Clause): CellFigure[][] => {
  const placed = clause.placed.map(({ figure }) => figure).filter(isIndex)
  if (placed.length > 0) return placed.map((figure) => [figure])
  return clause.mentions.flatMap(({ label, axes }) =>
    (['row', 'segment'] as const)
      .filter((axis) => axes[axis])
      .map((axis) => {
        const other = otherAxis[axis]
        // The clause's own labels say in which cells, then the sentence's.
        const isNamed = clause.mentions.some((mention) => mention.axes[other])
        return figuresOfLabel(isNamed ? clause : said, axis, label).filter(isIndex)
      }),
  )
}

/** What the text spoke of, when a sentence names nothing at all. */
const evidenceOfFocus = ({ focus, ground }: Said): CellFigure[][] => {
  if (focus.row.size + focus.segment.size === 0) return []
  const isSpokenOf = (axis: Axis, figure: CellFigure): boolean =>
    focus[axis].size === 0 || focus[axis].has(figure[axis])
  const figures = [...ground.figures.values()].filter(isIndex)
  return [figures.filter((figure) => isSpokenOf('row', figure) && isSpokenOf('segment', figure))]
}

/** The clause itself when it names something, else the one before it, else the one after it. */
const nearest = (said: Said, clauses: readonly Clause[], at: number): CellFigure[][] => {
  const nearby = [...clauses.slice(0, at + 1).reverse(), ...clauses.slice(at + 1)]
  const named = nearby.find(({ placed, mentions }) => placed.length + mentions.length > 0)
  return named ? evidenceOf(said, named) : evidenceOfFocus(said)
}

/** An index above the average is no under-representation, whoever says so and wherever its figure stands. */
export const checkDirection = (said: Said): Fault[] => {
  const clauses = clausesOf(said)
  return clauses.flatMap(({ text }, at) => {
    const direction = directionOf(text)
    if (!direction) return []
    return nearest(said, clauses, at)
      .filter((figures) => figures.length > 0 && figures.every((figure) => isOpposed(direction, figure)))
      .map(([figure]) => ({ code: 'wrong_direction', part: `{${figure!.id}}` }))
  })
}
