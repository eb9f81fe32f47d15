import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { parse } from 'yaml'
import { variableNames } from '../../config/env.ts'
import { listFiles, root } from '../helpers/scan-source.ts'

const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** Instructions of the Dockerfile: keyword and the rest, continued lines joined, comments left out. */
const instructions = read('Dockerfile')
  .split('\n')
  .filter((line) => !/^\s*(#|$)/.test(line))
  .join('\n')
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .map((line) => /^([A-Z]+)\s+(.*)$/.exec(line)!)
  .map(([, keyword, rest]) => ({ keyword: keyword!, rest: rest! }))

const the = (keyword: string): string => instructions.find((one) => one.keyword === keyword)?.rest ?? ''
const commandOf = (text: string): string[] => JSON.parse(/\[.*\]$/.exec(text)![0])

test('the image starts what npm start starts, not as root, and says whether it lives', (t) => {
  const { scripts } = JSON.parse(read('package.json'))
  t.is(commandOf(the('CMD')).join(' '), scripts.start)
  t.true(existsSync(join(root, commandOf(the('CMD')).at(-1)!)), 'the program that it starts exists')
  t.regex(the('FROM'), /^node:24\b/)
  t.is(the('USER'), 'node')
  t.regex(the('HEALTHCHECK'), /\/healthz/)
  t.notThrows(() => new Function(commandOf(the('HEALTHCHECK')).at(-1)!), 'the check is a program')
  t.deepEqual(commandOf(the('VOLUME')), [/SEXTANT_DATA_DIR=(\S+)/.exec(the('ENV'))?.[1] ?? ''])
  t.regex(the('ENV'), /\bHOST=0\.0\.0\.0\b/)
  const order = instructions.map(({ keyword }) => keyword)
  t.true(order.lastIndexOf('RUN') < order.indexOf('USER'), 'rights are given before they are dropped')
})

test('the image holds what the program needs and nothing else', (t) => {
  const [first, ...kept] = read('.dockerignore').trim().split('\n')
  t.is(first, '**')
  for (const line of kept) t.true(existsSync(join(root, line.replace(/^!/, ''))), line)
  const programs = listFiles().filter((path) => /^[\w-]+\.ts$/.test(path))
  t.true(programs.includes('main.ts'))
  const folders = [
    ...programs,
    'client/package.json',
    'api',
    'bots',
    'cli',
    'config',
    'core',
    'db',
    'package.json',
    'package-lock.json',
    '.npmrc',
  ]
  for (const name of folders) t.true(kept.includes(`!${name}`), name)
  for (const name of ['.env', 'data', 'node_modules', 'test']) t.false(kept.includes(`!${name}`), name)
})

const compose = parse(read('docker-compose.yml'))
const { app, db } = compose.services

test('compose waits for a healthy database and keeps both data folders', (t) => {
  t.deepEqual(app.depends_on, { db: { condition: 'service_healthy' } })
  t.regex(db.image, /^postgres:(1[5-9]|[2-9]\d)$/)
  t.true(db.healthcheck.test.includes('pg_isready'))
  for (const service of [app, db])
    for (const volume of service.volumes) t.true(volume.split(':')[0] in compose.volumes, volume)
  t.deepEqual(app.volumes, [`data:${app.environment.SEXTANT_DATA_DIR}`])
  t.deepEqual(
    Object.keys(app.environment).filter((name) => !variableNames.includes(name)),
    [],
  )
  t.deepEqual(
    variableNames.filter((name) => !(name in app.environment)),
    [],
    'every variable reaches the container',
  )
})

test('compose has no default secret', (t) => {
  const secrets: [string, string][] = [
    ['MASTER_KEY', app.environment.MASTER_KEY],
    ['POSTGRES_PASSWORD', db.environment.POSTGRES_PASSWORD],
    ['POSTGRES_PASSWORD', app.environment.DATABASE_URL],
  ]
  for (const [name, value] of secrets) t.regex(value, new RegExp(String.raw`\$\{${name}:\?[^}]+\}`))
  for (const name of ['ADMIN_PASSWORD', 'METRICS_TOKEN']) t.is(app.environment[name], `\${${name}:-}`)
})

test('compose gives Sextant a role that row-level security binds, and publishes on this machine only', (t) => {
  const script = compose.configs['create-database'].content
  t.regex(script, /create role sextant login nosuperuser nobypassrls/)
  t.regex(app.environment.DATABASE_URL, /^postgres:\/\/sextant:/)
  for (const port of app.ports) t.true(port.startsWith(`\${HOST_ADDRESS:-127.0.0.1}:`), port)
})
