import test from 'ava'
import { locales } from '../../core/answers/answer.ts'
import { slotFaults } from '../../core/answers/compare.ts'
import type { OpenChat } from '../../core/core.ts'
import { openBreakers } from '../../core/llm/breakers.ts'
import { openChain } from '../../core/llm/chain.ts'
import { denials } from '../../core/llm/chat.ts'
import { type ChatCall, failureKinds, type Prices } from '../../core/llm/provider.ts'
import { type ModelAccess, readUsable } from '../../core/llm/targets.ts'
import { translate } from '../../core/locales/translate.ts'
import { openLedger } from '../../core/quotas/ledger.ts'
import { usageOf } from '../../core/quotas/usage.ts'
import { withTenant } from '../../db/tenant.ts'
import { surveyCsv } from '../fixtures/survey.ts'
import { afterAll } from '../helpers/after-all.ts'
import { fails, type ScriptedClients, type Step, says, scriptClients } from '../helpers/scripted-client.ts'
import { openWorkspace, type TenantDesk, type Workspace } from '../helpers/workspace.ts'

const prices: Prices = {
  inputNanoUsd: 1_000_000_000,
  outputNanoUsd: 4_000_000_000,
  cacheReadNanoUsd: null,
  cacheWriteNanoUsd: null,
  source: 'entry',
}

interface Heard {
  question: string
  draft: string
}
const hear = (call: ChatCall): Heard =>
  JSON.parse(/<data>\n([\s\S]*?)\n<\/data>/.exec(call.messages[1]!.content)![1]!)

/** Says the draft again, which the guard passes. */
const repeats: Step = (target, call, options) => says(hear(call).draft)(target, call, options)
const plans =
  (row: string, segment: string): Step =>
  (target, call, options) => {
    const plan = { operation: 'lookup', row, segment, measures: ['index'] }
    const reply = call.schema ? JSON.stringify({ decision: 'plan', plan }) : hear(call).draft
    return says(reply)(target, call, options)
  }
const invents = says('Cela représente 9 876 personnes.')

const arrivals = new Map<string, PromiseWithResolvers<void>>()
const arrivalOf = (name: string): PromiseWithResolvers<void> => {
  const arrival = arrivals.get(name) ?? Promise.withResolvers<void>()
  arrivals.set(name, arrival)
  return arrival
}
/** Answers once the other is asked as well. */
const meets =
  (own: string, other: string): Step =>
  async (target, call, options) => {
    arrivalOf(own).resolve()
    await arrivalOf(other).promise
    return repeats(target, call, options)
  }

/** By the registry's name. `sans-cle` is in the registry and cannot be asked. */
const scripts: Record<string, Step[]> = {
  'sage-1': [repeats],
  'sauge-2': [repeats],
  'thym-3': [fails('auth')],
  'lavande-9': [fails('gone')],
  'menthe-4': [invents],
  'origan-6': [plans('60 ans et +', 'Lecture')],
  'romarin-7': [meets('romarin-7', 'laurier-8')],
  'laurier-8': [meets('laurier-8', 'romarin-7')],
}
const registry = [
  ['sage-1', 'openai'], ['sauge-2', 'anthropic'], ['thym-3', 'deepseek'], ['menthe-4', 'compatible'],
  ['sans-cle', 'compatible'], ['origan-6', 'compatible'], ['romarin-7', 'compatible'], ['laurier-8', 'compatible'],
  ['lavande-9', 'compatible'],
] as const // biome-ignore format: one list, read at a glance

let work: Workspace
let clients: ScriptedClients
const shared = afterAll(test)

