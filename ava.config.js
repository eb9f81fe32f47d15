import { statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { testFiles } from './test/helpers/test-files.js'
import './test/helpers/keep-engine.js'

/**
 * Suites that `npm test` leaves out: they need a browser, start the real program many times, kill it, take minutes.
 * The command line names them.
 */
const apart = ['browser', 'programs', 'faults', 'long', 'fuzz']
const isNamed = (suite) => process.argv.some((word) => word.includes(`test/${suite}/`))

/** How long a file takes goes with its size, but for these, which are short and play long stories. */
const stories = ['/parity.test.ts', '/slack-install.test.ts', '/register.test.ts', '/windows.test.ts']
const weightOf = (path) => (stories.some((name) => path.endsWith(name)) ? Infinity : statSync(path).size)

// biome-ignore lint/style/noDefaultExport: ava asks for one
export default {
  files: [...testFiles, ...apart.filter((suite) => !isNamed(suite)).map((suite) => `!test/${suite}/**`)],
  extensions: ['ts'],
  // Every file is a worker that strips and compiles the same sources again: kept, it is a fifth of the whole time.
  environmentVariables: {
    NODE_COMPILE_CACHE: fileURLToPath(new URL('./node_modules/.cache/compile', import.meta.url)),
  },
  // One more than there are cores: some of them mostly wait.
  concurrency: availableParallelism() + 1,
  // So that no long one is begun, alone, when all others have ended.
  sortTestFiles: (one, other) => Math.sign(weightOf(other) - weightOf(one)) || 0,
  timeout: '2m',
}
