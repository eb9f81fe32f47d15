import { safeCell } from './safe-cell.ts'

/** What stands in a cell; null is an empty one. */
export type CsvValue = string | number | boolean | Date | null

/** Before the first line: spreadsheets take a file without it for one of their machine's own alphabet. */
export const csvStart = '\ufeff'

const written = (value: CsvValue): string => {
  if (value === null) return ''
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'string' ? safeCell(value) : String(value)
}

const quoted = (text: string): string =>
  /[",;\t\n]|^ | $/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

/** A line by RFC 4180, with its end. Numbers as JSON writes them, times as ISO 8601 in UTC. */
export const csvLine = (values: readonly CsvValue[]): string =>
  `${values.map((value) => quoted(written(value))).join(',')}\r\n`
