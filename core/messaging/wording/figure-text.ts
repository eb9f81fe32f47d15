import type { Locale } from '../../answers/answer.ts'
import { formatFigure } from '../../answers/figures.ts'
import type { Claim, ClaimFlag } from '../../datasets/claims.ts'
import { openWords } from './words.ts'

/** Marks beside a figure, the same on every platform; each that is shown has its sentence in the legend. */
const marks = new Map<ClaimFlag, string>([
  ['not_usable', '★★'],
  ['small_base', '★'],
  ['wide_rounding', '±'],
  ['order_uncertain', '≈'],
  ['inconsistent', '⚠'],
])

/** A claim does not keep how many decimals the file prints; more than two no survey has, and an index has one. */
const decimalsOf = ({ value, unit }: Pick<Claim, 'value' | 'unit'>): number => {
  const most = unit === 'percent' ? 2 : unit === 'index' ? 1 : 0
  const [mantissa, exponent] = String(value).split('e')
  return Math.min(most, exponent === undefined ? (mantissa!.split('.')[1]?.length ?? 0) : most)
}

/** As many as the figure of this column that has the most, so that they stand alike. */
export const decimalsOfAll = (claims: readonly Claim[]): number => Math.max(0, ...claims.map(decimalsOf))

/** A figure as people read it: `146`, `40,6 %`, `n° 3`. */
export const figureText = (
  claim: Pick<Claim, 'value' | 'unit'>,
  locale: Locale,
  decimals = decimalsOf(claim),
): string =>
  claim.unit === 'rank'
    ? openWords(locale)('rank', { rank: formatFigure(claim.value, 'rank', 0, locale) })
    : formatFigure(claim.value, claim.unit, decimals, locale)

/** ★★ says all that ★ says. */
const shownFlags = ({ flags }: Pick<Claim, 'flags'>): ClaimFlag[] =>
  [...marks.keys()].filter(
    (flag) => flags.includes(flag) && !(flag === 'small_base' && flags.includes('not_usable')),
  )

/** ` ★±`, with the space before; empty for a figure that needs no care. */
const marksOf = (flags: readonly ClaimFlag[]): string =>
  flags.length === 0 ? '' : ` ${flags.map((flag) => marks.get(flag)!).join('')}`

export const markedFigure = (claim: Claim, locale: Locale, decimals?: number): string =>
  figureText(claim, locale, decimals) + marksOf(shownFlags(claim))

/** The figures of one row: what holds for a whole row of the file is marked once, at its first figure. */
export const openRow = (locale: Locale): ((claim: Claim, decimals: number) => string) => {
  const marked = new Set<string>()
  return (claim, decimals) => {
    const { source, id } = claim
    const place = source ? `${source.file} ${source.sheet} ${source.row}` : id
    const fresh = shownFlags(claim).filter((flag) => !marked.has(`${place} ${flag}`))
    for (const flag of fresh) marked.add(`${place} ${flag}`)
    return figureText(claim, locale, decimals) + marksOf(fresh)
  }
}

/** What the marks of these figures mean, each once: `★ : base faible…`. */
export const legendOf = (claims: readonly Claim[], locale: Locale): string[] => {
  const say = openWords(locale)
  const seen = new Set(claims.flatMap(shownFlags))
  return [...marks]
    .filter(([flag]) => seen.has(flag))
    .map(([flag, mark]) => say('pair', { name: mark, value: say(`flag.${flag}`) }))
}
