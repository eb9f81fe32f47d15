import test from 'ava'
import { withTenant } from '../../db/tenant.ts'
import { surveyCsv } from '../fixtures/survey.ts'
import { afterAll } from '../helpers/after-all.ts'
import { openWorkspace, type Send, type TenantDesk, type Workspace } from '../helpers/workspace.ts'

let work: Workspace
let desk: TenantDesk
let assistantId: string
const shared = afterAll(test)
test.before(async () => {
  work = await openWorkspace(shared)
  desk = await work.openTenant()
  assistantId = (await desk.makeAssistant('loisirs.csv', surveyCsv)).id
})

const questions = ['indice des Hommes pour le Cinéma', 'et chez les Femmes ?', 'et pour la Lecture ?']
const converse = async (own = desk, id = assistantId) => {
  const answers = []
  let conversationId: string | undefined
  for (const question of questions) {
    const answer = await own.ask(id, question, conversationId)
    conversationId = answer.conversation_id as string
    answers.push(answer)
  }
  return { id: conversationId!, answers }
}
const as =
  (token: string): Send =>
  (method, path, request = {}) =>
    work.server.request(method, path, { token, ...request })

test('a follow-up leans on the question before it', async (t) => {
  const { answers } = await converse()
  t.like(answers[0].plan, { operation: 'lookup', row: 'Hommes', segment: 'Cinéma' })
  t.like(answers[1].plan, { operation: 'lookup', row: 'Femmes', segment: 'Cinéma' })
  t.like(answers[2].plan, { operation: 'lookup', row: 'Femmes', segment: 'Lecture' })
  t.is(answers[1].claims[0].value, 77)
  const alone = await desk.ask(assistantId, 'et chez les Femmes ?')
  t.notDeepEqual(alone.plan, answers[1].plan, 'another conversation knows nothing of it')
})

test('the transcript holds question and answer in order, with every field of a message', async (t) => {
  const { id, answers } = await converse()
  const { status, body } = await desk.send('GET', `/v1/conversations/${id}`)
  t.is(status, 200)
  t.like(body, {
    id,
    assistant_id: assistantId,
    title: questions[0],
    message_count: 6,
    platform: 'web',
    session_id: null,
  })
  t.deepEqual(
    body.messages.map(({ role, sender, content }: Record<string, string>) => [role, sender, content]),
    questions.flatMap((question, at) => [
      ['user', 'user', question],
      ['assistant', 'bot', answers[at].text],
    ]),
  )
  const [question, answer] = body.messages
  t.like(question, {
    conversation_id: id,
    answer: null,
    llm_used: null,
    confidence: null,
    response_time: null,
    tags: [],
  })
  t.like(answer, { llm_used: 'none', confidence: 1 })
  t.deepEqual(answer.answer, answers[0])
  t.true(answer.response_time > 0)
  t.true(body.preview.length > 0 && answers[2].text.startsWith(body.preview))
  t.true(body.created_at <= body.updated_at)
})

test('the list of conversations: title, preview, count and times, newest first, of one assistant', async (t) => {
  const own = await work.openTenant()
  const one = await own.makeAssistant('a.csv', surveyCsv)
  const json = { name: 'L’autre', theme: 'bio', dataset_id: one.datasetId }
  const { body: other } = await own.send('POST', '/v1/assistants', { json })
  const ids: string[] = []
  for (const at of [one.id, other.id, one.id])
    ids.unshift((await own.ask(at, 'profil des Femmes')).conversation_id)
  const { items } = (await own.send('GET', '/v1/conversations')).body
  t.deepEqual(
    items.map(({ id }: { id: string }) => id),
    ids,
  )
  t.like(items[0], { title: 'profil des Femmes', message_count: 2, assistant_id: one.id })
  const narrowed = (await own.send('GET', `/v1/conversations?assistant_id=${other.id}`)).body.items
  t.deepEqual(
    narrowed.map(({ id }: { id: string }) => id),
    [ids[1]],
  )
})

