import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { root } from './scan-source.ts'

export interface SpawnedServer {
  url: string
  pid: number
  /** From the start of the process to its ready line. */
  readyMs: number
  /** Resident memory of the process itself, without children. */
  residentMb(): number
  /** SIGTERM, then waits for the end. @returns the exit code */
  stop(): Promise<number | null>
  /** SIGKILL, then waits for the end. */
  kill(): Promise<void>
  /** Resolves to the exit code when the process ends, for whatever reason; null after a signal. */
  ended: Promise<number | null>
  /** The last of what it wrote to standard error, and its log. */
  trouble(): string
  /** Lines of its log about failures that nobody foresaw. Must stay empty. */
  bugs: readonly string[]
}

/** A server that was started and may not be ready, or never will. */
export interface LaunchedServer
  extends Pick<SpawnedServer, 'pid' | 'ended' | 'kill' | 'stop' | 'trouble' | 'bugs'> {
  /** Rejects when the process ends first. */
  ready: Promise<{ url: string; readyMs: number }>
}

const readyForMs = 60_000

/** For many starts, which compile the same sources. Not for who measures one. */
export const keptSources = {
  NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compile'),
}

const onlyMine = { PORT: '0', LOG_LEVEL: 'warn' }

/**
 * Starts what `npm start` starts, on a free port, and waits for nothing.
 * @param hear gets every word that it writes
 */
export const launchServer = (
  env: Record<string, string>,
  hear: (text: string) => void = () => undefined,
): LaunchedServer => {
  const startedAt = performance.now()
  const child = spawn(process.execPath, ['--max-semi-space-size=4', 'main.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...onlyMine, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => hear(String(text)))
  let trouble = ''
  const keep = (text: Buffer | string): void => {
    trouble = (trouble + text).slice(-8_000)
  }
  const bugs: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => {
    keep(`${line}\n`)
    if (line.includes('"msg":"a bug"')) bugs.push(line)
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const ready = (async () => {
    const lines = createInterface({ input: child.stdout })
    for await (const line of lines) {
      const url = /^Sextant is ready: (\S+)/.exec(line)?.[1]
      if (!url) {
        keep(`${line}\n`)
        continue
      }
      child.stdout.on('data', keep).resume()
      return { url: url.replace(/\/$/, ''), readyMs: performance.now() - startedAt }
    }
    await ended
    const how = child.signalCode ?? `code ${child.exitCode}`
    throw new Error(`the server ended (${how}) before it was ready:\n${trouble}`)
  })()
  // Who launches a server that must fail does not wait for it to be ready.
  ready.catch(() => {})
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal)
    return ended
  }
  return {
    pid: child.pid!,
    ended,
    ready,
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
    trouble: () => trouble,
    bugs,
  }
}

/** Starts what `npm start` starts, on a free port, and waits for its ready line. */
export const spawnServer = async (env: Record<string, string>): Promise<SpawnedServer> => {
  const launched = launchServer(env)
  const { ready, pid, kill, trouble } = launched
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not ready after ${readyForMs} ms:\n${trouble()}`)), readyForMs)
  })
  const residentMb = (): number =>
    Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024
  try {
    return { ...launched, ...(await Promise.race([ready, late])), residentMb }
  } catch (error) {
    await kill()
    throw error
  } finally {
    clearTimeout(timer)
  }
}

export interface FailedStart {
  code: number | null
  /** Standard error and whatever else it said. */
  said: string
  tookMs: number
}

/** Starts a server that is not meant to come up, and waits for its end. */
export const startInVain = async (env: Record<string, string>): Promise<FailedStart> => {
  const startedAt = performance.now()
  const { ended, kill, trouble } = launchServer(env)
  const timer = setTimeout(() => void kill(), readyForMs)
  const code = await ended
  clearTimeout(timer)
  return { code, said: trouble(), tookMs: performance.now() - startedAt }
}
