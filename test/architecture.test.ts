import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import test from 'ava'
import {
  type Import,
  listFiles,
  maskSource,
  readSources,
  root,
  type Source,
  scanSource,
} from './helpers/scan-source.ts'

const sources = readSources()
const product = sources.filter(({ path }) => !path.startsWith('test/'))
const byPath = new Map(sources.map((source) => [source.path, source]))

const layerOf = (path: string): string => path.split('/')[0]!
/** Where each layer may reach besides itself. What wires (main, cli) and what tests may reach everything. */
const reach: Record<string, string[]> = {
  config: [],
  db: ['config'],
  core: ['db', 'config'],
  bots: ['core', 'db', 'config'],
  api: ['core', 'db', 'config'],
  // A package of its own, which others take without the rest.
  client: [],
}

/** `from → to` of every import that the rule forbids. */
const forbidden = (files: Source[], isForbidden: (source: Source, found: Import) => boolean): string[] =>
  files.flatMap((source) =>
    source.imports
      .filter((found) => isForbidden(source, found))
      .map((found) => `${source.path} → ${found.target ?? found.specifier}`),
  )

/** The first circle that can be walked from each node, as readable paths; a graph without circles gives none. */
const findCycles = (graph: Map<string, Set<string>>): string[] => {
  const done = new Set<string>()
  const cycles: string[] = []
  const walk = (node: string, trail: string[]): void => {
    const seenAt = trail.indexOf(node)
    if (seenAt >= 0) cycles.push([...trail.slice(seenAt), node].join(' → '))
    if (seenAt >= 0 || done.has(node)) return
    for (const next of graph.get(node) ?? []) walk(next, [...trail, node])
    done.add(node)
  }
  for (const node of graph.keys()) walk(node, [])
  return cycles
}

const graphOf = (
  files: Source[],
  nodeOf: (path: string) => string | null,
  isEdge: (found: Import) => boolean,
): Map<string, Set<string>> => {
  const graph = new Map<string, Set<string>>()
  for (const { path, imports } of files) {
    const from = nodeOf(path)
    if (from === null) continue
    const edges = graph.get(from) ?? new Set()
    graph.set(from, edges)
    for (const found of imports.filter(isEdge)) {
      const to = found.target === null ? null : nodeOf(found.target)
      if (to !== null && to !== from) edges.add(to)
    }
  }
  return graph
}

test('the scan sees imports of every form and nothing that only looks like one', (t) => {
  const source = scanSource(
    'core/a/b.ts',
    [
      "import one, { two } from './one.ts'",
      "import type { Three } from '../three.ts'",
      "import * as four from 'four'",
      "import './five.ts'",
      "export { six } from './six.ts'",
      "export type { Seven } from './seven.ts'",
      "const eight = await import('./eight.ts')",
      "const nine = new URL('./nine.ts', import.meta.url)",
      "// import { no } from 'no'",
      'const text = "import { no } from \'no\'"',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: source text under test
      "const template = `import no from 'no' ${await import('./ten.ts')} from 'no'`",
      'const regex = /import \'no\'/.test(text) ? a / b : "x" / c',
      "import {\n  type Eleven,\n  twelve,\n} from './eleven.ts'",
    ].join('\n'),
  )
  const seen = source.imports.map(({ kind, specifier, target }) => `${kind} ${target ?? specifier}`).sort()
  t.deepEqual(seen, [
    'dynamic core/a/eight.ts',
    'dynamic core/a/ten.ts',
    'static core/a/eleven.ts',
    'static core/a/five.ts',
    'static core/a/one.ts',
    'static core/a/six.ts',
    'static four',
    'type core/a/seven.ts',
    'type core/three.ts',
    'url core/a/nine.ts',
  ])
  t.is(maskSource(source.text).length, source.text.length)
})

test('every relative import names a file that exists', (t) => {
  const files = new Set(listFiles())
  t.deepEqual(
    forbidden(sources, (_, { target }) => target !== null && !files.has(target)),
    [],
  )
  t.true(product.length > 20, 'the scan found the sources')
})

test('arrows point one way: bots, api → core → db → config', (t) => {
  const found = forbidden(product, ({ path }, { target }) => {
    const allowed = reach[layerOf(path)]
    if (!allowed || target === null) return false
    return layerOf(target) !== layerOf(path) && !allowed.includes(layerOf(target))
  })
  t.deepEqual(found, [])
})

test('the platforms of bots never import each other', (t) => {
  const platformOf = (path: string): string | null => /^bots\/([^/]+)\//.exec(path)?.[1] ?? null
  const found = forbidden(product, ({ path }, { target }) => {
    const from = platformOf(path)
    const to = target === null ? null : platformOf(target)
    // `bots/commands` is what they share; it knows none of them.
    return from !== null && to !== null && from !== to && to !== 'commands'
  })
  t.deepEqual(found, [])
})

test('bots and api see models as types only', (t) => {
  const found = forbidden(
    product,
    ({ path }, { target, kind }) =>
      /^(bots|api)\//.test(path) && kind !== 'type' && Boolean(target?.startsWith('db/models/')),
  )
  t.deepEqual(found, [])
})

test('core knows no web framework, no platform and no HTTP server', (t) => {
  const edges = /^(koa|@koa\/.*|@slack\/.*|discord\.js|@discordjs\/.*|(node:)?https?2?|@fastify\/.*)$/
  const found = forbidden(
    product,
    ({ path }, { specifier }) => path.startsWith('core/') && edges.test(specifier),
  )
  t.deepEqual(found, [])
})

