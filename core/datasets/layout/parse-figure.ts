import type { RawCell } from '../read/raw.ts'

/** The decimal mark of a column, or null when nothing tells `1,234` from `1.234`. */
export type DecimalMark = '.' | ',' | null

/**
 * What one cell holds. `mark`: the file says on purpose that there is no figure (`n.d.`, `*`, `<1`). `ambiguous`: a
 * number whose mark nothing tells. `text`: none of these.
 */
export type ReadingKind = 'blank' | 'figure' | 'mark' | 'ambiguous' | 'text'

/** Filled again for each cell: an import reads 600,000 of them, and garbage would cost more than the reading. */
export interface Reading {
  kind: ReadingKind
  value: number
  /** Printed decimals; of a numeric cell its own digits, since a workbook does not keep trailing zeros. */
  decimals: number
  /** The decimals are the number's own, not printed ones. */
  isNumeric: boolean
  isPercent: boolean
  /** `123*`, `(45)`: a figure that the file marks. */
  isMarked: boolean
}

export const newReading = (): Reading => ({
  kind: 'blank',
  value: Number.NaN,
  decimals: 0,
  isNumeric: false,
  isPercent: false,
  isMarked: false,
})

/** Stands for "as precise as the machine": nothing was rounded. */
export const fullPrecision = 15

/** Digits after the point that a number needs, 15 when it was never rounded (binary noise is no digit). */
export const countDecimals = (value: number): number => {
  if (Number.isInteger(value)) return 0
  const noise = Math.max(1e-9, Math.abs(value) * 1e-13)
  for (let decimals = 0, scale = 1; decimals <= 6; decimals++, scale *= 10)
    if (Math.abs(value - Math.round(value * scale) / scale) < noise / scale) return decimals
  return fullPrecision
}

/** Printed signs that stand where a figure is missing or withheld. */
const markWords =
  /^(?:n[./ ]?[dasc][./ ]?|n\.?\s?d\.?|nd|na|n\/a|ns|nc|nr|nan|null|none|#n\/a|#div\/0!|#value!|#ref!|#null!|#num!|[-–—−‐.…/x]+|\*+|†+|‡+|★+|s\.?o\.?|[<>≤≥]\s*[\d., ]+\s*%?|low base|base faible|suppressed|secret)$/i

/** Is this printed text a sign for "no figure here" (and not something unreadable)? */
export const isMark = (text: string): boolean => markWords.test(text.trim())

const isSpace = (code: number): boolean =>
  code === 32 || code === 9 || code === 0xa0 || code === 0x202f || code === 0x2009 || code === 0x2007
const isDigit = (code: number): boolean => code >= 48 && code <= 57

const readNumber = (value: number, out: Reading): void => {
  out.kind = Number.isFinite(value) ? 'figure' : 'text'
  out.value = value
  out.decimals = countDecimals(value)
  out.isNumeric = true
}

/** Length of the text without a percent sign at its end and the spaces before it. */
const lengthBeforePercent = (text: string): number => {
  let length = text.length - 1
  while (length > 0 && isSpace(text.charCodeAt(length - 1))) length--
  return length
}

/** The common case without any pattern: `40.6`, `120`, `40,6 %` in a comma column. Returns false for all else. */
const readPlain = (text: string, mark: DecimalMark, out: Reading): boolean => {
  const isPercent = text.charCodeAt(text.length - 1) === 37
  const length = isPercent ? lengthBeforePercent(text) : text.length
  if (length === 0 || length > 12) return false
  let point = -1
  let value = 0
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at)
    if (isDigit(code)) value = value * 10 + (code - 48)
    else if (code === (mark === ',' ? 44 : 46) && point < 0 && at > 0) point = at
    else return false
  }
  const decimals = point < 0 ? 0 : length - point - 1
  // `1.234` may be a thousand: only the column's mark decides, so the careful way takes it.
  if (decimals === 3 || (point >= 0 && decimals === 0)) return false
  out.kind = 'figure'
  out.value = decimals === 0 ? value : value / 10 ** decimals
  out.decimals = decimals
  out.isPercent = isPercent
  return true
}

interface Digits {
  /** Digits and marks only. */
  body: string
  isNegative: boolean
  isPercent: boolean
  isMarked: boolean
}

