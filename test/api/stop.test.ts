import test from 'ava'
import { chatRoutes } from '../../api/routes/chat.ts'
import { conversationRoutes } from '../../api/routes/conversations.ts'
import type { OpenChat } from '../../core/core.ts'
import { openBreakers } from '../../core/llm/breakers.ts'
import { openChain } from '../../core/llm/chain.ts'
import { openClients } from '../../core/llm/open-clients.ts'
import type { Prices } from '../../core/llm/provider.ts'
import { openLedger } from '../../core/quotas/ledger.ts'
import { withTenant } from '../../db/tenant.ts'
import { listCalls, readCounters } from '../core/quotas/calls.ts'
import { surveyCsv } from '../fixtures/survey.ts'
import { afterAll } from '../helpers/after-all.ts'
import { readEvents } from '../helpers/event-reader.ts'
import { type FaultProvider, faults, piecesOf, startFaultProvider } from '../helpers/fault-provider.ts'
import { startTestServer } from '../helpers/server.ts'
import { openWorkspace, type Send, type TenantDesk, type Workspace } from '../helpers/workspace.ts'

let work: Workspace
const shared = afterAll(test)
/** By tenant: where its model is. */
const providers = new Map<string, FaultProvider>()

const prices: Prices = {
  inputNanoUsd: 1_000_000,
  outputNanoUsd: 10_000_000,
  cacheReadNanoUsd: null,
  cacheWriteNanoUsd: null,
  source: 'entry',
}

test.before(async () => {
  const clients = openClients()
  shared.teardown(() => clients.close())
  const openChat: OpenChat = async ({ payer, temperature, signal, defaultLlm }) => {
    const { db } = work.core
    const chain = openChain({
      clientFor: clients.clientFor,
      ledger: openLedger(db),
      breakers: openBreakers(),
    })
    const provider = providers.get(payer.tenantId)
    const target = provider?.target('openai', { name: defaultLlm ?? 'sage', prices })
    const targets = target ? [{ target, role: 'default' as const }] : []
    return chain.openChat({ payer, temperature, targets, ...(signal && { signal }) })
  }
  work = await openWorkspace(shared, { openChat })
})

const question = 'top 3 segments pour Hommes'
const sentence = '« Cinéma » ressort, avec un indice de {c1}. '
const said = `${sentence}Il réunit {c3} du profil.`
/** Past the end of the first sentence, which people see, and no further. */
const stalling = piecesOf(sentence).length + 2

const openDesk = async (t: { teardown(close: () => unknown): void }) => {
  const provider = await startFaultProvider(t)
  const desk = await work.openTenant()
  providers.set(desk.tenantId, provider)
  const { id } = await desk.makeAssistant('loisirs.csv', surveyCsv)
  const colleague = async (role: 'marketing' | 'admin'): Promise<{ send: Send; token: string }> => {
    const { token } = await work.server.makePerson(desk.tenantId, role)
    return {
      token,
      send: (method, path, request = {}) => work.server.request(method, path, { token, ...request }),
    }
  }
  return { desk, id, provider, colleague, asker: await colleague('marketing') }
}

