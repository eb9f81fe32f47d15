import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { deriveKey, readMasterKey } from '../../../core/tenancy/master-key.ts'
import { prepareFirstOperator } from '../../../core/tenancy/set-up.ts'
import { openTestDatabase } from '../../helpers/database.ts'
import { startTestServer } from '../../helpers/server.ts'

test('without an operator a link is made that works once, and the newest only', async (t) => {
  const server = await startTestServer(t)
  const { db } = server
  const old = await prepareFirstOperator(db, null)
  const token = await prepareFirstOperator(db, null)
  const setUp = (secret: string | null, password = 'a good password') =>
    server.request('POST', '/v1/auth/setup', {
      json: { token: secret, email: 'first@example.org', password },
    })
  t.is((await setUp(old)).status, 401)
  t.is((await setUp(token, 'short')).status, 422)
  t.is((await setUp(token, 'FIRST@example.org')).status, 422)
  const [one, two] = await Promise.all([setUp(token), setUp(token)])
  t.deepEqual([one.status, two.status].sort(), [201, 401])
  const signedIn = await server.request('POST', '/v1/auth/token', {
    json: { login: 'First@Example.org', password: 'a good password' },
  })
  t.is(signedIn.status, 200)
  t.is(await prepareFirstOperator(db, null), null)
  t.is((await setUp(token)).status, 401)
})

test('a configured operator is made once, and its password not set again', async (t) => {
  const db = await openTestDatabase(t)
  const admin = { email: 'admin@example.org', password: 'configured password' }
  t.is(await prepareFirstOperator(db, admin), null)
  t.is(await prepareFirstOperator(db, { ...admin, email: 'other@example.org' }), null)
  const rows = await db.models.Operator.findAll()
  t.deepEqual(
    rows.map(({ email }) => email),
    ['admin@example.org'],
  )
})

test('the generated master key stays, is private, and each purpose has its own', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sextant-key-'))
  t.teardown(() => rm(dataDir, { recursive: true, force: true }))
  const keys = await Promise.all([1, 2, 3].map(() => readMasterKey({ masterKey: null, dataDir })))
  for (const key of keys) t.deepEqual(key, keys[0])
  const file = join(dataDir, 'secrets', 'master.key')
  t.is((await stat(file)).mode & 0o777, 0o600)
  t.is(Buffer.from(await readFile(file, 'utf8'), 'base64').length, 32)
  const master = keys[0] as Buffer
  t.notDeepEqual(deriveKey(master, 'access-token'), deriveKey(master, 'credentials'))
  const configured = Buffer.alloc(32, 7)
  t.deepEqual(await readMasterKey({ masterKey: configured.toString('base64'), dataDir }), configured)
  await t.throwsAsync(readMasterKey({ masterKey: 'c2hvcnQ=', dataDir }), { code: 'configuration_invalid' })
})
