import type { Claim } from '../datasets/claims.ts'
import type { Locale } from './answer.ts'
import { findWrittenNumbers, type WrittenNumber } from './number-words.ts'
import { flattenText } from './word/quote.ts'

export type Guarded = { ok: true } | { ok: false; figures: string[] }

interface GuardOptions {
  claims: readonly Claim[]
  /** Labels of the dataset; their digits are names, not figures. */
  labels: readonly string[]
  locale: Locale
}

/**
 * The last reader of every text: each figure in it must be a claim, in the claim's unit, within the digits shown.
 * Digits inside the dataset's own labels are names. Digits of other scripts, fractions, digits stuck to letters and
 * amounts in words are never ours.
 */
export const guardText = (text: string, { claims, labels, locale }: GuardOptions): Guarded => {
  const isClaimed = openClaims(claims)
  const refusedIn = (bare: string): string[] => [
    ...findFigures(bare, locale)
      .filter((figure) => !isClaimed(figure))
      .map((figure) => figure.text),
    ...findWrittenNumbers(bare)
      .filter((number) => !isWrittenClaim(number, isClaimed))
      .map((number) => number.text),
  ]
  const bare = dropMarkup(text)
  const unquoted = dropQuoted(bare, namesOf(bare, claims, labels))
  const refused = refusedIn(unquoted)
  if (refused.length === 0) return { ok: true }
  // Only then is it worth looking for every label of the file as a name without quotes.
  const figures = refusedIn(dropLabels(unquoted, labels))
  return figures.length === 0 ? { ok: true } : { ok: false, figures }
}

/** Emphasis and invisible signs go, so that a figure reads as people see it. */
const dropMarkup = (text: string): string => text.replace(/[*_]|(?!\n)\p{Cf}/gu, '')

const quoted = /«\s*([^«»]*?)\s*»|“([^“”]*?)”/gu

/** Quoted texts that are labels, groups of labels, or the file's own names. */
const namesOf = (text: string, claims: readonly Claim[], labels: readonly string[]): Set<string> => {
  const asked = new Set<string>()
  for (const [, french, english] of text.matchAll(quoted)) asked.add((french ?? english)!)
  const known = new Set<string>()
  if (asked.size === 0) return known
  const grant = (name: string): void => {
    const flat = dropMarkup(flattenText(name))
    if (asked.has(flat)) known.add(flat)
    const group = /^(.{1,80}?)\s*[:：]\s/su.exec(flat)?.[1]
    if (group && asked.has(group)) known.add(group)
  }
  for (const label of labels) grant(label)
  for (const { source } of claims)
    if (source) for (const name of [source.file, source.sheet, source.column]) grant(name ?? '')
  return known
}

const name = ' § '

const dropQuoted = (text: string, known: Set<string>): string =>
  text.replace(quoted, (whole, french, english) => (known.has(french ?? english) ? name : whole))

/** Labels without quotes, longest first. One of digits alone could be any figure, so it does not count here. */
const dropLabels = (text: string, labels: readonly string[]): string => {
  const present = labels
    .map((label) => dropMarkup(flattenText(label)))
    .filter((label) => /\p{N}/u.test(label) && /\p{L}{2}/u.test(label) && text.includes(label))
    .sort((a, b) => b.length - a.length)
  let bare = text
  for (const label of present) {
    const literal = label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    bare = bare.replace(new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'gu'), name)
  }
  return bare
}

interface WrittenFigure {
  text: string
  /** NaN: something that can be no claim. */
  value: number
  decimals: number
  sign: -1 | 0 | 1
  unit: 'percent' | 'points' | 'plain'
}

