import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import { AppError } from '../errors.ts'
import type { FigureColumn, MarginColumn, Measure, TgiTable } from './table.ts'

/**
 * A table as bytes: `SXTB`, format version, CRC-32 of the rest, then deflated: length of a JSON head, the head, the
 * arrays. Arrays with the same bytes (the row numbers of three measures) are stored once.
 */
const magic = 0x53585442
const version = 1
const prefix = 12

type ArrayKind = 'f64' | 'u8' | 'u16' | 'u32'
type TypedArray = Float64Array | Uint8Array | Uint16Array | Uint32Array

/** [kind, first byte, length in items]. */
type ArrayRef = [ArrayKind, number, number]
type ColumnRef = [ArrayRef, ArrayRef, ArrayRef, ArrayRef]
type Column = FigureColumn | MarginColumn

interface Head {
  file: string
  sheet: string | null
  layout: TgiTable['layout']
  rows: string[]
  segments: string[]
  sourceColumns: string[]
  cellRows: ArrayRef
  cellSegments: ArrayRef
  figures: Record<Measure, ColumnRef | null>
  baseVertical: ColumnRef | null
  rowCounts: ColumnRef | null
  segmentCounts: ColumnRef | null
  totalCount?: ColumnRef | null
  questionCounts?: ColumnRef | null
  marks: [number, Partial<Record<Measure, string>>][]
}

const kindOf = (array: TypedArray): ArrayKind => {
  if (array instanceof Float64Array) return 'f64'
  if (array instanceof Uint32Array) return 'u32'
  return array instanceof Uint16Array ? 'u16' : 'u8'
}

const openWriter = () => {
  const chunks: Buffer[] = []
  const seen = new Map<string, { at: number; bytes: Buffer }[]>()
  let size = 0
  const put = (array: TypedArray): ArrayRef => {
    const bytes = Buffer.from(array.buffer, array.byteOffset, array.byteLength)
    const key = `${bytes.length}:${crc32(bytes)}`
    const same = seen.get(key)?.find((one) => one.bytes.equals(bytes))
    if (same) return [kindOf(array), same.at, array.length]
    const at = size
    seen.set(key, [...(seen.get(key) ?? []), { at, bytes }])
    // Every array starts on a multiple of 8, as a Float64Array view needs.
    const padding = (8 - (bytes.length % 8)) % 8
    chunks.push(bytes, Buffer.alloc(padding))
    size += bytes.length + padding
    return [kindOf(array), at, array.length]
  }
  const putColumn = (column: Column): ColumnRef => [
    put(column.values),
    put(column.decimals),
    put(column.sourceRows),
    put(column.sourceColumns),
  ]
  return { chunks, put, putColumn: (column: Column | null) => (column ? putColumn(column) : null) }
}

/** The table as compact bytes for the database. */
export const encodeTable = (table: TgiTable): Uint8Array => {
  const { chunks, put, putColumn } = openWriter()
  const head: Head = {
    file: table.file,
    sheet: table.sheet,
    layout: table.layout,
    rows: table.rows,
    segments: table.segments,
    sourceColumns: table.sourceColumns,
    cellRows: put(table.cellRows),
    cellSegments: put(table.cellSegments),
    figures: {
      index: putColumn(table.figures.index),
      vertical: putColumn(table.figures.vertical),
      horizontal: putColumn(table.figures.horizontal),
      count: putColumn(table.figures.count),
    },
    baseVertical: putColumn(table.baseVertical),
    rowCounts: putColumn(table.rowCounts),
    segmentCounts: putColumn(table.segmentCounts),
    ...(table.totalCount === undefined ? {} : { totalCount: putColumn(table.totalCount) }),
    ...(table.questionCounts === undefined ? {} : { questionCounts: putColumn(table.questionCounts) }),
    marks: [...table.marks],
  }
  const json = Buffer.from(JSON.stringify(head), 'utf8')
  const length = Buffer.alloc(4)
  length.writeUInt32LE(json.length)
  const body = deflateRawSync(Buffer.concat([length, json, ...chunks]), { level: 1 })
  const start = Buffer.alloc(prefix)
  start.writeUInt32BE(magic, 0)
  start.writeUInt32LE(version, 4)
  start.writeUInt32LE(crc32(body), 8)
  return Buffer.concat([start, body])
}

const broken = (cause?: unknown): AppError =>
  new AppError('internal', 'The stored table cannot be read: its bytes are damaged.', { cause })

const readArray = (data: Uint8Array, [kind, at, length]: ArrayRef): TypedArray => {
  const width = { f64: 8, u32: 4, u16: 2, u8: 1 }[kind]
  // A copy: views into the inflated buffer would start at odd addresses and keep all of it alive.
  const bytes = data.slice(at, at + length * width)
  if (bytes.length !== length * width) throw broken()
  if (kind === 'f64') return new Float64Array(bytes.buffer)
  if (kind === 'u32') return new Uint32Array(bytes.buffer)
  return kind === 'u16' ? new Uint16Array(bytes.buffer) : bytes
}

const readColumn = (data: Uint8Array, column: ColumnRef | null): FigureColumn | null =>
  column && {
    values: readArray(data, column[0]) as Float64Array,
    decimals: readArray(data, column[1]) as Uint8Array,
    sourceRows: readArray(data, column[2]) as Uint32Array,
    sourceColumns: readArray(data, column[3]) as Uint16Array,
  }

const readTable = (body: Buffer): TgiTable => {
  const size = body.readUInt32LE(0)
  const head = JSON.parse(body.toString('utf8', 4, 4 + size)) as Head
  const data = new Uint8Array(body.buffer, body.byteOffset + 4 + size, body.length - 4 - size)
  return {
    file: head.file,
    sheet: head.sheet,
    layout: head.layout,
    rows: head.rows,
    segments: head.segments,
    sourceColumns: head.sourceColumns,
    cellRows: readArray(data, head.cellRows) as Uint32Array,
    cellSegments: readArray(data, head.cellSegments) as Uint32Array,
    figures: {
      index: readColumn(data, head.figures.index),
      vertical: readColumn(data, head.figures.vertical),
      horizontal: readColumn(data, head.figures.horizontal),
      count: readColumn(data, head.figures.count),
    },
    baseVertical: readColumn(data, head.baseVertical),
    rowCounts: readColumn(data, head.rowCounts),
    segmentCounts: readColumn(data, head.segmentCounts),
    ...(head.totalCount === undefined ? {} : { totalCount: readColumn(data, head.totalCount) }),
    ...(head.questionCounts === undefined ? {} : { questionCounts: readColumn(data, head.questionCounts) }),
    marks: new Map(head.marks),
  }
}

/** The table that `encodeTable` stored. Damaged or foreign bytes: `internal`. */
export const decodeTable = (bytes: Uint8Array): TgiTable => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer.length < prefix || buffer.readUInt32BE(0) !== magic) throw broken()
  if (buffer.readUInt32LE(4) !== version)
    throw new AppError('internal', 'The stored table was written by another version of Sextant.')
  const body = buffer.subarray(prefix)
  if (crc32(body) !== buffer.readUInt32LE(8)) throw broken()
  try {
    return readTable(inflateRawSync(body))
  } catch (cause) {
    throw broken(cause)
  }
}
