import { buildDataset, type Dataset } from '../../../../core/datasets/layout/build-dataset.ts'
import type { Mapping, Preview } from '../../../../core/datasets/preview.ts'
import type { RawCell, RawFile } from '../../../../core/datasets/read/raw.ts'
import type { Measure, TgiTable } from '../../../../core/datasets/table.ts'
import { translate } from '../../../../core/locales/translate.ts'

/** Invented people: weights of each row label (grouped) in each segment. Figures are computed, so identities hold. */
const sections: Record<string, Record<string, number[]>> = {
  Sexe: { Homme: [3100, 4200, 1500, 900], Femme: [3900, 2800, 2600, 1500] },
  Âge: {
    '15-34 ans': [1500, 3600, 700, 1000],
    '35-59 ans': [3000, 2500, 1500, 700],
    '60 ans et +': [2500, 900, 1900, 700],
  },
}
export const segments = ['Lecture', 'Cinéma', 'Jardinage', 'Vélo électrique']
const segmentWeights = [7000, 7000, 4100, 2400]
const universe = 12_000
const rowWeights: Record<string, number> = {
  Homme: 5800,
  Femme: 6200,
  '15-34 ans': 4000,
  '35-59 ans': 4500,
  '60 ans et +': 3500,
}

export interface Line {
  section: string
  label: string
  row: string
  segment: string
  index: number
  vertical: number
  horizontal: number
  count: number
  base: number
}

export const lines: Line[] = Object.entries(sections).flatMap(([section, labels]) =>
  Object.entries(labels).flatMap(([label, weights]) =>
    weights.map((weight, at) => ({
      section,
      label,
      row: `${section} : ${label}`,
      segment: segments[at]!,
      index: (100 * weight * universe) / (rowWeights[label]! * segmentWeights[at]!),
      vertical: (100 * weight) / segmentWeights[at]!,
      horizontal: (100 * weight) / rowWeights[label]!,
      count: Math.round(weight / 10),
      base: (100 * rowWeights[label]!) / universe,
    })),
  ),
)

export const csvFile = (rows: RawCell[][], guesses: RawFile['guesses'] = { separator: ',' }): RawFile => ({
  kind: 'csv',
  sheets: [{ name: null, rows, firstRowNumber: 1 }],
  guesses,
})

export const bookFile = (rows: RawCell[][], name = 'Feuil1'): RawFile => ({
  kind: 'xlsx',
  sheets: [{ name, rows, firstRowNumber: 1 }],
  guesses: {},
})

/** Rows from one text a line, cells separated by `|`; an empty text is an empty cell. */
export const rowsOf = (text: string): RawCell[][] =>
  text
    .trim()
    .split('\n')
    .map((line) =>
      line
        .trim()
        .split('|')
        .map((cell) => cell.trim() || null),
    )

export const header = ['Interview', 'Segment', 'Indice', '% Vert', '% Horz']

export const listRows = (names = header, print = printPoint): RawCell[][] => [names, ...lines.map(print)]
export const printPoint = (line: Line): RawCell[] => [
  line.row,
  line.segment,
  line.index.toFixed(0),
  line.vertical.toFixed(1),
  line.horizontal.toFixed(1),
]

/** The dataset, with every guess and notice said in both languages: a code without words would throw here. */
export const build = (file: RawFile, mapping?: Mapping): Dataset => {
  const dataset = buildDataset(file, { fileName: 'enquête.csv', ...(mapping ? { mapping } : {}) })
  sayAll(dataset.preview)
  return dataset
}

export const sayAll = (preview: Preview): string[] =>
  (['fr', 'en'] as const).flatMap((locale) =>
    [...preview.guesses, ...preview.notices].map(({ code, values }) =>
      translate(locale, `preview:${code}`, values),
    ),
  )

export const codes = (notes: Preview['guesses']): string[] => notes.map(({ code }) => code)

/** Figures of a measure by `row › segment`, as printed. */
export const figuresOf = (table: TgiTable | null, measure: Measure): Record<string, string> => {
  const column = table?.figures[measure]
  if (!table || !column) return {}
  return Object.fromEntries(
    Array.from(column.values, (value, cell) => [
      `${table.rows[table.cellRows[cell]!]} › ${table.segments[table.cellSegments[cell]!]}`,
      value.toFixed(Math.min(4, column.decimals[cell]!)),
    ]),
  )
}

export const truth = (measure: 'index' | 'vertical' | 'horizontal'): Record<string, string> =>
  Object.fromEntries(
    lines.map((line) => [
      `${line.row} › ${line.segment}`,
      line[measure].toFixed(measure === 'index' ? 0 : 1),
    ]),
  )
