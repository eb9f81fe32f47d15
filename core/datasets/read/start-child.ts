import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { limits } from '../../../config/limits.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const entry = fileURLToPath(new URL('./child.ts', import.meta.url))

/**
 * No file but Sextant's code, nothing to write, no further process, no code made from strings. Its data directory may
 * lie beside the code, so that the folders are named one by one.
 */
export const childFlags = [
  '--permission',
  ...['core/*', 'config/*', 'node_modules/*', 'package.json'].map((path) => `--allow-fs-read=${root}${path}`),
  '--disallow-code-generation-from-strings',
  '--disable-warning=ExperimentalWarning',
  `--max-old-space-size=${limits.upload.maxHeapMb}`,
]

/**
 * The child normally ends by itself when its channel to the parent closes, but not while it is deep in a parser. So
 * the kernel is asked to end it with its parent where it can (Linux), and everywhere to end it after some CPU time.
 */
const guard = `ulimit -c 0; ulimit -t ${Math.ceil(limits.upload.maxReadMs / 500)}
if /usr/bin/setpriv --pdeathsig KILL /bin/true 2>/dev/null; then exec /usr/bin/setpriv --pdeathsig KILL "$0" "$@"; fi
exec "$0" "$@"`

export interface ChildFiles {
  /** Open descriptors: the upload to read, the file to write the table to. */
  upload: number
  place: number
  workDir: string
}

/** Starts the process that reads one upload; see `child.ts` for what it says. */
export const startChild = ({ upload, place, workDir }: ChildFiles): ChildProcess => {
  const options: SpawnOptions = {
    cwd: workDir,
    // A clock without zones: dates of workbooks have none. Nothing else of the server's environment goes along.
    env: { TZ: 'UTC' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc', upload, place],
  }
  const command = [process.execPath, ...childFlags, entry]
  if (process.platform === 'win32') return spawn(command[0]!, command.slice(1), options)
  return spawn('/bin/sh', ['-c', guard, ...command], options)
}