/** As `main.ts` wires it, over the real ledger and chain, with scripted providers. */
const openChatWith = (): OpenChat => {
  const { db } = work.core
  clients = scriptClients(scripts)
  const chain = openChain({
    clientFor: (target) => clients.clientFor(target),
    ledger: openLedger(db),
    breakers: openBreakers(),
    sleep: async () => undefined,
  })
  return async ({ payer, defaultLlm, isAlone, temperature, signal }) => {
    const links = registry
      .filter(([name]) => name in scripts && (isAlone ? name === defaultLlm : true))
      .map(([name, provider]) => ({
        target: {
          name, provider, model: `${name}-model`, baseUrl: 'https://models.example/v1', apiKey: 'a key nobody sees',
          credentialId: null, isGuarded: true, maxTokens: 1_000, temperature: null, prices,
        },
        role: 'default' as const,
      })) // biome-ignore format: one target, read at a glance
    return chain.openChat({ payer, targets: links, temperature, signal })
  }
}

/** Tenants with keys of their own for `openai` and `anthropic`. */
const keyHolders = new Set<string>()
const ownKey = { credentialId: 'c', apiKey: 'a key nobody sees', baseUrl: null }
const noKey = { apiKey: null, baseUrl: 'https://models.example' }
const access: ModelAccess = {
  providers: { openai: noKey, anthropic: noKey, deepseek: noKey, ollama: { apiKey: null, baseUrl: null } },
  credentialsOf: async (tenantId) =>
    new Map(keyHolders.has(tenantId) ? [['openai', ownKey], ['anthropic', ownKey]] : []),
} // biome-ignore format: two keys

test.before(async () => {
  work = await openWorkspace(shared)
  work.core.openChat = openChatWith()
  work.core.listUsable = async (tenantId) =>
    (await readUsable(work.core.db, access, { tenantId })).map(({ target: { name } }) => ({ name }))
})

interface Place {
  desk: TenantDesk
  assistantId: string
  send(json: object, headers?: Record<string, string>): ReturnType<TenantDesk['send']>
}

const openPlace = async (): Promise<Place> => {
  const desk = await work.openTenant()
  await withTenant(work.core.db, desk.tenantId, async () => {
    for (const [name, provider] of registry)
      await work.core.db.models.LlmModel.create({
        tenantId: desk.tenantId,
        name,
        provider,
        model: `${name}-model`,
        maxTokens: 1_000,
        isActive: true,
      })
    await work.core.db.models.LlmModel.create({
      tenantId: desk.tenantId,
      name: 'basilic-5',
      provider: 'ollama',
      model: 'basilic-5-model',
      maxTokens: 1_000,
      isActive: false,
    })
  })
  const { id: assistantId } = await desk.makeAssistant('loisirs.csv', surveyCsv)
  const send: Place['send'] = (json, headers = {}) =>
    desk.send('POST', '/v1/chat/send', { json, headers: { 'accept-language': 'fr', ...headers } })
  return { desk, assistantId, send }
}

const message = 'top 3 segments pour Femmes'

test.serial('one question to several models: one answer of figures, a slot of words for each', async (t) => {
  const { desk, assistantId, send } = await openPlace()
  const { status, body, text } = await send({ message, selected_models: ['sage-1', 'sauge-2'] })
  t.is(status, 200, text)
  t.deepEqual(Object.keys(body).sort(), [
    'ai_responses', 'answer', 'conversation_id', 'created_at', 'message_id', 'response_time', 'user_message',
  ]) // biome-ignore format: one list, read at a glance
  t.is(body.user_message, message)
  t.deepEqual(Object.keys(body.ai_responses), ['sage-1', 'sauge-2'])
  for (const [name, slot] of Object.entries<typeof body>(body.ai_responses)) {
    t.like(slot, { model: `${name}-model`, finish: 'stop', error: null }, text)
    t.is(slot.text, body.answer.text)
    t.deepEqual(slot.claims, body.answer.claims)
    t.deepEqual(slot.usage, { input_tokens: 100, output_tokens: 10 })
    t.true(slot.cost_nano_usd > 0)
  }
  t.is(body.ai_responses['sauge-2'].provider, 'anthropic')
  t.is(body.answer.usage.input_tokens, 200)

  const { messages } = (await desk.send('GET', `/v1/conversations/${body.conversation_id}`)).body
  t.deepEqual(
    messages.map(({ role }: { role: string }) => role),
    ['user', 'assistant'],
  )
  t.is(messages[1].id, body.message_id)
  t.is(messages[1].llm_used, 'sage-1, sauge-2')
  t.deepEqual(Object.keys(messages[1].metadata.ai_responses).sort(), ['sage-1', 'sauge-2'])
  const trace = (await desk.send('GET', `/v1/answers/${body.message_id}/trace`)).body
  t.deepEqual(
    trace.attempts
      .map(({ llm, purpose, outcome }: Record<string, string>) => `${llm} ${purpose} ${outcome}`)
      .sort(),
    ['sage-1 compare completed', 'sauge-2 compare completed'],
  )
  const { budget, requests } = await usageOf(work.core.db, desk.tenantId)
  t.is(budget.reservedNanoUsd, 0, 'settled in the transaction that stored the answer')
  t.is(budget.spentNanoUsd, body.answer.usage.cost_nano_usd)
  t.is(requests.used, 2, 'each model is a request of its own')
  t.is((await desk.send('GET', `/v1/assistants/${assistantId}`)).body.message_count, 2)
})

