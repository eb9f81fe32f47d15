import { randomBytes } from 'node:crypto'
import test from 'ava'
import { v7 as uuid } from 'uuid'
import { log } from '../../../config/log.ts'
import { openTokens, readBotToken } from '../../../core/tenancy/bot-tokens.ts'
import { type Exchange, type Exchanged, rotateDueTokens } from '../../../core/tenancy/rotate-tokens.ts'
import { findWorkspace, storeInstallation } from '../../../core/tenancy/workspaces.ts'
import { currentTransaction } from '../../../db/connection.ts'
import { type Database, openDatabase } from '../../../db/database.ts'
import { asOwner } from '../../../db/tenant.ts'
import { shareTestDatabase, testServerUrl } from '../../helpers/database.ts'
import { installationOf, openInstall, openTenant, readMails, readWorkspace } from '../../helpers/installs.ts'

log.level = process.env.LOG_LEVEL ?? 'silent'
const database = shareTestDatabase(test)
const masterKey = randomBytes(32)

/** What is due is a matter of the whole database, so these tests come one after the other. */
test.serial.afterEach('leave no workspace', () =>
  asOwner(database(), () => database().models.Workspace.destroy({ where: {} })),
)

/** One whose access ends within the hour. */
const due = () => installationOf({ refreshToken: `r0-${uuid()}`, expiresInSeconds: 3_000 })
const install = async (installation = due()) => {
  await storeInstallation(database(), masterKey, installation)
  return installation
}

/** A platform where a refresh token works once. */
const openPlatform = () => {
  const used: string[] = []
  const state = { whileAsked: async (): Promise<unknown> => undefined }
  const exchange: Exchange = async ({ refreshToken }): Promise<Exchanged> => {
    if (currentTransaction()) throw new Error('a token is exchanged inside a transaction')
    const isReused = used.includes(refreshToken)
    used.push(refreshToken)
    await state.whileAsked()
    if (isReused) return { kind: 'refused', reason: 'invalid_refresh_token' }
    return {
      kind: 'renewed', botToken: `bot-of-${refreshToken}`, refreshToken: `next-${refreshToken}`, expiresInSeconds: 43_200,
    } // biome-ignore format: one answer
  }
  return { used, state, exchange }
}
const none = { renewed: 0, refused: 0, failed: 0 }
const refreshTokenOf = async (workspaceId: string) =>
  openTokens(masterKey, await readWorkspace(database(), workspaceId)).refreshToken

test.serial('what ends within two hours is renewed, what does not is left alone', async (t) => {
  const db = database()
  const [first, second] = [await install(), await install()]
  const others = [
    installationOf({ refreshToken: 'r-late', expiresInSeconds: 3 * 3_600 }),
    installationOf(),
    installationOf({ botToken: null }),
  ]
  for (const each of others) await install(each)
  const { used, exchange } = openPlatform()
  t.deepEqual(await rotateDueTokens(db, masterKey, exchange), { ...none, renewed: 2 })
  t.deepEqual(used.sort(), [first.refreshToken, second.refreshToken].sort())
  for (const { workspaceId, refreshToken } of [first, second]) {
    t.is(await readBotToken(db, masterKey, 'slack', workspaceId), `bot-of-${refreshToken}`)
    t.is(await refreshTokenOf(workspaceId), `next-${refreshToken}`)
  }
  for (const { workspaceId, botToken } of others)
    t.is(await readBotToken(db, masterKey, 'slack', workspaceId), botToken)
  t.deepEqual(await rotateDueTokens(db, masterKey, exchange), none)
  t.is(used.length, 2)
})

/** Ten at once, over these connections. */
const raceOver = async (dbs: Database[]) => {
  const { workspaceId, refreshToken } = await install()
  const { used, state, exchange } = openPlatform()
  let isAsked = false
  let goOn = () => {}
  state.whileAsked = () => {
    isAsked = true
    return new Promise<void>((resolve) => {
      goOn = resolve
    })
  }
  const runs = Array.from({ length: 10 }, (_, i) =>
    rotateDueTokens(dbs[i % dbs.length]!, masterKey, exchange),
  )
  // The others find nothing to do while the one exchange lasts.
  let ended = 0
  for (const run of runs) void run.then(() => (ended += 1))
  while (!isAsked || ended < 9) await new Promise((resolve) => setImmediate(resolve))
  goOn()
  const counts = await Promise.all(runs)
  return { used, counts, refreshToken, now: await readBotToken(database(), masterKey, 'slack', workspaceId) }
}

test.serial('ten refreshes at once make one exchange', async (t) => {
  const { used, counts, refreshToken, now } = await raceOver([database()])
  t.deepEqual(used, [refreshToken])
  t.is(counts.reduce((sum, { renewed }) => sum + renewed, 0), 1) // biome-ignore format: one sum
  t.true(counts.every(({ refused, failed }) => refused + failed === 0))
  t.is(now, `bot-of-${refreshToken}`)
})

const onServer = testServerUrl() === null ? test.serial.skip : test.serial
onServer('ten refreshes of two processes make one exchange', async (t) => {
  const url = new URL(testServerUrl()!)
  url.pathname = `/${await currentDatabase()}`
  const second = await openDatabase({ databaseUrl: url.href, dataDir: '' })
  t.teardown(() => second.close())
  const { used, refreshToken } = await raceOver([database(), second])
  t.deepEqual(used, [refreshToken])
})

