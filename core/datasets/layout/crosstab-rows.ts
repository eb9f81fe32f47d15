import type { RawCell, RawSheet } from '../read/raw.ts'
import type { DecimalStyle } from './decimal-mark.ts'
import { isCountName, isTotalName, isWeightedName } from './header-names.ts'
import { isBlank, labelOf } from './layout.ts'
import { newReading, type Reading, readFigure } from './parse-figure.ts'

/**
 * One row of a crosstab below its header. `data`: a row label with figures. `count`: respondents of each column
 * (`Unweighted N`). `empty`: a row label without any figure. `skipped`: a note, a weighted base, a repeated header.
 */
export interface CrosstabRow {
  at: number
  kind: 'data' | 'count' | 'empty' | 'skipped'
  reason: 'note' | 'weighted' | 'repeated_header' | null
  label: string
  section: string
  /** Changes with every section, so that two sections with one name are told apart. */
  sectionNumber: number
}

interface Shape {
  labels: number[]
  figures: number[]
  styles: DecimalStyle[]
  headerRow: number
}

interface RowFigures {
  figures: number
  percents: number
  marks: number
  /** Every figure is a whole number without a percent sign, and one is above 100. */
  isCounting: boolean
}

const weighRow = (row: RawCell[], shape: Shape, reading: Reading): RowFigures => {
  const weighed = { figures: 0, percents: 0, marks: 0, isCounting: true }
  let max = 0
  for (const column of shape.figures) {
    readFigure(row[column], shape.styles[column]!.mark, reading)
    if (reading.kind === 'mark' || reading.kind === 'ambiguous') weighed.marks++
    if (reading.kind !== 'figure') continue
    weighed.figures++
    if (reading.isPercent) weighed.percents++
    if (reading.isPercent || !Number.isInteger(reading.value)) weighed.isCounting = false
    if (reading.value > max) max = reading.value
  }
  weighed.isCounting &&= weighed.figures > 0 && max > 100
  return weighed
}

const bareN = /^\(?\s*n\s*[=:]\s*[\d\s.,\u00a0\u202f]+\)?$/i

/** `n=1 615` in (nearly) every figure cell: a line of bases without a label of its own. */
export const isBareCountRow = (row: RawCell[], figures: number[]): boolean => {
  const filled = figures.filter((column) => !isBlank(row[column]))
  return filled.length > 1 && filled.every((column) => bareN.test(labelOf(row[column])))
}

const stripColon = (text: string): string => text.replace(/\s*[:：]$/u, '')

interface Progress {
  section: string
  sectionNumber: number
  percentRows: number
}

const openSection = (progress: Progress, section: string): void => {
  const name = stripColon(section)
  if (name === progress.section) return
  progress.section = name
  progress.sectionNumber++
}

/** Words of the label columns of one row: the innermost is the label, those before it the section. */
const readStub = (row: RawCell[], labels: number[]): { label: string; outer: string; depth: number } => {
  const texts = labels.map((column) => labelOf(row[column]))
  const depth = texts.findLastIndex((text) => text !== '')
  const outer = texts
    .slice(0, Math.max(0, depth))
    .filter((text, at, all) => text !== '' && all.indexOf(text) === at)
  return {
    label: depth < 0 ? '' : texts[depth]!,
    outer: outer.filter((text) => text !== texts[depth]).join(' : '),
    depth,
  }
}

const isRepeatedHeader = (sheet: RawSheet, row: RawCell[], shape: Shape): boolean => {
  const header = sheet.rows[shape.headerRow]
  if (!header) return false
  const filled = shape.figures.filter((column) => !isBlank(header[column]))
  return filled.length > 0 && filled.every((column) => labelOf(header[column]) === labelOf(row[column]))
}

const classify = (
  row: RawCell[],
  weighed: RowFigures,
  stub: { label: string; outer: string; depth: number },
  context: { shape: Shape; progress: Progress },
): CrosstabRow['kind'] | 'section' => {
  const { shape, progress } = context
  if (isBareCountRow(row, shape.figures)) return 'count'
  if (weighed.figures + weighed.marks > 0) {
    if (isCountName(stub.label) && weighed.percents === 0) return 'count'
    // A pollster's "Total" line between percents is its base, not a row of people.
    const isBase = isTotalName(stub.label) && weighed.isCounting && progress.percentRows > 0
    return isBase ? 'count' : weighed.figures > 0 ? 'data' : 'empty'
  }
  const isInnermost = shape.labels.length > 1 && stub.depth === shape.labels.length - 1
  const isMergedAcross = labelOf(row[shape.labels[0]!]) === stub.label
  return isInnermost && !isMergedAcross ? 'empty' : 'section'
}

/** Reads the stub of a crosstab: sections, row labels, bases and notes. */
export const readCrosstabRows = (sheet: RawSheet, shape: Shape): CrosstabRow[] => {
  const rows: CrosstabRow[] = []
  const reading = newReading()
  const progress: Progress = { section: '', sectionNumber: 0, percentRows: 0 }
  const pending: CrosstabRow[] = []
  for (let at = shape.headerRow + 1; at < sheet.rows.length; at++) {
    const row = sheet.rows[at]!
    const weighed = weighRow(row, shape, reading)
    const stub = readStub(row, shape.labels)
    if (stub.label === '' && weighed.figures + weighed.marks === 0 && !isBareCountRow(row, shape.figures))
      continue
    const kind = classify(row, weighed, stub, { shape, progress })
    const made: CrosstabRow = {
      at,
      kind: 'skipped',
      reason: null,
      label: stub.label,
      section: '',
      sectionNumber: 0,
    }
    if (isRepeatedHeader(sheet, row, shape)) {
      rows.push({ ...made, reason: 'repeated_header' })
      continue
    }
    if (kind === 'section') {
      // Whether it names rows or is a note is known once rows follow.
      pending.push({ ...made, reason: 'note' })
      continue
    }
    const section = pending.at(-1)
    if (section) openSection(progress, section.label)
    rows.push(...pending.splice(0).slice(0, -1))
    if (stub.outer) openSection(progress, stub.outer)
    else if (shape.labels.length > 1 && stub.depth === 0 && !section) openSection(progress, '')
    if (weighed.percents > 0) progress.percentRows++
    const { section: name, sectionNumber } = progress
    if (kind === 'data' && isWeightedName(stub.label)) rows.push({ ...made, reason: 'weighted' })
    else if (stub.label === '' && kind !== 'count') rows.push({ ...made, reason: 'note' })
    else rows.push({ ...made, kind, section: name, sectionNumber })
  }
  rows.push(...pending)
  return rows
}
