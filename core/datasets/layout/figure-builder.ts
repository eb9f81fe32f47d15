import type { FigureColumn } from '../table.ts'
import { fullPrecision, type Reading } from './parse-figure.ts'

/** The figures of one measure while the table is being built; grows by doubling. */
export interface FigureBuilder {
  values: Float64Array
  decimals: Uint8Array
  sourceRows: Uint32Array
  sourceColumns: Uint16Array
  /** How many figures have been stored. */
  figures: number
  /** Of the numeric cells: how many need how many decimals. A workbook drops `28.0` to 28, so only the column knows. */
  numericDecimals: Uint32Array
  numericFlags: Uint8Array
  percents: number
  plain: number
  plainMax: number
  plainDecimals: number
}

export const newFigureBuilder = (capacity: number): FigureBuilder => ({
  values: new Float64Array(capacity).fill(Number.NaN),
  decimals: new Uint8Array(capacity),
  sourceRows: new Uint32Array(capacity),
  sourceColumns: new Uint16Array(capacity),
  figures: 0,
  numericDecimals: new Uint32Array(fullPrecision + 1),
  numericFlags: new Uint8Array(capacity),
  percents: 0,
  plain: 0,
  plainMax: 0,
  plainDecimals: 0,
})

const grown = <T extends { length: number; set(from: T): void }>(
  make: new (length: number) => T,
  old: T,
): T => {
  const next = new make(old.length * 2)
  next.set(old)
  return next
}

export const growFigures = (builder: FigureBuilder): void => {
  const { length } = builder.values
  builder.values = grown(Float64Array, builder.values).fill(Number.NaN, length)
  builder.decimals = grown(Uint8Array, builder.decimals)
  builder.sourceRows = grown(Uint32Array, builder.sourceRows)
  builder.sourceColumns = grown(Uint16Array, builder.sourceColumns)
  builder.numericFlags = grown(Uint8Array, builder.numericFlags)
}

/** Stores a figure for the cell `at`, with where it stands. */
export const putFigure = (
  builder: FigureBuilder,
  at: number,
  figure: { reading: Reading; row: number; column: number },
): void => {
  const { reading } = figure
  builder.values[at] = reading.value
  builder.decimals[at] = reading.decimals
  builder.sourceRows[at] = figure.row
  builder.sourceColumns[at] = figure.column
  builder.figures++
  if (reading.isNumeric) {
    builder.numericDecimals[reading.decimals]!++
    builder.numericFlags[at] = 1
  }
  if (reading.isPercent) builder.percents++
  else {
    builder.plain++
    if (reading.value > builder.plainMax) builder.plainMax = reading.value
    if (reading.decimals > builder.plainDecimals) builder.plainDecimals = reading.decimals
  }
}

/** Decimals that (nearly) all numeric cells of the measure share: what the workbook was rounded to. */
const sharedDecimals = (counts: Uint32Array): number => {
  let total = 0
  for (const count of counts) total += count
  let seen = 0
  for (let decimals = 0; decimals <= fullPrecision; decimals++) {
    seen += counts[decimals]!
    // One odd cell among a hundred keeps its own digits and does not make the others exact.
    if (seen >= total * 0.98) return decimals
  }
  return fullPrecision
}

/** Shares given as fractions (0.406): none above 1, none with a percent sign, and finer than a whole percent. */
export const areFractions = (builder: FigureBuilder): boolean =>
  builder.percents === 0 && builder.plain >= 2 && builder.plainMax <= 1.0001 && builder.plainDecimals >= 2

/** An index of 1.3 for 130: no cell is near 100 and they are finer than whole points. */
export const isRatio = (builder: FigureBuilder): boolean =>
  builder.plain >= 2 && builder.plainMax <= 12 && builder.plainDecimals >= 1

const scaleBy100 = (values: Float64Array, decimals: Uint8Array): void => {
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!
    if (Number.isNaN(value)) continue
    const left = decimals[at]! === fullPrecision ? fullPrecision : Math.max(0, decimals[at]! - 2)
    decimals[at] = left
    const scale = 10 ** left
    // 0.29 × 100 is 28.999999999999996 in binary; a printed figure has no such digits.
    values[at] = left === fullPrecision ? value * 100 : Math.round(value * 100 * scale) / scale
  }
}

/** The finished column of `cells` cells, or null when the file has no figure of this measure. */
export const finishFigures = (
  builder: FigureBuilder,
  cells: number,
  isScaled: boolean,
): FigureColumn | null => {
  if (builder.figures === 0) return null
  const shared = sharedDecimals(builder.numericDecimals)
  const values = builder.values.slice(0, cells)
  const decimals = builder.decimals.slice(0, cells)
  for (let at = 0; at < cells; at++)
    if (builder.numericFlags[at] === 1 && decimals[at]! < shared) decimals[at] = shared
  if (isScaled) scaleBy100(values, decimals)
  return {
    values,
    decimals,
    sourceRows: builder.sourceRows.slice(0, cells),
    sourceColumns: builder.sourceColumns.slice(0, cells),
  }
}
