import { limits } from '../../../config/limits.ts'
import { AppError } from '../../errors.ts'
import { checkTable } from '../check/check-table.ts'
import type { CheckReport, Mapping, Preview } from '../preview.ts'
import type { RawFile, RawSheet } from '../read/raw.ts'
import type { TgiTable } from '../table.ts'
import { applyMapping } from './apply-mapping.ts'
import { buildCrosstab } from './build-crosstab.ts'
import { type Built, buildList } from './build-list.ts'
import { describe } from './describe.ts'
import { isBlank, type Layout, labelOf, note, numberOf } from './layout.ts'
import { numericPositions, type Recognised, recogniseSheet } from './recognise.ts'

export interface Dataset {
  preview: Preview
  check: CheckReport | null
  /** Null only when somebody has to say which column is which (`preview.state` is `needs_mapping`). */
  table: TgiTable | null
}

const hasData = (sheet: RawSheet): boolean => sheet.rows.some((row) => row.some((cell) => !isBlank(cell)))

const rowsBelow = (layout: Layout): boolean =>
  layout.sheet.rows.some((row, at) => at > layout.headerRow && row.some((cell) => !isBlank(cell)))

const chooseSheet = (file: RawFile, sheets: RawSheet[]): Recognised => {
  const recognised = sheets
    .map((sheet) => recogniseSheet(sheet, file))
    .filter((one) => one !== null)
    .sort((a, b) => b.score - a.score)
  const best = recognised[0]
  if (!best)
    throw new AppError('file_no_known_column', 'No column of this file is known.', {
      details: unknownDetails(sheets),
    })
  if (file.sheets.length > 1)
    best.layout.guesses.push(
      note('sheet_chosen', { sheet: best.layout.sheet.name ?? '', count: file.sheets.length }),
    )
  return best
}

const expected = ['Interview', 'Segment', 'Indice', '% Vert', '% Horz']

const unknownDetails = (sheets: RawSheet[]): Record<string, unknown> => {
  const row = sheets[0]?.rows.find((cells) => cells.some((cell) => !isBlank(cell))) ?? []
  return {
    expected,
    found: row
      .filter((cell) => !isBlank(cell))
      .map((cell) => labelOf(cell).slice(0, 60).toWellFormed())
      .slice(0, 20),
  }
}

const noteNumbers = ({ layout, styles }: Recognised): void => {
  const used = layout.columns.filter(({ role }) => role !== 'ignored' && role !== 'interview')
  const commas = used.filter(({ position }) => {
    const { mark, hint } = styles[position - 1]!
    return mark === ',' && hint === 'column'
  })
  if (commas.length > 0) layout.guesses.push(note('decimal_comma', {}))
  for (const { position, path } of used) {
    const { ambiguous, hint, mark } = styles[position - 1]!
    if (!ambiguous) continue
    const values = { example: ambiguous, column: path.join(' › ') || `#${position}`, mark }
    if (hint === 'none') layout.notices.push(note('numbers_ambiguous', values))
    else
      layout.guesses.push(note(ambiguous.includes(mark!) ? 'mark_is_decimal' : 'mark_is_thousands', values))
  }
}

const build = (recognised: Recognised, file: string): Built => {
  const { layout, styles } = recognised
  if (layout.kind === 'crosstab') return buildCrosstab(layout, { file, styles })
  return buildList(layout, { file, styles, candidates: numericPositions(recognised) })
}

/** Every row a label of its own is no cross-tabulation. */
const refuseLabels = ({ rows, segments }: TgiTable): void => {
  const limit = limits.upload.maxLabelCharacters
  const found = [rows, segments].flat().reduce((sum, label) => sum + label.length, 0)
  if (found <= limit) return
  throw new AppError('file_too_many_rows', 'The labels of this file are too long together.', {
    details: { context: 'labels', found, limit },
  })
}

/**
 * A raw file as a dataset: layout recognised (or taken from `mapping`), held against the arithmetic, checked.
 * Throws `file_too_many_rows` for labels without end, `file_no_data`, `file_no_known_column`, `file_no_figures` or `mapping_invalid`, with what is missing.
 */
export const buildDataset = (raw: RawFile, options: { fileName: string; mapping?: Mapping }): Dataset => {
  const sheets = raw.sheets.filter(hasData)
  if (sheets.length === 0) throw new AppError('file_no_data', 'The file has no cell with content.')
  const recognised = options.mapping ? applyMapping(raw, options.mapping) : chooseSheet(raw, sheets)
  const { layout } = recognised
  if (!rowsBelow(layout))
    throw new AppError('file_no_data', 'The file has a header and no row below it.', {
      details: { header_row: numberOf(layout.sheet, layout.headerRow) },
    })
  const built = build(recognised, options.fileName)
  noteNumbers(recognised)
  const { table } = built
  if (table && Object.values(table.figures).every((column) => column === null))
    throw new AppError('file_no_figures', 'No cell of the recognised columns is a figure.', {
      details: { columns: table.sourceColumns.slice(0, 20) },
    })
  if (table) refuseLabels(table)
  const check = table ? checkTable(table, built.duplicates) : null
  const preview = describe(raw, layout, { fileName: options.fileName, built, table, check })
  return { preview, check, table }
}
