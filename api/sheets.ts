import { PassThrough, Readable } from 'node:stream'
import { z } from 'zod'
import { limits } from '../config/limits.ts'
import type { Locale } from '../core/answers/answer.ts'
import { csvLine, csvStart } from '../core/exports/csv.ts'
import { openWorkbook } from '../core/exports/workbook.ts'
import { translate } from '../core/locales/translate.ts'
import { download, type Reply, type Route } from './route.ts'
import { cellOf, columnsOf, type SheetColumn } from './sheet-columns.ts'
import { validate } from './validate.ts'

/** Besides JSON, what every list is given as. */
export const sheetTypes = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
export type SheetFormat = keyof typeof sheetTypes

/** The media type of a format; null of what is none. */
export const sheetTypeOf = (format: unknown): string | null =>
  format === 'csv' || format === 'xlsx' ? sheetTypes[format] : null

/** The query field that lists have besides their own. */
export const formatQuery = z
  .enum(['json', 'csv', 'xlsx'])
  .default('json')
  .meta({
    description: `\`csv\` and \`xlsx\` give the whole list from \`cursor\` on as a file, at most ${limits.api.sheetRows} rows; \`limit\` plays no part then.`,
  })

/** What a list is made of; null of a route that gives no pages, or has a `format` of its own. */
export const listItemOf = (route: Route): z.ZodType | null => {
  const page = route.responses[200]
  const isPage =
    route.method === 'GET' &&
    page instanceof z.ZodObject &&
    page.shape.next_cursor !== undefined &&
    page.shape.items instanceof z.ZodArray
  const own = route.query instanceof z.ZodObject ? route.query.shape : {}
  return isPage && !('format' in own) ? (page.shape.items as z.ZodArray<z.ZodType>).element : null
}

interface Page {
  items: unknown[]
  next_cursor: string | null
}

export interface PageReader {
  /** What the route answers: from the cursor on, or from where the request begins. */
  read(cursor: string | null): Promise<unknown>
  /** Fires when the client has gone. */
  signal: AbortSignal
}

const pageOf = (answer: unknown): Page => {
  const reply = answer as Partial<Reply>
  return (reply.kind === 'reply' ? reply.body : answer) as Page
}

/** The format that a list is asked for; null = JSON. @throws AppError `invalid_value` */
export const sheetFormatOf = (
  route: Route,
  query: Record<string, unknown>,
  locale: Locale,
): SheetFormat | null => {
  if (query.format === undefined || listItemOf(route) === null) return null
  const { format } = validate(z.object({ format: formatQuery }), query, { part: 'query', locale })
  return format === 'json' ? null : format
}

/** Rows of cells, a page at a time; the last one says so when the list goes on beyond what a file takes. */
async function* rowsOf(
  { first, reader, locale }: { first: Page; reader: PageReader; locale: Locale },
  columns: readonly SheetColumn[],
) {
  const most = limits.api.sheetRows
  let page = first
  for (let count = 0; ; ) {
    reader.signal.throwIfAborted()
    const items = page.items.slice(0, most - count)
    count += items.length
    yield items.map((item) => columns.map((column) => cellOf(item, column)))
    const isMore = items.length < page.items.length || page.next_cursor !== null
    if (isMore && count >= most) yield [[translate(locale, 'api:sheet_truncated', { rows: most })]]
    if (page.next_cursor === null || count >= most) return
    page = pageOf(await reader.read(page.next_cursor))
  }
}

type Batches = AsyncGenerator<ReturnType<typeof cellOf>[][]>

async function* linesOf(columns: readonly SheetColumn[], batches: Batches) {
  yield csvStart + csvLine(columns.map(({ key }) => key))
  for await (const rows of batches) yield rows.map(csvLine).join('')
}

const widths: Record<SheetColumn['kind'], number> = { text: 28, number: 14, date: 20 }

const writeWorkbook = async (out: PassThrough, columns: readonly SheetColumn[], batches: Batches) => {
  const book = await openWorkbook(out)
  const sheet = book.addSheet(
    'Sextant',
    columns.map(({ key, kind }) => ({
      header: key,
      key,
      width: widths[kind],
      kind: kind === 'date' ? ('time' as const) : kind,
    })),
  )
  const named = (row: ReturnType<typeof cellOf>[]) =>
    Object.fromEntries(columns.map(({ key }, at) => [key, row[at] ?? null]))
  for await (const rows of batches) for (const row of rows) await sheet.addRow(named(row))
  await book.close()
}

const workbookOf = (columns: readonly SheetColumn[], batches: Batches): Readable => {
  const out = new PassThrough()
  // Whoever reads the file learns of a failure by its breaking off; one who has left causes none.
  writeWorkbook(out, columns, batches).catch((error: Error) => out.destroy(error))
  return out
}

/** `/v1/tenants/:client_id/limits` → `tenants-limits-2026-11-21.csv` */
const fileNameOf = (route: Route, format: SheetFormat): string => {
  const words = route.path.split('/').filter((part) => part !== '' && part !== 'v1' && !part.startsWith(':'))
  return `${words.join('-')}-${new Date().toISOString().slice(0, 10)}.${format}`
}

/**
 * The list as a file that is written while it is read: what the client does not take is not asked of the database. The
 * first page is there before anything is sent, so that its failure is a problem document as ever.
 */
export const sheetOf = async (
  { route, format, locale }: { route: Route; format: SheetFormat; locale: Locale },
  reader: PageReader,
): Promise<Reply> => {
  const columns = columnsOf(listItemOf(route) as z.ZodType)
  const rows = rowsOf({ first: pageOf(await reader.read(null)), reader, locale }, columns)
  const isCsv = format === 'csv'
  const body = isCsv
    ? Readable.from(linesOf(columns, rows), { objectMode: false })
    : workbookOf(columns, rows)
  const type = isCsv ? `${sheetTypes.csv}; charset=utf-8; header=present` : sheetTypes.xlsx
  return download({ fileName: fileNameOf(route, format), type, body })
}
