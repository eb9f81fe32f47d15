import test from 'ava'
import { QueryTypes } from 'sequelize'
import type { OpenChat } from '../../core/core.ts'
import { openBreakers } from '../../core/llm/breakers.ts'
import { openChain } from '../../core/llm/chain.ts'
import type { Chat, ChatOutcome } from '../../core/llm/chat.ts'
import type { ProviderClient, Target } from '../../core/llm/provider.ts'
import type { PassedModel } from '../../core/llm/targets.ts'
import { openLedger } from '../../core/quotas/ledger.ts'
import { withTenant } from '../../db/tenant.ts'
import { type ScriptedChat, scriptChat } from '../core/answers/model/scripted-chat.ts'
import { surveyCsv } from '../fixtures/survey.ts'
import { afterAll } from '../helpers/after-all.ts'
import { usage } from '../helpers/scripted-client.ts'
import { openWorkspace, type TenantDesk, type Workspace } from '../helpers/workspace.ts'

type Asked = Parameters<OpenChat>[0]

let work: Workspace
const shared = afterAll(test)
type Model = Chat | ((asked: Asked) => Chat)
/** By tenant: what its models say, or the chain itself. */
const models = new Map<string, Model>()
const opened: Asked[] = []

test.before(async () => {
  const nobody = { ...scriptChat({ reply: () => '' }), isPossible: false }
  work = await openWorkspace(shared, {
    openChat: async (asked) => {
      opened.push(asked)
      const model = models.get(asked.payer.tenantId) ?? nobody
      return typeof model === 'function' ? model(asked) : model
    },
  })
})

const truth = '« Cinéma » ressort, avec un indice de {c1}. Il réunit {c3} du profil.'
const lie = '« Cinéma » ressort, avec un indice de {c1}. Il a 40 % de fans.'
const question = 'top 3 segments pour Hommes'

const openAssistant = async (model: Model | null) => {
  const desk = await work.openTenant()
  if (model) models.set(desk.tenantId, model)
  const { id } = await desk.makeAssistant('loisirs.csv', surveyCsv)
  return { desk, id }
}

const stream = async (desk: TenantDesk, id: string, message = question) => {
  const headers = { accept: 'text/event-stream' }
  const { text } = await desk.send('POST', `/v1/assistants/${id}/chat`, { json: { message }, headers })
  return [...text.matchAll(/^event: (\w+)\ndata: (.*)$/gmu)].map(([, name, data]) => ({
    name: name!,
    data: JSON.parse(data!),
  }))
}

const says = (...texts: string[]): ScriptedChat =>
  scriptChat({ reply: (_, at) => texts[Math.min(at, texts.length - 1)]! })

test.serial(
  'an answer that a model worded: the model, its usage, the trace with its attempts, the stored message',
  async (t) => {
    const { desk, id } = await openAssistant(() => says(truth))
    const answer = await desk.ask(id, question)
    t.like(answer, { model: 'sage', fallback_reason: null, stage: 'data' })
    t.regex(answer.text, /^«.Cinéma.» ressort, avec un indice de \*\*\d+\*\*\./u)
    t.deepEqual(answer.usage, { input_tokens: 100, output_tokens: truth.length, cost_nano_usd: 1_000 })

    const { body: trace } = await desk.send('GET', `/v1/answers/${answer.message_id}/trace`)
    t.is(trace.llm_used, 'sage')
    t.deepEqual(trace.denied_targets, [])
    t.like(trace.stages[1], {
      stage: 'model',
      purpose: 'word',
      outcome: 'answered',
      model: 'sage',
      detail: 'worded',
    })
    t.true(trace.stages[1].rows > 0)
    t.regex(trace.stages[1].prompt_hash, /^[\da-f]{16}$/)
    t.deepEqual(trace.attempts, [
      {
        llm: 'sage',
        provider: 'compatible',
        purpose: 'word',
        outcome: 'completed',
        input_tokens: 100,
        output_tokens: truth.length,
        cost_nano_usd: 1_000,
        first_token_ms: 1,
        took_ms: 2,
      },
    ])

    const { body } = await desk.send('GET', `/v1/conversations/${answer.conversation_id}`)
    const stored = body.messages.at(-1)
    t.like(stored, { llm_used: 'sage', confidence: 1 })
    t.deepEqual(stored.answer, answer)
    t.like(stored, { ai_provider: 'compatible', fallback_reason: null, attempts: trace.attempts })
    t.deepEqual(stored.nlp, {
      language: 'fr',
      tokens: ['top', '3', 'segments', 'pour', 'hommes'],
      entities: [
        { kind: 'operation', value: 'top' },
        { kind: 'label', value: 'Hommes' },
      ],
    })
    const nothing = { ai_provider: null, fallback_reason: null, nlp: null }
    t.like(body.messages[0], nothing)
    t.deepEqual(body.messages[0].attempts, [])
  },
)

