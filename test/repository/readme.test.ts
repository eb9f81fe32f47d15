import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { listFiles, root } from '../helpers/scan-source.ts'

const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const readme = read('README.md')
const { scripts } = JSON.parse(read('package.json'))

/** Paths of the annotated tree: a name, spaces, what it is; two spaces of indent a level. */
const treePaths = (): string[] => {
  const tree = /```\n(main\.ts {2}[\s\S]*?)```/.exec(readme)?.[1] ?? ''
  let folder = ''
  return tree
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [, indent, name] = /^( *)(\S+)/.exec(line)!
      if (indent === '') folder = name!
      return indent === '' ? name! : folder + name!
    })
}

test('the annotated tree shows what is there', (t) => {
  const paths = treePaths()
  t.true(paths.length > 10)
  t.deepEqual(
    paths.filter((path) => !existsSync(join(root, path))),
    [],
  )
  const shown = new Set(paths)
  const folders = new Set(
    listFiles('core')
      .map((path) => path.split('/').slice(0, 2).join('/'))
      .filter((path) => !path.endsWith('.ts')),
  )
  t.deepEqual(
    [...folders].filter((path) => !shown.has(`${path}/`)),
    [],
  )
})

test('links and pictures lead to files of the repository', (t) => {
  const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)]
    .map(([, target]) => target!)
    .filter((target) => !/^https?:/.test(target))
  t.true(links.length > 2)
  t.deepEqual(
    links.filter((target) => !existsSync(join(root, target))),
    [],
  )
})

test('commands that it tells people to run exist', (t) => {
  const names = [...readme.matchAll(/npm run (?:--silent )?([a-z:]+)/g)].map(([, name]) => name!)
  t.true(names.includes('sextant'))
  t.deepEqual(
    names.filter((name) => !scripts[name]),
    [],
  )
  const commands = [...readme.matchAll(/npm run --silent sextant -- ([a-z-]+)/g)].map(([, name]) => name!)
  t.deepEqual(
    commands.filter((name) => !existsSync(join(root, 'cli/commands', `${name}.ts`))),
    [],
  )
})

test('documents carry no path of a machine', (t) => {
  for (const path of [
    'README.md',
    'CHANGELOG.md',
    '.env.example',
    'docker-compose.yml',
    'Dockerfile',
    '.ci/run',
  ])
    t.notRegex(read(path), /(^|[\s"'(=:])\/(work|home|Users)\//m, path)
})
