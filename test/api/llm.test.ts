import test from 'ava'
import { llmRoutes } from '../../api/routes/llm.ts'
import { readConfig } from '../../config/env.ts'
import type { TenantCredential } from '../../core/llm/judge-entry.ts'
import type { ProviderName } from '../../core/llm/provider.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import { startTestServer, type TestRequest, type TestServer } from '../helpers/server.ts'

const deploymentKey = 'sk-deployment-canary-0001'
const tenantKey = 'sk-tenant-canary-0002'
const { providers } = readConfig({ OPENAI_API_KEY: deploymentKey, OLLAMA_BASE_URL: 'http://127.0.0.1:9' })
const credentials = new Map<string, Map<ProviderName, TenantCredential>>()
const access = { providers, credentialsOf: async (id: string) => credentials.get(id) ?? new Map() }

let server: TestServer
const shared = afterAll(test)
test.before(async () => {
  server = await startTestServer(shared, { routes: ({ db }) => llmRoutes({ db }, access) })
})

const openTenant = async (role: 'admin' | 'it' | 'marketing' = 'admin') => {
  const { id, clientId } = await server.makeTenant()
  const { token } = await server.makePerson(id, role)
  const send = (method: string, path: string, request: TestRequest = {}) =>
    server.request(method, path, { token, ...request })
  const put = (name: string, given: object = {}, headers: Record<string, string> = {}) =>
    send('PUT', `/v1/llm/${encodeURIComponent(name)}`, {
      json: { provider: 'openai', model: 'sage-1', ...given },
      headers,
    })
  return { id, clientId, send, put }
}

test('a model is made, read, replaced and taken out; what was read can be sent back', async (t) => {
  const { send, put } = await openTenant()
  const made = await put('Sage 1', { temperature: 0.7, cost_per_1k_input: 0.002, cost_per_1k_output: 0.01 })
  t.is(made.status, 201)
  const { created_at: _, updated_at: __, ...shown } = made.body
  t.deepEqual(shown, {
    name: 'Sage 1', provider: 'openai', model: 'sage-1', api_key_env: 'OPENAI_API_KEY', api_url: null,
    max_tokens: 4_000, temperature: 0.7, is_fallback: false, cost_per_1k_input: 0.002, cost_per_1k_output: 0.01,
    active: true, shutdown_on: null, price_source: 'unknown', usable: true, why_not: null,
  }) // biome-ignore format: one model
  const read = await send('GET', '/v1/llm/Sage%201')
  t.deepEqual(read.body, made.body)
  t.is(read.headers.get('etag'), made.headers.get('etag'))
  const { price_source, usable, why_not, shutdown_on, created_at, updated_at, ...sendable } = read.body
  const same = await put('Sage 1', sendable)
  t.is(same.status, 200)
  t.like(same.body, sendable)
  const changed = await put('Sage 1', { max_tokens: 10 })
  t.like(changed.body, {
    max_tokens: 10,
    temperature: null,
    cost_per_1k_input: null,
    price_source: 'unknown',
  })
  t.is((await send('DELETE', '/v1/llm/Sage%201')).status, 204)
  t.is((await send('GET', '/v1/llm/Sage%201')).status, 404)
  t.is((await send('DELETE', '/v1/llm/Sage%201')).status, 404)
})

test('a change meant for an older version, or for one that is not there, is refused', async (t) => {
  const { send, put } = await openTenant()
  t.is((await put('sage', {}, { 'if-match': '*' })).status, 412)
  const etag = (await put('sage')).headers.get('etag')!
  const changed = await put('sage', { model: 'sage-2' }, { 'if-match': etag })
  t.is(changed.status, 200)
  t.is((await put('sage', { model: 'sage-3' }, { 'if-match': '"older"' })).status, 412)
  t.is((await put('sage', { model: 'sage-3' }, { 'if-match': '*' })).status, 200)
  t.is((await send('GET', '/v1/llm/sage')).body.model, 'sage-3')
})

test('the list: by name, page by page, each with what it lacks', async (t) => {
  const { id, put, send } = await openTenant()
  await put('b', { provider: 'anthropic' })
  await put('c', { active: false })
  await put('a')
  await put('d', { provider: 'compatible', api_key_env: null })
  await put('e', { provider: 'ollama' })
  const seen: { name: string; why_not: string | null; price_source: string }[] = []
  let cursor = ''
  do {
    const { body, status } = await send('GET', `/v1/llm?limit=2${cursor && `&cursor=${cursor}`}`)
    t.is(status, 200)
    seen.push(...body.items)
    cursor = body.next_cursor ?? ''
  } while (cursor)
  const lacks = seen.map((one) => [one.name, one.why_not, one.price_source])
  t.deepEqual(lacks, [
    ['a', null, 'unknown'],
    ['b', 'no_key', 'unknown'],
    ['c', 'inactive', 'unknown'],
    ['d', 'no_address', 'unknown'],
    ['e', null, 'free'],
  ])
  for (const query of ['limit=0', 'cursor=x', `cursor=${Buffer.from('a\0').toString('base64url')}`])
    t.is((await send('GET', `/v1/llm?${query}`)).status, 422, query)
  const { db } = server
  await asOwner(db, () => db.models.Tenant.update({ monthlyBudgetUsd: 10 }, { where: { id } }))
  const limited = (await send('GET', '/v1/llm')).body.items
  t.like(limited[0], { name: 'a', usable: false, why_not: 'price_unknown' })
  t.like(limited[4], { name: 'e', usable: true, why_not: null })
})

