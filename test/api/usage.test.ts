import test from 'ava'
import { v7 as uuid } from 'uuid'
import { usageRoutes } from '../../api/routes/usage.ts'
import { openLedger } from '../../core/quotas/ledger.ts'
import { settleAttempts } from '../../core/quotas/settle.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { asking, attemptOf, cents, idOf, payerOf, target, usage } from '../core/quotas/calls.ts'
import { afterAll } from '../helpers/after-all.ts'
import { startTestServer, type TestServer } from '../helpers/server.ts'

let server: TestServer
const shared = afterAll(test)
test.before(async () => {
  server = await startTestServer(shared, { routes: usageRoutes })
})

interface Made {
  at?: string
  outcome?: 'completed' | 'network'
  llm?: string
  cost?: number | null
  assistantId?: string
  personId?: string
  channel?: string
}

/** A call that has ended, at a time of its own. */
const makeCall = async (tenantId: string, made: Made = {}): Promise<void> => {
  const { at, outcome = 'completed', llm = 'sage', cost = cents(2), assistantId = null } = made
  const { personId = null, channel = null } = made
  const ledger = openLedger(server.db, at ? { now: () => new Date(at) } : {})
  const payer = payerOf(tenantId, { assistantId, personId, channel })
  const reservationId = idOf(await ledger.reserve(asking(payer, { target: target({ name: llm }) })))
  const attempt = attemptOf({
    llm,
    outcome,
    costNanoUsd: cost,
    usage: outcome === 'completed' ? usage() : null,
  })
  if (outcome === 'completed')
    await settleAttempts(server.db, tenantId, {
      messageId: uuid(),
      settlements: [{ reservationId, attempt }],
    })
  else await ledger.close(reservationId, attempt)
}

test('the usage of a tenant: what is used, what is left, and when it begins anew', async (t) => {
  const { id, clientId } = await server.makeTenant()
  const { db } = server
  await asOwner(db, () =>
    db.models.Tenant.update({ monthlyQuota: 4, monthlyBudgetUsd: 1.5 }, { where: { id } }),
  )
  await makeCall(id)
  await makeCall(id, { cost: null })
  await openLedger(db).reserve(asking(payerOf(id)))
  const { token } = await server.makePerson(id, 'finance')
  const { status, body } = await server.request('GET', `/v1/tenants/${clientId}/usage`, { token })
  t.is(status, 200)
  t.like(body, {
    time_zone: 'Europe/Paris',
    requests: { used: 3, limit: 4, remaining: 1 },
    budget: {
      spent_nano_usd: cents(2),
      reserved_nano_usd: cents(10),
      limit_usd: 1.5,
      remaining_nano_usd: cents(138),
      unknown_calls: 1,
    },
    percent: 75,
    limits: [],
  })
  t.regex(body.period, /^\d{4}-\d\d$/)
  t.true(Date.parse(body.resets_at) > Date.now())
  const operator = await server.makeOperator()
  const seen = await server.request('GET', `/v1/tenants/${clientId}/usage`, { token: operator.token })
  t.deepEqual(seen.body, body)
})