test('pages of conversations and messages follow without a gap or a repeat, even within a millisecond', async (t) => {
  const own = await work.openTenant()
  const { id } = await own.makeAssistant('a.csv', surveyCsv)
  const asked = await Promise.all(
    Array.from({ length: 12 }, (_, at) => own.ask(id, `top ${at + 1} pour Cinéma`)),
  )
  // As PostgreSQL's clock has them: finer than what a cursor tells.
  const finely = (table: string) =>
    work.core.db.sequelize.query(
      `update ${table} set created_at = '2026-11-21T10:00:00Z'::timestamptz
              + (row_number * 137) * interval '1 microsecond'
         from (select id as numbered, row_number() over (order by id) from ${table}) n where id = numbered`,
    )
  await withTenant(work.core.db, own.tenantId, async () => {
    await finely('conversations')
    await finely('messages')
  })
  const walk = async (path: string): Promise<{ id: string; content?: string }[]> => {
    const items = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body } = await own.send('GET', `${path}?limit=1${cursor && `&cursor=${cursor}`}`)
      items.push(...body.items)
      cursor = body.next_cursor as string | null
      if (items.length > 100) break
    }
    return items
  }
  const conversations = await walk('/v1/conversations')
  t.deepEqual(conversations.map((one) => one.id).sort(), asked.map((answer) => answer.conversation_id).sort())
  const messages = await walk(`/v1/assistants/${id}/messages`)
  t.is(messages.length, 24)
  t.is(new Set(messages.map((one) => one.id)).size, 24)
  const whole = (await own.send('GET', `/v1/assistants/${id}/messages`)).body.items
  t.deepEqual(messages, whole, 'one by one as all at once')
})

test('messages with an assistant come oldest first, questions before their answers', async (t) => {
  const own = await work.openTenant()
  const { id } = await own.makeAssistant('a.csv', surveyCsv)
  await converse(own, id)
  const { items } = (await own.send('GET', `/v1/assistants/${id}/messages`)).body
  t.deepEqual(
    items.map(({ role }: { role: string }) => role),
    ['user', 'assistant', 'user', 'assistant', 'user', 'assistant'],
  )
  t.deepEqual(
    items
      .filter(({ role }: { role: string }) => role === 'user')
      .map(({ content }: { content: string }) => content),
    questions,
  )
})

test('a trace tells the stages, their time and the rows they read', async (t) => {
  const answer = await desk.ask(assistantId, 'les trois premiers pour Cinéma')
  const { body } = await desk.send('GET', `/v1/answers/${answer.message_id}/trace`)
  t.like(body, { message_id: answer.message_id, llm_used: 'none' })
  t.is(body.response_time, answer.response_time_ms)
  t.is(body.stages.length, 1)
  const rows = new Set(
    answer.claims.flatMap(({ source }: { source: { row: number } | null }) => source?.row ?? []),
  )
  t.like(body.stages[0], {
    stage: 'data',
    outcome: 'answered',
    rows: rows.size,
    model: null,
    cost_nano_usd: 0,
  })
  const refused = await desk.ask(assistantId, 'quel temps fait-il ?')
  const trace = await desk.send('GET', `/v1/answers/${refused.message_id}/trace`)
  t.is(trace.body.stages[0].outcome, 'refused')
  t.notRegex(JSON.stringify(trace.body), /temps fait-il/)
})

test('feedback: a second word of the same person replaces the first', async (t) => {
  const own = await work.openTenant()
  const { id } = await own.makeAssistant('a.csv', surveyCsv)
  const { message_id: answer, conversation_id: conversation } = await own.ask(id, 'profil des Femmes')
  const rate = (json: object, message = answer) =>
    own.send('POST', `/v1/messages/${message}/feedback`, { json })
  t.is((await rate({ rating: 'up' })).status, 204)
  t.is((await rate({ rating: 'down', reason: '  trop long  ' })).status, 204)
  t.is((await own.countRows()).Feedback, 1)
  await Promise.all([rate({ rating: 'up' }), rate({ rating: 'down' }), rate({ rating: 'up' })])
  t.is((await own.countRows()).Feedback, 1)
  const { messages } = (await own.send('GET', `/v1/conversations/${conversation}`)).body
  t.is((await rate({ rating: 'up' }, messages[0].id)).status, 404, 'a question is not rated')
  t.is((await rate({ rating: 'up' }, crypto.randomUUID())).status, 404)
  for (const json of [{}, { rating: 'great' }, { rating: 'up', reason: 'x'.repeat(1_001) }])
    t.is((await rate(json)).status, 422)
})

