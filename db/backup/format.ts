import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { BackupInvalidError, explainDatabaseError } from '../errors.ts'

/**
 * A backup is one gzip of lines of JSON: a header, then per table its rows as PostgreSQL writes them, then the files
 * in pieces, then a line with the SHA-256 of everything before. Any PostgreSQL can read back what another one wrote.
 */
export type BackupLine =
  | { kind: 'header'; format: 'sextant-backup'; version: 1; created_at: string; migrations: string[] }
  | { kind: 'row'; table: string; row: string }
  | { kind: 'file'; path: string; bytes: number }
  | { kind: 'piece'; data: string }
  | { kind: 'end'; rows: number; files: number; sha256: string }

export type BackupHeader = Extract<BackupLine, { kind: 'header' }>

export interface BackupCounts {
  rows: number
  files: number
}

export interface BackupWriter {
  write(line: BackupLine): Promise<void>
  /** Writes the last line, and gives the file its name only once it is safely on the disk. */
  finish(): Promise<BackupCounts>
  abandon(): Promise<void>
}

export const openBackupWriter = async (file: string): Promise<BackupWriter> => {
  const partial = `${file}.partial`
  const handle = await open(partial, 'w', 0o600)
  const gzip = createGzip()
  const output = createWriteStream(partial, { fd: handle.fd, autoClose: false })
  gzip.pipe(output)
  let failure: unknown = null
  output.on('error', (error) => {
    failure = error
    gzip.destroy(error)
  })
  gzip.on('error', (error) => {
    failure ??= error
  })
  const hash = createHash('sha256')
  const counts: BackupCounts = { rows: 0, files: 0 }

  const put = async (line: BackupLine): Promise<void> => {
    if (failure) throw explainDatabaseError(failure)
    const text = `${JSON.stringify(line)}\n`
    if (line.kind !== 'end') hash.update(text)
    if (!gzip.write(text))
      await new Promise<void>((resolve) => {
        gzip.once('drain', resolve)
        gzip.once('close', resolve)
      })
  }

  return {
    write: async (line) => {
      await put(line)
      if (line.kind === 'row') counts.rows++
      if (line.kind === 'file') counts.files++
    },
    finish: async () => {
      try {
        await put({ kind: 'end', ...counts, sha256: hash.digest('hex') })
        gzip.end()
        await finished(output)
        await handle.sync()
      } catch (error) {
        throw explainDatabaseError(error)
      }
      await handle.close()
      await rename(partial, file)
      return counts
    },
    abandon: async () => {
      gzip.destroy()
      output.destroy()
      await handle.close().catch(() => undefined)
      await rm(partial, { force: true })
    },
  }
}

const damaged = (cause: unknown) => new BackupInvalidError('damaged', cause)

/** Not `node:readline`: that ends a line at U+2028 and U+2029 too, which people write and JSON leaves as they are. */
const linesOf = async function* (input: Readable): AsyncGenerator<string> {
  let begun: string[] = []
  for await (const text of input.setEncoding('utf8') as AsyncIterable<string>) {
    const [first, ...others] = text.split('\n')
    begun.push(first ?? '')
    for (const next of others) {
      yield begun.join('')
      begun = [next]
    }
  }
  const last = begun.join('')
  if (last !== '') yield last
}

/** The lines of a backup, in order. @throws BackupInvalidError when it is cut off or not made of lines of JSON */
export const readBackup = async function* (file: string): AsyncGenerator<BackupLine> {
  const input = createReadStream(file)
  const gunzip = createGunzip()
  input.on('error', (error) => gunzip.destroy(error))
  try {
    for await (const line of linesOf(input.pipe(gunzip))) yield parseLine(line)
  } catch (error) {
    throw explainRead(error)
  } finally {
    input.destroy()
    gunzip.destroy()
  }
}

const parseLine = (text: string): BackupLine => {
  try {
    return JSON.parse(text) as BackupLine
  } catch (cause) {
    throw damaged(cause)
  }
}

const explainRead = (error: unknown): unknown => {
  const code = String((error as NodeJS.ErrnoException).code ?? '')
  if (code === 'Z_DATA_ERROR') return new BackupInvalidError('not_a_backup', error)
  return code.startsWith('Z_') ? damaged(error) : error
}

/**
 * Reads the whole file once before anything is changed. @returns its header
 * @throws BackupInvalidError `not_a_backup` or `damaged`
 */
export const checkBackup = async (file: string): Promise<BackupHeader> => {
  let header: BackupHeader | null = null
  let end: Extract<BackupLine, { kind: 'end' }> | null = null
  const hash = createHash('sha256')
  const counts: BackupCounts = { rows: 0, files: 0 }
  for await (const line of readBackup(file)) {
    if (end) throw damaged(new Error('lines after the end'))
    if (line.kind === 'header') header ??= line
    if (header?.format !== 'sextant-backup') throw new BackupInvalidError('not_a_backup')
    if (line.kind === 'row') counts.rows++
    if (line.kind === 'file') counts.files++
    if (line.kind === 'end') end = line
    else hash.update(`${JSON.stringify(line)}\n`)
  }
  if (!header) throw new BackupInvalidError('not_a_backup')
  const isWhole = end?.rows === counts.rows && end.files === counts.files && end.sha256 === hash.digest('hex')
  if (!isWhole) throw damaged(new Error('the check sum differs'))
  if (header.version !== 1) throw new BackupInvalidError('newer_version')
  return header
}
