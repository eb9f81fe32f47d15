import { hkdfSync, randomBytes } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../errors.ts'

const keyBytes = 32

const decode = (text: string): Buffer => {
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length !== keyBytes)
    throw new AppError('configuration_invalid', 'the master key is not 32 bytes in base64', {
      details: { name: 'MASTER_KEY' },
    })
  return key
}

/** Written whole or not at all: of two processes that start together, one makes the key and the other reads it. */
const makeFile = async (file: string): Promise<void> => {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(`${randomBytes(keyBytes).toString('base64')}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const isExisting = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EEXIST'

/**
 * The deployment's master key (32 bytes): the configured one, or the one generated into `<dataDir>/secrets/master.key`.
 * Losing it ends all sessions and makes the tenants' stored credentials unreadable.
 * @throws AppError `configuration_invalid` for a key that is not 32 bytes
 */
export const readMasterKey = async (config: {
  masterKey: string | null
  dataDir: string
}): Promise<Buffer> => {
  if (config.masterKey !== null) return decode(config.masterKey)
  const file = join(config.dataDir, 'secrets', 'master.key')
  await makeFile(file).catch((error: unknown) => {
    if (!isExisting(error)) throw error
  })
  return decode(await readFile(file, 'utf8'))
}

/** A key for one purpose (HKDF-SHA-256), so that what leaks of one says nothing of the others. */
export const deriveKey = (masterKey: Buffer, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', masterKey, 'sextant', purpose, keyBytes))