test.serial(
  'one model that fails, lies or cannot be asked fails nobody else, and its slot says why',
  async (t) => {
    const { desk, send } = await openPlace()
    const { status, body } = await send({
      message,
      selected_models: ['thym-3', 'sage-1', 'menthe-4', 'sans-cle'],
    })
    t.is(status, 200)
    const { 'thym-3': refused, 'sage-1': fine, 'menthe-4': lied, 'sans-cle': keyless } = body.ai_responses
    t.is(fine.error, null)
    t.deepEqual(refused.error, { code: 'auth', detail: 'Le fournisseur refuse la clé.' })
    t.like(refused, { text: null, finish: null, cost_nano_usd: 0, claims: [] })
    t.is(lied.error.code, 'unclaimed_figure')
    t.true(lied.cost_nano_usd > 0, 'what was refused was paid for')
    t.is(keyless.error.code, 'none')
    t.notRegex(JSON.stringify(body), /9.?876/)
    t.is((await usageOf(work.core.db, desk.tenantId)).budget.reservedNanoUsd, 0)
  },
)

test.serial('a model that its provider does not know is told to the admins, once', async (t) => {
  const { desk, send } = await openPlace()
  for (const _ of ['now', 'and again'])
    t.is((await send({ message, selected_models: ['lavande-9', 'sage-1'] })).status, 200)
  const { tenantId } = desk
  const { Alert } = work.core.db.models
  const alerts = await withTenant(work.core.db, tenantId, () => Alert.findAll({ where: { tenantId } }))
  t.deepEqual(
    alerts.map(({ type, data }) => ({ type, data })),
    [
      {
        type: 'model.shutdown',
        data: { llm: 'lavande-9', model: 'lavande-9-model', shutdown_date: null, instead: null },
      },
    ],
  )
})

test.serial('when every model fails the answer of the data stands', async (t) => {
  const { desk, send } = await openPlace()
  const { status, body } = await send({ message, selected_models: ['thym-3', 'menthe-4'] })
  t.is(status, 200)
  t.is(body.answer.stage, 'data')
  t.true(body.answer.claims.length > 0)
  t.truthy(body.ai_responses['thym-3'].error)
  t.truthy(body.ai_responses['menthe-4'].error)
  const { messages } = (await desk.send('GET', `/v1/conversations/${body.conversation_id}`)).body
  t.is(messages[1].content, body.answer.text)
  t.is(messages[1].llm_used, 'none')
})

test.serial('providers speak by their first model; without a choice the assistant’s own does', async (t) => {
  const { desk, assistantId, send } = await openPlace()
  const byProvider = await send({ message, selected_providers: ['anthropic', 'openai'] })
  t.deepEqual(Object.keys(byProvider.body.ai_responses), ['sauge-2', 'sage-1'])
  const both = await send({
    message,
    selected_models: ['sage-1'],
    selected_providers: ['openai', 'anthropic'],
  })
  t.deepEqual(Object.keys(both.body.ai_responses), ['sage-1', 'sauge-2'])
  const changed = await desk.send('PATCH', `/v1/assistants/${assistantId}`, {
    json: { default_llm: 'sauge-2' },
  })
  t.is(changed.status, 200, changed.text)
  const usual = await send({ message, assistant_id: assistantId })
  t.deepEqual(Object.keys(usual.body.ai_responses), ['sauge-2'])
})