const currentDatabase = async (): Promise<string> => {
  const [rows] = await database().sequelize.query('select current_database() as name')
  return (rows as { name: string }[])[0]!.name
}

test.serial(
  'a refused one ends the workspace, which finds its way back by being installed anew',
  async (t) => {
    const db = database()
    const admin = await openTenant(db, 'admin@example.org')
    const installation = due()
    const { workspaceId } = installation
    await openInstall(db, masterKey, { admin, ...installation })
    const refuse: Exchange = async () => ({ kind: 'refused', reason: 'token_revoked' })
    t.deepEqual(await rotateDueTokens(db, masterKey, refuse), { ...none, refused: 1 })
    t.like(await findWorkspace(db, 'slack', workspaceId), { isRevoked: true, tenantId: admin.tenantId })
    t.like(await readWorkspace(db, workspaceId), { botToken: null, revokedReason: 'token_revoked' })
    const mail = (await readMails(db, admin.tenantId)).find(({ type }) => type === 'install.removed')
    t.like(mail, { to: 'admin@example.org', data: { reason: 'refused', workspace_id: workspaceId } })
    t.deepEqual(await rotateDueTokens(db, masterKey, refuse), none)
    await storeInstallation(db, masterKey, due())
    await storeInstallation(db, masterKey, installation)
    t.like(await findWorkspace(db, 'slack', workspaceId), { isRevoked: false, tenantId: admin.tenantId })
  },
)

test.serial('another failure changes nothing, holds up nobody else, and is tried again', async (t) => {
  const db = database()
  const [bad, good] = [await install(), await install()]
  const { exchange } = openPlatform()
  const failing: Exchange = (asked) => {
    if (asked.workspaceId === bad.workspaceId) throw new Error(`no answer for ${asked.refreshToken}`)
    return exchange(asked)
  }
  t.deepEqual(await rotateDueTokens(db, masterKey, failing), { ...none, renewed: 1, failed: 1 })
  t.is(await readBotToken(db, masterKey, 'slack', bad.workspaceId), bad.botToken)
  t.is(await readBotToken(db, masterKey, 'slack', good.workspaceId), `bot-of-${good.refreshToken}`)
  t.deepEqual(await rotateDueTokens(db, masterKey, exchange), { ...none, renewed: 1 })
  t.is(await readBotToken(db, masterKey, 'slack', bad.workspaceId), `bot-of-${bad.refreshToken}`)
})

test.serial('one under another master key is left as it is', async (t) => {
  const installation = await install()
  const { used, exchange } = openPlatform()
  t.deepEqual(await rotateDueTokens(database(), randomBytes(32), exchange), { ...none, failed: 1 })
  t.deepEqual(used, [])
  t.is(await refreshTokenOf(installation.workspaceId), installation.refreshToken)
})

test.serial('what was installed anew during an exchange wins over what that brought', async (t) => {
  const db = database()
  for (const outcome of ['renewed', 'refused'] as const) {
    const old = await install()
    const { workspaceId } = old
    const fresh = { ...old, botToken: 'xoxb-fresh', refreshToken: 'r-fresh', expiresInSeconds: 43_200 }
    const { state, exchange } = openPlatform()
    state.whileAsked = () => storeInstallation(db, masterKey, fresh)
    const refusing: Exchange = async () => {
      await state.whileAsked()
      return { kind: 'refused', reason: 'invalid_refresh_token' }
    }
    await rotateDueTokens(db, masterKey, outcome === 'renewed' ? exchange : refusing)
    t.is(await readBotToken(db, masterKey, 'slack', workspaceId), 'xoxb-fresh', outcome)
    t.is(await refreshTokenOf(workspaceId), 'r-fresh', outcome)
    t.like(await findWorkspace(db, 'slack', workspaceId), { isRevoked: false })
  }
})

test.serial('the new pair survives a database that fails for a moment: the old one is spent', async (t) => {
  const db = database()
  const { workspaceId, refreshToken } = await install()
  await db.sequelize.query(
    `create sequence failures;
     create function fail_thrice() returns trigger language plpgsql as $$ begin
       if new.bot_token is distinct from old.bot_token and nextval('failures') <= 3 then raise exception 'not now'; end if;
       return new; end $$;
     create trigger fail_thrice before update on workspaces for each row execute function fail_thrice()`,
  )
  const { used, exchange } = openPlatform()
  const counts = await rotateDueTokens(db, masterKey, exchange)
  await db.sequelize.query('drop function fail_thrice cascade; drop sequence failures')
  t.deepEqual(counts, { ...none, renewed: 1 })
  t.deepEqual(used, [refreshToken])
  t.is(await readBotToken(db, masterKey, 'slack', workspaceId), `bot-of-${refreshToken}`)
})

test.serial('an exchange that died with its process is taken up when its lease is over', async (t) => {
  const db = database()
  const { workspaceId, refreshToken } = await install()
  const lease = (until: Date) =>
    asOwner(db, () => db.models.Workspace.update({ refreshLeaseUntil: until }, { where: { workspaceId } }))
  const { used, exchange } = openPlatform()
  await lease(new Date(Date.now() + 60_000))
  t.deepEqual(await rotateDueTokens(db, masterKey, exchange), none)
  await lease(new Date(Date.now() - 60_000))
  t.deepEqual(await rotateDueTokens(db, masterKey, exchange), { ...none, renewed: 1 })
  t.deepEqual(used, [refreshToken])
})
