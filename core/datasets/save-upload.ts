import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { limits } from '../../config/limits.ts'
import { AppError } from '../errors.ts'
import { explainWriteFault } from './disk-full.ts'

export interface SavedUpload {
  path: string
  bytes: number
  sha256: string
}

export interface UploadPlace {
  workDir: string
  /** `limits.upload.maxBytes` when not given. */
  maxBytes?: number
}

const tooLarge = (maxBytes: number): AppError =>
  new AppError('file_too_large', 'The file is too large.', { details: { limit: maxBytes / 1024 / 1024 } })

const receive = async (stream: AsyncIterable<Uint8Array>, handle: FileHandle, maxBytes: number) => {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of stream) {
    bytes += chunk.length
    if (bytes > maxBytes) throw tooLarge(maxBytes)
    hash.update(chunk)
    await handle.writeFile(chunk)
  }
  await handle.sync()
  return { bytes, sha256: hash.digest('hex') }
}

/**
 * Receives an upload into a file of ours, counting while it streams: a length that was announced is not believed, and
 * nothing after the limit is read. A partial file never stays.
 * @throws file_too_large {limit in MB}, disk_full, or the stream's own error
 */
export const saveUpload = async (
  stream: AsyncIterable<Uint8Array>,
  place: UploadPlace,
): Promise<SavedUpload> => {
  const path = join(place.workDir, `${randomUUID()}.upload`)
  try {
    await mkdir(place.workDir, { recursive: true, mode: 0o700 })
    await using handle = await open(path, 'wx', 0o600)
    return { path, ...(await receive(stream, handle, place.maxBytes ?? limits.upload.maxBytes)) }
  } catch (error) {
    await rm(path, { force: true })
    throw explainWriteFault(error)
  }
}

const isOurs = /^[0-9a-f-]{36}\.(?:upload|table)$/

/**
 * Removes what a killed process left in the work folder: everything before anything is received, or what has not
 * changed for `minAgeMs` while other processes work there.
 * @returns how many
 */
export const removeLeftovers = async (workDir: string, minAgeMs = 0): Promise<number> => {
  const names = (await readdir(workDir).catch(() => [])).filter((name) => isOurs.test(name))
  let removed = 0
  for (const name of names) {
    const path = join(workDir, name)
    const found = await stat(path).catch(() => null)
    if (!found?.isFile() || Date.now() - found.ctimeMs < minAgeMs) continue
    await rm(path, { force: true })
    removed++
  }
  return removed
}
