import type { Answer, Locale } from '../../core/answers/answer.ts'
import { formatNumber } from '../../core/answers/figures.ts'
import type { Claim } from '../../core/datasets/claims.ts'
import { harmless } from '../print.ts'

type Words = (key: string, values?: Record<string, unknown>) => string

/** A claim does not keep how many decimals the file prints; two are as many as any survey does. */
export const figureText = ({ value, unit }: Pick<Claim, 'value' | 'unit'>, locale: Locale): string => {
  const decimals = Math.min(2, String(value).split('.')[1]?.length ?? 0)
  const number = formatNumber(value, decimals, locale)
  if (unit !== 'percent') return number
  return locale === 'fr' ? `${number}\u202f%` : `${number}%`
}

type Read = Claim & { source: NonNullable<Claim['source']> }
const isRead = (claim: Claim): claim is Read => claim.source !== null

/** Figures of one row of the file on one line: `ligne 12 — Femmes × Cinéma : Indice 146 · % Vert 40,6 %`. */
const readLine = (claims: Read[], say: Words, locale: Locale): string => {
  const { label, source } = claims[0]!
  const figures = claims.map((claim) => `${claim.source.column} ${figureText(claim, locale)}`)
  return say('answer.row', { row: source.row, label, figures: figures.join(' · ') })
}

/** `48 % = 100 - 52`: the formula with figures in the place of claims. */
const computedLine = (claim: Claim, claims: Map<string, Claim>, locale: Locale): string => {
  const formula = claim.formula!.replaceAll(/\bc\d+\b/g, (id) => {
    const found = claims.get(id)
    return found ? figureText(found, locale) : id
  })
  return `${figureText(claim, locale)} = ${formula}`
}

/** Where the figures stand in the file, one line a row, then how the others were computed. */
export const sourceLines = ({ claims, locale }: Answer, say: Words): string[] => {
  const read = claims.filter(isRead)
  const rows = Map.groupBy(read, ({ source, label }) => `${source.sheet} ${source.row} ${label}`)
  const known = new Map(claims.map((claim) => [claim.id, claim]))
  const computed = claims
    .filter(({ source, formula }) => source === null && /\bc\d/.test(formula ?? ''))
    .map((claim) => computedLine(claim, known, locale))
  const lines = [...[...rows.values()].map((group) => readLine(group, say, locale)), ...new Set(computed)]
  return lines.map(harmless)
}

/** The file, and its sheet when it has one; null when no figure was read from it. */
export const sourceFile = ({ claims }: Answer): string | null => {
  const source = claims.find(isRead)?.source
  return source ? harmless([source.file, source.sheet].filter(Boolean).join(', ')) : null
}