test('values that cannot be are 422 and named, unknown fields 400, and nothing is made', async (t) => {
  const { put, send } = await openTenant()
  for (const [bad, pointer] of [
    [{ provider: 'nobody' }, '/provider'],
    [{ api_key_env: 'MASTER_KEY' }, '/api_key_env'],
    [{ api_key_env: 'DEEPSEEK_API_KEY' }, '/api_key_env'],
    [{ api_url: 'http://169.254.169.254/latest' }, '/api_url'],
    [{ api_url: 'https://user:pass@models.example.org' }, '/api_url'],
    [{ temperature: 3 }, '/temperature'],
    [{ max_tokens: 0 }, '/max_tokens'],
    [{ cost_per_1k_input: -1, cost_per_1k_output: 1 }, '/cost_per_1k_input'],
    [{ cost_per_1k_output: 1 }, '/cost_per_1k_input'],
    [{ name: 'another' }, '/name'],
  ] as const) {
    const { status, body } = await put('sage', bad)
    t.is(status, 422, JSON.stringify(bad))
    t.true(
      body.errors.some((fault: { pointer: string }) => fault.pointer === pointer),
      JSON.stringify(bad),
    )
  }
  for (const field of ['api_key', 'tenant_id', 'shutdown_on', 'usable', 'constructor'])
    t.is((await put('sage', { [field]: 'x' })).status, 400, field)
  for (const name of ['usage', ' a', 'a/b', 'é', 'a\n', 'x'.repeat(65), "a'--"])
    t.is((await put(name)).status, 422, name)
  t.deepEqual((await send('GET', '/v1/llm')).body.items, [])
})

test('the deployment’s key is lent to no address that a tenant gives, and no key is ever shown', async (t) => {
  const { id, put, send } = await openTenant()
  const api_url = 'https://models.example.org/v1'
  const lent = await put('sage', { api_url })
  t.like(lent.body, { usable: false, why_not: 'no_key', api_url })
  credentials.set(id, new Map([['openai', { credentialId: 'c', apiKey: tenantKey, baseUrl: null }]]))
  t.like((await send('GET', '/v1/llm/sage')).body, { usable: true, why_not: null })
  const { db } = server
  const acts = await withTenant(db, id, () => db.models.AuditEvent.findAll({ where: { tenantId: id } }))
  t.true(acts.some(({ action, targetId }) => action === 'llm.created' && targetId === 'sage'))
  const said = lent.text + (await send('GET', '/v1/llm')).text + JSON.stringify(acts)
  for (const secret of [deploymentKey, tenantKey]) t.false(said.includes(secret))
})

test('prices are the tenant’s word where the tenant pays, and not with the deployment’s key', async (t) => {
  const { id, put, send } = await openTenant('it')
  const free = { cost_per_1k_input: 0, cost_per_1k_output: 0 }
  t.like((await put('sage', free)).body, { ...free, usable: true, price_source: 'unknown' })
  const { db } = server
  await asOwner(db, () => db.models.Tenant.update({ monthlyBudgetUsd: 10 }, { where: { id } }))
  t.like((await send('GET', '/v1/llm/sage')).body, { usable: false, why_not: 'price_unknown' })
  credentials.set(id, new Map([['openai', { credentialId: 'c', apiKey: tenantKey, baseUrl: null }]]))
  t.like((await send('GET', '/v1/llm/sage')).body, { usable: true, price_source: 'entry' })
})

test('only who manages models: 401, 403 with `missing`; setting an address takes the right to change keys', async (t) => {
  const { send, put } = await openTenant('marketing')
  t.is((await server.request('GET', '/v1/llm')).status, 401)
  for (const answer of [
    await send('GET', '/v1/llm'),
    await send('GET', '/v1/llm/x'),
    await put('x'),
    await send('DELETE', '/v1/llm/x'),
  ]) {
    t.is(answer.status, 403)
    t.is(answer.body.missing, 'llm:manage')
  }
  const it = await openTenant('it')
  t.is((await it.put('sage')).status, 201)
  const refused = await it.put('sage', { api_url: 'https://models.example.org/v1' })
  t.is(refused.status, 403)
  t.is(refused.body.missing, 'credentials:manage')
})

test('another tenant’s models are not there, to its people or by their names', async (t) => {
  const [mine, other] = [await openTenant(), await openTenant()]
  await mine.put('sage')
  await other.put('oracle')
  t.deepEqual(
    (await mine.send('GET', '/v1/llm')).body.items.map(({ name }: { name: string }) => name),
    ['sage'],
  )
  t.is((await mine.send('GET', '/v1/llm/oracle')).status, 404)
  t.is((await mine.send('DELETE', '/v1/llm/oracle')).status, 404)
  t.is((await mine.put('oracle', { model: 'mine' })).status, 201)
  t.is((await other.send('GET', '/v1/llm/oracle')).body.model, 'sage-1')
  const operator = await server.makeOperator()
  const seen = await server.request('GET', '/v1/llm', { token: operator.token, tenant: other.clientId })
  t.deepEqual(
    seen.body.items.map(({ name }: { name: string }) => name),
    ['oracle'],
  )
})
