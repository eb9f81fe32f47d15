import { AppError } from '../../../errors.ts'
import type { RawCell, RawFile } from '../raw.ts'
import { noData, refuseColumns, refuseRows } from '../refuse.ts'
import { decode, findEncoding } from './decode.ts'
import { findJsonFault } from './json-fault.ts'

type Json = unknown
const isObject = (value: Json): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isNested = (value: Json): boolean => typeof value === 'object' && value !== null

const parseText = (text: string): Json => {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const fault = findJsonFault(text)
    const message = `Not valid JSON at line ${fault.line}, column ${fault.column} (position ${fault.position}).`
    throw new AppError('file_json_invalid', message, { cause, details: { ...fault } })
  }
}

const wrongShape = (): AppError =>
  new AppError('file_json_invalid', 'The JSON is not a list of objects.', { details: { context: 'shape' } })

/** A scalar as a cell. A list or an object in a cell has no place in a table: guessing what it means would be wrong. */
const toCell = (value: Json, row: number, key: string): RawCell => {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'string' || typeof value === 'number') return value
  if (typeof value === 'boolean') return String(value)
  const message = `Item ${row} holds a list or an object under "${key}".`
  throw new AppError('file_json_invalid', message, { details: { context: 'nested', row, key } })
}

/** `[{…}, {…}]`: keys in the order of their first appearance. */
const fromObjects = (items: Json[]): RawCell[][] => {
  refuseRows(items.length + 1)
  const places = new Map<string, number>()
  const rows = items.map((item, at) => {
    if (!isObject(item)) throw wrongShape()
    const cells: RawCell[] = []
    for (const key of Object.keys(item)) {
      let place = places.get(key)
      if (place === undefined) {
        place = places.size
        places.set(key, place)
        refuseColumns(places.size)
      }
      while (cells.length < place) cells.push(null)
      cells[place] = toCell(item[key], at + 1, key)
    }
    return cells
  })
  return [[...places.keys()], ...rows]
}

/** `[["Interview", …], ["Femmes", …]]`: the first list is the header. */
const fromLists = (items: Json[][]): RawCell[][] => {
  refuseRows(items.length)
  return items.map((item, at) => {
    if (!Array.isArray(item)) throw wrongShape()
    refuseColumns(item.length)
    return item.map((value, place) => toCell(value, at + 1, String(place + 1)))
  })
}

/** `{"Interview": ["Femmes", …], "Indice": [120, …]}`, or with objects of row names as pandas writes them. */
const fromColumns = (columns: Record<string, Json>): RawCell[][] => {
  const keys = Object.keys(columns)
  refuseColumns(keys.length)
  const lists = keys.map((key) => Object.values(columns[key] as object) as Json[])
  const height = Math.max(...lists.map((list) => list.length))
  refuseRows(height + 1)
  const rows: RawCell[][] = [keys]
  for (let at = 0; at < height; at++)
    rows.push(lists.map((list, column) => toCell(list[at], at + 1, keys[column]!)))
  return rows
}

/** The one list of items in a wrapper such as `{"data": […], "total": 12}`, or null. */
const unwrap = (value: Record<string, Json>): Json[] | null => {
  const lists = Object.values(value).filter(
    (part): part is Json[] => Array.isArray(part) && part.every(isNested),
  )
  return lists.length === 1 ? lists[0]! : null
}

const isColumns = (value: Record<string, Json>): boolean => {
  const parts = Object.values(value)
  return (
    parts.length > 0 &&
    parts.every((part) => isNested(part) && !Object.values(part as object).some(isNested)) &&
    parts.some((part) => Object.keys(part as object).length > 0)
  )
}

const toSheet = (value: Json): { rows: RawCell[][]; firstRowNumber: number } => {
  if (isObject(value)) {
    if (isColumns(value)) return { rows: fromColumns(value), firstRowNumber: 0 }
    const items = unwrap(value)
    if (!items) throw wrongShape()
    return toSheet(items)
  }
  if (!Array.isArray(value)) throw wrongShape()
  if (value.length === 0) throw noData()
  if (Array.isArray(value[0])) return { rows: fromLists(value as Json[][]), firstRowNumber: 1 }
  return { rows: fromObjects(value), firstRowNumber: 0 }
}

/**
 * Reads JSON as one sheet: a list of objects (alone or as the one list of an object), a list of lists, or columns.
 * @throws file_json_invalid with {position, line, column}, or {context: 'shape'}, or {context: 'nested', row, key};
 * file_no_data, file_too_many_columns, file_too_many_rows
 */
export const readJson = (bytes: Buffer): RawFile => {
  const found = findEncoding(bytes)
  const sheet = toSheet(parseText(decode(bytes, found)))
  const isBlank = sheet.rows.every(
    (row, at) => (at === 0 && sheet.firstRowNumber === 0) || row.every((cell) => cell === null),
  )
  if (isBlank) throw noData()
  return { kind: 'json', sheets: [{ name: null, ...sheet }], guesses: { encoding: found.encoding } }
}