/** A request of each documented kind that would succeed for its owner. */
const requests: Record<string, (ids: Ids) => object> = {
  'GET /v1/datasets/{id}': () => ({}),
  'DELETE /v1/datasets/{id}': () => ({}),
  'PUT /v1/datasets/{id}/mapping': ({ mapping }) => ({ json: mapping }),
  'GET /v1/datasets/{id}/check': () => ({}),
  'GET /v1/datasets/{id}/rank': () => ({}),
  'POST /v1/datasets/{id}/query': () => ({ json: { operation: 'overview' } }),
  'POST /v1/datasets/{id}/compare': () => ({ json: { axis: 'row', labels: ['Hommes', 'Femmes'] } }),
  'GET /v1/datasets/{id}/glossary': () => ({}),
  'GET /v1/datasets/{id}/rows/{row}': () => ({}),
  'GET /v1/assistants/{id}': () => ({}),
  'PATCH /v1/assistants/{id}': () => ({ json: { active: false } }),
  'DELETE /v1/assistants/{id}': () => ({}),
  'GET /v1/assistants/{id}/creation': () => ({}),
  'GET /v1/assistants/{id}/instructions': () => ({}),
  'GET /v1/assistants/{id}/messages': () => ({}),
  'GET /v1/assistants/{id}/suggestions': () => ({}),
  'POST /v1/assistants/{id}/chat': () => ({ json: { message: 'aide' } }),
  'GET /v1/assistants/{id}/chat/pending': () => ({}),
  'DELETE /v1/assistants/{id}/chat/pending/{question_id}': () => ({}),
  'GET /v1/conversations/{id}': () => ({}),
  'POST /v1/messages/{id}/feedback': () => ({ json: { rating: 'up' } }),
  'GET /v1/answers/{id}/trace': () => ({}),
  'DELETE /v1/service-tokens/{id}': () => ({}),
}
/** What belongs to a person, where the rest belongs to the tenant. */
const personal = /^\/v1\/(?:conversations|messages|answers)\//
const query: Record<string, string> = { '/v1/datasets/{id}/glossary': '?term=index' }

interface Ids {
  datasets: string
  assistants: string
  conversations: string
  messages: string
  answers: string
  'service-tokens': string
  mapping: object
}

