import test from 'ava'
import { v7 as uuid } from 'uuid'
import { retentionRoutes } from '../../api/routes/retention.ts'
import { applyRetention } from '../../core/conversations/retention-run.ts'
import type { Core } from '../../core/core.ts'
import { withTenant } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import { startTestServer, type TestServer } from '../helpers/server.ts'

let server: TestServer
const shared = afterAll(test)
test.before(async () => {
  server = await startTestServer(shared, { routes: retentionRoutes })
})

const dayMs = 24 * 3_600_000
const now = new Date('2026-11-20T10:00:00.000Z')
const ago = (days: number, ms = 0): Date => new Date(now.getTime() - days * dayMs + ms)
// The run asks the database alone.
const run = () => applyRetention({ db: server.db } as Core, { now })

interface Planted {
  kind?: 'assistant' | 'flow' | 'project'
  isFavorite?: boolean
  /** Of each message. */
  at: Date[]
}

const plant = (tenantId: string, { kind = 'assistant', isFavorite = false, at }: Planted): Promise<string> =>
  withTenant(server.db, tenantId, async () => {
    const { Assistant, Conversation, InboxEvent, OutboxMessage, Message, Feedback } = server.db.models
    const assistant = await Assistant.create({ tenantId, name: uuid(), theme: 't' })
    const [id, createdAt, updatedAt] = [uuid(), at[0]!, at.at(-1)!]
    const place = { platform: 'web', place: id, sessionId: 's' }
    const values = {
      tenantId,
      id,
      assistantId: assistant.id,
      kind,
      isFavorite,
      ...place,
      createdAt,
      updatedAt,
    }
    await Conversation.create(values, { silent: true })
    for (const [position, time] of at.entries()) {
      const message = { tenantId, conversationId: id, position, role: 'assistant' as const, content: 'said' }
      const { id: messageId } = await Message.create({ ...message, createdAt: time })
      await Feedback.create({ tenantId, messageId, rater: 'r', rating: 'up' })
      const event = { tenantId, platform: 'web', eventId: uuid(), conversationId: id, createdAt: time }
      const { id: inboxId } = await InboxEvent.create({ ...event, payload: { text: 'said' }, state: 'done' })
      const sent = { tenantId, inboxId, platform: 'web', destination: id, position: 0, payload: {} }
      await OutboxMessage.create({ ...sent, state: 'sent', createdAt: time })
    }
    return id
  })

const countOf = (tenantId: string, conversationId: string) =>
  withTenant(server.db, tenantId, async () => {
    const { Conversation, Message, InboxEvent } = server.db.models
    return {
      conversations: await Conversation.count({ where: { tenantId, id: conversationId } }),
      messages: await Message.count({ where: { tenantId, conversationId } }),
      events: await InboxEvent.count({ where: { tenantId, conversationId } }),
    }
  })

const gone = { conversations: 0, messages: 0, events: 0 }

test.serial(
  'what is said goes to the millisecond at the end of its term, by kind, and nothing else',
  async (t) => {
    const [mine, other] = [await server.makeTenant(), await server.makeTenant()]
    const over = await plant(mine.id, { at: [ago(365, -1), ago(365)] })
    const young = await plant(mine.id, { at: [ago(365, 1), ago(10)] })
    const half = await plant(mine.id, { at: [ago(400), ago(365), ago(365, 1)] })
    const flow = await plant(mine.id, { kind: 'flow', at: [ago(7)] })
    const youngFlow = await plant(mine.id, { kind: 'flow', at: [ago(7, 1)] })
    const project = await plant(mine.id, { kind: 'project', at: [ago(8)] })
    const foreign = await plant(other.id, { at: [ago(364)] })
    await withTenant(
      server.db,
      mine.id,
      () =>
    server.db.models.LlmCall.create({
      tenantId: mine.id, llm: 'l', provider: 'p', model: 'm', role: 'default', purpose: 'word', conversationId: over,
      period: '2025-11-01', countsRequest: true, reservedNanoUsd: 0, startedAt: ago(400),
    }), // biome-ignore format: one call
    )
    await run()
    t.deepEqual(await countOf(mine.id, over), gone)
    t.deepEqual(await countOf(mine.id, young), { conversations: 1, messages: 2, events: 2 })
    t.deepEqual(await countOf(mine.id, half), { conversations: 1, messages: 1, events: 1 })
    t.deepEqual(await countOf(mine.id, flow), gone)
    t.deepEqual(await countOf(mine.id, youngFlow), { conversations: 1, messages: 1, events: 1 })
    t.deepEqual(await countOf(mine.id, project), { conversations: 1, messages: 1, events: 1 })
    t.deepEqual(await countOf(other.id, foreign), { conversations: 1, messages: 1, events: 1 })
    const { db } = server
    const read = (tenantId: string) =>
      withTenant(db, tenantId, () =>
        db.models.AuditEvent.findAll({ where: { tenantId, action: 'retention.applied' }, raw: true }),
      )
    const [act, ...more] = await read(mine.id)
    t.is(more.length, 0, 'one act a run')
    t.like(act, { actorKind: 'system', actorId: 'retention' })
    t.deepEqual(act!.details, {
      deleted: {
        assistant: { messages: 4, events: 4, conversations: 1 },
        flow: { messages: 1, events: 1, conversations: 1 },
      },
    })
    t.deepEqual(await read(other.id), [])
    t.is(await withTenant(db, mine.id, () => db.models.LlmCall.count({ where: { tenantId: mine.id } })), 1)
    await run()
    t.is((await read(mine.id)).length, 1, 'a run that finds nothing leaves no trace')
  },
)