const dress =
  /^([(]?)\s*([-+−–]?)\s*([\d.,'’\s\u00a0\u202f\u2009\u2007]*\d[.,]?|[.,]\d+)\s*(%?)\s*([)]?)\s*(%?)\s*(\*{0,3}|†|★{1,2})$/u

const undress = (text: string): Digits | null => {
  const match = dress.exec(text)
  if (!match || (match[1] === '(') !== (match[5] === ')')) return null
  return {
    body: match[3]!,
    isNegative: match[2] === '-' || match[2] === '−' || match[2] === '–',
    isPercent: match[4] === '%' || match[6] === '%',
    isMarked: match[1] === '(' || match[7] !== '',
  }
}

const grouped = /^\d{1,3}(?:[ '’\u00a0\u202f\u2009\u2007]\d{3})+(?=$|[.,])/u
const looseGroup = /[ '’\u00a0\u202f\u2009\u2007]/u
const groupMarks = /[ '’\u00a0\u202f\u2009\u2007]/gu

/**
 * Which character of a number is the decimal mark: `.`, `,`, `none` when every mark groups thousands (or there is
 * none), `unknown` for `1,234`, null when it is no number.
 */
export const findDecimalMark = (body: string, isPercent: boolean): '.' | ',' | 'none' | 'unknown' | null => {
  const commas = body.split(',').length - 1
  const points = body.split('.').length - 1
  if (commas === 0 && points === 0) return 'none'
  if (commas > 0 && points > 0) {
    const last = body.lastIndexOf(',') > body.lastIndexOf('.') ? ',' : '.'
    if ((last === ',' ? commas : points) > 1) return null
    const groups = body.slice(0, body.lastIndexOf(last))
    return /^\d{1,3}(?:[.,]\d{3})+$/.test(groups) ? last : null
  }
  const mark = commas > 0 ? ',' : '.'
  if (commas + points > 1) return /^\d{1,3}(?:[.,]\d{3})+$/.test(body) ? 'none' : null
  const [whole = '', rest = ''] = body.split(mark)
  if (rest.length !== 3 || whole === '' || whole === '0' || whole.length > 3 || isPercent) return mark
  return 'unknown'
}

const readDressed = (text: string, mark: DecimalMark, out: Reading): void => {
  const digits = undress(text)
  if (!digits) {
    out.kind = 'text'
    if (isMark(text)) out.kind = 'mark'
    else if (/^[-+]?\d+(?:\.\d+)?e[-+]?\d+$/i.test(text)) readNumber(Number(text), out)
    return
  }
  const bare = grouped.test(digits.body) ? digits.body.replace(groupMarks, '') : digits.body
  const wasGrouped = bare !== digits.body
  if (looseGroup.test(bare)) {
    out.kind = 'text'
    return
  }
  let decimal = findDecimalMark(bare, digits.isPercent)
  if (decimal === null) {
    out.kind = 'text'
    return
  }
  if (decimal === 'unknown' && wasGrouped) decimal = bare.includes(',') ? ',' : '.'
  if (decimal === 'unknown') {
    if (mark === null) {
      out.kind = 'ambiguous'
      return
    }
    decimal = bare.includes(mark) ? mark : 'none'
  }
  const plain =
    decimal === 'none' ? bare.replace(/[.,]/g, '') : bare.replace(decimal === ',' ? /\./g : /,/g, '')
  const ready = plain.replace(',', '.')
  out.kind = 'figure'
  out.value = digits.isNegative ? -Number(ready) : Number(ready)
  out.decimals = ready.includes('.') ? ready.length - ready.indexOf('.') - 1 : 0
  if (out.decimals > 9) out.decimals = fullPrecision
  out.isPercent = digits.isPercent
  out.isMarked = digits.isMarked
}

/**
 * Reads one cell into `out`. A percent is in percent (40.6 for `40,6 %` and for a percent-formatted 0.406).
 * Never guesses: `1,234` without a decimal mark for its column is `ambiguous`.
 */
export const readFigure = (cell: RawCell | undefined, mark: DecimalMark, out: Reading): void => {
  out.value = Number.NaN
  out.decimals = 0
  out.isNumeric = false
  out.isPercent = false
  out.isMarked = false
  if (cell === null || cell === undefined) out.kind = 'blank'
  else if (typeof cell === 'number') readNumber(cell, out)
  else if (typeof cell === 'object') {
    readNumber(cell.value, out)
    // A percent format shows fewer digits than the cell may hold; it never shows more than it was given.
    out.decimals = Math.max(out.decimals, cell.decimals)
    out.isPercent = true
  } else if (!readPlain(cell, mark, out)) {
    const { length } = cell
    const needsTrim = length > 0 && (isSpace(cell.charCodeAt(0)) || isSpace(cell.charCodeAt(length - 1)))
    const text = needsTrim ? cell.trim() : cell
    if (text === '') out.kind = 'blank'
    else if (text.length > 40) out.kind = 'text'
    else readDressed(text, mark, out)
  }
}