test.serial('nobody speaks who cannot be asked while somebody can, and no fallback', async (t) => {
  const { desk, send } = await openPlace()
  const { LlmModel } = work.core.db.models
  const { tenantId } = desk
  const spoke = async (json: object = {}) => Object.keys((await send({ message, ...json })).body.ai_responses)
  const change = (act: () => Promise<unknown>) => withTenant(work.core.db, tenantId, act)
  const made = { tenantId, model: 'm', maxTokens: 1_000, costPer1kInput: 0, costPer1kOutput: 0 }
  await change(async () => {
    await LlmModel.create({ ...made, name: 'aneth-0', provider: 'deepseek' })
    await LlmModel.create({ ...made, name: 'aneth-1', provider: 'openai', shutdownOn: '2020-01-01' })
    await LlmModel.create({ ...made, name: 'aneth-2', provider: 'openai', isFallback: true })
    const price = (name: string, usd: number) =>
      LlmModel.update({ costPer1kInput: usd, costPer1kOutput: usd }, { where: { tenantId, name } })
    await price('sage-1', 2)
    await price('sauge-2', 1)
  })
  t.deepEqual(await spoke(), ['aneth-0'], 'nobody has a key: the first that is active')
  keyHolders.add(tenantId)
  t.deepEqual(await spoke(), ['sauge-2'], 'the cheapest')
  t.deepEqual(await spoke({ selected_providers: ['openai', 'deepseek'] }), ['sage-1', 'aneth-0'])
  t.deepEqual(await spoke({ selected_models: ['aneth-0'] }), ['aneth-0'], 'who is named is not replaced')
})

test.serial('what the grammar is not sure of is planned once, by the first model that can', async (t) => {
  const { send } = await openPlace()
  const before = clients.asked.length
  const { body } = await send({
    message: 'quel est le poids des seniors devant leurs livres ?',
    selected_models: ['thym-3', 'origan-6', 'sage-1'],
  })
  t.is(body.answer.stage, 'model', body.answer.text)
  t.like(body.answer.plan, { operation: 'lookup', row: '60 ans et +', segment: 'Lecture' })
  t.is(body.ai_responses['thym-3'].error.code, 'auth', 'it failed when it was asked for a plan')
  t.is(body.ai_responses['origan-6'].error, null)
  t.is(body.ai_responses['sage-1'].error, null)
  t.deepEqual(clients.asked.slice(before), ['thym-3', 'origan-6', 'origan-6', 'sage-1'])
})

test.serial('all are asked at the same time', async (t) => {
  const { send } = await openPlace()
  // Each waits until the other is asked: one after the other they would wait for ever.
  const { body } = await send({ message, selected_models: ['romarin-7', 'laurier-8'] })
  t.is(body.ai_responses['romarin-7'].error, null)
  t.is(body.ai_responses['laurier-8'].error, null)
})

test('every reason has its sentence, in both languages', (t) => {
  for (const locale of locales)
    for (const code of [...denials, ...failureKinds, ...slotFaults])
      t.regex(translate(locale, `reasons:${code}`), /\.$/, code)
})

test.serial('temperature and length are the request’s, within what the model takes', async (t) => {
  const { send } = await openPlace()
  const callsOf = async (json: object) => {
    const before = clients.calls.length
    t.is((await send({ message, selected_models: ['sauge-2'], ...json })).status, 200)
    return clients.calls.slice(before)
  }
  const [usual] = await callsOf({})
  t.like(usual, { temperature: 0.7, maxTokens: 1_000 })
  const [wanted] = await callsOf({ temperature: 1.8, max_tokens: 64 })
  t.like(wanted, { temperature: 1, maxTokens: 64 })
})

