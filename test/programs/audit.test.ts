import { join } from 'node:path'
import test from 'ava'
import { openDatabase } from '../../db/database.ts'
import { asOwner } from '../../db/tenant.ts'
import { makeFolder, runCli } from '../helpers/run-cli.ts'

test('audit verify tells by its exit code whether a trail is whole, and names the act that is not', async (t) => {
  const folder = makeFolder(t)
  const run = (...words: string[]) =>
    runCli(words, { env: { SEXTANT_DATA_DIR: folder, LANG: 'en_GB.UTF-8' } })
  t.is((await run('tenant', 'create', 'acme', '--name', 'Acme')).code, 0)
  const whole = await run('audit', 'verify', '--json')
  t.is(whole.code, 0, whole.stderr)
  const { ok, chains } = JSON.parse(whole.stdout)
  t.true(ok)
  t.deepEqual(
    chains.map(({ tenant, checked }: { tenant: string; checked: number }) => [tenant, checked]),
    [
      [null, 1],
      ['acme', 0],
    ],
  )
  const db = await openDatabase({ databaseUrl: null, dataDir: folder })
  const act = await asOwner(db, () => db.models.DeploymentAuditEvent.findOne({ rejectOnEmpty: true }))
  t.is(act.surface, 'cli')
  await asOwner(db, () =>
    db.sequelize.query(`
      set local role none; set local session_replication_role = replica;
      delete from deployment_audit_events where id = '${act.id}'`),
  )
  await db.close()
  const broken = await run('audit', 'verify')
  t.is(broken.code, 1)
  t.true(broken.stdout.includes(`Act no. 1 (${act.id}) is missing.`), broken.stdout)
  const file = join(folder, 'broken.backup')
  t.is((await run('backup', file)).code, 0)
  const env = { SEXTANT_DATA_DIR: join(makeFolder(t), 'data'), LANG: 'en_GB.UTF-8' }
  const restored = await runCli(['restore', file], { env })
  t.is(restored.code, 1)
  t.regex(restored.stdout, /Backup restored[\s\S]*Act no\. 1 .* is missing[\s\S]*trail is not intact/)
})
