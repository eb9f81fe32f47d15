import type { Answer } from '../answers/answer.ts'
import type { Claim } from '../datasets/claims.ts'
import type { SourceColumn } from '../datasets/source-row.ts'
import type { Card, CardPart } from './card.ts'
import { cardFigure, formulaText, isTraced, openAnswer, type Shown } from './wording/answer-parts.ts'
import { legendOf, markedFigure } from './wording/figure-text.ts'
import { openWords } from './wording/words.ts'

type Source = NonNullable<Claim['source']>
type Field = { name: string; value: string }

const isSameRow = (one: Source, other: Source): boolean =>
  one.file === other.file && one.sheet === other.sheet && one.row === other.row

/** Numbers without a cell say in words what they are. */
const formulaWords = (formula: string, shown: Shown): string => {
  const say = openWords(shown.answer.locale)
  const word = formula.replace(/\(.*/s, '').trim()
  if (/\bc\d+\b/.test(formula)) return formulaText(formula, shown)
  return ['definition', 'question', 'count', 'rank'].includes(word) ? say(`source.${word}`) : formula
}

const placeFields = ({ source, formula }: Claim, figure: string, shown: Shown): Field[] => {
  const say = openWords(shown.answer.locale)
  const cell: [string, string | number | null][] = source
    ? [
        ['file', source.file],
        ['sheet', source.sheet],
        ['row', source.row],
        ['column', source.column],
      ]
    : []
  const computed = formula === null ? null : formulaWords(formula, shown)
  const place: [string, string | number | null][] = [['value', figure], ...cell, ['formula', computed]]
  return place.flatMap(([key, value]) =>
    value === null || value === '' ? [] : [{ name: say(`source.${key}`), value: String(value) }],
  )
}

/** The row as the file prints it, when it is at hand; else what the answer knows of it. */
const rowFields = (claim: Claim, shown: Shown, row: readonly SourceColumn[] | null): Field[] => {
  const { source } = claim
  if (!source) return []
  const { locale } = shown.answer
  const say = openWords(locale)
  if (row)
    return row.map(({ name, value }) => ({
      name: name || say('missing'),
      value: name === source.column ? say('source.here', { value }) : value || say('missing'),
    }))
  return shown.answer.claims
    .filter(
      (other) => other.source && other.source.column !== source.column && isSameRow(other.source, source),
    )
    .map((other) => ({ name: other.source!.column, value: markedFigure(other, locale) }))
}

/** The figures that a computed one stands on, each with the button to its own source. */
const usedFigures = ({ formula }: Claim, shown: Shown): CardPart[] => {
  const ids = new Set(formula?.match(/\bc\d+\b/g))
  const used = [...ids].flatMap((id) => shown.claims.get(id) ?? []).filter(isTraced)
  if (used.length === 0) return []
  return [
    { kind: 'heading', text: openWords(shown.answer.locale)('source.used') },
    { kind: 'figures', figures: used.map((claim) => cardFigure(shown, claim)) },
  ]
}

/**
 * Where a figure comes from: its cell, the other figures of that row, or the arithmetic behind it. For whoever asked
 * alone. Null when the answer has no such figure.
 * @param options.row the row as the file prints it (`readSourceRow`)
 */
export const sourceCard = (
  answer: Answer,
  claimId: string,
  { row = null }: { row?: readonly SourceColumn[] | null } = {},
): Card | null => {
  const shown = openAnswer(answer)
  const claim = shown.claims.get(claimId)
  if (!claim) return null
  const { locale } = answer
  const say = openWords(locale)
  const others = rowFields(claim, shown, row)
  const heading = row ? say('source.row_of', { row: claim.source?.row ?? '' }) : say('source.others')
  const legend = legendOf([claim], locale)
  const parts: CardPart[] = [
    { kind: 'heading', text: claim.label },
    { kind: 'fields', fields: placeFields(claim, markedFigure(claim, locale), shown) },
    ...(legend.length > 0 ? [{ kind: 'notes', tone: 'caution', notes: legend } as const] : []),
    ...(others.length > 0
      ? [{ kind: 'heading', text: heading } as const, { kind: 'fields', fields: others } as const]
      : []),
    ...usedFigures(claim, shown),
  ]
  return { tone: 'plain', title: say('source.title'), parts, footer: null }
}
