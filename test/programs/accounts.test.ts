import { join } from 'node:path'
import test from 'ava'
import { makeFolder, runCli } from '../helpers/run-cli.ts'

// One embedded database for the whole story: creating one takes most of the time.
test('a new installation: migrate, tenant, accounts, demo, backup, and back again', async (t) => {
  const env = { SEXTANT_DATA_DIR: makeFolder(t), LANG: 'en_GB.UTF-8' }
  const json = async (words: string[], input = ''): Promise<Record<string, unknown>> => {
    const { code, stdout, stderr } = await runCli([...words, '--json'], { env, input })
    t.is(code, 0, stderr)
    return JSON.parse(stdout)
  }
  const { applied } = (await json(['migrate'])) as { applied: string[] }
  t.true(applied.length > 10)

  t.like(await json(['tenant', 'create', 'acme', '--name', 'Acme']), { client_id: 'acme', name: 'Acme' })
  t.is((await runCli(['tenant', 'create', 'Not An Id', '--name', 'x'], { env })).code, 2)

  const operator = await json(['user', 'create', 'ada@example.org'])
  t.is((operator.password as string).length, 20)
  const member = [
    'user',
    'create',
    'lea@example.org',
    '--tenant',
    'acme',
    '--role',
    'admin',
    '--password-stdin',
  ]
  t.deepEqual(Object.keys(await json(member, 'a good long password\n')), ['id', 'email'])
  t.is(
    (await runCli(['user', 'create', 'x@example.org', '--tenant', 'acme', '--role', 'boss'], { env })).code,
    2,
  )

  t.deepEqual(await json(['seed']), { tenant: 'demo' })
  const file = join(makeFolder(t), 'sextant.backup')
  const saved = await json(['backup', file])
  t.is(saved.files, 1, 'the file of the demo')
  t.is((await runCli(['backup', file], { env })).code, 2, 'an existing backup is not overwritten')
  const empty = { ...env, SEXTANT_DATA_DIR: makeFolder(t) }
  const restored = await runCli(['restore', file, '--json'], { env: empty })
  t.is(restored.code, 0, restored.stderr)
  t.like(JSON.parse(restored.stdout), { rows: saved.rows, files: 1 })
  const twice = await runCli(['restore', file], { env: empty })
  t.is(twice.code, 1)
  t.regex(twice.stderr, /holds data already/)
  const again = await runCli(['tenant', 'create', 'acme', '--name', 'Acme'], { env: empty })
  t.is(again.code, 1)
  t.regex(again.stderr, /taken already/, 'the tenant came back')

  const { reverted } = (await json(['migrate', '--down', '0'])) as { reverted: string[] }
  t.deepEqual(reverted, applied.toReversed())
})
