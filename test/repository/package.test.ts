import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { listFiles, root } from '../helpers/scan-source.ts'

const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const manifest = JSON.parse(read('package.json'))
const lock = JSON.parse(read('package-lock.json'))

test('every version is exact, and the lock file agrees', (t) => {
  const wanted: Record<string, string> = { ...manifest.dependencies, ...manifest.devDependencies }
  for (const [name, version] of Object.entries(wanted)) {
    t.regex(version, /^\d+\.\d+\.\d+$/, name)
    t.is(lock.packages[`node_modules/${name}`].version, version, name)
  }
})

test('the lock file names no registry: it installs from whichever npm is set to', (t) => {
  // The client's own folder is a package too, and its address a folder of this repository.
  const resolved = Object.values(
    lock.packages as Record<string, { resolved?: string; link?: boolean }>,
  ).filter((one) => one.resolved && !one.link)
  t.deepEqual(resolved, [])
})

test('every script runs a file that exists', (t) => {
  const files = Object.values(manifest.scripts as Record<string, string>).flatMap(
    (line) => line.match(/\S+\.ts\b/g) ?? [],
  )
  t.true(files.length > 0)
  const known = new Set(listFiles())
  t.deepEqual(
    files.filter((file) => !file.includes('*') && !known.has(file)),
    [],
  )
})

/** French counts a million as `many`, English knows only one and other. */
const withoutPlural = (key: string): string => key.replace(/_(zero|one|two|few|many|other)$/, '')

test('both languages have the same words', (t) => {
  const keysOf = (value: object, path = ''): string[] =>
    Object.entries(value).flatMap(([key, inner]) =>
      typeof inner === 'object' ? keysOf(inner, `${path}${key}.`) : [withoutPlural(`${path}${key}`)],
    )
  const names = listFiles('core/locales/fr').map((path) => path.split('/').at(-1)!)
  t.true(names.length > 0)
  for (const name of names) {
    const words = (locale: string): string[] =>
      [...new Set(keysOf(JSON.parse(read(`core/locales/${locale}/${name}`))))].sort()
    t.deepEqual(words('fr'), words('en'), name)
  }
  t.deepEqual(
    listFiles('core/locales/en')
      .map((path) => path.split('/').at(-1)!)
      .sort(),
    [...names].sort(),
  )
})

test('git ignores nothing that the program or a test reads', (t) => {
  const isRepository = spawnSync('git', ['rev-parse', '--git-dir'], { cwd: root }).status === 0
  if (!isRepository) return t.pass('not a clone')
  const { stdout } = spawnSync('git', ['check-ignore', '--stdin', '--no-index'], {
    cwd: root,
    encoding: 'utf8',
    input: listFiles().join('\n'),
  })
  const mine = /^(\.env|.*\.log)$/
  t.deepEqual(
    stdout.split('\n').filter((path) => path && !mine.test(path)),
    [],
  )
})
