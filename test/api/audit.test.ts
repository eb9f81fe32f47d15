import test from 'ava'
import { auditRoutes } from '../../api/routes/audit.ts'
import { credentialProfileRoutes } from '../../api/routes/credential-profiles.ts'
import { limitRoutes } from '../../api/routes/limits.ts'
import { llmRoutes } from '../../api/routes/llm.ts'
import { retentionRoutes } from '../../api/routes/retention.ts'
import { serviceRoutes } from '../../api/routes/services.ts'
import { readConfig } from '../../config/env.ts'
import { recordAct } from '../../core/access/audit.ts'
import { personActor } from '../../core/access/can.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import { startTestServer, type TestRequest, type TestServer } from '../helpers/server.ts'

let server: TestServer
const shared = afterAll(test)
test.before(async () => {
  const access = { providers: readConfig({}).providers, credentialsOf: async () => new Map() }
  server = await startTestServer(shared, {
    routes: ({ db }) => [
      ...auditRoutes({ db }),
      ...limitRoutes({ db }),
      ...llmRoutes({ db }, access),
      ...credentialProfileRoutes({ db }),
      ...retentionRoutes({ db }),
      ...serviceRoutes({ db }),
    ],
  })
})

const open = async (role: 'admin' | 'marketing' = 'admin') => {
  const tenant = await server.makeTenant()
  const person = await server.makePerson(tenant.id, role)
  const request = (method: string, path: string, given: TestRequest = {}) =>
    server.request(method, path, { token: person.token, ...given })
  const list = async (query = '') => (await request('GET', `/v1/audit${query}`)).body.items
  return { ...tenant, person, request, list }
}
// biome-ignore lint/suspicious/noExplicitAny: a line of the list
const actionsOf = (items: any[]): string[] => items.map(({ action }) => action)

test('an act is told with who, from where, what, before and after', async (t) => {
  const { clientId, person, request, list } = await open()
  const limit = { kind: 'channel', subject_id: '*' }
  const put = (monthly_requests: number) =>
    request('PUT', `/v1/tenants/${clientId}/limits`, { json: { ...limit, monthly_requests } })
  await put(5)
  const changed = await put(7)
  const [line, before] = await list('?action=limit.')
  t.like(line, {
    actor: { kind: 'person', id: person.id, name: 'A Person' },
    action: 'limit.set', permission: 'quotas:manage', outcome: 'allowed', surface: 'rest', ip: null,
    target: { kind: 'usage_limit', id: changed.body.id, label: null },
    changes: { monthly_requests: { before: 5, after: 7 } },
    request_id: changed.headers.get('x-request-id'),
  }) // biome-ignore format: one line
  t.deepEqual(before.changes, { monthly_requests: { before: null, after: 5 } })
  await request('PUT', '/v1/llm/sage', { json: { provider: 'ollama', model: 'sage-1' } })
  await request('PUT', '/v1/llm/sage', { json: { provider: 'ollama', model: 'sage-2', active: false } })
  const [replaced] = await list('?target_kind=llm')
  t.deepEqual(replaced.target, { kind: 'llm', id: 'sage', label: 'sage' })
  t.deepEqual(replaced.changes, {
    model: { before: 'sage-1', after: 'sage-2' },
    is_active: { before: true, after: false },
  })
})

test('who is behind a contact is not written down, nor any text of theirs', async (t) => {
  const { clientId } = await open()
  const { token } = await server.makeOperator()
  const json = { contact_name: 'Zoé Canari', contact_email: 'zoe@canari.example', monthly_quota: 12 }
  t.is((await server.request('PATCH', `/v1/tenants/${clientId}`, { token, json })).status, 200)
  const { body, text } = await server.request('GET', '/v1/audit?action=tenant.updated', { token })
  const [line] = body.items.filter(({ target }: { target: { label: string } }) => target.label === clientId)
  t.deepEqual(line.changes, {
    monthly_quota: { before: null, after: 12 },
    contact_name: { hidden: true },
    contact_email: { hidden: true },
  })
  t.notRegex(text, /canari/i)
})

test('a sign-in is told with its address, and a page’s acts as of the web', async (t) => {
  const { person, request, list } = await open()
  await server.request('POST', '/v1/auth/token', { json: { login: person.login, password: 'wrong wrong' } })
  const sessions = await list('?action=session.opened')
  t.deepEqual(
    sessions.map(({ outcome, ip }: { outcome: string; ip: string }) => [outcome, ip.replace('::ffff:', '')]),
    [
      ['failed', '127.0.0.1'],
      ['allowed', '127.0.0.1'],
    ],
  )
  const { origin, host } = new URL(server.url)
  const headers = { cookie: `sextant_session=${person.token}`, origin, host, 'sec-fetch-site': 'same-origin' }
  const json = { name: 'Insights' }
  t.is((await server.request('POST', '/v1/services', { headers, json })).status, 201)
  await request('POST', '/v1/services', { json: { name: 'Planning' } })
  t.deepEqual(
    (await list('?action=service.')).map(({ surface }: { surface: string }) => surface),
    ['rest', 'web'],
  )
})

