import { limits } from '../../../../config/limits.ts'
import type { CardPart } from '../../../../core/messaging/card.ts'
import { type Piece, richBlock, type SlackBlock } from '../block.ts'
import { guardText } from '../escape.ts'
import { type Atom, atomsOf, weightOf } from '../text/atoms.ts'
import { leaf, section } from '../text/rich-text.ts'
import { headingAtoms, textPiece } from './text-parts.ts'

type Table = Extract<CardPart, { kind: 'table' }>

const most = limits.slack.table
const maxCaptionWeight = 1_000

/** Slack refuses a cell of nothing. */
const cellOf = (text: string | undefined) => ({ type: 'raw_text', text: guardText(text ?? '').trim() || '–' })

type Row = ReturnType<typeof cellOf>[]

const charactersOf = (row: Row): number => row.reduce((sum, { text }) => sum + text.length, 0)

/** Runs of rows that fit into a table each, under its header; null when not even one row does. */
const chunkRows = (head: Row, rows: Row[]): Row[][] | null => {
  const room = most.characters - charactersOf(head)
  if (rows.some((row) => charactersOf(row) > room)) return null
  const chunks: Row[][] = [[]]
  let characters = 0
  for (const row of rows) {
    const own = charactersOf(row)
    if (chunks.at(-1)!.length === most.rows - 1 || characters + own > room) {
      chunks.push([])
      characters = 0
    }
    chunks.at(-1)!.push(row)
    characters += own
  }
  return chunks
}

const tableBlock = ({ columns }: Table, rows: Row[]): SlackBlock => ({
  type: 'table',
  column_settings: columns.map(({ isNumeric }) => ({
    align: isNumeric ? 'right' : 'left',
    is_wrapped: !isNumeric,
  })),
  rows,
})

/** A row as a line, each figure with the title of its column. */
const rowSection = ({ columns }: Table, row: readonly string[]) => {
  const [first = '–', ...others] = row
  const named = others.map((cell, at) => `${columns[at + 1]?.title ?? ''} ${cell || '–'}`.trim())
  return section(
    leaf(first || '–', { bold: true }),
    ...(named.length > 0 ? [leaf(` — ${named.join(' · ')}`)] : []),
  )
}

/** The table as a list: where there are no tables, and for one that Slack would refuse. */
export const tableAsText = (table: Table): Piece[] => {
  const title: Atom[] = table.caption === '' ? [] : headingAtoms(table.caption)
  const rows = table.rows.map((row) => rowSection(table, row))
  // The title of the first column names the rows.
  const head = table.columns.map(({ title }) => title).join(' · ')
  return textPiece([
    ...title,
    ...(head === '' ? [] : atomsOf([section(leaf(head, { italic: true }))], '\n')),
    ...(rows.length === 0 ? [] : atomsOf([{ type: 'rich_text_list', style: 'bullet', elements: rows }])),
  ])
}

/** Tables of at most as many rows, columns and letters as Slack takes, each under the same header. */
export const tablePieces = (table: Table): Piece[] => {
  const { columns, rows, caption } = table
  const isRegular = rows.every((row) => row.length <= columns.length)
  if (columns.length === 0 || columns.length > most.columns || rows.length === 0 || !isRegular)
    return tableAsText(table)
  const head = columns.map(({ title }) => cellOf(title))
  const chunks = chunkRows(
    head,
    rows.map((row) => columns.map((_, at) => cellOf(row[at]))),
  )
  if (!chunks) return tableAsText(table)
  const title = caption === '' ? [] : headingAtoms(caption)
  // A long caption would leave no room for the table that it belongs to.
  const isShort = weightOf(title) <= maxCaptionWeight
  const pieces = chunks.map((chunk, at): Piece => {
    const block = tableBlock(table, [head, ...chunk])
    const isTitled = at === 0 && isShort && title.length > 0
    return { kind: 'blocks', blocks: isTitled ? [richBlock(title), block] : [block] }
  })
  return isShort ? pieces : [...textPiece(title), ...pieces]
}