test.serial(
  'favourites stay where the tenant says so; no term keeps all; the log of sends has its own',
  async (t) => {
    const { id, clientId } = await server.makeTenant()
    const admin = await server.makePerson(id, 'admin')
    const favorite = await plant(id, { isFavorite: true, at: [ago(500)] })
    const plainOne = await plant(id, { at: [ago(500)] })
    const project = await plant(id, { kind: 'project', at: [ago(3_000)] })
    const open = await plant(id, { kind: 'project', at: [ago(60)] })
    await withTenant(server.db, id, () =>
      server.db.models.InboxEvent.update(
        { state: 'received' },
        { where: { tenantId: id, conversationId: open } },
      ),
    )
    const set = await server.request('PUT', `/v1/tenants/${clientId}/retention`, {
      token: admin.token,
      json: { assistant: { days: 30, keep_favorites: true }, project: { days: null }, sends: { days: 45 } },
    })
    t.is(set.status, 200)
    await run()
    t.deepEqual(await countOf(id, favorite), { conversations: 1, messages: 1, events: 0 })
    t.deepEqual(await countOf(id, plainOne), gone)
    t.deepEqual(await countOf(id, project), { conversations: 1, messages: 1, events: 0 })
    t.is((await countOf(id, open)).events, 1, 'what still waits for its answer')
  },
)

test.serial('more than one batch goes in one run', async (t) => {
  const { id } = await server.makeTenant()
  const conversation = await plant(id, { at: [ago(400)] })
  await withTenant(server.db, id, () =>
    server.db.sequelize.query(
      `insert into messages (tenant_id, id, conversation_id, position, role, content, created_at)
       select $1, gen_random_uuid(), $2, n, 'user', 'x', $3::timestamptz from generate_series(1, 2500) n`,
      { bind: [id, conversation, ago(399)] },
    ),
  )
  await run()
  t.deepEqual(await countOf(id, conversation), gone)
})

test('terms are read and set by who may, whole, and for the version that was seen', async (t) => {
  const [mine, other] = [await server.makeTenant(), await server.makeTenant()]
  const admin = await server.makePerson(mine.id, 'admin')
  const path = `/v1/tenants/${mine.clientId}/retention`
  const ask = (method: string, json?: unknown, headers = {}) =>
    server.request(method, path, { token: admin.token, json, headers })
  const first = await ask('GET')
  const usual = { days: 365, keep_favorites: false }
  t.deepEqual(first.body, {
    assistant: usual, flow: { days: 7, keep_favorites: false }, project: usual, sends: { days: 365 }, updated_at: null,
  }) // biome-ignore format: the usual terms
  const etag = first.headers.get('etag') ?? ''
  const changed = await ask('PUT', { assistant: { days: 30, keep_favorites: true } }, { 'if-match': etag })
  t.is(changed.status, 200)
  t.deepEqual(changed.body.assistant, { days: 30, keep_favorites: true })
  t.is((await ask('PUT', { flow: { days: 1 } }, { 'if-match': etag })).status, 412)
  t.deepEqual(
    (await ask('PUT', { flow: { days: 1 } })).body.assistant,
    usual,
    'what is left out is usual again',
  )
  t.deepEqual((await ask('GET')).body.flow, { days: 1, keep_favorites: false })
  for (const days of [0, 3651, 1.5, '30', -1])
    t.is((await ask('PUT', { assistant: { days } })).status, 422, String(days))
  t.is((await ask('PUT', { chat: { days: 1 } })).status, 400)
  const acts = await withTenant(server.db, mine.id, () =>
    server.db.models.AuditEvent.findAll({ where: { tenantId: mine.id, action: 'retention.set' }, raw: true }),
  )
  t.is(acts.length, 2)
  const member = await server.makePerson(mine.id, 'it')
  t.is(
    (await server.request('PUT', path, { token: member.token, json: {} })).body.missing,
    'retention:manage',
  )
  const stranger = await server.makePerson(other.id, 'admin')
  for (const method of ['GET', 'PUT']) {
    const json = method === 'PUT' ? {} : undefined
    t.is((await server.request(method, path, { token: stranger.token, json })).status, 404, method)
  }
})