test('each filter finds what it names, and nothing of another tenant', async (t) => {
  const { id, person, list } = await open()
  const other = await open()
  for (const tenant of [id, other.id])
    for (const [at, action] of ['a.made', 'a.made', 'ab.made', 'b.made', 'b.unmade'].entries())
      await withTenant(server.db, tenant, () =>
        recordAct(
          server.db,
          personActor({ id: at < 2 ? person.id : 'nobody', tenantId: tenant, role: 'it' }),
          {
            action,
            target: { kind: at % 2 === 0 ? 'even' : 'odd', id: String(at) },
            outcome: at === 4 ? 'denied' : 'allowed',
          },
        ),
      )
  const found = async (query: string) => actionsOf(await list(`?${query}`))
  t.deepEqual(await found('action=a'), ['ab.made', 'a.made', 'a.made'])
  t.deepEqual(await found('action=a.'), ['a.made', 'a.made'])
  t.deepEqual(await found('action=b.made'), ['b.made'])
  t.deepEqual(await found('target_kind=odd'), ['b.made', 'a.made'])
  t.deepEqual(await found('target_id=3'), ['b.made'])
  t.deepEqual(await found('outcome=denied'), ['b.unmade'])
  t.deepEqual(await found('actor_id=nobody'), ['b.unmade', 'b.made', 'ab.made'])
  t.deepEqual(await found(`actor_id=${other.person.id}`), [])
  t.deepEqual(await found('surface=slack'), [])
  const [, second] = await list('?target_kind=even')
  const at = encodeURIComponent(second.created_at)
  t.true((await found(`from=${at}`)).includes('ab.made'))
  t.false((await found(`to=${at}`)).includes('ab.made'))
  t.deepEqual(await found('from=2999-01-01T00:00:00Z'), [])
  const seen: string[] = []
  for (let cursor = ''; ; ) {
    const { body } = await server.request('GET', `/v1/audit?limit=2${cursor}`, { token: person.token })
    seen.push(...body.items.map((item: { id: string }) => item.id))
    if (body.next_cursor === null) break
    cursor = `&cursor=${body.next_cursor}`
  }
  const all = await list('?limit=200')
  t.deepEqual(
    seen,
    all.map((item: { id: string }) => item.id),
  )
})

test('what makes no sense is refused by name', async (t) => {
  const { request } = await open()
  for (const query of [
    'outcome=maybe',
    'surface=mail',
    'from=yesterday',
    "action=a'--",
    'action=',
    'actor_id=',
  ])
    t.is((await request('GET', `/v1/audit?${query}`)).status, 422, query)
  t.is((await request('GET', '/v1/audit?who=me')).status, 400)
})

test('it takes audit:view; an operator sees the deployment’s acts, or those of the tenant that is named', async (t) => {
  const { clientId, list } = await open()
  const { request } = await open('marketing')
  for (const path of ['/v1/audit', '/v1/audit/verify']) {
    const refused = await request('GET', path)
    t.is(refused.status, 403)
    t.is(refused.body.missing, 'audit:view')
    t.is((await server.request('GET', path)).status, 401)
  }
  const { token, id } = await server.makeOperator()
  const own = await server.request('GET', '/v1/audit', { token })
  t.true(actionsOf(own.body.items).includes('session.opened'))
  t.like(
    own.body.items.find(({ actor }: { actor: { id: string } }) => actor.id === id),
    { actor: { kind: 'operator', name: 'An Operator' } },
  )
  const theirs = await server.request('GET', '/v1/audit', { token, tenant: clientId })
  t.deepEqual(theirs.body.items, await list())
})

test('the check of a trail says that it is whole, or which act is not', async (t) => {
  const { id, request, list } = await open()
  await request('POST', '/v1/services', { json: { name: 'Insights' } })
  const whole = await request('GET', '/v1/audit/verify')
  t.like(whole.body, { ok: true, checked: (await list()).length, first_broken: null })
  t.is(whole.body.head.seq, whole.body.checked)
  const [line] = await list('?action=service.')
  const { db } = server
  await asOwner(db, () =>
    db.sequelize.query(`
      set local role none; set local session_replication_role = replica;
      update audit_events set outcome = 'failed' where tenant_id = '${id}' and id = '${line.id}'`),
  )
  const broken = await request('GET', '/v1/audit/verify')
  t.like(broken.body, { ok: false, first_broken: { event_id: line.id, reason: 'changed' } })
  const { token } = await server.makeOperator()
  t.true((await server.request('GET', '/v1/audit/verify', { token })).body.ok)
})

test.serial('what cannot be recorded is not done: 100 of 100', async (t) => {
  const db = server.db
  const { id, clientId, request } = await open()
  await request('PUT', '/v1/llm/kept', { json: { provider: 'ollama', model: 'sage-1' } })
  const tables = [
    'services',
    'usage_limits',
    'llm_models',
    'credential_profiles',
    'retention_policies',
  ] as const
  const state = () =>
    withTenant(db, id, async () => {
      const held: unknown[] = []
      for (const table of tables)
        held.push((await db.sequelize.query(`select to_jsonb(t) from ${table} t order by 1`))[0])
      return held
    })
  const before = await state()
  const acts: ((at: number) => Promise<{ status: number }>)[] = [
    (at) => request('POST', '/v1/services', { json: { name: `Service ${at}` } }),
    (at) =>
      request('PUT', `/v1/tenants/${clientId}/limits`, {
        json: { kind: 'channel', subject_id: `c-${at}`, monthly_requests: at },
      }),
    (at) => request('PUT', `/v1/llm/sage-${at}`, { json: { provider: 'ollama', model: 'sage-1' } }),
    () => request('PUT', '/v1/llm/kept', { json: { provider: 'ollama', model: 'sage-2' } }),
    () => request('DELETE', '/v1/llm/kept'),
  ]
  const refuse = (verb: string, preposition: string) =>
    db.sequelize.query(`${verb} insert on audit_events ${preposition} sextant_app`)
  await refuse('revoke', 'from')
  try {
    for (let at = 0; at < 100; at++) {
      const { status } = await acts[at % acts.length]!(at)
      t.is(status, 500)
    }
    t.deepEqual(await state(), before)
  } finally {
    await refuse('grant', 'to')
  }
  t.is((await acts[0]!(0)).status, 201)
})
