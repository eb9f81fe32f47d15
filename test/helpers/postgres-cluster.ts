import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'

/** A PostgreSQL server of a test's own, which it may treat as badly as it likes. */
export interface Cluster {
  url: string
  /** Ends all sessions as a crash would, recovers, and is up again when this returns. */
  crash(): Promise<void>
  /** Takes it away, as a crash would, until `start`. */
  stop(): Promise<void>
  start(): Promise<void>
}

const versions = '/usr/lib/postgresql'

/** Where PostgreSQL's own programs are; null where none is installed. */
export const findPostgres = (): string | null => {
  if (!existsSync(versions)) return null
  const [newest] = readdirSync(versions).sort((a, b) => Number(b) - Number(a))
  const bin = newest && join(versions, newest, 'bin')
  return bin && existsSync(join(bin, 'initdb')) ? bin : null
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

/** PostgreSQL refuses to run as root; the package makes a user for it. */
const asPostgres = async (command: string[]): Promise<void> => {
  const isRoot = process.getuid?.() === 0
  const words = isRoot
    ? ['setpriv', '--reuid', 'postgres', '--regid', 'postgres', '--clear-groups', ...command]
    : command
  // A server that kept an inherited pipe open would be waited for.
  const child = spawn(words[0]!, words.slice(1), { cwd: '/', stdio: 'ignore' })
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve))
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}`)
}

const giveToPostgres = (folder: string): void => {
  if (process.getuid?.() !== 0) return
  const id = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout)
  chownSync(folder, id('-u'), id('-g'))
}

/** Makes and starts a cluster that ends with the test. */
export const startCluster = async (t: Pick<ExecutionContext, 'teardown'>, bin: string): Promise<Cluster> => {
  const folder = mkdtempSync(join(tmpdir(), 'sextant-cluster-'))
  chmodSync(folder, 0o755)
  giveToPostgres(folder)
  const data = join(folder, 'data')
  const port = await freePort()
  const control = (...words: string[]) =>
    asPostgres([join(bin, 'pg_ctl'), '-D', data, '-l', join(folder, 'log'), '-w', ...words])
  let isUp = true
  const stop = async (): Promise<void> => {
    await control('stop', '-m', 'immediate')
    isUp = false
  }
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1`
  const start = async (): Promise<void> => {
    await control('-o', options, 'start')
    isUp = true
  }
  t.teardown(async () => {
    await (isUp ? stop() : Promise.resolve()).finally(() => rmSync(folder, { recursive: true, force: true }))
  })
  await asPostgres([
    join(bin, 'initdb'),
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale',
    'C.UTF-8',
  ])
  await start()
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    crash: () => control('restart', '-m', 'immediate'),
    stop,
    start,
  }
}
