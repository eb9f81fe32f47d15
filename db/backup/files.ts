import { createReadStream, existsSync } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { BackupInvalidError } from '../errors.ts'
import type { BackupWriter } from './format.ts'

const pieceBytes = 192 * 1024
const folderOf = (dataDir: string): string => join(dataDir, 'files')

/** Writes the files that tenants gave, under their paths within the data directory's `files`. */
export const dumpFiles = async (dataDir: string, writer: BackupWriter): Promise<void> => {
  const root = folderOf(dataDir)
  if (!existsSync(root)) return
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  for (const file of files.sort()) await dumpFile(root, file, writer)
}

const dumpFile = async (root: string, file: string, writer: BackupWriter): Promise<void> => {
  const { size } = await stat(file)
  await writer.write({ kind: 'file', path: relative(root, file).split(sep).join('/'), bytes: size })
  for await (const piece of createReadStream(file, { highWaterMark: pieceBytes }))
    await writer.write({ kind: 'piece', data: (piece as Buffer).toString('base64') })
}

export interface FileLoader {
  open(path: string): Promise<void>
  append(data: string): Promise<void>
  /** Moves everything into place at once. */
  commit(): Promise<void>
  abandon(): Promise<void>
}

/** Whether the data directory has no files of tenants yet. */
export const hasNoFiles = async (dataDir: string): Promise<boolean> => {
  const root = folderOf(dataDir)
  if (!existsSync(root)) return true
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  return !entries.some((entry) => entry.isFile())
}

/** Receives files into a folder beside the real one, which takes its place at the end. */
export const openFileLoader = async (dataDir: string): Promise<FileLoader> => {
  const root = folderOf(dataDir)
  const incoming = `${root}.restoring`
  await rm(incoming, { recursive: true, force: true })
  await mkdir(incoming, { recursive: true, mode: 0o700 })
  let handle: FileHandle | null = null

  const close = async (): Promise<void> => {
    await handle?.sync()
    await handle?.close()
    handle = null
  }

  return {
    open: async (path) => {
      await close()
      const target = resolve(incoming, path)
      if (!target.startsWith(incoming + sep)) throw new BackupInvalidError('damaged')
      await mkdir(dirname(target), { recursive: true, mode: 0o700 })
      handle = await open(target, 'wx', 0o600)
    },
    append: async (data) => {
      if (!handle) throw new BackupInvalidError('damaged')
      await handle.write(Buffer.from(data, 'base64'))
    },
    commit: async () => {
      await close()
      await rm(root, { recursive: true, force: true })
      await rename(incoming, root)
    },
    abandon: async () => {
      await close().catch(() => undefined)
      await rm(incoming, { recursive: true, force: true })
    },
  }
}