test('each member sees what is left to him and to all; money takes the permission', async (t) => {
  const { id, clientId } = await server.makeTenant()
  const { db } = server
  await asOwner(db, () =>
    db.models.Tenant.update({ monthlyQuota: 10, monthlyBudgetUsd: 0.12 }, { where: { id } }),
  )
  const [member, finance] = [await server.makePerson(id, 'marketing'), await server.makePerson(id, 'finance')]
  const operator = await server.makeOperator()
  const limit = { tenantId: id, monthlyRequests: 10, monthlyBudgetUsd: 0.1 }
  await withTenant(db, id, () =>
    db.models.UsageLimit.bulkCreate([
      { ...limit, kind: 'member', subjectId: '*' },
      { ...limit, kind: 'channel', subjectId: '*' },
    ]),
  )
  await makeCall(id, { personId: member.id, channel: 'c-1' })
  const read = async ({ token }: { token: string }) => {
    const { status, body } = await server.request('GET', `/v1/tenants/${clientId}/usage`, { token })
    t.is(status, 200)
    t.true(Date.parse(body.resets_at) > Date.now())
    return body
  }
  t.like(await read(member), {
    requests: { used: 1, limit: 10, remaining: 9 },
    budget: null,
    percent: 16,
    limits: [
      {
        kind: 'member',
        subject_id: member.id,
        requests: { used: 1, limit: 10, remaining: 9 },
        budget: null,
        percent: 20,
      },
    ],
  })
  const seen = await read(finance)
  t.like(seen, { budget: { spent_nano_usd: cents(2), remaining_nano_usd: cents(10) }, percent: 16 })
  t.is(seen.limits.length, 1, 'only his own')
  t.like(seen.limits[0], {
    kind: 'member',
    subject_id: finance.id,
    requests: { used: 0, limit: 10, remaining: 10 },
    budget: { spent_nano_usd: 0, limit_usd: 0.1, remaining_nano_usd: cents(10) },
    percent: 0,
  })
  t.like(await read(operator), { budget: { spent_nano_usd: cents(2) }, limits: [] })
})

test('the report counts calls by the days of the tenant’s zone, and by what else is asked', async (t) => {
  const { id } = await server.makeTenant()
  const [assistantId, personId] = [uuid(), uuid()]
  await makeCall(id, { at: '2026-05-01T21:59:00Z', assistantId, personId, channel: 'slack:c-1' })
  await makeCall(id, { at: '2026-05-01T22:01:00Z', llm: 'owl', cost: cents(5) })
  await makeCall(id, { at: '2026-05-02T10:00:00Z', outcome: 'network', cost: 0 })
  await makeCall(id, { at: '2026-05-03T10:00:00Z', cost: null })
  await makeCall(id, { at: '2026-05-03T22:00:00Z' })
  const { token } = await server.makePerson(id, 'finance')
  const read = (query: string) => server.request('GET', `/v1/llm/usage?${query}`, { token })
  const { body } = await read('from=2026-05-01&to=2026-05-03&group=day')
  t.deepEqual(body.totals, {
    calls: 4,
    requests: 4,
    input_tokens: 300,
    cache_read_tokens: 0,
    cache_write_tokens: 0,
    output_tokens: 60,
    reasoning_tokens: 0,
    cost_nano_usd: cents(7),
    unknown_cost_calls: 1,
    failures: 1,
  })
  const groups = async (group: string) =>
    (await read(`from=2026-05-01&to=2026-05-03&group=${group}`)).body.groups.map(
      (one: Record<string, unknown>) => [one.key, one.calls, one.cost_nano_usd],
    )
  t.deepEqual(await groups('day'), [
    ['2026-05-01', 1, cents(2)],
    ['2026-05-02', 2, cents(5)],
    ['2026-05-03', 1, 0],
  ])
  t.deepEqual(await groups('llm'), [
    ['owl', 1, cents(5)],
    ['sage', 3, cents(2)],
  ])
  t.deepEqual(await groups('assistant'), [
    [null, 3, cents(5)],
    [assistantId, 1, cents(2)],
  ])
  t.deepEqual(await groups('member'), [
    [null, 3, cents(5)],
    [personId, 1, cents(2)],
  ])
  t.deepEqual(await groups('channel'), [
    [null, 3, cents(5)],
    ['slack:c-1', 1, cents(2)],
  ])
  t.deepEqual(await groups('outcome'), [
    ['completed', 3, cents(7)],
    ['network', 1, 0],
  ])
  t.deepEqual(await groups('provider'), [['openai', 4, cents(7)]])
  t.deepEqual(await groups('purpose'), [['plan', 4, cents(7)]])
  const thisMonth = await read('')
  t.is(thisMonth.body.totals.calls, 0)
  t.regex(thisMonth.body.from, /^\d{4}-\d\d-01$/)
})

