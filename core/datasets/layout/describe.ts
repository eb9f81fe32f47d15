import type { CheckReport, Mapping, Preview } from '../preview.ts'
import type { RawFile } from '../read/raw.ts'
import type { TgiTable } from '../table.ts'
import type { Built } from './build-list.ts'
import { widthOf } from './column-types.ts'
import { type Layout, nameOf, note, numberOf, shorten, textOf } from './layout.ts'

const frenchWords =
  /(?:^|[^\p{L}])(?:le|la|les|des|du|de|et|ou|une?|aux?|pour|dans|sur|chez|par|avec|homme|hommes|femme|femmes|ans|indice|ensemble|effectif|âge|sexe)(?=$|[^\p{L}])/giu
const englishWords =
  /(?:^|[^\p{L}])(?:the|of|and|or|an?|to|in|for|with|men|women|male|female|age|year|years|not|never|index|total|your|you|day|other|status)(?=$|[^\p{L}])/giu
const accents = /[éèêëàâùûçœîïô]/giu

/** Language of the labels, by their small words and accents; French when nothing tells. */
export const guessLocale = (texts: string[]): 'fr' | 'en' => {
  const sample = texts.join(' \n').slice(0, 20_000)
  const count = (pattern: RegExp): number => sample.match(pattern)?.length ?? 0
  return count(englishWords) > count(frenchWords) + count(accents) ? 'en' : 'fr'
}

export const mappingOf = (layout: Layout): Mapping => ({
  sheet: layout.sheet.name,
  layout: layout.kind,
  header_row: Math.max(0, numberOf(layout.sheet, layout.headerRow)),
  columns: Object.fromEntries(layout.columns.map(({ position, role }) => [String(position), role])),
  ...(layout.measure ? { measure: layout.measure } : {}),
})

const readingNotes = (file: RawFile): Preview['guesses'] => {
  const { encoding, separator, hiddenSheets } = file.guesses
  const notes: Preview['guesses'] = []
  if (encoding && encoding !== 'utf-8') notes.push(note('encoding', { encoding }))
  if (separator && separator !== ',')
    notes.push(note('separator', { separator: separator === '\t' ? 'tab' : separator }))
  if (hiddenSheets) notes.push(note('hidden_sheets', { count: hiddenSheets }))
  return notes
}

/** What a person sees before anything is asked: sheet, header, columns, three rows, counts, guesses. */
export const describe = (
  file: RawFile,
  layout: Layout,
  parts: { fileName: string; built: Built; table: TgiTable | null; check: CheckReport | null },
): Preview => {
  const { built, table, check } = parts
  const width = layout.columns.length
  const texts = [...(table?.rows ?? []), ...(table?.segments ?? []), ...layout.columns.map(nameOf)]
  return {
    file_name: parts.fileName,
    file_type: file.kind,
    state: table ? 'ready' : 'needs_mapping',
    sheets: file.sheets.map((sheet) => ({
      name: sheet.name,
      rows: sheet.rows.length,
      columns: widthOf(sheet),
    })),
    mapping: mappingOf(layout),
    columns: layout.columns.map((column) => ({
      position: column.position,
      name: nameOf(column),
      role: column.role,
      by: column.by,
    })),
    sample: built.kept.slice(0, 3).map((at) => ({
      row: numberOf(layout.sheet, at),
      cells: Array.from({ length: width }, (_, column) => shorten(textOf(layout.sheet.rows[at]![column]))),
    })),
    counts: {
      rows_read: built.rowsRead,
      rows_kept: built.rowsKept,
      rows_skipped: built.rowsRead - built.rowsKept,
      cells: table?.cellRows.length ?? 0,
      row_labels: table?.rows.length ?? 0,
      segments: table?.segments.length ?? 0,
    },
    guesses: [...readingNotes(file), ...layout.guesses],
    notices: layout.notices,
    locale: guessLocale(texts),
    check: {
      verdict: check?.verdict ?? 'not_checkable',
      checked: check?.checked ?? 0,
      found: check?.found ?? 0,
    },
  }
}
