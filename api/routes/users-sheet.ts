import { readFile } from 'node:fs/promises'
import type { z } from 'zod'
import type { Locale } from '../../core/answers/answer.ts'
import type { RawCell } from '../../core/datasets/read/raw.ts'
import { readCsv } from '../../core/datasets/read/text/read-csv.ts'
import { AppError } from '../../core/errors.ts'
import { isStorable } from '../json.ts'
import type { Upload } from '../middleware/read-upload.ts'
import type { Fault } from '../problem.ts'
import { validate } from '../validate.ts'

/** What a list of people may say of each; the first must be there. */
export const sheetColumns = [
  'email',
  'full_name',
  'user_name',
  'role',
  'service_id',
  'locale',
  'active',
] as const
type Column = (typeof sheetColumns)[number]

/** Columns of `GET /v1/users?format=csv` that nobody sets: such a file comes back as it went out. */
const ignored: readonly string[] = ['id', 'is_admin', 'has_password', 'created_at', 'updated_at']

const yes = ['true', '1', 'yes', 'oui', 'vrai']
const no = ['false', '0', 'no', 'non', 'faux']

/** More than anybody corrects at once. */
const mostFaults = 50

const refuse = (faults: readonly Fault[]): never => {
  const errors = faults.slice(0, mostFaults)
  throw new AppError('invalid_value', 'the list has faults, see errors', {
    details: { errors, count: errors.length },
  })
}

const fault = (pointer: string, reason: string): Fault => ({ in: 'body', pointer, reason })

const textOf = (cell: RawCell | undefined): string => String(cell ?? '').trim()

/** Where each column stands. A name nobody knows would be a change that is silently lost. */
const placesOf = (header: readonly RawCell[]): Map<Column, number> => {
  const places = new Map<Column, number>()
  const faults: Fault[] = []
  for (const [at, cell] of header.entries()) {
    const name = textOf(cell)
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_')
    const column = sheetColumns.find((one) => one === name)
    const pointer = `/rows/1/${at + 1}`
    if (column && places.has(column)) faults.push(fault(pointer, `${name}: stands there twice`))
    else if (column) places.set(column, at)
    else if (!ignored.includes(name))
      faults.push(fault(pointer, `no such column; there are: ${sheetColumns.join(', ')}`))
  }
  if (!places.has('email')) faults.push(fault('/rows/1', 'the column email is missing'))
  if (faults.length > 0) refuse(faults)
  return places
}

/** An empty cell says nothing; what is neither yes nor no is left for the schema to refuse. */
const saidBy = (column: Column, text: string): unknown => {
  if (column !== 'active') return text
  const word = text.toLowerCase()
  if (yes.includes(word)) return true
  return no.includes(word) ? false : text
}

interface SheetRow {
  /** As a spreadsheet counts: the header is 1. */
  row: number
  item: Record<string, unknown>
}

const rowsOf = (rows: readonly (readonly RawCell[])[], places: Map<Column, number>): SheetRow[] => {
  const faults: Fault[] = []
  const found = rows.flatMap((cells, at): SheetRow[] => {
    const row = at + 1
    if (at === 0 || cells.every((cell) => textOf(cell) === '')) return []
    const beyond = cells.findIndex((cell, index) => textOf(cell) !== '' && index >= rows[0]!.length)
    if (beyond >= 0) faults.push(fault(`/rows/${row}/${beyond + 1}`, 'stands under no column'))
    const said = [...places].flatMap(([column, index]) => {
      const text = textOf(cells[index])
      if (!isStorable(text)) faults.push(fault(`/rows/${row}/${column}`, 'a NUL or a broken character'))
      return text === '' ? [] : [[column, saidBy(column, text)] as const]
    })
    return [{ row, item: Object.fromEntries(said) }]
  })
  if (faults.length > 0) refuse(faults)
  return found
}

/** `/items/3/email` → `/rows/5/email`: of the row that people look for. */
const inRows = (error: unknown, rows: readonly SheetRow[]): unknown => {
  if (!(error instanceof AppError) || !Array.isArray(error.details.errors)) return error
  const errors = (error.details.errors as Fault[]).map((one) => ({
    ...one,
    pointer: one.pointer.replace(
      /^\/items(?:\/(\d+))?/,
      (_, at?: string) => `/rows${at ? `/${rows[Number(at)]?.row}` : ''}`,
    ),
  }))
  return new AppError('invalid_value', error.message, { details: { ...error.details, errors } })
}

/**
 * People from a CSV file, in whatever alphabet and with whatever separator a spreadsheet writes it: the first line names
 * the columns, an empty cell leaves what it would say as it is.
 * @param body what the same list as JSON is checked by
 * @throws AppError `invalid_value` with the row (`/rows/3/email`; the header is row 1) and the reason of each fault;
 *   `file_unreadable`, `file_no_data`, `file_too_many_columns`
 */
export const readPeopleSheet = async <Body extends z.ZodType>(
  { path }: Pick<Upload, 'path'>,
  { body, invite, locale }: { body: Body; invite: boolean; locale: Locale },
): Promise<z.output<Body>> => {
  const { rows } = readCsv(await readFile(path)).sheets[0]!
  const found = rowsOf(rows, placesOf(rows[0]!))
  try {
    return validate(body, { items: found.map(({ item }) => item), invite }, { part: 'body', locale })
  } catch (error) {
    throw inRows(error, found)
  }
}
