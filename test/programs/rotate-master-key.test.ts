import { randomBytes } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import test, { type ExecutionContext } from 'ava'
import { keyIdOf } from '../../core/tenancy/seal.ts'
import { type Database, openDatabase } from '../../db/database.ts'
import { migrate } from '../../db/migrate.ts'
import { withTenant } from '../../db/tenant.ts'
import { fillDataDir } from '../helpers/database.ts'
import { makeFolder, runCli } from '../helpers/run-cli.ts'
import { canary, countReadable, fill, generated, keyFile } from '../helpers/sealed-secrets.ts'

const open = async (t: ExecutionContext, dataDir: string): Promise<Database> => {
  const db = await openDatabase({ databaseUrl: null, dataDir })
  t.teardown(() => db.close())
  await migrate(db)
  return db
}

test.serial('the command replaces the generated key and tells what ends', async (t) => {
  const dataDir = makeFolder(t)
  await fillDataDir(dataDir)
  const env = { SEXTANT_DATA_DIR: dataDir, LOG_LEVEL: 'trace' }
  const first = await open(t, dataDir)
  const before = await generated(dataDir)
  const kept = await fill(first, before, 2)
  await first.close()

  const { code, stdout, stderr } = await runCli(['rotate-master-key', '--locale', 'en'], { env })
  t.is(code, 0, stderr)
  t.regex(stdout, /^The keys of 2 tenants are under the new master key\.\n/)
  t.regex(stdout, /access tokens count no more/)
  t.is(statSync(keyFile(dataDir)).mode & 0o777, 0o600)
  const after = await generated(dataDir)
  t.false(after.equals(before))

  const chosen = randomBytes(32).toString('base64')
  const machine = await runCli(['rotate-master-key', '--json'], { env: { ...env, NEW_MASTER_KEY: chosen } })
  t.deepEqual(JSON.parse(machine.stdout), {
    rewrapped: 2,
    already: 0,
    workspaces: 0,
    unreadable: 0,
    kept: 'file',
  })
  t.is(readFileSync(keyFile(dataDir), 'utf8').trim(), chosen)
  for (const secret of [canary, chosen, before.toString('base64'), after.toString('base64')])
    for (const text of [stdout, stderr, machine.stdout, machine.stderr]) t.false(text.includes(secret))

  const last = await open(t, dataDir)
  t.is(await countReadable(last, await generated(dataDir), kept), 2)
  const [row] = await withTenant(last, kept[0]!.tenantId, () => last.models.TenantKey.findAll())
  t.regex(keyIdOf(row!.wrapped), /^[0-9a-f]{16}$/)
})

test.serial('a configured key is only replaced by one that the operator chose', async (t) => {
  const dataDir = makeFolder(t)
  await fillDataDir(dataDir)
  const from = randomBytes(32)
  const env = { SEXTANT_DATA_DIR: dataDir, MASTER_KEY: from.toString('base64') }
  const db = await open(t, dataDir)
  const kept = await fill(db, from, 1)
  await db.close()

  const without = await runCli(['rotate-master-key'], { env })
  t.is(without.code, 2)
  t.regex(without.stderr, /NEW_MASTER_KEY/)
  const bad = await runCli(['rotate-master-key'], { env: { ...env, NEW_MASTER_KEY: 'tooshort' } })
  t.is(bad.code, 2)
  t.false(bad.stderr.includes('tooshort'))
  const to = randomBytes(32)
  const NEW_MASTER_KEY = to.toString('base64')
  const done = await runCli(['rotate-master-key'], { env: { ...env, NEW_MASTER_KEY } })
  t.is(done.code, 0, done.stderr)
  t.regex(done.stdout, /NEW_MASTER_KEY dans MASTER_KEY/)
  const last = await open(t, dataDir)
  t.is(await countReadable(last, to, kept), 1)
})
