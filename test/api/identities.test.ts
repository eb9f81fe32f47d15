import test from 'ava'
import { v7 as uuid } from 'uuid'
import { identityRoutes } from '../../api/routes/identities.ts'
import { findPersonOf } from '../../core/tenancy/identities.ts'
import { type ChatAccount, createLinkCode, redeemLinkCode } from '../../core/tenancy/link-codes.ts'
import { afterAll } from '../helpers/after-all.ts'
import { startTestServer, type TestMember, type TestRequest, type TestServer } from '../helpers/server.ts'

let server: TestServer
const shared = afterAll(test)
test.before(async () => {
  server = await startTestServer(shared, { routes: identityRoutes })
})

const account = (): ChatAccount => ({ platform: 'slack', workspace: 'T1', platformUserId: `U${uuid()}` })

const open = async () => {
  const { id: tenantId, clientId } = await server.makeTenant()
  const [admin, member] = [await server.makePerson(tenantId, 'admin'), await server.makePerson(tenantId)]
  const send = ({ token }: TestMember, method: string, path: string, request: TestRequest = {}) =>
    server.request(method, path, { token, ...request })
  /** As the account's chat platform does it. */
  const typeThere = (code: string, user: ChatAccount) =>
    redeemLinkCode(server.db, { tenantId, code, by: { user } })
  const codeOf = async (user: ChatAccount) => (await createLinkCode(server.db, { tenantId, user })).code
  const post = (person: TestMember, code: string) =>
    send(person, 'POST', '/v1/me/identities', { json: { code } })
  const ownerOf = async (user: ChatAccount) => (await findPersonOf(server.db, tenantId, user))?.id
  return { tenantId, clientId, admin, member, send, typeThere, codeOf, post, ownerOf }
}
const path = ({ id }: TestMember) => `/v1/users/${id}/identities`

test('a code made here is typed there', async (t) => {
  const { member, send, typeThere } = await open()
  const user = account()
  const made = await send(member, 'POST', '/v1/me/link-codes')
  t.is(made.status, 201)
  t.true(Date.parse(made.body.expires_at) > Date.now())
  await typeThere(made.body.code, user)
  const { body, text } = await send(member, 'GET', path(member))
  t.like(body.items[0], { platform: 'slack', workspace_id: 'T1', account: user.platformUserId })
  t.false(text.includes(made.body.code))
})

test('a code made there is typed here, once', async (t) => {
  const { member, admin, codeOf, post, ownerOf } = await open()
  const user = account()
  const code = await codeOf(user)
  const linked = await post(member, code)
  t.is(linked.status, 201)
  t.like(linked.body, { platform: 'slack', account: user.platformUserId })
  t.is(await ownerOf(user), member.id)
  const again = await post(admin, code)
  t.is(again.status, 404)
  t.regex(again.body.detail, /code/)
})

test('another person’s account is a conflict that says what to do', async (t) => {
  const { member, admin, codeOf, post, typeThere, send, ownerOf } = await open()
  const user = account()
  const early = await codeOf(user)
  await typeThere((await send(admin, 'POST', '/v1/me/link-codes')).body.code, user)
  const refused = await post(member, early)
  t.is(refused.status, 409)
  t.is(refused.body.code, 'conflict')
  t.regex(refused.body.detail, /lié à une autre personne/)
  t.is(await ownerOf(user), admin.id)
})

test('who guesses is told to wait', async (t) => {
  const { member, post } = await open()
  const statuses: number[] = []
  let last = await post(member, 'AAAAA-AAAAA')
  for (let i = 0; i < 10; i += 1) {
    statuses.push(last.status)
    last = await post(member, `AAAAA-AAAA${i}`)
  }
  t.deepEqual([...new Set(statuses)], [404, 429])
  t.true(Number(last.headers.get('retry-after')) > 0)
})

test('people see and unlink their own, admins those of their tenant, and nobody another tenant’s', async (t) => {
  const { admin, member, send, codeOf, post, ownerOf, clientId } = await open()
  const other = await open()
  const users = [account(), account(), account()]
  for (const user of users) t.is((await post(member, await codeOf(user))).status, 201)
  const first = await send(member, 'GET', `${path(member)}?limit=2`)
  const rest = await send(member, 'GET', `${path(member)}?limit=2&cursor=${first.body.next_cursor}`)
  const items = [...first.body.items, ...rest.body.items]
  t.deepEqual(
    items.map((item) => item.account),
    users.map(({ platformUserId }) => platformUserId).reverse(),
  )
  t.is((await send(admin, 'GET', path(member))).body.items.length, 3)
  t.like(await send(member, 'GET', path(admin)), { status: 403, body: { missing: 'users:manage' } })
  t.is((await send(member, 'DELETE', path(admin))).status, 403)
  for (const method of ['GET', 'DELETE']) {
    t.is((await send(other.admin, method, path(member))).status, 404, method)
    t.is((await send(admin, method, path(other.member))).status, 404, method)
    const named = { token: other.admin.token, tenant: clientId }
    t.is((await server.request(method, path(member), named)).status, 404, `${method} in a named tenant`)
  }
  t.is((await send(member, 'DELETE', `${path(member)}?identity_id=${uuid()}`)).status, 404)
  t.is((await send(member, 'DELETE', `${path(member)}?identity_id=${items[0].id}`)).status, 204)
  t.is(await ownerOf(users[2]!), undefined)
  t.is((await send(admin, 'DELETE', path(member))).status, 204)
  t.deepEqual((await send(member, 'GET', path(member))).body.items, [])
  t.is((await server.request('GET', path(member))).status, 401)
})

test('an operator sees a tenant’s people, and is none of them', async (t) => {
  const { member, clientId, codeOf, post } = await open()
  await post(member, await codeOf(account()))
  const { token } = await server.makeOperator()
  const listed = await server.request('GET', path(member), { token, tenant: clientId })
  t.is(listed.body.items.length, 1)
  for (const [
    at,
    json,
  ] of [['/v1/me/link-codes', undefined], ['/v1/me/identities', { code: 'AAAAA-AAAAA' }]] as const) // biome-ignore format: one request each
    t.is((await server.request('POST', at, { token, tenant: clientId, json })).status, 403, at)
})
