import { createHash } from 'node:crypto'
import { fstatSync, readSync, writeSync } from 'node:fs'
import { type ErrorCode, isAppError } from '../../errors.ts'
import type { CheckReport, Mapping, Preview } from '../preview.ts'
import { storable } from './storable.ts'

/**
 * The process that reads one upload and ends. It may only read Sextant's own code: the upload and the place for the
 * table are handed over as open descriptors, so that a parser that is taken over finds no file to read or write.
 */
export interface ChildRequest {
  fileName: string
  mapping?: Mapping
}

export type ChildReply =
  | {
      ok: true
      preview: Preview
      check: CheckReport | null
      hasTable: boolean
      bytes: number
      sha256: string
    }
  | { ok: false; error: { code: ErrorCode; message: string; details: Record<string, unknown> } }
  /** A fault of Sextant, not of the file. `code` is the system's, such as ENOSPC. */
  | { ok: false; bug: { message: string; stack?: string; code?: string } }

/** Descriptors behind the standard three and the channel to the parent. */
const upload = 4
const place = 5

const readUpload = (): Buffer => {
  const bytes = Buffer.allocUnsafeSlow(fstatSync(upload).size)
  let filled = 0
  while (filled < bytes.length) {
    const read = readSync(upload, bytes, filled, bytes.length - filled, filled)
    if (read === 0) break
    filled += read
  }
  return bytes.subarray(0, filled)
}

const writeTable = (bytes: Uint8Array): void => {
  for (let at = 0; at < bytes.length; ) at += writeSync(place, bytes, at, bytes.length - at, at)
}

const read = async ({ fileName, mapping }: ChildRequest): Promise<ChildReply> => {
  const upload = readUpload()
  const sha256 = createHash('sha256').update(upload).digest('hex')
  const { readRaw } = await import('./read-raw.ts')
  const raw = await readRaw(upload, fileName)
  const { buildDataset } = await import('../layout/build-dataset.ts')
  const { preview, check, table } = buildDataset(raw, { fileName, mapping })
  if (table) writeTable((await import('../encode-table.ts')).encodeTable(table))
  return { ok: true, preview, check, hasTable: table !== null, bytes: upload.length, sha256 }
}

/** Details quote the file, and are stored with the creation that failed of it. */
const storableIn = (details: Record<string, unknown>): Record<string, unknown> =>
  JSON.parse(JSON.stringify(details), (_, value: unknown) =>
    typeof value === 'string' ? storable(value) : value,
  ) as Record<string, unknown>

const explain = (error: unknown): ChildReply => {
  if (isAppError(error)) {
    const { code, message, details } = error
    return { ok: false, error: { code, message, details: storableIn(details) } }
  }
  const { message, stack, code } = error as NodeJS.ErrnoException
  return { ok: false, bug: { message, stack, code } }
}

// Without its parent nobody would take the result or stop it.
process.on('disconnect', () => process.exit(1))
process.once('message', (request: ChildRequest) => {
  read(request)
    .catch(explain)
    .then((reply) => process.send!(reply, undefined, undefined, () => process.disconnect()))
})
