import { randomBytes } from 'node:crypto'
import test from 'ava'
import type { DeploymentProviders } from '../../config/env.ts'
import { limits } from '../../config/limits.ts'
import { log } from '../../config/log.ts'
import { actorOnBehalf } from '../../core/access/can.ts'
import type { OpenChat } from '../../core/core.ts'
import type { Chat } from '../../core/llm/chat.ts'
import { modelFields } from '../../core/llm/model-entry.ts'
import { putEntry } from '../../core/llm/registry.ts'
import { type Models, openModels } from '../../core/models.ts'
import { withTenant } from '../../db/tenant.ts'
import { surveyCsv } from '../fixtures/survey.ts'
import { afterAll } from '../helpers/after-all.ts'
import { faults, startFaultProvider } from '../helpers/fault-provider.ts'
import { openWorkspace, type TenantDesk, type Workspace } from '../helpers/workspace.ts'

log.level = process.env.LOG_LEVEL ?? 'silent'
const question = 'top 3 segments pour Hommes'
const nobody: DeploymentProviders = {
  openai: { apiKey: null, baseUrl: 'http://127.0.0.1:1/v1' },
  anthropic: { apiKey: null, baseUrl: 'http://127.0.0.1:1' },
  deepseek: { apiKey: null, baseUrl: 'http://127.0.0.1:1' },
  ollama: { apiKey: null, baseUrl: null },
}

let work: Workspace
let models: Models
let openChat: OpenChat
const shared = afterAll(test)
test.before(async () => {
  work = await openWorkspace(shared, { openChat: (asked) => openChat(asked) })
})

const openWith = (given: Partial<DeploymentProviders>, totalMs: number = limits.chain.totalMs): void => {
  models = openModels(work.core.db, {
    providers: { ...nobody, ...given },
    masterKey: randomBytes(32),
    chainLimits: { ...limits.chain, totalMs, leastMs: 1 },
  })
  shared.teardown(models.close)
  openChat = models.openChat
}

/** The chain whose time begins with the first thing asked: however long reading takes here, there is some left. */
const openLate: OpenChat = async (asked) => {
  let chat: Chat | null = null
  return {
    isPossible: true,
    get attempts() {
      return chat?.attempts ?? []
    },
    get settlements() {
      return chat?.settlements ?? []
    },
    ask: async (request) => {
      chat ??= await models.openChat(asked)
      return chat.ask(request)
    },
  }
}

/** An assistant whose own model is `sage`, in a tenant with this registry. */
const openAssistant = async (entries: Record<string, object>) => {
  const desk = await work.openTenant()
  const actor = actorOnBehalf(desk.tenantId, { kind: 'system', id: 'test' })
  for (const [name, given] of Object.entries(entries)) {
    const fields = modelFields.parse({ provider: 'openai', model: `${name}-1`, ...given })
    await putEntry(work.core.db, actor, { name, fields })
  }
  const { id } = await desk.makeAssistant('loisirs.csv', surveyCsv)
  const chosen = await desk.send('PATCH', `/v1/assistants/${id}`, { json: { default_llm: 'sage' } })
  if (chosen.status !== 200) throw new Error(chosen.text)
  return { desk, id }
}

const alertsOf = ({ tenantId }: TenantDesk) =>
  withTenant(work.core.db, tenantId, async () => {
    const rows = await work.core.db.models.Alert.findAll({ where: { tenantId }, raw: true })
    return rows.map(({ type, data }) => ({ type, data }))
  })

const askAndTrace = async (desk: TenantDesk, id: string) => {
  const answer = await desk.ask(id, question)
  const { body } = await desk.send('GET', `/v1/answers/${answer.message_id}/trace`)
  const tried = body.attempts.map(({ llm, outcome }: Record<string, string>) => `${llm} ${outcome}`)
  return { answer, tried }
}

test.serial(
  'a model that lets the time for models pass has failed: nobody stopped it, and it is told',
  async (t) => {
    const provider = await startFaultProvider(t)
    provider.always(faults.silence())
    openWith({ openai: { apiKey: 'a-key', baseUrl: provider.v1Url } }, 200)
    openChat = openLate
    const { desk, id } = await openAssistant({ sage: {} })
    const { answer, tried } = await askAndTrace(desk, id)
    t.like(answer, { stage: 'data', model: null, fallback_reason: 'timeout' })
    t.deepEqual(tried, ['sage timeout'])
    const data = { llm: 'sage', instead: null, reason: 'timeout' }
    t.deepEqual(await alertsOf(desk), [{ type: 'llm.fallback_active', data }])
    t.deepEqual(provider.misasked, [])
  },
)

test.serial(
  'an assistant’s model without its key: the tenant’s fallback answers, and says why',
  async (t) => {
    const provider = await startFaultProvider(t)
    provider.always(faults.answer('« Cinéma » ressort, avec un indice de {c1}.'))
    openWith({ openai: { apiKey: 'a-key', baseUrl: provider.v1Url } })
    const { desk, id } = await openAssistant({
      sage: { provider: 'anthropic' },
      other: { is_fallback: true },
    })
    const { answer, tried } = await askAndTrace(desk, id)
    t.like(answer, { model: 'other', fallback_reason: 'no_key' })
    t.deepEqual(tried, ['sage no_key', 'other completed'])
  },
)

test.serial('where nobody at all can be asked, the data answers and says what the model lacks', async (t) => {
  openWith({})
  const { desk, id } = await openAssistant({ sage: {}, other: { is_fallback: true } })
  const { answer, tried } = await askAndTrace(desk, id)
  t.like(answer, { stage: 'data', model: null, fallback_reason: 'no_key' })
  t.true(answer.claims.length > 0)
  t.deepEqual(tried, ['sage no_key'])
  const data = { llm: 'sage', instead: null, reason: 'no_key' }
  t.deepEqual(await alertsOf(desk), [{ type: 'llm.fallback_active', data }])
  await desk.send('PATCH', `/v1/assistants/${id}`, { json: { default_llm: null } })
  t.like((await askAndTrace(desk, id)).answer, { model: null, fallback_reason: null }, 'nobody was chosen')
})
