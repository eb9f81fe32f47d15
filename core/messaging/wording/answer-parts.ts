import type { Answer, AnswerTable } from '../../answers/answer.ts'
import type { Claim } from '../../datasets/claims.ts'
import type { CardChart, CardFigure, CardPart } from '../card.ts'
import { decimalsOfAll, figureText, markedFigure, openRow } from './figure-text.ts'
import { joinFacts, openWords } from './words.ts'

/** An answer with its figures at hand. */
export interface Shown {
  answer: Answer
  claims: ReadonlyMap<string, Claim>
}

export const openAnswer = (answer: Answer): Shown => ({
  answer,
  claims: new Map(answer.claims.map((claim) => [claim.id, claim])),
})

type Row = AnswerTable['rows'][number]

const claimAt = ({ claims }: Shown, row: Row, key: string): Claim | undefined => {
  const cell = row[key]
  return cell && typeof cell === 'object' ? claims.get(cell.claim) : undefined
}

/** A label that every row repeats is said once, above the table: a phone has no room for it. */
const splitColumns = ({ columns, rows }: AnswerTable) => {
  const [first] = rows
  const isConstant = ({ key, unit }: AnswerTable['columns'][number]): boolean =>
    unit === 'text' && rows.length > 1 && rows.every((row) => row[key] === first?.[key])
  const kept = columns.filter((column) => !isConstant(column))
  // A table of nothing but figures would not say what they are of.
  if (!kept.some(({ unit }) => unit === 'text')) return { kept: columns, constants: [] }
  const constants = columns.filter(isConstant)
  return { kept, constants: constants.map(({ key, title }) => ({ name: title, value: first?.[key] })) }
}

export const tablePart = (shown: Shown): CardPart | null => {
  const { table, locale } = shown.answer
  if (!table || table.rows.length === 0) return null
  const say = openWords(locale)
  const { kept, constants } = splitColumns(table)
  const decimals = kept.map(({ key }) =>
    decimalsOfAll(table.rows.flatMap((row) => claimAt(shown, row, key) ?? [])),
  )
  const textsOf = (row: Row): string[] => {
    const write = openRow(locale)
    return kept.map(({ key }, at) => {
      const claim = claimAt(shown, row, key)
      if (claim) return write(claim, decimals[at]!)
      return typeof row[key] === 'string' ? row[key] : say('missing')
    })
  }
  return {
    kind: 'table',
    caption: joinFacts(constants.map((constant) => say('pair', constant))) || say('figures'),
    columns: kept.map(({ title, unit }) => ({ title, isNumeric: unit !== 'text' })),
    rows: table.rows.map(textsOf),
  }
}

/** Without points whose claim is gone: a bar of nothing would be a lie. */
export const chartPart = ({ answer, claims }: Shown): CardPart | null => {
  const { chart, locale } = answer
  if (!chart) return null
  const known = chart.series.flatMap(({ points }) => points.flatMap(({ claim }) => claims.get(claim) ?? []))
  const decimals = decimalsOfAll(known)
  const series: CardChart['series'] = chart.series.map(({ name, points }) => ({
    name,
    points: points.flatMap(({ label, claim: id }) => {
      const claim = claims.get(id)
      return claim ? [{ label, value: claim.value, text: markedFigure(claim, locale, decimals) }] : []
    }),
  }))
  if (series.every(({ points }) => points.length === 0)) return null
  const { title, unit, baseline, alt } = chart
  return { kind: 'chart', chart: { title, unit, baseline, series, alt } }
}

/** Figures that lead somewhere: to a cell of the file, or to the figures that they are computed from. */
export const isTraced = ({ source, formula }: Claim): boolean =>
  source !== null || /\bc\d+\b/.test(formula ?? '')

/**
 * One figure a row of the file, for its source shows the whole row; what the chart is about first, what was computed
 * from other figures last.
 */
export const figuresToTrace = ({ answer, claims }: Shown): Claim[] => {
  const charted = answer.chart?.series.flatMap(({ points }) => points.map(({ claim }) => claim)) ?? []
  const ordered = new Set([...charted.flatMap((id) => claims.get(id) ?? []), ...answer.claims])
  const rows = new Map<string, Claim>()
  for (const claim of [...ordered].filter(isTraced)) {
    const { source, label, formula } = claim
    // A difference from 100 says nothing that its index does not.
    if (source === null && /^(?:c\d+ - 100|100 - c\d+)$/.test(formula!)) continue
    const place = source
      ? `${source.file} ${source.sheet} ${source.row} ${label}`
      : `${label} ${formula} ${claim.value}`
    if (!rows.has(place)) rows.set(place, claim)
  }
  const traced = [...rows.values()]
  return [...traced.filter(({ source }) => source), ...traced.filter(({ source }) => !source)]
}

/** The figure with the button that opens where it comes from; without a stored answer there is nothing to open. */
export const cardFigure = ({ answer }: Shown, claim: Claim): CardFigure => {
  const { locale, message_id } = answer
  const say = openWords(locale)
  const { label, source } = claim
  return {
    label: source ? say('figure_of', { label, measure: source.column }) : label,
    figure: markedFigure(claim, locale),
    source:
      message_id === null
        ? null
        : {
            kind: 'button',
            label: say('answer.source'),
            style: 'plain',
            action: 'answer.source',
            value: { message_id, claim: claim.id },
            confirm: null,
          },
  }
}

const signs: Record<string, string> = { '*': '×', '/': '÷', '-': '−', '+': '+' }

/** `100 * c2 / c3` with each figure in its place: `100 × 20,3 % ÷ 10,2 %`. */
export const formulaText = (formula: string, { answer, claims }: Shown): string =>
  formula
    .split(/(\bc\d+\b)/)
    .map((part) => {
      const claim = claims.get(part)
      return claim ? figureText(claim, answer.locale) : part.replace(/[*/+-]/g, (sign) => signs[sign] ?? sign)
    })
    .join('')