test.serial('who pays, and the assistant’s choices, reach the chain', async (t) => {
  const { desk, id } = await openAssistant(() => says(truth))
  await withTenant(work.core.db, desk.tenantId, () =>
    work.core.db.models.Assistant.update(
      { defaultLlm: 'sage', fallbackLlm: 'sage-mini', temperature: 0.3, customInstructions: 'Sois bref.' },
      { where: { tenantId: desk.tenantId, id } },
    ),
  )
  const { conversation_id: conversationId } = await desk.ask(id, question)
  const asked = opened.filter(({ payer }) => payer.tenantId === desk.tenantId).at(-1)!
  t.like(asked, { defaultLlm: 'sage', fallbackLlm: 'sage-mini', temperature: 0.3 })
  t.like(asked.payer, { assistantId: id, conversationId, service: null, channel: null })
  t.truthy(asked.payer.personId)
  t.true(asked.signal instanceof AbortSignal)
})

test.serial(
  'the stream: passed sentences as deltas, a reset when the text begins anew, then the answer',
  async (t) => {
    const { desk, id } = await openAssistant(() => says(lie, truth))
    const events = await stream(desk, id)
    const deltas = events.filter(({ name }) => name === 'delta').map(({ data }) => data)
    const answer = events.at(-1)!.data
    t.is(answer.model, 'sage')
    t.is(deltas.filter(({ reset }) => reset).length, 1)
    let seen = ''
    for (const { text, reset } of deltas) {
      seen = reset ? text : seen + text
      t.notRegex(seen, /40/)
    }
    t.is(seen, answer.text)
    t.deepEqual(
      events.filter(({ name }) => name === 'stage').map(({ data }) => `${data.stage} ${data.state}`),
      ['data started', 'data finished', 'model started', 'model finished'],
    )
  },
)

test.serial('a model that only lies: the template, with nothing of the lie in any event', async (t) => {
  const { desk, id } = await openAssistant(() => says(lie))
  const events = await stream(desk, id)
  t.is(events.at(-1)!.data.model, null)
  const text = events.reduce(
    (seen, { name, data }) => (name === 'delta' ? (data.reset ? data.text : seen + data.text) : seen),
    '',
  )
  t.is(text, events.at(-1)!.data.text)
  t.false(events.some(({ data }) => JSON.stringify(data).includes('40 %')))
})

test.serial('with every model down the data answers, llm_used is none, and the trace says why', async (t) => {
  const { desk, id } = await openAssistant(() => scriptChat({ reply: () => ({ fail: 'overload' }) }))
  const answer = await desk.ask(id, question)
  t.like(answer, { model: null, fallback_reason: 'overload', stage: 'data' })
  const { body: trace } = await desk.send('GET', `/v1/answers/${answer.message_id}/trace`)
  t.is(trace.llm_used, 'none')
  t.like(trace.stages[1], { outcome: 'failed', detail: 'overload' })
  t.like(trace.attempts[0], { outcome: 'overload', cost_nano_usd: 0 })
  const { body } = await desk.send('GET', `/v1/conversations/${answer.conversation_id}`)
  t.like(body.messages.at(-1), { ai_provider: null, fallback_reason: 'overload', attempts: trace.attempts })
  const unread = await desk.ask(id, 'les meufs kiffent-elles le septième art ?')
  t.like(unread, { model: null, fallback_reason: 'overload', stage: 'none' })
})

test.serial('a tenant without models, and models that cannot be opened, are answered from the data', async (t) => {
  for (const model of [null, () => { throw new Error('no registry') }]) {
    const { desk, id } = await openAssistant(model)
    const answer = await desk.ask(id, question)
    t.like(answer, { model: null, stage: 'data' })
    const { body: trace } = await desk.send('GET', `/v1/answers/${answer.message_id}/trace`)
    t.is(trace.llm_used, 'none')
    t.deepEqual(trace.attempts, [])
    t.is(trace.stages.length, 1)
  }
}) // biome-ignore format: two kinds of nobody

