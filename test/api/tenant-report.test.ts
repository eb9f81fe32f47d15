import { read, utils, type WorkBook } from '@e965/xlsx'
import test from 'ava'
import { v7 as uuid } from 'uuid'
import { tenantReportRoutes } from '../../api/routes/tenant-report.ts'
import { tenantStatsRoutes } from '../../api/routes/tenant-stats.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import { startTestServer, type TestMember, type TestServer } from '../helpers/server.ts'

let server: TestServer
let tenant: { id: string; clientId: string }
let finance: TestMember
const shared = afterAll(test)

/** In the first name a formula would hide, were it one. */
const [rose, lys] = [
  { id: uuid(), name: '=1+1' },
  { id: uuid(), name: 'Lys & Cie' },
]

/** What was asked, and answered by whom; a turn is a question and its answer. */
const turns = [
  { at: '2026-10-01T08:00:00Z', assistant: rose, who: 'slack:T1:U1', stage: 'data', rating: 'up' },
  // Still the 1st in UTC, the 2nd in Paris.
  { at: '2026-10-01T22:30:00Z', assistant: rose, who: 'slack:T1:U1', stage: 'model', rating: null },
  { at: '2026-10-31T22:30:00Z', assistant: lys, who: 'slack:T1:U2', stage: 'none', rating: 'down' },
  // The 1st of November in Paris, where winter time began on 25 October.
  { at: '2026-10-31T23:00:00Z', assistant: lys, who: 'slack:T1:U2', stage: 'data', rating: null },
  { at: '2026-09-10T10:00:00Z', assistant: lys, who: 'slack:T1:U3', stage: 'data', rating: null },
] as const

const calls = [
  {
    at: '2026-10-01T22:30:00Z',
    llm: 'sage',
    assistant: rose,
    first: true,
    cost: 20_000_000,
    tokens: [100, 20],
  },
  { at: '2026-10-01T22:30:05Z', llm: 'owl', assistant: rose, first: false, cost: null, tokens: [null, null] },
  { at: '2026-10-31T22:30:00Z', llm: 'sage', assistant: null, first: true, cost: 5_000_000, tokens: [10, 2] },
  { at: '2026-11-02T10:00:00Z', llm: 'sage', assistant: lys, first: true, cost: 7_000_000, tokens: [10, 2] },
] as const

const plant = async (): Promise<void> => {
  const { db } = server
  const { Assistant, Conversation, Message, Feedback, LlmCall, QuotaCounter } = db.models
  await asOwner(db, () => db.models.Tenant.update({ monthlyQuota: 4 }, { where: { id: tenant.id } }))
  await withTenant(db, tenant.id, async () => {
    const tenantId = tenant.id
    for (const { id, name } of [rose, lys]) await Assistant.create({ tenantId, id, name, theme: 't' })
    for (const { at, assistant, who, stage, rating } of turns) {
      const [createdAt, conversationId, answerId] = [new Date(at), uuid(), uuid()]
      const owner = { assistantId: assistant.id, sessionId: who, platform: 'slack', place: conversationId }
      await Conversation.create({ tenantId, id: conversationId, ...owner, createdAt })
      const said = { tenantId, conversationId, content: 'x', createdAt }
      await Message.create({ ...said, position: 0, role: 'user' })
      await Message.create({
        ...said,
        id: answerId,
        position: 1,
        role: 'assistant',
        answer: { stage },
        stage,
      })
      if (rating) await Feedback.create({ tenantId, messageId: answerId, rater: 'session:x', rating })
    }
    for (const { at, llm, assistant, first, cost, tokens } of calls)
      await LlmCall.create({
        tenantId, llm, provider: 'p', model: 'm', role: 'default', purpose: 'word', state: 'settled',
        outcome: 'completed', assistantId: assistant?.id ?? null, personId: finance.id, period: '2026-10-01',
        countsRequest: first, reservedNanoUsd: 0, costNanoUsd: cost, inputTokens: tokens[0],
        outputTokens: tokens[1], startedAt: new Date(at),
      }) // biome-ignore format: one call
    const month = { tenantId, period: '2026-10-01', scopeKind: 'tenant' as const, scopeId: '' }
    await QuotaCounter.create({ ...month, requests: 2, spentNanoUsd: 25_000_000 } as never)
  })
}