test('no file imports itself through others', (t) => {
  const graph = graphOf(
    sources,
    (path) => path,
    ({ kind }) => kind === 'static',
  )
  t.deepEqual(findCycles(graph), [])
  t.deepEqual(
    findCycles(
      new Map([
        ['a', new Set(['b'])],
        ['b', new Set(['c'])],
        ['c', new Set(['a'])],
      ]),
    ),
    ['a → b → c → a'],
  )
})

test('the features of core use each other without a circle', (t) => {
  const featureOf = (path: string): string | null => /^core\/([^/]+)\//.exec(path)?.[1] ?? null
  const graph = graphOf(product, featureOf, ({ kind }) => kind !== 'type')
  t.deepEqual(findCycles(graph), [])
})

test('only config, main and the command line read the environment', (t) => {
  const readers = product
    .filter(({ path }) => !/^(config\/|cli\/|main\.ts$)/.test(path))
    .filter(({ code }) => /\bprocess\s*(\.|\?\.)\s*env\b/.test(code))
  t.deepEqual(
    readers.map(({ path }) => path),
    [],
  )
})

test('no model is named in the code: they are data', (t) => {
  const seeds = JSON.parse(readFileSync(join(root, 'db/seeds/data/llm-models.json'), 'utf8'))
  const families =
    /\b(?:gpt-\d|gpt-oss|claude-\w|deepseek-(?:v|chat|reasoner)|o\d-mini|llama-?\d|mistral-\w|gemini-\w)/i
  const named = seeds.map(({ model }: { model: string }) => model)
  t.true(named.length > 0 && named.every((model: string) => families.test(model)), 'the pattern knows them')
  t.deepEqual(
    product
      .filter(({ text }) => families.test(text) || named.some((model: string) => text.includes(model)))
      .map(({ path }) => path),
    [],
  )
})

test('there is no barrel, no default export and no catch-all folder', (t) => {
  const onlyReExports = ({ code, imports }: Source): boolean =>
    imports.some(({ isReExport }) => isReExport) &&
    !/^\s*(?:export\s+)?(?:declare\s+)?(?:async\s+)?(?:const|let|function|class|interface|type)\b/m.test(code)
  const barrels = product.filter(
    (source) =>
      (source.path.endsWith('/index.ts') && source.path !== 'db/models/index.ts') ||
      onlyReExports(source) ||
      /\bexport\s*\*\s*from\b/.test(source.code),
  )
  t.deepEqual(
    barrels.map(({ path }) => path),
    [],
  )
  const defaults = product.filter(({ path, code }) => path.includes('/') && /\bexport\s+default\b/.test(code))
  t.deepEqual(
    defaults.map(({ path }) => path),
    [],
  )
  const catchAll = product.filter(({ path }) => /\/?(utils?|helpers?|common|types|services)\//.test(path))
  t.deepEqual(
    catchAll.map(({ path }) => path),
    [],
  )
})

test('files and folders are named in kebab-case', (t) => {
  const odd = product.filter(
    ({ path }) => !/^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+([-.][a-z0-9]+)*\.(ts|js)$/.test(path),
  )
  t.deepEqual(
    odd.map(({ path }) => path),
    [],
  )
})

/** Lines of a model class, one level deep, that make a field without `declare`. */
const undeclaredFields = (code: string): string[] => {
  const fields: string[] = []
  for (const { index } of code.matchAll(/\bclass\s+\w+\s+extends\s+Model\b/g)) {
    let depth = 0
    let line = ''
    for (let at = code.indexOf('{', index); at < code.length; at++) {
      const char = code[at]
      if (char === '{' || char === '(') depth++
      if (char === '}' || char === ')') depth--
      if (depth === 0) break
      if (char !== '\n') {
        if (depth === 1) line += char
        continue
      }
      if (
        /^[{\s]*(?!declare\b|static\b)(?:(?:public|private|protected|readonly|override)\s+)*[\w$]+[!?]?\s*[:=]/.test(
          line,
        )
      )
        fields.push(line.trim())
      line = ''
    }
  }
  return fields
}

test('every field of a model is declared, or it would hide the attribute', (t) => {
  t.deepEqual(
    undeclaredFields(
      'class A extends Model<B> {\n  declare id: string\n  name: string\n  get x() { return 1 }\n}\n',
    ),
    ['name: string'],
  )
  const models = product.filter(({ path }) => path.startsWith('db/models/'))
  const found = models.flatMap(({ path, code }) => undeclaredFields(code).map((field) => `${path}: ${field}`))
  t.deepEqual(found, [])
})

test('what the program imports is installed without the development dependencies', (t) => {
  const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'))
  const { dependencies } = read('package.json')
  const client = read('client/package.json')
  const builtIn = new Set(builtinModules)
  const packageOf = (specifier: string): string =>
    specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/')
  const found = forbidden(product, ({ path }, { specifier, target, kind }) => {
    if (target !== null || kind === 'type' || specifier.startsWith('node:')) return false
    // Pages run in the browser, which has no packages.
    if (path.startsWith('bots/web/page/')) return true
    if (path === 'client/generate.ts') return client.devDependencies[packageOf(specifier)] === undefined
    if (path.startsWith('client/')) return client.dependencies[packageOf(specifier)] === undefined
    return builtIn.has(specifier) || dependencies[packageOf(specifier)] === undefined
  })
  t.deepEqual(found, [])
})

/** Files past 300 lines, each with the reason why splitting it would read worse. */
const longFiles: Record<string, string> = {}

test('a file past 300 lines has a reason', (t) => {
  const long = product.filter(({ text }) => text.split('\n').length > 301).map(({ path }) => path)
  t.deepEqual(
    long.filter((path) => !longFiles[path]),
    [],
    'split it, or say why not',
  )
  t.deepEqual(
    Object.keys(longFiles).filter((path) => !long.includes(path) || !byPath.has(path)),
    [],
    'no longer long',
  )
})