test.serial('a plan by a model is stage `model`, of unsure confidence, and told to the person', async (t) => {
  const plan = { operation: 'lookup', row: 'Femmes', segment: 'Cinéma', measures: ['index'] }
  const reply = JSON.stringify({ decision: 'plan', plan })
  const { desk, id } = await openAssistant(() =>
    scriptChat({ reply: ({ purpose }) => (purpose === 'plan' ? reply : { fail: 'timeout' }) }),
  )
  const answer = await desk.ask(id, 'les meufs kiffent-elles le septième art ?')
  t.like(answer, { stage: 'model', model: null })
  t.regex(answer.warnings.at(-1), /interprété/)
  const { body } = await desk.send('GET', `/v1/conversations/${answer.conversation_id}`)
  t.like(body.messages.at(-1), { llm_used: 'sage', confidence: 0.7 })
})

/** A chain that waits until it is let go, or until its signal fires. */
const openGate = () => {
  let release: () => void = () => undefined
  const open = new Promise<void>((resolve) => {
    release = resolve
  })
  let waiting = 0
  const chat: Chat = {
    isPossible: true,
    attempts: [],
    settlements: [],
    ask: async (): Promise<ChatOutcome> => {
      waiting++
      await open
      return { kind: 'failed', reason: 'timeout' }
    },
  }
  return { chat, release: () => release(), waiting: () => waiting }
}

test.serial(
  'a slow model keeps nobody else waiting, and beyond a number of questions its own tenant neither',
  async (t) => {
    const gate = openGate()
    const slow = await openAssistant(gate.chat)
    const other = await openAssistant(null)
    const asked = Array.from({ length: 42 }, () => slow.desk.ask(slow.id, question))
    // Those beyond the tenant's share come at once, from the data alone.
    const first = await Promise.any(asked)
    t.is(first.stage, 'data')
    t.is((await other.desk.ask(other.id, question)).stage, 'data')
    t.is(gate.waiting(), 40)
    gate.release()
    for (const answer of await Promise.all(asked)) t.like(answer, { stage: 'data', model: null })
  },
)

test.serial(
  'an assistant that is deleted while its model writes: no answer, no error, what was asked is closed',
  async (t) => {
    const gate = openGate()
    const { desk, id } = await openAssistant(gate.chat)
    const pending = desk.send('POST', `/v1/assistants/${id}/chat`, { json: { message: question } })
    while (gate.waiting() === 0) await new Promise((resolve) => setImmediate(resolve))
    t.is((await desk.send('DELETE', `/v1/assistants/${id}`)).status, 204)
    gate.release()
    const { status, body } = await pending
    t.deepEqual([status, body.code], [404, 'not_found'])
  },
)

/** The real chain over the real ledger; its one model waits for `before` and says the truth. */
const openPaid = (before: () => Promise<void> = async () => undefined, passed: PassedModel | null = null) => {
  const target: Target = {
    name: 'sage',
    provider: 'compatible',
    model: 'sage-1',
    baseUrl: 'https://models.example/v1',
    apiKey: 'a-key',
    credentialId: null,
    isGuarded: true,
    maxTokens: 2_000,
    temperature: null,
    prices: { inputNanoUsd: 1_000_000, outputNanoUsd: 10_000_000, cacheReadNanoUsd: null, cacheWriteNanoUsd: null, source: 'entry' },
  } // biome-ignore format: one target
  const client: ProviderClient = {
    complete: async ({ model }, _, { onText }) => {
      await before()
      onText?.(truth)
      return { text: truth, finish: 'stop', usage: usage(100, 10), model }
    },
    listModels: async () => [],
  }
  const chain = openChain({
    clientFor: () => client,
    ledger: openLedger(work.core.db),
    breakers: openBreakers(),
  })
  return (asked: Asked): Chat =>
    chain.openChat({ payer: asked.payer, temperature: null, passed, targets: [{ target, role: 'default' }] })
}

const callsOf = ({ tenantId }: TenantDesk) =>
  withTenant(work.core.db, tenantId, () =>
    work.core.db.sequelize.query<{ state: string; message_id: string | null; cost: number }>(
      'select state, message_id, cost_nano_usd::int as cost from llm_calls where tenant_id = $1',
      { bind: [tenantId], type: QueryTypes.SELECT },
    ),
  )

test.serial('what a model cost is booked in the transaction that stores its answer', async (t) => {
  const { desk, id } = await openAssistant(openPaid())
  const answer = await desk.ask(id, question)
  t.is(answer.model, 'sage')
  t.deepEqual(await callsOf(desk), [{ state: 'settled', message_id: answer.message_id, cost: 200 }])
  t.is(answer.usage.cost_nano_usd, 200)
})

