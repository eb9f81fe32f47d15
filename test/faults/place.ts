import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { fillDataDir } from '../helpers/database.ts'
import { keptSources, launchServer, type SpawnedServer, spawnServer } from '../helpers/spawn-server.ts'

/** A data folder of this test's own, removed when it ends. */
export const makeDataDir = async (t: Pick<ExecutionContext, 'teardown'>): Promise<string> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sextant-fault-'))
  t.teardown(() => rm(dataDir, { recursive: true, force: true }))
  return dataDir
}

/** The same with an empty database in it, for who does not watch the first start. */
export const makeFilledDataDir = async (t: Pick<ExecutionContext, 'teardown'>): Promise<string> => {
  const dataDir = await makeDataDir(t)
  await fillDataDir(dataDir)
  return dataDir
}

/** A server that never outlives its test. */
export const spawnFor = async (
  t: Pick<ExecutionContext, 'teardown'>,
  env: Record<string, string>,
): Promise<SpawnedServer> => {
  const server = await spawnServer({ ...keptSources, ...env })
  t.teardown(server.kill)
  return server
}

export const launchFor = (
  t: Pick<ExecutionContext, 'teardown'>,
  env: Record<string, string>,
  hear?: (text: string) => void,
) => {
  const server = launchServer({ ...keptSources, ...env }, hear)
  t.teardown(server.kill)
  return server
}

/** Waits until `isTrue`, looking every 50 ms. @returns how long it took, or null when it never became true */
export const until = async (
  isTrue: () => Promise<boolean> | boolean,
  timeoutMs: number,
): Promise<number | null> => {
  const startedAt = performance.now()
  while (performance.now() - startedAt < timeoutMs) {
    if (await isTrue()) return performance.now() - startedAt
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return null
}
