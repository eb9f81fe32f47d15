import test from 'ava'
import { v7 as uuidv7 } from 'uuid'
import { providersHealthRoutes } from '../../api/routes/providers-health.ts'
import { openBreakers } from '../../core/llm/breakers.ts'
import { ProviderFailure, type Target } from '../../core/llm/provider.ts'
import { afterAll } from '../helpers/after-all.ts'
import { startTestServer, type TestServer } from '../helpers/server.ts'

const breakers = openBreakers({ failures: 2, halfOpenAfterMs: 3_600_000 })
let server: TestServer
const shared = afterAll(test)
test.before(async () => {
  const routes = () => providersHealthRoutes({ breakers, countClients: () => 3 })
  server = await startTestServer(shared, { routes })
})

const target: Target = {
  name: 'first',
  provider: 'openai',
  model: 'sage-1',
  baseUrl: 'https://user:word@models.example/v1',
  apiKey: 'a-secret-key',
  credentialId: uuidv7(),
  isGuarded: true,
  maxTokens: 100,
  temperature: null,
  prices: null,
}

const fail = (tenantId: string): Promise<unknown> =>
  breakers
    .of(tenantId, target)
    .run(() => Promise.reject(new ProviderFailure({ kind: 'overload' })))
    .catch(() => undefined)

test('operators see whose models are ill, and no secret', async (t) => {
  const { token } = await server.makeOperator()
  const [ill, frail] = [uuidv7(), uuidv7()]
  await fail(ill)
  await fail(ill)
  await fail(frail)
  const { status, body, text } = await server.request('GET', '/v1/health/providers', { token })
  t.is(status, 200)
  t.like(body, { cached_clients: 3, breakers_total: 2, breakers_open: 1 })
  t.like(body.breakers[0], {
    tenant_id: ill,
    llm: 'first',
    provider: 'openai',
    model: 'sage-1',
    state: 'open',
    last_failure: 'overload',
  })
  t.is(Date.parse(body.breakers[0].retry_at) - Date.parse(body.breakers[0].opened_at), 3_600_000)
  t.like(body.breakers[1], { tenant_id: frail, state: 'closed', opened_at: null, retry_at: null })
  t.false(/secret|word|models\.example/.test(text) || text.includes(target.credentialId!))
})

test('nobody else does', async (t) => {
  t.is((await server.request('GET', '/v1/health/providers')).status, 401)
  const tenant = await server.makeTenant()
  const { token } = await server.makePerson(tenant.id, 'admin')
  t.is((await server.request('GET', '/v1/health/providers', { token })).status, 403)
})