const numeral = /[\p{N}](?:[\p{N}]|[.,’'\u0020\u00a0\u202f\u2009](?=\p{N}))*/gu
const percentAfter = /^\s*(?:%|٪|％|pour\s?cents?(?!\p{L})|per\s?cent(?!\p{L}))/iu
const pointsAfter = /^\s*(?:points?|pts?)(?!\p{L})/iu

const findFigures = (text: string, locale: Locale): WrittenFigure[] =>
  [...text.matchAll(numeral)].flatMap((match) => {
    const before = text.slice(0, match.index)
    const after = text.slice(match.index + match[0].length)
    return splitRuns(match[0], locale).map((run, at, runs) =>
      readFigure(run, locale, {
        before: at === 0 ? before : ' ',
        after: at === runs.length - 1 ? after : ' ',
      }),
    )
  })

const grouped = {
  fr: /^\d{1,3}(?:[\u0020\u00a0\u202f\u2009]\d{3})+(?:,\d+)?$/u,
  en: /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/u,
}
const simple = { fr: /^\d+(?:,\d+)?$/u, en: /^\d+(?:\.\d+)?$/u }

/** Blanks stand within a number only as thousands; elsewhere they part two numbers. */
const splitRuns = (run: string, locale: Locale): string[] =>
  grouped[locale].test(run) ? [run] : run.split(/[\u0020\u00a0\u202f\u2009]/u)

const readFigure = (
  run: string,
  locale: Locale,
  around: { before: string; after: string },
): WrittenFigure => {
  const isNumber = grouped[locale].test(run) || simple[locale].test(run)
  // `10k`, `T1`, `3x`: a digit stuck to a letter is a figure in disguise unless it is a label.
  const isStuck = /[\p{L}\p{M}]$/u.test(around.before) || /^[\p{L}\p{M}/^]/u.test(around.after)
  const mark = locale === 'fr' ? ',' : '.'
  const plain = run.replace(locale === 'fr' ? /[\s]/gu : /,/gu, '').replace(mark, '.')
  const signed = /(?:^|[\s(])([-−–+])\s?$/u.exec(around.before)?.[1]
  // A dash between blanks parts two clauses; only one that touches the digits is a sign.
  const sign = !signed || /\s$/u.test(around.before) ? 0 : signed === '+' ? 1 : -1
  const unit = percentAfter.test(around.after)
    ? 'percent'
    : pointsAfter.test(around.after)
      ? 'points'
      : 'plain'
  return {
    text: `${sign === 0 ? '' : signed}${run}${unit === 'percent' ? ' %' : ''}`,
    value: isNumber && !isStuck ? Number(plain) : Number.NaN,
    decimals: plain.split('.')[1]?.length ?? 0,
    sign,
    unit,
  }
}

type IsClaimed = (figure: Pick<WrittenFigure, 'value' | 'decimals' | 'sign' | 'unit'>) => boolean

/** Percents and other figures apart, sorted, so that a long text over many claims stays fast. */
const openClaims = (claims: readonly Claim[]): IsClaimed => {
  const percents = claims.filter(({ unit }) => unit === 'percent').map(({ value }) => value)
  const others = claims.filter(({ unit }) => unit !== 'percent').map(({ value }) => value)
  return ({ value, decimals, sign, unit }) => {
    if (Number.isNaN(value)) return false
    const half = 0.5 / 10 ** decimals
    const pool = unit === 'percent' ? percents : unit === 'points' ? [...percents, ...others] : others
    return pool.some((claimed) => {
      if (sign !== 0 && Math.sign(claimed) !== sign) return false
      return Math.abs(Math.abs(claimed) - value) <= half + 1e-9 * Math.max(1, value)
    })
  }
}

/** `trois segments` is the claim 3; `deux fois la moyenne` an index of 200; `la moitié` never one. */
const isWrittenClaim = ({ value, unit }: WrittenNumber, isClaimed: IsClaimed): boolean => {
  if (value === null) return false
  if (unit === 'times') return isClaimed({ value: 100 * value, decimals: 0, sign: 0, unit: 'plain' })
  return isClaimed({ value, decimals: 0, sign: 0, unit: unit === 'percent' ? 'percent' : 'points' })
}
