import { mkdtemp, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import type { Config } from '../../config/env.ts'
import type { Check } from './check.ts'

const failBelowMb = 200
const warnBelowMb = 1024
const probeTimeoutMs = 2_000

/** The folder, or the nearest one above it that exists. */
const nearestFolder = async (path: string): Promise<string> => {
  const found = await stat(path).catch(() => null)
  if (found || dirname(path) === path) return path
  return nearestFolder(dirname(path))
}

/** Writes a real byte: rights alone do not tell about read-only and full disks. Leaves nothing behind. */
export const checkDataDir = async ({ dataDir }: Config): Promise<Check> => {
  const folder = await nearestFolder(dataDir)
  const values = { folder: dataDir }
  const message = folder === dataDir ? 'data_dir' : 'data_dir_new'
  try {
    const probe = await mkdtemp(join(folder, '.sextant-doctor-'))
    try {
      await writeFile(join(probe, 'byte'), 'x')
    } finally {
      await rm(probe, { recursive: true, force: true })
    }
    return { name: 'data_dir', state: 'ok', message, values }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return {
      name: 'data_dir', state: 'failed', message: 'data_dir_unusable', advice: 'data_dir_unusable',
      values: { ...values, code },
    } // biome-ignore format: one check, read at a glance
  }
}

export const checkDisk = async ({ dataDir }: Config): Promise<Check> => {
  const { bavail, bsize } = await statfs(await nearestFolder(dataDir))
  const freeMb = Math.floor((bavail * bsize) / 1024 / 1024)
  const check = { name: 'disk', message: 'disk', values: { freeMb } }
  if (freeMb < failBelowMb) return { ...check, state: 'failed', advice: 'disk_low' }
  return freeMb < warnBelowMb ? { ...check, state: 'warning', advice: 'disk_low' } : { ...check, state: 'ok' }
}

const listenOnce = (port: number, host: string): Promise<string | null> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)))
  })

const isSextant = async (address: string): Promise<boolean> => {
  try {
    const answer = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(probeTimeoutMs) })
    await answer.body?.cancel()
    return answer.ok
  } catch {
    return false
  }
}

const withBrackets = (host: string): string => (host.includes(':') ? `[${host}]` : host)

/** Free, or taken by this very Sextant, which then must be ready. */
export const checkPort = async ({ port, host }: Config, isRunning: boolean): Promise<Check> => {
  const values = { port, host }
  if (port === 0) return { name: 'port', state: 'ok', message: 'port_any', values }
  const code = await listenOnce(port, host)
  if (code === null) return { name: 'port', state: 'ok', message: 'port_free', values }
  if (code !== 'EADDRINUSE')
    return {
      name: 'port',
      state: 'failed',
      message: 'port_unusable',
      advice: 'port_unusable',
      values: { ...values, code },
    }
  const local = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  if (await isSextant(`http://${withBrackets(local)}:${port}`))
    return { name: 'port', state: 'ok', message: 'port_ours', values }
  const advice = isRunning ? 'port_not_ready' : 'port_taken'
  return { name: 'port', state: 'failed', message: 'port_taken', advice, values }
}