test.serial('what cannot be chosen is told by its place', async (t) => {
  const { desk, send } = await openPlace()
  const before = clients.calls.length
  const wrong: [object, string][] = [
    [{ selected_models: ['sage-1', 'nowhere-9'] }, '/selected_models/1'],
    [{ selected_models: ['basilic-5'] }, '/selected_models/0'],
    [{ selected_providers: ['ollama'] }, '/selected_providers/0'],
    [{ selected_providers: ['nobody'] }, '/selected_providers/0'],
    [{ selected_models: Array(7).fill('sage-1') }, '/selected_models'],
    [{ temperature: 2.1 }, '/temperature'],
    [{ max_tokens: 0 }, '/max_tokens'],
    [{ message: 7 }, '/message'],
  ]
  for (const [fields, pointer] of wrong) {
    const { status, body } = await send({ message, ...fields })
    t.is(status, 422, JSON.stringify(fields))
    t.is(body.errors[0].pointer, pointer)
  }
  t.is((await send({ message, unknown: 1 })).status, 400)
  t.is(clients.calls.length, before)
  t.is((await desk.countRows()).Message, 0)
})

test.serial('an empty or endless question is answered without asking anybody', async (t) => {
  const { send } = await openPlace()
  const before = clients.calls.length
  for (const text of ['', ' \n ', 'pourquoi '.repeat(1_000)]) {
    const { status, body } = await send({ message: text, selected_models: ['sage-1'] })
    t.is(status, 200)
    t.is(body.answer.stage, 'none')
    t.is(body.ai_responses['sage-1'].error.code, 'nothing_to_word')
  }
  t.is(clients.calls.length, before)
})

test.serial(
  'it goes on with a conversation, for its owner only, and another tenant’s is not there',
  async (t) => {
    const mine = await openPlace()
    const theirs = await openPlace()
    const first = (await mine.send({ message, selected_models: ['sage-1'] })).body
    const next = await mine.send({
      message: 'et pour Hommes ?',
      conversation_id: first.conversation_id,
      selected_models: ['sage-1'],
    })
    t.is(next.body.conversation_id, first.conversation_id)
    t.is(next.body.answer.stage, 'data', 'it leans on what was asked before')
    const colleague = await mine.desk.openMember()
    const json = { message, conversation_id: first.conversation_id }
    t.is((await colleague('POST', '/v1/chat/send', { json })).status, 404)
    t.is((await theirs.send(json)).status, 404)
    t.is((await theirs.send({ message, assistant_id: mine.assistantId })).status, 404)
    t.is((await work.server.request('POST', '/v1/chat/send', { json: { message } })).status, 401)
    const empty = await work.openTenant()
    t.is(
      (await empty.send('POST', '/v1/chat/send', { json: { message } })).status,
      404,
      'no assistant at all',
    )
  },
)

test.serial('the same key is the same comparison, asked and paid for once', async (t) => {
  const { desk, send } = await openPlace()
  const headers = { 'idempotency-key': 'compare-once' }
  const json = { message, selected_models: ['sage-1', 'sauge-2'] }
  const before = clients.calls.length
  const [one, other] = await Promise.all([send(json, headers), send(json, headers)])
  t.deepEqual([one.status, other.status], [200, 200])
  t.deepEqual(one.body, other.body)
  const again = await send(json, headers)
  t.is(again.headers.get('idempotency-replayed'), 'true')
  t.deepEqual(again.body, one.body)
  t.is(clients.calls.length, before + 2)
  t.is((await send({ ...json, message: 'autre question' }, headers)).status, 422)
  t.is((await desk.countRows()).Message, 2)
})

test.serial('beyond the budget a model is not asked, and its slot says so', async (t) => {
  const { desk, send } = await openPlace()
  await work.core.db.models.Tenant.update({ monthlyBudgetUsd: 0.000_001 }, { where: { id: desk.tenantId } })
  const before = clients.calls.length
  const { body } = await send({ message, selected_models: ['sage-1'] })
  t.is(body.ai_responses['sage-1'].error.code, 'budget_spent')
  t.is(body.answer.stage, 'data')
  t.is(clients.calls.length, before)
})
