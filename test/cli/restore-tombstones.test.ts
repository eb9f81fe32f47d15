import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { personActor } from '../../core/access/can.ts'
import { requestPersonErasure } from '../../core/privacy/requests.ts'
import { tombstoneFile } from '../../core/privacy/tombstones.ts'
import { forgetNotices, taskKinds } from '../../core/privacy/work.ts'
import { backup } from '../../db/backup.ts'
import { openDatabase } from '../../db/database.ts'
import { asOwner } from '../../db/tenant.ts'
import { openTestDatabase } from '../helpers/database.ts'
import { findMark, openRoom, plantPerson } from '../helpers/privacy-world.ts'
import { runCli } from '../helpers/run-cli.ts'
import { endedTask, openTaskCore } from '../helpers/task-core.ts'

test('who was erased since a backup was made does not come back with it', async (t) => {
  t.timeout(300_000)
  const folder = mkdtempSync(join(tmpdir(), 'sextant-tombstones-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const core = await openTaskCore(t, await openTestDatabase(t), taskKinds)
  const room = await openRoom(core, 'restored')
  const zoe = await plantPerson(core, room, { mark: 'CANARYZOE', at: 0 })
  const ada = await plantPerson(core, room, { mark: 'KEEPADA', at: 2, role: 'admin' })
  const file = join(folder, 'before.backup')
  await backup(core.db, { dataDir: core.dataDir, file })
  const { personId, tenantId } = zoe
  const { task } = await requestPersonErasure(
    core,
    personActor({ id: personId, tenantId, role: 'marketing' }),
    {
      whom: { personId },
      confirm: personId,
    },
  )
  t.is((await endedTask(core, task.id)).state, 'done')
  const tombstones = join(folder, 'tombstones.jsonl')
  copyFileSync(tombstoneFile(core), tombstones)

  const dataDir = join(folder, 'restored')
  mkdirSync(dataDir)
  const env = { SEXTANT_DATA_DIR: dataDir, DATABASE_URL: '' }
  const missing = await runCli(['restore', file, '--tombstones', join(folder, 'none')], { env })
  t.is(missing.code, 1)
  t.false(existsSync(join(dataDir, 'db')))
  const { code, stdout } = await runCli(['restore', file, '--tombstones', tombstones, '--json'], { env })
  t.is(code, 0)
  t.is(JSON.parse(stdout).erased, 1)
  t.deepEqual(JSON.parse(stdout).audit, { ok: true, broken: [] }, 'the trail was verified by itself')
  const db = await openDatabase({ databaseUrl: null, dataDir })
  t.teardown(() => db.close())
  await asOwner(db, () => db.models.OperatorMail.update({ state: 'sent' }, { where: {} }))
  await forgetNotices({ db, dataDir })
  const found = (mark: string) => findMark({ db, dataDir }, [tenantId], mark)
  t.deepEqual(await found('CANARYZOE'), [])
  t.true((await found(ada.mark)).length > 5)
})
