import { hkdfSync, randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../errors.ts'

const keyBytes = 32

export const isMasterKey = (text: string): boolean => Buffer.from(text.trim(), 'base64').length === keyBytes

/** @throws AppError `configuration_invalid` */
export const parseMasterKey = (text: string): Buffer => {
  if (!isMasterKey(text))
    throw new AppError('configuration_invalid', 'the master key is not 32 bytes in base64', {
      details: { name: 'MASTER_KEY' },
    })
  return Buffer.from(text.trim(), 'base64')
}

const fileOf = (dataDir: string): string => join(dataDir, 'secrets', 'master.key')
/** The next key waits here while a rotation runs: whichever of both the rows need after a crash is on the disk. */
const nextFileOf = (dataDir: string): string => `${fileOf(dataDir)}.next`

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Written whole or not at all: of two processes that start together, one makes the key and the other reads it. */
const makeFile = async (file: string, key: Buffer): Promise<void> => {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(`${key.toString('base64')}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const hasCode = (error: unknown, code: string): boolean => (error as NodeJS.ErrnoException).code === code

/**
 * The deployment's master key (32 bytes): the configured one, or the one generated into `<dataDir>/secrets/master.key`.
 * Losing it ends all access tokens and makes the tenants' stored credentials unreadable.
 * @throws AppError `configuration_invalid` for a key that is not 32 bytes
 */
export const readMasterKey = async (config: {
  masterKey: string | null
  dataDir: string
}): Promise<Buffer> => {
  if (config.masterKey !== null) return parseMasterKey(config.masterKey)
  const file = fileOf(config.dataDir)
  await makeFile(file, randomBytes(keyBytes)).catch((error: unknown) => {
    if (!hasCode(error, 'EEXIST')) throw error
  })
  return parseMasterKey(await readFile(file, 'utf8'))
}

/** The key that a rotation of the generated one was about to put in place; null when none was broken off. */
export const readNextKey = async (dataDir: string): Promise<Buffer | null> => {
  try {
    return parseMasterKey(await readFile(nextFileOf(dataDir), 'utf8'))
  } catch (error) {
    // Cut off before anything was sealed by it.
    if (hasCode(error, 'ENOENT') || error instanceof AppError) return null
    throw error
  }
}

/** Puts the next key on the disk, before anything needs it. @param key null = a new one */
export const stageNextKey = async (dataDir: string, key: Buffer | null): Promise<Buffer> => {
  const next = key ?? randomBytes(keyBytes)
  const file = nextFileOf(dataDir)
  await rm(file, { force: true })
  await makeFile(file, next)
  await syncFolder(dirname(file))
  return next
}

/** The next key becomes the key, at once. */
export const takeNextKey = async (dataDir: string): Promise<void> => {
  await rename(nextFileOf(dataDir), fileOf(dataDir))
  await syncFolder(dirname(fileOf(dataDir)))
}

/** For a rotation that changed nothing. */
export const dropNextKey = (dataDir: string): Promise<void> => rm(nextFileOf(dataDir), { force: true })

/** A key for one purpose (HKDF-SHA-256), so that what leaks of one says nothing of the others. */
export const deriveKey = (masterKey: Buffer, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', masterKey, 'sextant', purpose, keyBytes))
