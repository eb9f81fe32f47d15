import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { startMailServer } from '../helpers/mail-server.ts'
import { makeFolder, runCli } from '../helpers/run-cli.ts'
import { keptSources, spawnServer } from '../helpers/spawn-server.ts'

interface Check {
  name: string
  state: string
  message: string
  advice: string | null
}

const doctor = async (t: ExecutionContext, env: Record<string, string>) => {
  const { code, stdout, stderr } = await runCli(['doctor', '--json'], {
    env: { LANG: 'en_GB.UTF-8', PORT: '0', ...env },
  })
  t.is(stderr, '')
  const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: Check[] }
  t.is(code, ok ? 0 : 1)
  for (const { state, message, advice } of checks)
    if (state === 'failed') t.truthy(advice, `${message} says what to do`)
  return { ok, failed: checks.filter(({ state }) => state === 'failed').map(({ name }) => name), checks }
}

const one = (checks: Check[], name: string): Check | undefined => checks.find((check) => check.name === name)

test('all is well before the first start, and nothing is created by looking', async (t) => {
  const folder = join(makeFolder(t), 'data')
  const { ok, checks } = await doctor(t, { SEXTANT_DATA_DIR: folder })
  t.true(ok)
  t.regex(one(checks, 'database')!.message, /will be created/)
  t.regex(one(checks, 'data_dir')!.message, /will be created/)
})

test('every fault of the configuration is a finding', async (t) => {
  const { failed, checks } = await doctor(t, { PORT: '99999', LOG_LEVEL: 'loud', MASTER_KEY: 'short' })
  t.deepEqual(failed, ['configuration', 'configuration', 'configuration'])
  for (const name of ['PORT', 'LOG_LEVEL', 'MASTER_KEY'])
    t.true(
      checks.some(({ message }) => message.includes(name)),
      name,
    )
})

test('a data directory that is a file, and a database that does not answer', async (t) => {
  const folder = makeFolder(t)
  const file = join(folder, 'file')
  writeFileSync(file, '')
  t.deepEqual((await doctor(t, { SEXTANT_DATA_DIR: file })).failed, ['data_dir'])
  const key = Buffer.from(Array.from({ length: 32 }, (_, at) => at)).toString('base64')
  const url = 'postgres://sextant:4f1c@127.0.0.1:1/sextant'
  const { failed } = await doctor(t, { SEXTANT_DATA_DIR: folder, DATABASE_URL: url, MASTER_KEY: key })
  t.deepEqual(failed, ['database'])
})

test('sample values serve as no secret where others can reach it', async (t) => {
  const folder = makeFolder(t)
  const samples = {
    SEXTANT_DATA_DIR: folder,
    MASTER_KEY: Buffer.alloc(32).toString('base64'),
    ADMIN_EMAIL: 'a@example.org',
    ADMIN_PASSWORD: 'change-me',
  }
  const open = await doctor(t, { ...samples, HOST: '0.0.0.0' })
  t.deepEqual(open.failed, ['secrets'])
  t.regex(one(open.checks, 'secrets')!.message, /MASTER_KEY, ADMIN_PASSWORD/)
  const local = await doctor(t, samples)
  t.true(local.ok)
  t.is(one(local.checks, 'secrets')!.state, 'warning')
})

test('a port that another program has', async (t) => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const { port } = server.address() as { port: number }
  const { failed } = await doctor(t, { SEXTANT_DATA_DIR: makeFolder(t), PORT: String(port) })
  t.deepEqual(failed, ['port'])
})

test('a mail server that lets Sextant in, refuses its password, is not there, or is not set', async (t) => {
  const server = await startMailServer(t, { login: 'zoe:right' })
  const look = async (url: string) => {
    const { checks } = await doctor(t, {
      SEXTANT_DATA_DIR: makeFolder(t),
      SMTP_URL: url,
      MAIL_FROM: 'alerts@example.org',
    })
    return one(checks, 'mail')!
  }
  t.is((await look(server.url)).state, 'ok')
  const refused = await look(server.url.replace('right', 'wrong'))
  t.is(refused.state, 'failed')
  t.regex(refused.message, /127\.0\.0\.1:\d+ does not let Sextant in \(535\)/)
  t.notRegex(JSON.stringify(refused), /wrong|zoe/)
  t.regex((await look('smtp://127.0.0.1:1')).message, /\(ECONNREFUSED\)/)
  t.is((await look('')).state, 'off')
  t.is(server.received.length, 0)
})

test('a Sextant that runs here is told from another program', async (t) => {
  const folder = makeFolder(t)
  const server = await spawnServer({ ...keptSources, SEXTANT_DATA_DIR: folder, SEED_DEMO: '0' })
  t.teardown(server.stop)
  const { port } = new URL(server.url)
  const { ok, checks } = await doctor(t, { SEXTANT_DATA_DIR: folder, PORT: port })
  t.true(ok)
  t.regex(one(checks, 'lock')!.message, new RegExp(`process ${server.pid} `))
  t.regex(one(checks, 'port')!.message, /is ready/)
  t.is(await server.stop(), 0)
})