test.before(async () => {
  server = await startTestServer(shared, {
    routes: (services) => [...tenantStatsRoutes(services), ...tenantReportRoutes(services)],
  })
  tenant = await server.makeTenant()
  finance = await server.makePerson(tenant.id, 'finance')
  await plant()
})

const ask = (what: string, query: string, { token } = finance) =>
  server.request('GET', `/v1/tenants/${tenant.clientId}/${what}?${query}`, { token })

test('the statistics are what was planted, by the days of the tenant’s zone', async (t) => {
  const { status, body } = await ask('stats', 'from=2026-10-01&to=2026-10-31')
  t.is(status, 200)
  t.deepEqual(body.totals, {
    conversations: 3, messages: 6, questions: 3, active_users: 2, rated_up: 1, rated_down: 1,
    calls: 3, requests: 2, tokens: 132, cost_nano_usd: 25_000_000, unknown_cost_calls: 1,
  }) // biome-ignore format: the sums
  t.deepEqual(body.answers, { data: 1, model: 1, none: 1 })
  t.deepEqual(body.platforms, { slack: 3 })
  t.is(body.days.length, 31, 'days on which nothing happened too')
  const busy = body.days.filter((day: { messages: number }) => day.messages > 0)
  t.deepEqual(
    busy.map((day: Record<string, unknown>) => [day.day, day.questions, day.requests, day.cost_nano_usd]),
    [
      ['2026-10-01', 1, 0, 0],
      ['2026-10-02', 1, 1, 20_000_000],
      ['2026-10-31', 1, 1, 5_000_000],
    ],
  )
  t.like(body.assistants[0], { id: rose.id, name: '=1+1', questions: 2, active_users: 1, requests: 1 })
  t.deepEqual(body.quota, {
    monthly_requests: 4,
    monthly_budget_usd: null,
    months: [{ month: '2026-10', requests: 2, cost_nano_usd: 25_000_000 }],
  })
  t.like(body.stands, { assistants: 2, datasets: 0, users: 1 + (await others()) })
})

/** Others who are made meanwhile, by tests beside this one. */
const others = (): Promise<number> =>
  withTenant(server.db, tenant.id, () =>
    server.db.models.Person.count({ where: { tenantId: tenant.id, isActive: true } }),
  ).then((all) => all - 1)

test('money is for who may see it; a stranger, and another tenant’s people, get nothing', async (t) => {
  const management = await server.makePerson(tenant.id, 'management')
  const { body } = await ask('stats', 'from=2026-10-01&to=2026-10-31', management)
  t.is(body.totals.cost_nano_usd, null)
  t.is(body.days[1].cost_nano_usd, null)
  t.is(body.quota.months[0].cost_nano_usd, null)
  t.false(JSON.stringify(body).includes('25000000'))
  const marketing = await server.makePerson(tenant.id, 'marketing')
  t.is((await ask('stats', '', marketing)).body.missing, 'analytics:view')
  t.is((await ask('report', '', marketing)).body.missing, 'analytics:export')
  const other = await server.makeTenant()
  const stranger = await server.makePerson(other.id, 'admin')
  for (const what of ['stats', 'report']) t.is((await ask(what, '', stranger)).status, 404, what)
  const operator = await server.makeOperator()
  t.is((await ask('stats', 'from=2026-10-01&to=2026-10-31', operator)).body.totals.questions, 3)
})

test('a span that cannot be is 422', async (t) => {
  for (const [what, query] of [
    ['stats', 'from=2026-10-02&to=2026-10-01'],
    ['stats', 'from=2024-10-01&to=2026-10-01'],
    ['stats', 'from=2026-02-30'],
    ['report', 'month=2026-13'],
    ['report', 'month=2026-10&from=2026-10-01'],
    ['report', 'format=doc'],
  ])
    t.is((await ask(what!, query!)).status, 422, query)
})

