import type { RawCell, RawSheet } from '../read/raw.ts'
import { type DecimalMark, findDecimalMark } from './parse-figure.ts'

/** How a column writes numbers, and what decided it. */
export interface DecimalStyle {
  mark: DecimalMark
  /** A number that could be read two ways, if the column has one. */
  ambiguous: string | null
  hint: 'column' | 'file' | 'separator' | 'none'
}

interface Evidence {
  comma: number
  point: number
  ambiguous: string | null
}

const bodyOf = /^[(]?\s*[-+−–]?\s*([\d.,]*\d)\s*(%?)[)*\s]*$/u

const weigh = (cell: RawCell | undefined, evidence: Evidence): void => {
  if (typeof cell !== 'string' || cell.length > 24) return
  if (!cell.includes(',') && !cell.includes('.')) return
  const match = bodyOf.exec(cell.trim().replace(/(?<=\d)[\s'’](?=\d{3})/g, ''))
  if (!match) return
  const mark = findDecimalMark(match[1]!, match[2] === '%')
  if (mark === ',') evidence.comma++
  else if (mark === '.') evidence.point++
  else if (mark === 'unknown') evidence.ambiguous ??= match[1]!
  else if (mark === 'none') {
    if (match[1]!.includes(',')) evidence.point++
    else evidence.comma++
  }
}

const maxSample = 2000

/**
 * The decimal mark of each column (positions from 0), from the numbers that can be read one way only: a majority of
 * the column, else of the file, else a `;` separator. Without any of these a doubtful number is not guessed.
 */
export const findDecimalStyles = (
  sheet: RawSheet,
  from: number,
  options: { columns: number; separator?: string | undefined },
): DecimalStyle[] => {
  const evidence: Evidence[] = Array.from({ length: options.columns }, () => ({
    comma: 0,
    point: 0,
    ambiguous: null,
  }))
  // Spread over the whole file: the doubtful numbers may all stand at its end.
  const step = Math.max(1, Math.floor((sheet.rows.length - from) / maxSample))
  for (let at = from; at < sheet.rows.length; at += step) {
    const row = sheet.rows[at]!
    for (let column = 0; column < row.length && column < options.columns; column++)
      weigh(row[column], evidence[column]!)
  }
  const file = evidence.reduce((sum, one) => sum + one.comma - one.point, 0)
  return evidence.map(({ comma, point, ambiguous }) => {
    if (comma !== point) return { mark: comma > point ? ',' : '.', ambiguous, hint: 'column' }
    if (file !== 0) return { mark: file > 0 ? ',' : '.', ambiguous, hint: 'file' }
    if (options.separator === ';') return { mark: ',', ambiguous, hint: 'separator' }
    return { mark: null, ambiguous, hint: 'none' }
  })
}
