import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import test from 'ava'
import pg from 'pg'
import { openDatabase } from '../../db/database.ts'
import { DatabaseUnavailableError } from '../../db/errors.ts'
import { migrate } from '../../db/migrate.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { createServerDatabase, createTestTenant, testServerUrl } from '../helpers/database.ts'

test('a server that is not there is said to be unavailable', async (t) => {
  const error = await t.throwsAsync(
    openDatabase({ databaseUrl: 'postgres://nobody@127.0.0.1:1/none', dataDir: '' }),
    { instanceOf: DatabaseUnavailableError },
  )
  t.is(error?.code, 'database_unavailable')
})

test('a server that does not come is waited for as long as asked, and no longer', async (t) => {
  const start = performance.now()
  await t.throwsAsync(
    openDatabase({ databaseUrl: 'postgres://nobody@127.0.0.1:1/none', dataDir: '', patience: { ms: 700 } }),
    { instanceOf: DatabaseUnavailableError },
  )
  const waited = performance.now() - start
  t.true(waited >= 400 && waited < 20_000, `${waited} ms`)
})

const server = testServerUrl()
if (server !== null) {
  test('a server that is still starting is waited for', async (t) => {
    const { hostname, port } = new URL(server)
    const place = createServer().listen(0, '127.0.0.1')
    await once(place, 'listening')
    const late = (place.address() as AddressInfo).port
    place.close()
    const url = new URL(server)
    url.host = `127.0.0.1:${late}`
    const opening = openDatabase({ databaseUrl: url.href, dataDir: '', patience: { ms: 15_000 } })
    await wait(1_000)
    const relay = createServer((socket) => {
      const onward = connect(Number(port || 5432), hostname)
      socket.pipe(onward).pipe(socket)
      onward.on('error', () => socket.destroy())
      socket.on('error', () => onward.destroy())
    }).listen(late, '127.0.0.1')
    t.teardown(() => relay.close())
    const db = await opening
    t.true(await db.isReady())
    await db.close()
  })

  test('three replicas that start together migrate once', async (t) => {
    const databaseUrl = await createServerDatabase(t, server)
    const replicas = await Promise.all([1, 2, 3].map(() => openDatabase({ databaseUrl, dataDir: '' })))
    t.teardown(() => Promise.all(replicas.map((db) => db.close())))
    const applied = await Promise.all(replicas.map((db) => migrate(db)))
    const counts = applied.map((names) => names.length).sort((a, b) => b - a)
    t.true(counts[0]! > 10)
    t.deepEqual(counts.slice(1), [0, 0])
  })

  test('a plain owner, who is no superuser, migrates, and sees no tenant without entering it', async (t) => {
    const databaseUrl = await createServerDatabase(t, server)
    const name = `sextant_owner_${process.pid}_${Date.now()}`
    const admin = new pg.Client({ connectionString: databaseUrl })
    await admin.connect()
    const database = new URL(databaseUrl).pathname.slice(1)
    await admin.query(
      `create role ${name} login; grant sextant_app to ${name}; alter database ${database} owner to ${name}`,
    )
    t.teardown(async () => {
      await admin.query(`reassign owned by ${name} to current_user; drop owned by ${name}; drop role ${name}`)
      await admin.end()
    })
    const asPlain = new URL(databaseUrl)
    asPlain.username = name
    asPlain.password = ''
    const db = await openDatabase({ databaseUrl: asPlain.href, dataDir: '' })
    await migrate(db)
    const tenantId = await createTestTenant(db)
    await withTenant(db, tenantId, () => db.models.Person.create({ tenantId, fullName: 'A' }))
    t.is(await asOwner(db, () => db.models.Person.count()), 0)
    t.is(await withTenant(db, tenantId, () => db.models.Person.count()), 1)
    await db.close()
  })

  test('when all connections are busy, waiting ends with a clear error', async (t) => {
    const databaseUrl = await createServerDatabase(t, server)
    const db = await openDatabase({ databaseUrl, dataDir: '' })
    t.teardown(() => db.close())
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    const busy = Array.from({ length: 10 }, () => asOwner(db, () => released))
    await t.throwsAsync(
      asOwner(db, async () => {}),
      { instanceOf: DatabaseUnavailableError },
    )
    release()
    await Promise.all(busy)
    t.true(await db.isReady())
  })
}