test('a report on a month stands beside the month before', async (t) => {
  const { body } = await ask('report', 'month=2026-10')
  t.like(body, { from: '2026-10-01', to: '2026-10-31', tenant: { client_id: tenant.clientId } })
  t.like(body.before, { from: '2026-09-01', to: '2026-09-30' })
  t.is(body.before.totals.questions, 1)
  t.deepEqual(
    body.models.map((one: Record<string, unknown>) => [one.llm, one.calls, one.cost_nano_usd]),
    [
      ['sage', 2, 25_000_000],
      ['owl', 1, 0],
    ],
  )
  t.deepEqual(
    body.members.map((one: Record<string, unknown>) => [one.id, one.name, one.calls]),
    [[finance.id, 'A Person', 3]],
  )
  const days = await ask('report', 'from=2026-10-11&to=2026-10-20')
  t.like(days.body.before, { from: '2026-10-01', to: '2026-10-10' })
})

const fetchFile = async (query: string, language: string) => {
  const response = await fetch(`${server.url}/v1/tenants/${tenant.clientId}/report?${query}`, {
    headers: { authorization: `Bearer ${finance.token}`, 'accept-language': language },
  })
  return { response, bytes: Buffer.from(await response.arrayBuffer()) }
}

type Cells = Record<string, unknown>[]
const rowsOf = (book: WorkBook, name: string): Cells => utils.sheet_to_json(book.Sheets[name]!) as Cells

test('the workbook says what the JSON says, in numbers and without a formula', async (t) => {
  const { body } = await ask('report', 'month=2026-10')
  const { response, bytes } = await fetchFile('month=2026-10&format=xlsx', 'en')
  t.is(response.status, 200)
  t.regex(
    response.headers.get('content-disposition') ?? '',
    new RegExp(`sextant-${tenant.clientId}-2026-10.xlsx`),
  )
  const book = read(bytes, { cellFormula: true, cellDates: true })
  t.deepEqual(book.SheetNames, [
    'Report', 'Summary', 'Quota', 'Answers', 'Models', 'Assistants', 'Services', 'Members', 'Days', 'Definitions',
  ]) // biome-ignore format: a list
  for (const sheet of Object.values(book.Sheets))
    for (const cell of Object.values(sheet)) t.is((cell as { f?: string }).f, undefined)
  const summary = new Map(rowsOf(book, 'Summary').map((row) => [row.Figure, row.Period]))
  const { totals } = body
  t.is(summary.get('Questions'), totals.questions)
  t.is(summary.get('People who asked'), totals.active_users)
  t.is(summary.get('Cost of models'), totals.cost_nano_usd / 1e9)
  const days = rowsOf(book, 'Days')
  t.deepEqual(
    days.map((row) => [row.Questions, row.Requests, row.Tokens, row['Cost (USD)']]),
    body.days.map((day: Record<string, number>) => [
      day.questions,
      day.requests,
      day.tokens,
      day.cost_nano_usd! / 1e9,
    ]),
  )
  t.true(days[0]!.Day instanceof Date)
  const models = rowsOf(book, 'Models').map((row) => [row.Model, row.Calls, row.Requests])
  t.deepEqual(
    models,
    body.models.map((one: Record<string, unknown>) => [one.llm, one.calls, one.requests]),
  )
  t.deepEqual(
    rowsOf(book, 'Assistants').map((row) => row.Assistant),
    ["'=1+1", 'Lys & Cie'],
  )
})

test('the PDF is one, in the reader’s language, and that it was made is on record', async (t) => {
  const { response, bytes } = await fetchFile('month=2026-10&format=pdf', 'fr')
  t.is(response.headers.get('content-type'), 'application/pdf')
  t.is(bytes.subarray(0, 5).toString(), '%PDF-')
  t.true(bytes.subarray(-1024).toString('latin1').includes('%%EOF'))
  const rows = await withTenant(server.db, tenant.id, () =>
    server.db.models.AuditEvent.findAll({ where: { tenantId: tenant.id, action: 'report.made' }, raw: true }),
  )
  t.true(rows.some(({ actorId }) => actorId === finance.id))
})
