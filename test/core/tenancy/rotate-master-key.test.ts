import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import test from 'ava'
import { isAppError } from '../../../core/errors.ts'
import { openTokens } from '../../../core/tenancy/bot-tokens.ts'
import { stageNextKey, takeNextKey } from '../../../core/tenancy/master-key.ts'
import {
  resumeRotation,
  rewrapTenantKeys,
  rotateGeneratedKey,
} from '../../../core/tenancy/rotate-master-key.ts'
import { type Installation, storeInstallation } from '../../../core/tenancy/workspaces.ts'
import type { Database } from '../../../db/database.ts'
import { asOwner } from '../../../db/tenant.ts'
import { shareTestDatabase } from '../../helpers/database.ts'
import { installationOf, readWorkspace } from '../../helpers/installs.ts'
import { makeFolder } from '../../helpers/run-cli.ts'
import { actor, countReadable, fill, generated, keyFile } from '../../helpers/sealed-secrets.ts'

const database = shareTestDatabase(test)
const none = { rewrapped: 0, workspaces: 0, already: 0, unreadable: 0 }
/** A rotation is about all tenants, so these tests come one after the other. */
test.serial.afterEach('leave no tenant and no workspace', async () => {
  const { Tenant, Workspace } = database().models
  await asOwner(database(), async () => {
    await Tenant.destroy({ where: {} })
    await Workspace.destroy({ where: {} })
  })
})

test.serial('all tenants’ keys go under the new master key, or none', async (t) => {
  const db = database()
  const [from, to, foreign] = [randomBytes(32), randomBytes(32), randomBytes(32)]
  const kept = await fill(db, from, 5)
  t.deepEqual(await rewrapTenantKeys(db, actor, { from, to }), { ...none, rewrapped: 5 })
  t.is(await countReadable(db, to, kept), 5)
  t.is(await countReadable(db, from, kept), 0)
  // What a process with the old key stored meanwhile is taken along by a second run, and nothing else changes.
  const late = await fill(db, from, 1)
  const lost = await fill(db, foreign, 1)
  t.deepEqual(await rewrapTenantKeys(db, actor, { from, to }), {
    ...none,
    rewrapped: 1,
    already: 5,
    unreadable: 1,
  })
  t.is(await countReadable(db, to, [...kept, ...late]), 6)
  t.is(await countReadable(db, foreign, lost), 1)
  const acts = await asOwner(db, () =>
    db.models.DeploymentAuditEvent.findAll({ where: { action: 'master_key.rotated' } }),
  )
  t.deepEqual(
    acts.map(({ details }) => details.rewrapped),
    [5, 1],
  )
})

test.serial('a rotation from a key that opens nothing is refused and changes nothing', async (t) => {
  const db = database()
  const [real, wrong, to] = [randomBytes(32), randomBytes(32), randomBytes(32)]
  const kept = await fill(db, real, 2)
  const error = await t.throwsAsync(rewrapTenantKeys(db, actor, { from: wrong, to }))
  t.true(isAppError(error, 'secret_unreadable'))
  t.is(await countReadable(db, real, kept), 2)
})

test.serial('one failure takes the whole rotation back', async (t) => {
  const db = database()
  const [from, to] = [randomBytes(32), randomBytes(32)]
  const kept = await fill(db, from, 3)
  const refusing = kept.at(-1)!.tenantId
  await db.sequelize.query(
    `create function refuse() returns trigger language plpgsql as $$ begin
       if new.tenant_id = '${refusing}' then raise exception 'not this one'; end if; return new; end $$;
     create trigger refuse before update on tenant_keys for each row execute function refuse()`,
  )
  await t.throwsAsync(rewrapTenantKeys(db, actor, { from, to }))
  await db.sequelize.query('drop function refuse cascade')
  t.is(await countReadable(db, from, kept), 3)
})

/** Chat workspaces with tokens, and one that the deployment's own token serves. */
const install = async (masterKey: Buffer, count: number): Promise<Installation[]> => {
  const installations = Array.from({ length: count }, (_, i) =>
    installationOf(i === 0 ? {} : { refreshToken: `xoxe-1-${i}`, expiresInSeconds: 43_200 }),
  )
  for (const each of [...installations, installationOf({ botToken: null })])
    await storeInstallation(database(), masterKey, each)
  return installations
}

