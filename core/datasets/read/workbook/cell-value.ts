import type { RawCell } from '../raw.ts'

/** A cell as SheetJS gives it in dense mode. */
export interface BookCell {
  t: string
  v?: string | number | boolean | Date
  z?: string | number
}

const errorTexts: Record<number, string> = {
  0: '#NULL!', 7: '#DIV/0!', 15: '#VALUE!', 23: '#REF!', 29: '#NAME?', 36: '#NUM!', 42: '#N/A', 43: '#GETTING_DATA',
} // biome-ignore format: one list, read at a glance

const percentFormats = new Map<string, number>()

/** Printed decimals of a percent format, or -1 for any other format. */
export const percentDecimals = (format: string): number => {
  const known = percentFormats.get(format)
  if (known !== undefined) return known
  // The first section is the one of positive numbers; quoted text and escaped characters are not part of the format.
  const section = format.replace(/"[^"]*"|\\.|_.|\*./g, '').split(';')[0]!
  const decimals = section.includes('%') ? (/\.([0#?]+)/.exec(section)?.[1]?.length ?? 0) : -1
  percentFormats.set(format, decimals)
  return decimals
}

const two = (value: number): string => String(value).padStart(2, '0')

/** ISO, because a workbook's own date format depends on the language of whoever opens it. */
const dateText = (date: Date): string => {
  if (Number.isNaN(date.getTime())) return '#VALUE!'
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`
  if (date.getUTCFullYear() < 1900) return time
  const day = date.toISOString().slice(0, 10)
  return time === '00:00' ? day : `${day} ${time}`
}

/** What a cell shows, as the layout wants it. A formula's last stored result is used; nothing is ever computed. */
export const cellValue = (cell: BookCell): RawCell => {
  const { t: type, v: value } = cell
  if (value === undefined || value === null || value === '') return null
  if (type === 'e') return errorTexts[value as number] ?? '#N/A'
  if (value instanceof Date) return dateText(value)
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value === 'string') return value
  if (!Number.isFinite(value)) return '#NUM!'
  const decimals = typeof cell.z === 'string' ? percentDecimals(cell.z) : -1
  // 0.57 × 100 is 56.99999999999999 in binary: fifteen digits are what a workbook holds.
  return decimals < 0 ? value : { value: Number((value * 100).toPrecision(15)), decimals }
}