const documented = (): string[] =>
  Object.entries(work.server.document.paths ?? {}).flatMap(([path, methods]) =>
    path.includes('{id}') && !path.startsWith('/v1/auth/')
      ? Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`)
      : [],
  )
const lists = (): string[] =>
  Object.entries(work.server.document.paths ?? {}).flatMap(([path, methods]) =>
    path.startsWith('/v1/') && !path.includes('{') && 'get' in (methods as object) ? [path] : [],
  )

/** For tests that change nothing of it. */
let owned: ReturnType<typeof openOwned> | null = null
const readOwned = () => (owned ??= openOwned())

const openOwned = async (): Promise<{ own: TenantDesk; ids: Ids }> => {
  const own = await work.openTenant()
  const { id, datasetId } = await own.makeAssistant('secret.csv', surveyCsv)
  const answer = await own.ask(id, 'profil des Femmes')
  const { body } = await own.send('GET', `/v1/datasets/${datasetId}`)
  const json = { name: 'Nightly', scopes: ['datasets:query'] }
  const program = await own.send('POST', '/v1/service-tokens', { json })
  const ids = {
    datasets: datasetId, assistants: id, conversations: answer.conversation_id, messages: answer.message_id,
    answers: answer.message_id, 'service-tokens': program.body.id, mapping: body.preview.mapping,
  } // biome-ignore format: one list, read at a glance
  return { own, ids }
}

const call = (send: Send, operation: string, ids: Ids) => {
  const [method, template] = operation.split(' ') as [string, string]
  const kind = template.split('/')[2] as keyof Ids
  const inside = template.replace('{id}', String(ids[kind])).replace('{row}', '2')
  const path = inside.replace('{question_id}', ids.answers)
  return send(method, path + (query[template] ?? ''), requests[operation]!(ids))
}

test('every documented route with an id is in the table of these tests', (t) => {
  t.deepEqual(documented().sort(), Object.keys(requests).sort())
})

test('to another tenant nothing of this one is there: 404 on every id, and in no list', async (t) => {
  const { own, ids } = await openOwned()
  const before = await own.countRows()
  const other = await work.openTenant()
  const operator = as((await work.server.makeOperator()).token)
  const elsewhere: Send = (method, path, request) =>
    operator(method, path, { tenant: other.clientId, ...request })
  for (const send of [other.send, elsewhere])
    for (const operation of documented()) {
      const { status, body } = await call(send, operation, ids)
      t.deepEqual([status, body?.code], [404, 'not_found'], operation)
    }
  const inside = Object.values(ids).filter((id) => typeof id === 'string')
  for (const path of lists()) {
    const { text } = await other.send('GET', path)
    t.false(
      inside.some((id) => text.includes(id)),
      path,
    )
  }
  const borrowed = { name: 'Emprunt', theme: 'bio', dataset_id: ids.datasets }
  t.is((await other.send('POST', '/v1/assistants', { json: borrowed })).status, 404)
  t.deepEqual(await own.countRows(), before)
  t.is((await other.countRows()).AssistantCreation, 0)
})

test('to another person of the same tenant, a conversation and all in it is not there', async (t) => {
  const { own, ids } = await readOwned()
  const colleague = await own.openMember()
  const operator = as((await work.server.makeOperator()).token)
  const visiting: Send = (method, path, request) =>
    operator(method, path, { tenant: own.clientId, ...request })
  for (const send of [colleague, visiting]) {
    for (const operation of documented().filter((one) => personal.test(one.split(' ')[1]!)))
      t.is((await call(send, operation, ids)).status, 404, operation)
    const json = { message: 'et chez les Hommes ?', conversation_id: ids.conversations }
    t.is((await send('POST', `/v1/assistants/${ids.assistants}/chat`, { json })).status, 404)
    t.deepEqual((await send('GET', '/v1/conversations')).body.items, [])
    t.deepEqual((await send('GET', `/v1/assistants/${ids.assistants}/messages`)).body.items, [])
  }
  t.is((await own.send('GET', `/v1/conversations/${ids.conversations}`)).body.message_count, 2)
})

test('a conversation goes on with its own assistant only', async (t) => {
  const { own, ids } = await readOwned()
  const other = await own.makeAssistant('autre.csv', surveyCsv)
  const json = { message: 'et chez les Hommes ?', conversation_id: ids.conversations }
  t.is((await own.send('POST', `/v1/assistants/${other.id}/chat`, { json })).status, 404)
})

test('without a token there is nothing; an id that is none is not found', async (t) => {
  const { own, ids } = await readOwned()
  for (const operation of documented()) {
    t.is((await call(work.server.request, operation, ids)).status, 401, operation)
    const none = {
      ...ids,
      'service-tokens': 'x',
      datasets: 'x',
      assistants: 'x',
      conversations: 'x',
      messages: 'x',
      answers: 'x',
    }
    t.is((await call(own.send, operation, none)).status, 404, operation)
  }
})

test('a visitor asks public assistants that are switched on, and owns the own conversations alone', async (t) => {
  const { own, ids } = await openOwned()
  const visitor =
    (mark: string): Send =>
    (method, path, request = {}) => {
      const headers = {
        cookie: `sextant_visitor=${mark}`,
        'sec-fetch-site': 'same-origin',
        ...request.headers,
      }
      return work.server.request(method, path, { ...request, tenant: own.clientId, headers })
    }
  const [one, two] = [visitor('a'.repeat(43)), visitor('b'.repeat(43))]
  const chat = (send: Send, headers = {}) =>
    send('POST', `/v1/assistants/${ids.assistants}/chat`, { json: { message: 'profil des Femmes' }, headers })
  t.is((await chat(one)).status, 404, 'not public yet')
  t.is((await one('GET', `/v1/datasets/${ids.datasets}/rows/2`)).status, 404)
  await own.send('PATCH', `/v1/assistants/${ids.assistants}`, { json: { public: true } })
  const answer = (await chat(one)).body
  t.is(answer.stage, 'data')
  t.is((await one('GET', `/v1/datasets/${ids.datasets}/rows/2`)).status, 200)
  t.is((await one('GET', `/v1/conversations/${answer.conversation_id}`)).status, 200)
  t.is((await one('GET', `/v1/conversations/${ids.conversations}`)).status, 404)
  for (const path of [
    `/v1/conversations/${answer.conversation_id}`,
    `/v1/answers/${answer.message_id}/trace`,
  ])
    for (const send of [two, own.send]) t.is((await send('GET', path)).status, 404, path)

  const key = { 'idempotency-key': 'the-same' }
  const [first, second] = [await chat(one, key), await chat(two, key)]
  t.is(second.status, 200)
  t.not(second.body.conversation_id, first.body.conversation_id, 'two visitors may choose the same key')

  await own.send('PATCH', `/v1/assistants/${ids.assistants}`, { json: { active: false } })
  t.deepEqual((await one('GET', '/v1/assistants')).body.items, [])
  t.true([404, 409].includes((await chat(one)).status))
})
