import { once } from 'node:events'
import type { Writable } from 'node:stream'
import type { Worksheet } from 'exceljs'
import { safeCell } from './safe-cell.ts'

/** `date`: a day; `time`: a moment; `money`: US dollars; `percent`: a share, 0.5 is 50 %. */
export type CellKind = 'text' | 'number' | 'date' | 'time' | 'money' | 'percent'

/** A `Date` is a moment, which is shown in the workbook's zone; `YYYY-MM-DD` in a column of dates is that day. */
export type CellValue = string | number | boolean | Date | null

export interface SheetColumn {
  header: string
  key: string
  /** In characters. */
  width: number
  kind: CellKind
}

/** A cell that is of another kind than its column. */
export interface OwnKind {
  value: CellValue
  kind: CellKind
}

export interface Sheet {
  /** @param values by the key of the column; resolves when the reader can take more. Not after another sheet began */
  addRow(values: Record<string, CellValue | OwnKind>): Promise<void>
}

export interface Workbook {
  /** Ends the sheet before. @param name made to fit: 31 signs, none of `[]:*?/\`, once in the workbook */
  addSheet(name: string, columns: readonly SheetColumn[]): Sheet
  /** Resolves when the last byte was taken. */
  close(): Promise<void>
}

const formats: Record<CellKind, string> = {
  // Stays text, also when somebody edits it.
  text: '@',
  number: '#,##0.##;-#,##0.##',
  date: 'yyyy-mm-dd',
  time: 'yyyy-mm-dd hh:mm:ss',
  money: '"$"#,##0.00##;-"$"#,##0.00##',
  percent: '0.0%',
}

const dayText = /^\d{4}-\d{2}-\d{2}$/

/** Sheets know no zones: the wall clock of the zone, as a moment of UTC. */
const openWallClock = (timeZone: string) => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric',
    hour: 'numeric', minute: 'numeric', second: 'numeric',
  }) // biome-ignore format: one clock
  return (moment: Date): Date => {
    const parts = Object.fromEntries(
      format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]),
    )
    const { year, month, day, hour, minute, second } = parts as Record<string, number>
    return new Date(Date.UTC(year!, month! - 1, day, hour, minute, second))
  }
}

/** `_x0041_` in a workbook is the letter A: who means these signs writes the first one like that. */
const asWritten = (text: string): string => text.replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')

const headerOf = (text: string): string => asWritten(safeCell(text))

const fitName = (name: string, taken: Set<string>): string => {
  const base =
    safeCell(name)
      .replace(/[[\]:*?/\\\n\t]/g, ' ')
      .replace(/^'+|'+$/g, '')
      .trim() || 'Sheet'
  for (let n = 1; ; n += 1) {
    const tail = n === 1 ? '' : ` ${n}`
    const fitting = `${base.slice(0, 31 - tail.length).toWellFormed()}${tail}`
    if (!taken.has(fitting.toLowerCase())) {
      taken.add(fitting.toLowerCase())
      return fitting
    }
  }
}

/** So many rows are made between two looks at the reader. */
const rowsATime = 100

/** Waits while the reader has enough. @throws Error when it has gone */
const letRead = async (stream: Writable): Promise<void> => {
  await new Promise(setImmediate)
  if (stream.writableNeedDrain && !stream.destroyed) {
    const gone = new AbortController()
    const { signal } = gone
    await Promise.race([once(stream, 'drain', { signal }), once(stream, 'close', { signal })])
    gone.abort()
  }
  if (stream.destroyed) throw new Error('whoever read the workbook has gone')
}

const styleHeader = (sheet: Worksheet): void => {
  const header = sheet.getRow(1)
  header.font = { name: 'Calibri', size: 11, bold: true, color: { argb: 'FFFFFFFF' } }
  header.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF334155' } }
  header.alignment = { vertical: 'middle', wrapText: true }
  header.commit()
}

/** Opens a workbook (.xlsx) that is written row after row, so that its size does not matter. */
export const openWorkbook = async (stream: Writable, { timeZone = 'UTC' } = {}): Promise<Workbook> => {
  // Loaded by who needs it: it is large.
  const { default: exceljs } = await import('exceljs')
  const writer = new exceljs.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false })
  writer.creator = 'Sextant'
  const wallClock = openWallClock(timeZone)
  const taken = new Set<string>()
  let open: Worksheet | null = null

  const cellOf = (value: CellValue, kind: CellKind): string | number | boolean | Date | null => {
    if (value instanceof Date) return wallClock(value)
    if (kind === 'date' && typeof value === 'string' && dayText.test(value))
      return new Date(`${value}T00:00:00Z`)
    return typeof value === 'string' ? asWritten(safeCell(value)) : value
  }

  const endSheet = (): void => {
    open?.commit()
    open = null
  }

  return {
    addSheet: (name, columns) => {
      endSheet()
      const sheet = writer.addWorksheet(fitName(name, taken), {
        views: [{ state: 'frozen', ySplit: 1 }],
        // Printed across one page: A4, lying.
        pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
      })
      sheet.columns = columns.map(({ header, key, width, kind }) => ({
        header: headerOf(header), key, width, style: { numFmt: formats[kind] },
      })) // biome-ignore format: one column
      sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } }
      styleHeader(sheet)
      open = sheet
      let written = 0
      return {
        addRow: async (values) => {
          const row = sheet.addRow([])
          columns.forEach(({ key, kind: usual }, at) => {
            const given = values[key] ?? null
            const isOwn = given !== null && typeof given === 'object' && !(given instanceof Date)
            const { value, kind } = isOwn ? given : { value: given, kind: usual }
            const cell = row.getCell(at + 1)
            cell.value = cellOf(value, kind)
            if (kind !== usual) cell.numFmt = formats[kind]
          })
          row.commit()
          written += 1
          if (written % rowsATime === 0) await letRead(stream)
        },
      }
    },
    close: async () => {
      endSheet()
      const gone = once(stream, 'close').then(() => {
        if (!stream.writableFinished) throw new Error('whoever read the workbook has gone')
      })
      await Promise.race([writer.commit(), gone])
    },
  }
}
