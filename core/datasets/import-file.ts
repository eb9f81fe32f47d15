import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { limits } from '../../config/limits.ts'
import { AppError } from '../errors.ts'
import { explainWriteFault } from './disk-full.ts'
import type { CheckReport, Mapping, Preview } from './preview.ts'
import type { ChildReply } from './read/child.ts'
import { runChild } from './read/run-child.ts'
import { takeTurn } from './read/turns.ts'

export interface FileToImport {
  path: string
  /** As people know the file; its extension has to agree with the content. */
  fileName: string
  /** A person's word on the columns; without it they are recognised. */
  mapping?: Mapping
  /** A folder of ours on the data disk for the table. */
  workDir: string
  signal?: AbortSignal
}

export interface ImportedFile {
  preview: Preview
  /** null while the columns are not known. */
  check: CheckReport | null
  /** Path of the encoded table, on disk for good; the caller removes it. null while the columns are not known. */
  tableFile: string | null
  fileType: Preview['file_type']
  bytes: number
  sha256: string
}

const openUpload = async (path: string): Promise<FileHandle> => {
  const handle = await open(path, 'r').catch((cause: unknown) => {
    throw new AppError('file_missing', 'The file cannot be opened.', { cause })
  })
  const stat = await handle.stat()
  const { maxBytes } = limits.upload
  if (stat.isFile() && stat.size <= maxBytes) return handle
  await handle.close()
  if (!stat.isFile()) throw new AppError('file_missing', 'This is a folder, not a file.')
  throw new AppError('file_too_large', 'The file is too large.', {
    details: { found: stat.size, limit: maxBytes / 1024 / 1024 },
  })
}

const unwrap = (reply: ChildReply): Extract<ChildReply, { ok: true }> => {
  if (reply.ok) return reply
  if ('error' in reply)
    throw new AppError(reply.error.code, reply.error.message, { details: reply.error.details })
  const { message, stack, code } = reply.bug
  throw Object.assign(new Error(message), { code, ...(stack && { stack }) })
}

/** The import with its files open; closes nothing. */
const importOpen = async (
  file: FileToImport,
  upload: FileHandle,
  table: { handle: FileHandle; path: string },
) => {
  const descriptors = { upload: upload.fd, place: table.handle.fd, workDir: file.workDir }
  const request = { fileName: file.fileName, mapping: file.mapping }
  const { preview, check, hasTable, bytes, sha256 } = unwrap(
    await runChild(descriptors, request, { signal: file.signal }),
  )
  if (hasTable) await table.handle.sync()
  else await rm(table.path)
  return {
    preview,
    check,
    tableFile: hasTable ? table.path : null,
    fileType: preview.file_type,
    bytes,
    sha256,
  }
}

/**
 * Turns a file into a preview, a check and an encoded table, in a child process under limits of time and memory; two
 * at once, the rest wait. Whatever fails, no file stays behind.
 * @throws every `file_…` code, mapping_invalid, disk_full, or the signal's reason
 */
export const importFile = async (file: FileToImport): Promise<ImportedFile> => {
  const endTurn = await takeTurn(file.signal)
  try {
    await mkdir(file.workDir, { recursive: true, mode: 0o700 })
    await using upload = await openUpload(file.path)
    const path = join(file.workDir, `${randomUUID()}.table`)
    await using handle = await open(path, 'wx', 0o600)
    return await importOpen(file, upload, { handle, path }).catch(async (error: unknown) => {
      await rm(path, { force: true })
      throw error
    })
  } catch (error) {
    throw explainWriteFault(error)
  } finally {
    endTurn()
  }
}
