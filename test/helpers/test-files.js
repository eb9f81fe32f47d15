import { existsSync, globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = new URL('../../', import.meta.url)
const tests = new URL('test/', root).href
const opener = new URL('helpers/database.ts', tests).href
const reference = /'((?:\.{1,2}|test)\/[^']+\.ts)'/g

/** The sources of the tests that a file imports, or starts. */
const referredBy = (file) => {
  const text = readFileSync(fileURLToPath(file), 'utf8')
  return [...text.matchAll(reference)]
    .map(([, path]) => new URL(path, path.startsWith('test/') ? root : file).href)
    .filter((url) => url.startsWith(tests) && existsSync(fileURLToPath(url)))
}

/** @returns {boolean} whether the helper that opens databases is within reach of the file */
const reachesOpener = (file) => {
  const seen = new Set([file])
  for (const one of seen) {
    if (one === opener) return true
    for (const next of referredBy(one)) seen.add(next)
  }
  return false
}

const filesWithDatabase = () =>
  globSync('test/**/*.test.ts', { cwd: fileURLToPath(root) }).filter((path) =>
    reachesOpener(new URL(path, root).href),
  )

const isNamed = process.argv.some((word) => word.includes('test/'))

/**
 * On a server only what opens a database, unless the command line names files: the rest has run on the embedded one,
 * and would be the same again.
 */
export const testFiles =
  process.env.TEST_DATABASE_URL && !isNamed ? filesWithDatabase() : ['test/**/*.test.ts']
