import { CsvError, type InfoRecord, type Options, parse } from 'csv-parse/sync'
import type { RawCell, RawFile } from '../raw.ts'
import { noData, refuseColumns, refuseRows, unreadable } from '../refuse.ts'
import { decode, findEncoding } from './decode.ts'
import { guessSeparator, sampleLength } from './separator.ts'

/** One field longer than this is a quote that never closes, not a cell. */
const maxRecordCharacters = 1024 * 1024

/** Excel's own first line that names the separator; Excel does not count it as a row, so neither do we. */
const declaredSeparator = /^"?sep=([;,|\t])"?\r?\n/i

/** Cells of a record without its empty tail, or null for a blank line. */
const toCells = (record: string[]): RawCell[] | null => {
  let width = record.length
  while (width > 0 && record[width - 1]!.trim() === '') width--
  if (width === 0) return null
  refuseColumns(width)
  const cells: RawCell[] = new Array(width)
  for (let at = 0; at < width; at++) cells[at] = record[at] === '' ? null : record[at]!
  return cells
}

/** Runs without stack traces: a ragged record costs the parser an error object each, and its trace most of the time. */
const withoutTraces = (run: () => void): void => {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0
  try {
    run()
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

const parseRows = (content: Buffer | string, delimiter: string): RawCell[][] => {
  const rows: RawCell[][] = []
  let records = 0
  let number = 0
  const options: Options = {
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: maxRecordCharacters,
    on_record: (record: string[], context: InfoRecord): null => {
      number = ++records + context.empty_lines
      const cells = toCells(record)
      if (!cells) return null
      refuseRows(number)
      while (rows.length < number - 1) rows.push([])
      rows.push(cells)
      return null
    },
  }
  try {
    withoutTraces(() => parse(content, options))
  } catch (error) {
    if (error instanceof CsvError) throw unreadable(error, { context: 'quote', row: number + 1 })
    throw error
  }
  return rows
}

/**
 * Reads separated text of any producer: record by record into cells, so that no second copy of the file is built.
 * A blank line keeps its number; a line break inside quotes does not make a row.
 * @throws file_no_data, file_too_many_columns, file_too_many_rows, file_unreadable {context: 'quote', row}
 */
export const readCsv = (bytes: Buffer): RawFile => {
  const found = findEncoding(bytes)
  const isPlain = found.encoding === 'utf-8'
  const text = isPlain ? null : decode(bytes, found)
  const start = text?.slice(0, sampleLength) ?? bytes.toString('utf8', found.skip, found.skip + sampleLength)
  const declared = declaredSeparator.exec(start)
  const separator = declared?.[1] ?? guessSeparator(start).separator
  const skipped = declared?.[0].length ?? 0

  const rows = parseRows(
    text === null ? bytes.subarray(found.skip + skipped) : text.slice(skipped),
    separator,
  )
  if (rows.length === 0) throw noData()
  return {
    kind: 'csv',
    sheets: [{ name: null, rows, firstRowNumber: 1 }],
    guesses: { encoding: found.encoding, separator },
  }
}
