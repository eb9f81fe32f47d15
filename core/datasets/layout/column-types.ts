import type { RawSheet } from '../read/raw.ts'
import type { DecimalStyle } from './decimal-mark.ts'
import { newReading, readFigure } from './parse-figure.ts'

/** What the cells of a column below the header look like, from a sample of its rows. */
export interface ColumnType {
  figures: number
  /** Figures with a percent sign or a percent format. */
  percents: number
  /** Signs for "no figure" and doubtful numbers. */
  marks: number
  texts: number
  distinctTexts: number
}

const maxSample = 400

export const isNumericColumn = (type: ColumnType): boolean =>
  type.figures > 0 && type.figures + type.marks > type.texts
export const isTextColumn = (type: ColumnType): boolean => type.texts > 0 && type.texts >= type.figures

/** Number of columns of a sheet: its longest row. */
export const widthOf = (sheet: RawSheet): number => {
  let width = 0
  for (const row of sheet.rows) if (row.length > width) width = row.length
  return width
}

/** Types of all columns, from rows spread over the sheet below `from`. */
export const typeColumns = (sheet: RawSheet, from: number, styles: DecimalStyle[]): ColumnType[] => {
  const reading = newReading()
  const types = styles.map(() => ({ figures: 0, percents: 0, marks: 0, texts: 0, distinctTexts: 0 }))
  const texts = styles.map(() => new Set<string>())
  const step = Math.max(1, Math.floor((sheet.rows.length - from) / maxSample))
  for (let at = from; at < sheet.rows.length; at += step) {
    const row = sheet.rows[at]!
    for (let column = 0; column < styles.length; column++) {
      readFigure(row[column], styles[column]!.mark, reading)
      const type = types[column]!
      if (reading.kind === 'figure') type.figures++
      else if (reading.kind === 'mark' || reading.kind === 'ambiguous') type.marks++
      else if (reading.kind === 'text') {
        type.texts++
        texts[column]!.add(String(row[column]))
      }
      if (reading.kind === 'figure' && reading.isPercent) type.percents++
    }
  }
  for (let column = 0; column < types.length; column++) types[column]!.distinctTexts = texts[column]!.size
  return types
}
