import type { Claim } from '../../../datasets/claims.ts'
import { readClaim } from '../../../datasets/query/ledger.ts'
import type { Outcome } from '../../../datasets/query/outcome.ts'
import type { Measure, TgiTable } from '../../../datasets/table.ts'
import type { Locale } from '../../answer.ts'
import { type LabelIndex, labelIndexOf } from '../../understand/label-index.ts'
import { itemsOf } from '../../word/items-of.ts'
import { flattenText } from '../../word/quote.ts'
import { openVoice, type Voice } from '../../word/voice.ts'
import type { Axis } from './axes.ts'
import { type DraftSentence, readDraft } from './draft.ts'

/** A figure of one cell, which a model may put into words of its own beside the cell's labels. */
export interface CellFigure {
  id: string
  measure: Measure
  row: string
  segment: string
  value: number
  stars: string
}

/** Everything that a sentence of a model is held against. */
export interface Ground {
  locale: Locale
  claims: readonly Claim[]
  /** By id. Claims that are not here (counts, bounds, differences, constants) stand in sentences of the draft only. */
  figures: ReadonlyMap<string, CellFigure>
  /** Sentences of the draft as they compare. */
  draft: ReadonlyMap<string, DraftSentence>
  /** Labels of the answer by their text on one line. */
  labels: ReadonlyMap<string, string>
  /** The only label of an axis, when all figures share it. */
  sole: Record<Axis, string | null>
  index: LabelIndex
  voice: Voice
}

interface GroundOptions {
  table: TgiTable
  outcome: Outcome
  locale: Locale
  /** The template's text with placeholders. */
  draft: string
}

const starsOf = ({ flags }: Claim): string =>
  flags.includes('not_usable') ? ' ★★' : flags.includes('small_base') ? ' ★' : ''

const figuresOf = (outcome: Outcome): CellFigure[] =>
  itemsOf(outcome).flatMap(({ row, segment, claims, countOf }) =>
    Object.entries(claims)
      // Respondents of a whole row or segment are not the cell's.
      .filter(([measure]) => measure !== 'count' || countOf === 'cell')
      .map(([measure, id]) => {
        const claim = readClaim(outcome, id)
        return { id, measure: measure as Measure, row, segment, value: claim.value, stars: starsOf(claim) }
      }),
  )

const soleOf = (figures: CellFigure[], axis: Axis): string | null => {
  const values = new Set(figures.map((figure) => figure[axis]))
  return values.size === 1 ? [...values][0]! : null
}

export const openGround = ({ table, outcome, locale, draft }: GroundOptions): Ground => {
  const figures = figuresOf(outcome)
  const labels = new Set(figures.flatMap(({ row, segment }) => [row, segment]))
  const ground = {
    locale,
    claims: outcome.claims,
    figures: new Map(figures.map((figure) => [figure.id, figure])),
    labels: new Map([...labels].map((label) => [flattenText(label), label])),
    sole: { row: soleOf(figures, 'row'), segment: soleOf(figures, 'segment') },
    index: labelIndexOf(table),
    voice: openVoice(outcome, locale),
  }
  return { ...ground, draft: readDraft(ground, draft) }
}

/** Why a sentence is refused: a code, and the part that is at fault, for the model to repair. */
export interface Fault {
  code: string
  part?: string
}
