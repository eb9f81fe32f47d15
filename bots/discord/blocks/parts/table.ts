import { limits } from '../../../../config/limits.ts'
import type { CardPart } from '../../../../core/messaging/card.ts'
import { guardText, isBlank } from '../escape.ts'
import { type Piece, textPiece } from '../piece.ts'
import { leaf } from '../text/leaf.ts'
import { codeLines, type Line, lineOf } from '../text/lines.ts'
import { pad, widthOf, wrap } from '../text/width.ts'
import { headingLines } from './text-parts.ts'

type Table = Extract<CardPart, { kind: 'table' }>

const { columns: mostColumns, leastTextColumns, characters: mostCharacters } = limits.discord.table
/** Between columns, where there is room for it, and where there is not. */
const gaps = ['  ', ' ']

const cellOf = (text: string | undefined): string =>
  isBlank(text ?? '') ? '–' : guardText(text!).replace(/\s+/gu, ' ').trim()

const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0)

/**
 * The width of each column: figures as wide as they are, words share what a phone's line has left; null when that is
 * too little to be read.
 */
const widthsOf = ({ columns }: Table, rows: readonly string[][], gap: string): number[] | null => {
  const wordsOf = (text: string): number => Math.max(...text.split(' ').map(widthOf))
  const natural = columns.map(({ title, isNumeric }, at) => {
    const cells = rows.map((row) => widthOf(row[at]!))
    // The title of a column of figures may stand on several lines.
    return Math.max(isNumeric ? wordsOf(cellOf(title)) : widthOf(cellOf(title)), ...cells)
  })
  const room = mostColumns - gap.length * (columns.length - 1)
  const spare = room - sum(natural.filter((_, at) => columns[at]!.isNumeric))
  const words = natural.filter((_, at) => !columns[at]!.isNumeric)
  if (sum(words) <= spare) return natural
  // Narrow columns keep their width, the others share the rest.
  const share = Math.floor(spare / Math.max(1, words.length))
  const narrow = words.filter((width) => width <= share)
  const wide = Math.floor((spare - sum(narrow)) / Math.max(1, words.length - narrow.length))
  if (words.length === 0 || wide < leastTextColumns) return null
  return natural.map((width, at) => (columns[at]!.isNumeric || width <= share ? width : wide))
}

const writeRow = (
  cells: readonly string[],
  { columns }: Table,
  { widths, gap, isHead }: { widths: readonly number[]; gap: string; isHead: boolean },
): string => {
  const wrapped = cells.map((cell, at) => wrap(cell, widths[at]!))
  const height = Math.max(...wrapped.map(({ length }) => length))
  return Array.from({ length: height }, (_, line) =>
    wrapped
      .map((own, at) => {
        // A title stands on its column, figures beside the first line of their label.
        const text = own[isHead ? line - (height - own.length) : line] ?? ''
        return pad(text, widths[at]!, columns[at]!.isNumeric ? 'right' : 'left')
      })
      .join(gap)
      .trimEnd(),
  ).join('\n')
}

/** Runs of rows that fit into a code block each, under its header. */
const chunkRows = (head: string, rows: readonly string[]): string[][] => {
  const chunks: string[][] = [[]]
  let length = head.length
  for (const row of rows) {
    if (chunks.at(-1)!.length > 0 && length + row.length + 1 > mostCharacters) {
      chunks.push([])
      length = head.length
    }
    chunks.at(-1)!.push(row)
    length += row.length + 1
  }
  return chunks
}

/** A row as a line, each figure with the title of its column. */
const rowLine = ({ columns }: Table, row: readonly string[]): Line[] => {
  const [first = '–', ...others] = row.map(cellOf)
  const named = others.map((cell, at) => `${cellOf(columns[at + 1]?.title)} ${cell}`)
  return lineOf({
    leaves: [leaf(first, { bold: true }), leaf(named.length > 0 ? ` — ${named.join(' · ')}` : '')],
    lead: '- ',
    gap: '\n',
  })
}

/** For what fixed-width text cannot show on a phone. */
const tableAsLines = (table: Table): Line[] => [
  // The title of the first column names the rows.
  ...lineOf({
    leaves: [leaf(table.columns.map(({ title }) => cellOf(title)).join(' · '), { italic: true })],
    gap: '\n',
  }),
  ...table.rows.flatMap((row) => rowLine(table, row)),
]

const tableAsCode = (table: Table): Line[] | null => {
  const { columns, rows } = table
  const isRegular = rows.every((row) => row.length <= columns.length)
  if (columns.length === 0 || rows.length === 0 || !isRegular) return null
  const cells = rows.map((row) => columns.map((_, at) => cellOf(row[at])))
  const layouts = gaps.map((gap) => ({ gap, widths: widthsOf(table, cells, gap) }))
  const { gap, widths } = layouts.find((one) => one.widths !== null) ?? {}
  if (gap === undefined || !widths) return null
  const titles = columns.map(({ title }) => cellOf(title))
  const rule = widths.map((width) => '─'.repeat(width)).join(gap)
  const head = `${writeRow(titles, table, { widths, gap, isHead: true })}\n${rule}`
  const written = cells.map((row) => writeRow(row, table, { widths, gap, isHead: false }))
  // A row that fills a block by itself has more words than a table can show.
  if (written.some((row) => head.length + row.length > mostCharacters)) return null
  return chunkRows(head, written).flatMap((chunk) => codeLines([head, ...chunk].join('\n'), '\n'))
}

/** Discord has no tables: fixed-width text that fits a phone, else a list. */
export const tablePieces = (table: Table): Piece[] =>
  textPiece([
    ...(isBlank(table.caption) ? [] : headingLines(table.caption)),
    ...(tableAsCode(table) ?? tableAsLines(table)),
  ])