const alertsOf = ({ tenantId }: TenantDesk) =>
  withTenant(work.core.db, tenantId, () =>
    work.core.db.sequelize.query<{ type: string; data: object }>(
      'select type, data from alerts where tenant_id = $1',
      { bind: [tenantId], type: QueryTypes.SELECT },
    ),
  )

test.serial(
  'an assistant’s model that cannot be asked is replaced aloud: answer, trace, alert',
  async (t) => {
    const passed: PassedModel = { llm: 'oracle', provider: 'openai', model: 'oracle-1', why: 'no_key' }
    const { desk, id } = await openAssistant(openPaid(undefined, passed))
    const answer = await desk.ask(id, question)
    t.like(answer, { model: 'sage', fallback_reason: 'no_key' })
    t.is(answer.usage.cost_nano_usd, 200)
    const { body: trace } = await desk.send('GET', `/v1/answers/${answer.message_id}/trace`)
    t.deepEqual(
      trace.attempts.map(({ llm, outcome }: Record<string, string>) => `${llm} ${outcome}`),
      ['oracle no_key', 'sage completed'],
    )
    t.deepEqual(trace.denied_targets, [{ llm: 'oracle', reason: 'no_key' }])
    await desk.ask(id, question)
    const data = { llm: 'oracle', instead: 'sage', reason: 'no_key' }
    t.deepEqual(await alertsOf(desk), [{ type: 'llm.fallback_active', data }], 'told once')
  },
)

test.serial('a model that its provider does not know is told once, with who answered instead', async (t) => {
  const openGone = (): Chat => {
    const gone = scriptChat({ llm: 'oracle', reply: () => ({ fail: 'gone' }) })
    const spare = scriptChat({ reply: () => truth, fallbackReason: 'gone' })
    const ask: Chat['ask'] = async (request) => {
      await gone.ask(request)
      return spare.ask(request)
    }
    const settlements: Chat['settlements'] = []
    return { isPossible: true, ask, settlements, get attempts() { return [...gone.attempts, ...spare.attempts] } }
  } // biome-ignore format: one chat
  const { desk, id } = await openAssistant(openGone)
  const { tenantId } = desk
  await withTenant(work.core.db, tenantId, () =>
    work.core.db.models.LlmModel.create({
      tenantId,
      name: 'oracle',
      provider: 'openai',
      model: 'oracle-1',
      maxTokens: 1_000,
    }),
  )
  for (const _ of ['now', 'and again']) t.is((await desk.ask(id, question)).model, 'sage')
  const told = (await alertsOf(desk)).filter(({ type }) => type === 'model.shutdown')
  const data = { llm: 'oracle', model: 'oracle-1', shutdown_date: null, instead: 'sage' }
  t.deepEqual(told, [{ type: 'model.shutdown', data }])
})

test.serial('what was asked for an assistant that is deleted meanwhile is booked all the same', async (t) => {
  const gate = openGate()
  const { desk, id } = await openAssistant(openPaid(async () => void (await gate.chat.ask(null!))))
  const pending = desk.send('POST', `/v1/assistants/${id}/chat`, { json: { message: question } })
  while (gate.waiting() === 0) await new Promise((resolve) => setImmediate(resolve))
  t.is((await desk.send('DELETE', `/v1/assistants/${id}`)).status, 204)
  gate.release()
  t.is((await pending).status, 404)
  t.deepEqual(await callsOf(desk), [{ state: 'closed', message_id: null, cost: 200 }])
})

test.serial('another tenant sees neither the answer’s trace nor its attempts', async (t) => {
  const { desk, id } = await openAssistant(() => says(truth))
  const { message_id: messageId } = await desk.ask(id, question)
  const stranger = await work.openTenant()
  t.is((await stranger.send('GET', `/v1/answers/${messageId}/trace`)).status, 404)
})

test.serial(
  'what somebody asks counts for the service that they belong to, and its limit is shown to them',
  async (t) => {
    const { desk, id } = await openAssistant(() => says(truth))
    const { core } = work
    const service = await withTenant(core.db, desk.tenantId, async () => {
      const { tenantId } = desk
      const made = await core.db.models.Service.create({ tenantId, name: 'Études', nameKey: 'etudes' })
      await core.db.models.Person.update({ serviceId: made.id }, { where: { tenantId } })
      return made
    })
    await desk.ask(id, question)
    t.is(opened.at(-1)?.payer.service, service.id)
    await withTenant(core.db, desk.tenantId, () =>
      core.db.models.Person.update({ serviceId: null }, { where: { tenantId: desk.tenantId } }),
    )
    await desk.ask(id, question)
    t.is(opened.at(-1)?.payer.service, null)
  },
)