test('one model’s calls alone are counted by each group, of a model that is gone as well', async (t) => {
  const [{ id }, other] = [await server.makeTenant(), await server.makeTenant()]
  await makeCall(id, { at: '2026-05-01T10:00:00Z', llm: 'sage' })
  await makeCall(id, { at: '2026-05-02T10:00:00Z', llm: 'owl', cost: cents(5) })
  await makeCall(id, { at: '2026-05-02T11:00:00Z', llm: 'sage', cost: cents(3) })
  await makeCall(other.id, { at: '2026-05-02T11:00:00Z', llm: 'sage' })
  const { token } = await server.makePerson(id, 'finance')
  const read = async (query: string) => {
    const { body } = await server.request('GET', `/v1/llm/usage?from=2026-05-01&to=2026-05-03&${query}`, {
      token,
    })
    const groups = body.groups.map((one: Record<string, unknown>) => [one.key, one.calls, one.cost_nano_usd])
    return { llm: body.llm, calls: body.totals.calls, cost: body.totals.cost_nano_usd, groups }
  }
  const days = [
    ['2026-05-01', 1, cents(2)],
    ['2026-05-02', 1, cents(3)],
  ]
  t.deepEqual(await read('llm=sage'), { llm: 'sage', calls: 2, cost: cents(5), groups: days })
  const byModel = await read('llm=owl&group=llm')
  t.deepEqual(byModel, { llm: 'owl', calls: 1, cost: cents(5), groups: [['owl', 1, cents(5)]] })
  t.deepEqual(await read('llm=Sage'), { llm: 'Sage', calls: 0, cost: 0, groups: [] })
  t.like(await read(''), { llm: null, calls: 3 })
})

test('another tenant’s usage is not there, and nobody reads all calls without the permission', async (t) => {
  const [mine, other] = [await server.makeTenant(), await server.makeTenant()]
  await makeCall(other.id)
  const admin = await server.makePerson(mine.id, 'admin')
  const { token } = admin
  t.is((await server.request('GET', `/v1/tenants/${other.clientId}/usage`, { token })).status, 404)
  t.is((await server.request('GET', '/v1/tenants/nobody/usage', { token })).status, 404)
  t.is((await server.request('GET', '/v1/llm/usage', { token, tenant: other.clientId })).status, 404)
  const own = await server.request('GET', '/v1/llm/usage', { token })
  t.is(own.body.totals.calls, 0)
  t.deepEqual(own.body.groups, [])
  const member = await server.makePerson(mine.id, 'marketing')
  for (const path of [`/v1/tenants/${mine.clientId}/usage`, '/v1/llm/usage'])
    t.is((await server.request('GET', path)).status, 401)
  const theirs = `/v1/tenants/${other.clientId}/usage`
  t.is((await server.request('GET', theirs, { token: member.token })).status, 404)
  const denied = await server.request('GET', '/v1/llm/usage', { token: member.token })
  t.is(denied.status, 403)
  t.is(denied.body.missing, 'quotas:view')
})

test('a span that cannot be is told, field by field', async (t) => {
  const { id } = await server.makeTenant()
  const { token } = await server.makePerson(id, 'admin')
  const statusOf = async (query: string) =>
    (await server.request('GET', `/v1/llm/usage?${query}`, { token })).status
  for (const query of [
    'from=2026-05-02&to=2026-05-01',
    'from=2020-01-01&to=2026-01-01',
    'from=2026-02-30',
    'from=yesterday',
    'group=person',
    'llm=',
    `llm=${'x'.repeat(300)}`,
    'from=2026-05-01&from=2026-05-02',
  ])
    t.is(await statusOf(query), 422, query)
  t.is(await statusOf('until=2026-05-01'), 400)
  t.is(await statusOf('from=2024-01-01&to=2024-12-31'), 200, 'a leap year')
})
