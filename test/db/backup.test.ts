import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import test, { type ExecutionContext } from 'ava'
import { QueryTypes } from 'sequelize'
import { v7 as uuidv7 } from 'uuid'
import { recordAct, recordDeploymentAct } from '../../core/access/audit.ts'
import { verifyChain } from '../../core/access/audit-chain.ts'
import { operatorActor } from '../../core/access/can.ts'
import { backup, restore } from '../../db/backup.ts'
import { type Database, openDatabase } from '../../db/database.ts'
import { BackupInvalidError } from '../../db/errors.ts'
import { appliedMigrations, migrate } from '../../db/migrate.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import {
  createServerDatabase,
  createTestTenant,
  openEmbeddedTestDatabase,
  testServerUrl,
} from '../helpers/database.ts'

const temporary = (t: ExecutionContext): string => {
  const folder = mkdtempSync(join(tmpdir(), 'sextant-backup-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Two tenants with text, bytes, numbers and times that a careless copy would bend; and a file. */
const fill = async (db: Database, dataDir: string): Promise<string[]> => {
  const tenants = [await createTestTenant(db), await createTestTenant(db)]
  const { Dataset, DatasetTable, Assistant, Person, StorageWarning } = db.models
  for (const tenantId of tenants)
    await withTenant(db, tenantId, async () => {
      await recordAct(db, operatorActor('op', tenantId), {
        action: 'thing.done',
        details: { a: 1e-7, b: 'é\u2028' },
      })
      await Person.create({ tenantId, fullName: 'Zoë “l’Ô” \\ "x"\n2\u2028', email: 'Zoe@Example.org' })
      const dataset = await Dataset.create({
        tenantId, name: 'd', fileName: 'd.csv', fileType: 'csv', fileBytes: 20_971_520, fileSha256: 'x',
        storedBytes: 20_971_999, state: 'ready', preview: { a: [1.1, null, 'é'] },
      }) // biome-ignore format: one row
      await DatasetTable.create({
        tenantId,
        datasetId: dataset.id,
        position: 0,
        bytes: Buffer.from([0, 255, 10, 92]),
      })
      await Assistant.create({ tenantId, name: 'a', theme: 't', datasetId: dataset.id, temperature: 0.7 })
      await StorageWarning.create({ tenantId, told: 80 })
    })
  await recordDeploymentAct(db, operatorActor('op', null), { action: 'tenant.created' })
  await db.sequelize.query(
    `update tenants set monthly_budget_usd = 123456789012.34, storage_limit_bytes = 123456789012345, created_at = created_at + interval '1.5 microseconds'`,
  )
  mkdirSync(join(dataDir, 'files', tenants[0]!), { recursive: true })
  writeFileSync(join(dataDir, 'files', tenants[0]!, 'étude.bin'), Buffer.alloc(500_000, 'sextant'))
  return tenants
}

const contents = async (db: Database, tenants: string[]) => {
  const read = async (table: string, by: string) =>
    db.sequelize.query<{ row: string }>(`select to_jsonb(t)::text as row from ${table} t order by ${by}`, {
      type: QueryTypes.SELECT,
    })
  const all = [await asOwner(db, () => read('tenants', 'id'))]
  for (const tenantId of tenants)
    for (const table of ['people', 'datasets', 'dataset_tables', 'assistants', 'storage_warnings'])
      all.push(await withTenant(db, tenantId, () => read(table, '1')))
  return all
}

const chainsOf = async (db: Database, tenants: string[]) => {
  const chains = []
  for (const tenantId of [null, ...tenants]) chains.push(await verifyChain(db, tenantId))
  return chains
}

type Engine = 'embedded' | 'postgres'
const urlOf = async (t: ExecutionContext, engine: Engine): Promise<string | null> =>
  engine === 'embedded' ? null : createServerDatabase(t, testServerUrl()!)

const openSource = async (t: ExecutionContext, engine: Engine): Promise<Database> => {
  const url = await urlOf(t, engine)
  if (url === null) return openEmbeddedTestDatabase()
  const db = await openDatabase({ databaseUrl: url, dataDir: '' })
  await migrate(db)
  return db
}

const roundTrip = async (t: ExecutionContext, from: Engine, to: Engine): Promise<void> => {
  const folder = temporary(t)
  const [source, target] = [join(folder, 'source'), join(folder, 'target')]
  const file = join(folder, 'backup.gz')
  const db = await openSource(t, from)
  const tenants = await fill(db, source)
  const before = await contents(db, tenants)
  const chains = await chainsOf(db, tenants)
  const counts = await backup(db, { dataDir: source, file })
  await db.close()

  const databaseUrl = await urlOf(t, to)
  t.deepEqual(await restore({ databaseUrl, dataDir: target, file }), counts)
  const restored = await openDatabase({ databaseUrl, dataDir: target })
  t.teardown(() => restored.close())
  t.deepEqual(await contents(restored, tenants), before)
  // The audit trail is what it was, to the hash, and goes on.
  t.true(chains.every(({ ok, checked }) => ok && checked === 1))
  t.deepEqual(await chainsOf(restored, tenants), chains)
  await recordDeploymentAct(restored, operatorActor('op', null), { action: 'tenant.updated' })
  t.like(await verifyChain(restored, null), { ok: true, checked: 2 })
  t.true(before.flat().length >= 10)
  const path = join('files', tenants[0]!, 'étude.bin')
  t.true(readFileSync(join(target, path)).equals(readFileSync(join(source, path))))
  // Not into what has data already.
  await restored.close()
  await t.throwsAsync(restore({ databaseUrl, dataDir: target, file }), {
    instanceOf: BackupInvalidError,
    code: 'backup_invalid',
  })
}

if (testServerUrl() === null)
  test.serial('a backup of the embedded database restores into an embedded one', (t) =>
    roundTrip(t, 'embedded', 'embedded'),
  )
else {
  test.serial('a backup of the embedded database restores into PostgreSQL', (t) =>
    roundTrip(t, 'embedded', 'postgres'),
  )
  test.serial('a backup of PostgreSQL restores into the embedded database', (t) =>
    roundTrip(t, 'postgres', 'embedded'),
  )
}

test.serial(
  'what is damaged, cut off, foreign, newer or altered is refused, and nothing of it stays',
  async (t) => {
    const folder = temporary(t)
    const source = join(folder, 'source')
    const good = join(folder, 'good.gz')
    const db = await openSource(t, 'embedded')
    await fill(db, source)
    await backup(db, { dataDir: source, file: good })
    await db.close()
    const bytes = readFileSync(good)
    const text = gunzipSync(bytes).toString()
    const flipped = Buffer.from(bytes)
    flipped[bytes.length >> 1]! ^= 0xff
    const versions: [string, Buffer, string][] = [
      ['cut off', bytes.subarray(0, bytes.length - 40), 'damaged'],
      ['a bit flipped', flipped, 'damaged|not_a_backup'],
      ['not gzip', Buffer.from('hello'), 'not_a_backup'],
      ['empty', Buffer.alloc(0), 'damaged'],
      ['other JSON', gzipSync('{"a":1}\n'), 'not_a_backup'],
      ['a row altered', gzipSync(text.replace('Example.org', 'Example.com')), 'damaged'],
      ['a row removed', gzipSync(text.replace(/\n.*"row".*\n/, '\n')), 'damaged'],
    ]
    for (const [name, content, reasons] of versions) {
      const file = join(folder, 'bad.gz')
      writeFileSync(file, content)
      const target = join(folder, uuidv7())
      const error = await t.throwsAsync(restore({ databaseUrl: null, dataDir: target, file }), {
        instanceOf: BackupInvalidError,
      })
      t.regex(error?.reason ?? '', new RegExp(`^(${reasons})$`), name)
      t.throws(() => readFileSync(join(target, 'sextant.lock')), undefined, `${name}: the target was touched`)
    }
  },
)

test.serial('a row that the database refuses takes the whole restore back', async (t) => {
  const folder = temporary(t)
  const source = join(folder, 'source')
  const file = join(folder, 'b.gz')
  const db = await openSource(t, 'embedded')
  const tenantId = await createTestTenant(db)
  await withTenant(db, tenantId, () => db.models.Person.create({ tenantId, fullName: 'A' }))
  // A rule that the backup's data breaks, in a backup that is whole: as a fault of the disk during restore would be.
  await db.sequelize.query('alter table people drop constraint people_locale_check')
  await withTenant(db, tenantId, () =>
    db.models.Person.create({ tenantId, fullName: 'B', locale: 'xx' as 'fr' }),
  )
  mkdirSync(join(source, 'files'), { recursive: true })
  writeFileSync(join(source, 'files', 'a'), 'a')
  await backup(db, { dataDir: source, file })
  await db.close()
  const target = join(folder, 'target')
  await t.throwsAsync(restore({ databaseUrl: null, dataDir: target, file }), {
    message: /people_locale_check/,
  })
  const after = await openDatabase({ databaseUrl: null, dataDir: target })
  t.teardown(() => after.close())
  t.is(await asOwner(after, () => after.models.Tenant.count()), 0)
  t.true((await appliedMigrations(after)).length > 0)
  t.throws(() => readFileSync(join(target, 'files', 'a')))
  t.throws(() => readFileSync(join(target, 'files.restoring', 'a')))
})
