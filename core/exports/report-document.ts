import type { CellValue, OwnKind, SheetColumn } from './workbook.ts'

/** A table of a report, with the words of its reader. */
export interface ReportTable {
  /** Of the sheet: 31 signs at most. */
  name: string
  title: string
  columns: SheetColumn[]
  rows: Record<string, CellValue | OwnKind>[]
  /** What is to be known before it is read. */
  note?: string
}

/** A row of columns, one each day. */
export interface ReportBars {
  title: string
  /** In their order; a value is a whole number. */
  bars: { label: string; value: number }[]
  /** What it says, for those who cannot see it. */
  alt: string
}

/** A report in one language, of which a workbook or a PDF is made. */
export interface ReportDocument {
  locale: 'fr' | 'en'
  timeZone: string
  title: string
  subtitle: string
  /** Label and value, at the top. */
  facts: [string, string][]
  /** Of the sheet that has the facts. */
  factsName: string
  bars: ReportBars | null
  tables: ReportTable[]
  /** At the foot of every page. */
  foot: string
  /** Where a table has no row. */
  nothing: string
}

export type ReportFormat = 'xlsx' | 'pdf'

export const reportTypes: Record<ReportFormat, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
}
