import { constants } from 'node:fs'
import { access, statfs } from 'node:fs/promises'
import type { Database } from '../db/database.ts'

/** One part that must work before questions can be taken. */
export interface ReadinessCheck {
  name: string
  /** True, or what is wrong, as a code. */
  check(): Promise<true | string>
}

const minFreeBytes = 100 * 1024 * 1024
const timeoutMs = 3_000

const dataDirWritable = async (dataDir: string): Promise<true | string> => {
  await access(dataDir, constants.W_OK | constants.X_OK)
  return true
}

const diskSpace = async (dataDir: string): Promise<true | string> => {
  const { bavail, bsize } = await statfs(dataDir)
  return bavail * bsize >= minFreeBytes || 'disk_nearly_full'
}

/** The checks every deployment has. `isMigrated` and `isQueueReady` come from those who opened them. */
export const readinessChecks = (options: {
  db: Database
  dataDir: string
  isMigrated(): Promise<boolean>
  isQueueReady(): Promise<boolean>
}): ReadinessCheck[] => {
  const { db, dataDir, isMigrated, isQueueReady } = options
  return [
    { name: 'database', check: async () => (await db.isReady()) || 'database_unavailable' },
    { name: 'migrations', check: async () => (await isMigrated()) || 'migrations_pending' },
    { name: 'queue', check: async () => (await isQueueReady()) || 'queue_unavailable' },
    { name: 'data_dir', check: () => dataDirWritable(dataDir) },
    { name: 'disk', check: () => diskSpace(dataDir) },
  ]
}

/** Looks again only when the last good answer is older than that: some checks open a connection of their own. */
export const remembered = (forMs: number, look: () => Promise<boolean>): (() => Promise<boolean>) => {
  let goodUntil = Number.NEGATIVE_INFINITY
  return async () => {
    if (performance.now() < goodUntil) return true
    const isGood = await look()
    if (isGood) goodUntil = performance.now() + forMs
    return isGood
  }
}

const inTime = async (check: ReadinessCheck): Promise<true | string> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('too_slow'), timeoutMs)
  })
  try {
    return await Promise.race([check.check(), late])
  } catch {
    return `${check.name}_failed`
  } finally {
    clearTimeout(timer)
  }
}

/** Runs all checks at once; one that throws or takes over three seconds has failed. */
export const runChecks = async (
  checks: readonly ReadinessCheck[],
): Promise<{ isReady: boolean; parts: Record<string, { ok: boolean; reason: string | null }> }> => {
  const results = await Promise.all(checks.map(async (check) => [check.name, await inTime(check)] as const))
  const parts = results.map(([name, result]) => [
    name,
    { ok: result === true, reason: result === true ? null : result },
  ])
  return { isReady: results.every(([, result]) => result === true), parts: Object.fromEntries(parts) }
}