const countOpened = async (masterKey: Buffer, installations: Installation[]): Promise<number> => {
  let opened = 0
  for (const { workspaceId, botToken, refreshToken } of installations) {
    const row = await readWorkspace(database(), workspaceId)
    try {
      const tokens = openTokens(masterKey, row)
      if (tokens.botToken === botToken && tokens.refreshToken === refreshToken) opened += 1
    } catch (error) {
      if (!isAppError(error, 'secret_unreadable')) throw error
    }
  }
  return opened
}

test.serial('the tokens of chat workspaces go along, those under neither key stay', async (t) => {
  const db = database()
  const [from, to, foreign] = [randomBytes(32), randomBytes(32), randomBytes(32)]
  const kept = await install(from, 3)
  t.deepEqual(await rewrapTenantKeys(db, actor, { from, to }), { ...none, workspaces: 3 })
  t.is(await countOpened(to, kept), 3)
  t.is(await countOpened(from, kept), 0)
  const [late, lost] = [await install(from, 1), await install(foreign, 1)]
  t.deepEqual(await rewrapTenantKeys(db, actor, { from, to }), {
    ...none,
    workspaces: 1,
    already: 3,
    unreadable: 1,
  })
  t.is(await countOpened(to, [...kept, ...late]), 4)
  t.is(await countOpened(foreign, lost), 1)
})

test.serial('tokens and tenants’ keys go together or not at all', async (t) => {
  const db = database()
  const [from, to] = [randomBytes(32), randomBytes(32)]
  const [kept, installations] = [await fill(db, from, 2), await install(from, 3)]
  const refusing = installations.at(-1)!.workspaceId
  await db.sequelize.query(
    `create function refuse() returns trigger language plpgsql as $$ begin
       if new.workspace_id = '${refusing}' then raise exception 'not this one'; end if; return new; end $$;
     create trigger refuse before update on workspaces for each row execute function refuse()`,
  )
  await t.throwsAsync(rewrapTenantKeys(db, actor, { from, to }))
  await db.sequelize.query('drop function refuse cascade')
  t.is(await countReadable(db, from, kept), 2)
  t.is(await countOpened(from, installations), 3)
  const error = await t.throwsAsync(rewrapTenantKeys(db, actor, { from: randomBytes(32), to }))
  t.true(isAppError(error, 'secret_unreadable'))
  t.is(await countOpened(from, installations), 3)
})

/** Stops a rotation of the generated key where a crash could, and starts again. */
const crashes: [string, (db: Database, dataDir: string) => Promise<unknown>][] = [
  ['before the rows', async (_, dataDir) => stageNextKey(dataDir, null)],
  [
    'between the rows and the file',
    async (db, dataDir) => {
      const from = await generated(dataDir)
      return rewrapTenantKeys(db, actor, { from, to: await stageNextKey(dataDir, null) })
    },
  ],
  [
    'while the next key is written',
    async (_, dataDir) => {
      await stageNextKey(dataDir, null)
      writeFileSync(`${keyFile(dataDir)}.next`, 'q83v')
    },
  ],
  [
    'after the file',
    async (db, dataDir) => {
      const from = await generated(dataDir)
      await rewrapTenantKeys(db, actor, { from, to: await stageNextKey(dataDir, null) })
      await takeNextKey(dataDir)
    },
  ],
]

for (const [when, crash] of crashes)
  test.serial(`a crash ${when} loses nothing: the next start or the next run ends it`, async (t) => {
    const db = database()
    for (const next of ['start', 'run'] as const) {
      const dataDir = makeFolder(t)
      const kept = await fill(db, await generated(dataDir), 2)
      await crash(db, dataDir)
      if (next === 'start') await resumeRotation(db, { masterKey: null, dataDir })
      else await rotateGeneratedKey(db, actor, { dataDir, newKey: null })
      t.is(await countReadable(db, await generated(dataDir), kept), 2, next)
      // The next round's tenants have another master key.
      await asOwner(db, () =>
        db.models.Tenant.destroy({ where: { id: kept.map(({ tenantId }) => tenantId) } }),
      )
    }
  })