/** Asks as a page does. */
const ask = async (token: string, path: string, json: object) =>
  readEvents(
    await fetch(`${work.server.url}${path}`, {
      method: 'POST',
      headers: {
        accept: 'text/event-stream',
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify(json),
    }),
  )

const callsOf = async ({ tenantId }: TenantDesk) => {
  const calls = await listCalls(work.core.db, tenantId)
  return calls.map(({ state, outcome, costNanoUsd, outputTokens, usageSource }) => ({
    state,
    outcome,
    cost: Number(costNanoUsd),
    outputTokens: Number(outputTokens),
    usageSource,
  }))
}

const counterOf = async ({ tenantId }: TenantDesk) => {
  const counters = Object.entries(await readCounters(work.core.db, tenantId))
  return counters.find(([scope]) => scope.startsWith('tenant'))![1]
}

test('Stop in mid-answer: the provider’s call ends, what had come is billed, the conversation says so', async (t) => {
  const { desk, id, provider, asker } = await openDesk(t)
  provider.always(faults.stallAfter(stalling, said))
  const events = await ask(asker.token, `/v1/assistants/${id}/chat`, { message: question })
  const { question_id: questionId, conversation_id: conversationId } = await events.next('accepted')
  t.regex((await events.next('delta')).text, /Cinéma/, 'the answer is under way')

  const path = `/v1/assistants/${id}/chat/pending/${questionId}`
  const stopped = await asker.send('DELETE', path)
  t.is(stopped.status, 200)
  const told = { question_id: questionId, conversation_id: conversationId }
  t.deepEqual(stopped.body, { ...told, state: 'stopping' })
  await provider.requests[0]!.aborted
  t.is(await provider.requests[0]!.ended, 'left')

  const answer = await events.next('answer')
  t.like(answer, { stage: 'none', fallback_reason: 'stopped', model: null, conversation_id: conversationId })
  t.deepEqual(answer.claims, [])
  t.regex(answer.text, /^Question arrêtée/)
  const seen = (await events.all()).reduce(
    (text, { name, data }) => (name === 'delta' ? (data.reset ? data.text : text + data.text) : text),
    '',
  )
  t.is(seen, answer.text, 'nothing of the broken answer stays')

  const [call, ...others] = await callsOf(desk)
  t.deepEqual(others, [])
  t.like(call, { state: 'closed', outcome: 'cancelled', usageSource: 'estimate' })
  t.true(call!.outputTokens > 0)
  t.true(call!.cost > 10 * call!.outputTokens, 'and the question itself')
  t.is(answer.usage.cost_nano_usd, call!.cost)
  t.like(await counterOf(desk), { requests: 1, reserved: 0, spent: call!.cost })

  const { body: conversation } = await asker.send('GET', `/v1/conversations/${conversationId}`)
  t.deepEqual(
    conversation.messages.map(({ content }: { content: string }) => content),
    [question, answer.text],
  )
  t.like(conversation.messages[1], { llm_used: 'none', confidence: null, fallback_reason: 'stopped' })
  t.deepEqual(conversation.messages[1].answer, answer)
  t.deepEqual(
    conversation.messages[1].attempts.map(({ outcome }: { outcome: string }) => outcome),
    ['cancelled'],
  )

  for (const _ of ['again', 'and again'])
    t.deepEqual((await asker.send('DELETE', path)).body, { ...told, state: 'stopped' })
  t.is(provider.requests.length, 1)
  t.deepEqual(provider.misasked, [])

  provider.always(faults.answer(said))
  const next = await asker.send('POST', `/v1/assistants/${id}/chat`, {
    json: { message: question, conversation_id: conversationId },
  })
  t.like(next.body, { stage: 'data', model: 'sage' }, 'the conversation goes on')
})

test('only who asked stops it, and who manages conversations; nobody else learns that it exists', async (t) => {
  const { desk, id, provider, asker, colleague } = await openDesk(t)
  const stranger = await work.openTenant()
  const { id: otherId } = await desk.makeAssistant('autre.csv', surveyCsv)
  provider.always(faults.stallAfter(stalling, said))
  const events = await ask(asker.token, `/v1/assistants/${id}/chat`, { message: question })
  const { question_id: questionId } = await events.next('accepted')
  const request = await provider.nextRequest()
  const path = `/v1/assistants/${id}/chat/pending/${questionId}`
  const other = await colleague('marketing')
  for (const [who, send, at] of [
    ['a colleague', other.send, path],
    ['another tenant', stranger.send, path],
    ['at another assistant', asker.send, `/v1/assistants/${otherId}/chat/pending/${questionId}`],
    ['of another id', asker.send, `/v1/assistants/${id}/chat/pending/${crypto.randomUUID()}`],
  ] as const) {
    const { status, body } = await send('DELETE', at)
    t.deepEqual([status, body.code], [404, 'not_found'], who)
  }
  t.false(request.isAborted)

  const list = `/v1/assistants/${id}/chat/pending`
  const { body: own } = await asker.send('GET', list)
  t.is(own.next_cursor, null)
  t.like(own.items, [{ question_id: questionId, text: question, is_stopped: false }])
  t.deepEqual((await other.send('GET', list)).body.items, [])
  t.is((await stranger.send('GET', list)).status, 404)

  const manager = await colleague('admin')
  t.is((await manager.send('DELETE', path)).body.state, 'stopping')
  t.is((await events.next('answer')).fallback_reason, 'stopped')
  await request.aborted
  t.deepEqual((await asker.send('GET', list)).body.items, [])
  const { tenantId } = desk
  const acts = await withTenant(work.core.db, tenantId, () =>
    work.core.db.models.AuditEvent.findAll({ where: { tenantId, action: 'question.stopped' } }),
  )
  t.like(acts, [{ outcome: 'allowed', permission: 'conversations:delete' }])
  t.is(acts.length, 1)
})

test('a stop after the answer changes nothing, and says so', async (t) => {
  const { desk, id, provider, asker } = await openDesk(t)
  provider.always(faults.answer(said))
  const events = await ask(asker.token, `/v1/assistants/${id}/chat`, { message: question })
  const { question_id: questionId } = await events.next('accepted')
  const answer = await events.next('answer')
  t.is(answer.model, 'sage')
  const before = await desk.countRows()
  const { status, body } = await asker.send('DELETE', `/v1/assistants/${id}/chat/pending/${questionId}`)
  t.deepEqual([status, body.state], [200, 'answered'])
  t.deepEqual(await desk.countRows(), before)
  const { body: read } = await asker.send('GET', `/v1/conversations/${answer.conversation_id}`)
  t.deepEqual(read.messages.at(-1).answer, answer)
})

test('a question whose turn has not come is not put to a model at all', async (t) => {
  const { id, provider, asker } = await openDesk(t)
  provider.always(faults.answer(said))
  const chat = `/v1/assistants/${id}/chat`
  const { body: opened } = await asker.send('POST', chat, { json: { message: question } })
  const asked = provider.requests.length
  provider.always(faults.stallAfter(stalling, said))
  const json = { message: question, conversation_id: opened.conversation_id }
  const running = await ask(asker.token, chat, json)
  await running.next('delta')
  // As a program asks: without events, it finds its questions in the list.
  const waiting = asker.send('POST', chat, { json: { ...json, message: 'top 2 segments pour Femmes' } })
  let items: { question_id: string }[] = []
  while (items.length < 2) items = (await asker.send('GET', `${chat}/pending`)).body.items
  t.is((await asker.send('DELETE', `${chat}/pending/${items[1]!.question_id}`)).body.state, 'stopping')
  const { body: pending } = await asker.send('GET', `${chat}/pending`)
  t.like(pending.items, [{ is_stopped: false }, { is_stopped: true }])
  provider.requests.at(-1)!.release()
  t.is((await running.next('answer')).model, 'sage', 'the one before it is answered as ever')
  const { status, body } = await waiting
  t.is(status, 200)
  t.like(body, { stage: 'none', fallback_reason: 'stopped' })
  t.deepEqual(body.usage, { input_tokens: 0, output_tokens: 0, cost_nano_usd: 0 })
  t.is(provider.requests.length, asked + 1)
})

test('the same request again, by its Idempotency-Key, gets the stopped answer and no new one', async (t) => {
  const { id, provider, asker } = await openDesk(t)
  provider.always(faults.stallAfter(stalling, said))
  const chat = `/v1/assistants/${id}/chat`
  const request = { json: { message: question }, headers: { 'idempotency-key': crypto.randomUUID() } }
  const first = asker.send('POST', chat, request)
  await provider.nextRequest()
  const { body: pending } = await asker.send('GET', `${chat}/pending`)
  await asker.send('DELETE', `${chat}/pending/${pending.items[0].question_id}`)
  const { body: answer } = await first
  t.is(answer.fallback_reason, 'stopped')
  const again = await asker.send('POST', chat, request)
  t.deepEqual(again.body, answer)
  t.is(provider.requests.length, 1)
})

test('a comparison is stopped as a whole: every model’s call ends', async (t) => {
  const { desk, id, provider, asker } = await openDesk(t)
  provider.always(faults.stallAfter(stalling, said))
  const { tenantId } = desk
  for (const name of ['sage', 'thym'])
    await withTenant(work.core.db, tenantId, () =>
      work.core.db.models.LlmModel.create({
        tenantId,
        name,
        provider: 'openai',
        model: `${name}-1`,
        maxTokens: 1_000,
      }),
    )
  const json = { message: question, assistant_id: id, selected_models: ['sage', 'thym'] }
  const events = await ask(asker.token, '/v1/chat/send', json)
  const { question_id: questionId } = await events.next('accepted')
  const requests = [await provider.nextRequest(), await provider.nextRequest()]
  await asker.send('DELETE', `/v1/assistants/${id}/chat/pending/${questionId}`)
  for (const request of requests) await request.aborted
  const { answer, ai_responses: slots } = await events.next('answer')
  t.like(answer, { stage: 'none', fallback_reason: 'stopped' })
  t.deepEqual(Object.keys(slots), ['sage', 'thym'])
  for (const slot of Object.values(slots)) t.like(slot, { text: null, error: { code: 'cancelled' } })
  t.deepEqual(
    (await callsOf(desk)).map(({ outcome }) => outcome),
    ['cancelled', 'cancelled'],
  )
  t.like(await counterOf(desk), { reserved: 0 })
})

test('who leaves ends the waiting only: the question is worked out and paid for', async (t) => {
  const { id, provider, asker } = await openDesk(t)
  provider.always(faults.stallAfter(stalling, said))
  const gone = new AbortController()
  const response = await fetch(`${work.server.url}/v1/assistants/${id}/chat`, {
    method: 'POST',
    headers: {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      authorization: `Bearer ${asker.token}`,
    },
    body: JSON.stringify({ message: question }),
    signal: gone.signal,
  })
  const { conversation_id: conversationId } = await readEvents(response).next('accepted')
  const request = await provider.nextRequest()
  gone.abort()
  request.release()
  t.is(await request.ended, 'answered')
  let messages: { answer: { model: string } }[] = []
  while (messages.length < 2)
    messages = (await asker.send('GET', `/v1/conversations/${conversationId}`)).body.messages
  t.is(messages[1]!.answer.model, 'sage')
})

test('an answer that takes longer than a request waits: 504, and it comes to the conversation all the same', async (t) => {
  const { desk, id, provider } = await openDesk(t)
  const { core } = work
  const routes = () => [...chatRoutes(core, { patienceMs: 50 }), ...conversationRoutes(core)]
  const hasty = await startTestServer(t, { db: core.db, dataDir: core.dataDir, routes })
  const { token, login, password } = await hasty.makePerson(desk.tenantId)
  provider.always(faults.stallAfter(stalling, said))
  const headers = { 'accept-language': 'en', 'idempotency-key': crypto.randomUUID() }
  const path = `/v1/assistants/${id}/chat`
  const json = { message: question }
  const late = await hasty.request('POST', path, { token, headers, json })
  t.is(late.status, 504)
  t.like(late.body, { code: 'answer_timeout', title: 'Gateway Timeout' })
  t.regex(late.body.detail, /it will be in the conversation\. Open the conversation again in a moment\./)
  const request = await provider.nextRequest()
  t.false(request.isAborted, 'the question is still worked on')

  const { body: pending } = await hasty.request('GET', `/v1/assistants/${id}/chat/pending`, { token })
  t.is(pending.items.length, 1)
  request.release()
  let messages: { content: string; answer: { model: string } }[] = []
  while (messages.length < 2) {
    const conversation = `/v1/conversations/${pending.items[0].conversation_id}`
    messages = (await hasty.request('GET', conversation, { token })).body.messages
  }
  t.is(messages[0]!.content, question)
  t.is(messages[1]!.answer.model, 'sage')
  // At a server that waits as long as any.
  const signedIn = await work.server.request('POST', '/v1/auth/token', { json: { login, password } })
  const { access_token: patient } = signedIn.body
  const again = await work.server.request('POST', path, { token: patient, headers, json })
  t.is(again.status, 200, 'the key finds it')
  t.deepEqual(again.body, messages[1]!.answer)
  t.is(provider.requests.length, 1)
})
