import test, { type ExecutionContext } from 'ava'
import { actorOnBehalf, personActor, type TenantActor } from '../../../core/access/can.ts'
import { type ModelFields, modelFields } from '../../../core/llm/model-entry.ts'
import {
  deleteEntry,
  findEntry,
  listEntries,
  noteShutdowns,
  putEntry,
  readEntry,
  requireEntries,
} from '../../../core/llm/registry.ts'
import { seedModels, seedTenantModels } from '../../../core/llm/seed-models.ts'
import { createTenant } from '../../../core/tenancy/tenants.ts'
import { withTenant } from '../../../db/tenant.ts'
import { createTestTenant, shareTestDatabase } from '../../helpers/database.ts'

const database = shareTestDatabase(test)
const all = { limit: 200, after: null }

const openAdmin = async (): Promise<TenantActor> => {
  const tenantId = await createTestTenant(database())
  return actorOnBehalf(tenantId, { kind: 'system', id: 'test' })
}

const fieldsOf = (given: Record<string, unknown> = {}): ModelFields =>
  modelFields.parse({ provider: 'openai', model: 'sage-1', ...given })

const put = (actor: TenantActor, name: string, given: Record<string, unknown> = {}) =>
  putEntry(database(), actor, { name, fields: fieldsOf(given) })

const namesOf = async (actor: TenantActor) =>
  (await listEntries(database(), actor, all)).map(({ name }) => name)

const actsOf = ({ tenantId }: TenantActor) =>
  withTenant(database(), tenantId, async () => {
    const rows = await database().models.AuditEvent.findAll({
      where: { tenantId },
      order: ['createdAt', 'id'],
    })
    return rows.map(({ action, targetId }) => `${action} ${targetId}`)
  })

test('an entry is made, replaced as a whole and taken out, each on record', async (t) => {
  const actor = await openAdmin()
  const made = await put(actor, 'sage', {
    temperature: 0.7,
    is_fallback: true,
    cost_per_1k_input: 0.000000123,
    cost_per_1k_output: 2,
  })
  t.true(made.isNew)
  t.like(await readEntry(database(), actor, 'sage'), {
    provider: 'openai', model: 'sage-1', apiKeyEnv: 'OPENAI_API_KEY', apiUrl: null, maxTokens: 4_000, temperature: 0.7,
    isFallback: true, costPer1kInput: 0.000000123, costPer1kOutput: 2, isActive: true, shutdownOn: null,
  }) // biome-ignore format: one entry
  const replaced = await put(actor, 'sage', { provider: 'ollama', max_tokens: 10 })
  t.false(replaced.isNew)
  t.like(await readEntry(database(), actor, 'sage'), {
    provider: 'ollama', apiKeyEnv: null, maxTokens: 10, temperature: null, isFallback: false, costPer1kInput: null,
  }) // biome-ignore format: one entry
  await deleteEntry(database(), actor, 'sage')
  t.is(await findEntry(database(), actor, 'sage'), null)
  await t.throwsAsync(deleteEntry(database(), actor, 'sage'), { code: 'not_found' })
  t.deepEqual(await actsOf(actor), ['llm.created sage', 'llm.replaced sage', 'llm.deleted sage'])
})

test('a change made on an older state is refused', async (t) => {
  const actor = await openAdmin()
  const { entry } = await put(actor, 'sage')
  const older = new Date(entry.updatedAt.getTime() - 1)
  const change = (ifUnchangedSince: Date) =>
    putEntry(database(), actor, { name: 'sage', fields: fieldsOf({ model: 'sage-2' }), ifUnchangedSince })
  await t.throwsAsync(change(older), { code: 'precondition_failed' })
  t.is((await readEntry(database(), actor, 'sage')).model, 'sage-1')
  t.is((await change(entry.updatedAt)).entry.model, 'sage-2')
})

test('of two who make the same entry at once, both are told what became of it', async (t) => {
  const actor = await openAdmin()
  const outcomes = await Promise.allSettled([put(actor, 'sage'), put(actor, 'sage'), put(actor, 'sage')])
  for (const outcome of outcomes) if (outcome.status === 'rejected') t.is(outcome.reason.code, 'conflict')
  t.deepEqual(await namesOf(actor), ['sage'])
})

test('another tenant’s entries are not there', async (t) => {
  const [mine, other] = [await openAdmin(), await openAdmin()]
  await put(mine, 'sage')
  await put(other, 'oracle')
  t.deepEqual(await namesOf(mine), ['sage'])
  t.is(await findEntry(database(), mine, 'oracle'), null)
  await t.throwsAsync(readEntry(database(), mine, 'oracle'), { code: 'not_found' })
  await t.throwsAsync(deleteEntry(database(), mine, 'oracle'), { code: 'not_found' })
  await t.throwsAsync(requireEntries(database(), mine.tenantId, { default_llm: 'oracle' }), {
    code: 'invalid_value',
  })
  t.true((await put(mine, 'oracle', { model: 'mine' })).isNew)
  t.is((await readEntry(database(), other, 'oracle')).model, 'sage-1')
})

test('who may not manage models neither reads nor changes them', async (t) => {
  const { tenantId } = await openAdmin()
  const actor = personActor({ id: crypto.randomUUID(), tenantId, role: 'marketing' })
  const forbidden = { code: 'forbidden' }
  t.throws(() => listEntries(database(), actor, all), forbidden)
  t.throws(() => findEntry(database(), actor, 'sage'), forbidden)
  await t.throwsAsync(put(actor, 'sage'), forbidden)
  t.throws(() => deleteEntry(database(), actor, 'sage'), forbidden)
})

test('who may not change keys cannot send one to an address of his choice', async (t) => {
  const admin = await openAdmin()
  const it = personActor({ id: crypto.randomUUID(), tenantId: admin.tenantId, role: 'it' })
  const api_url = 'https://models.example.org/v1'
  const missing = { code: 'forbidden', message: /credentials:manage/ }
  await t.throwsAsync(put(it, 'sage', { api_url }), missing)
  await put(admin, 'sage', { api_url })
  await t.throwsAsync(put(it, 'sage', { api_url: `${api_url}/elsewhere` }), missing)
  await t.throwsAsync(put(it, 'sage', { api_url, provider: 'anthropic' }), missing)
  t.is((await put(it, 'sage', { api_url, max_tokens: 5 })).entry.maxTokens, 5)
  t.is((await put(it, 'sage')).entry.apiUrl, null)
})

test('values that cannot be are told field by field', (t) => {
  const faultsOf = (given: Record<string, unknown>) =>
    modelFields
      .safeParse({ provider: 'openai', model: 'sage-1', ...given })
      .error?.issues.map(({ path }) => path.join('.'))
  for (const bad of [
    { provider: 'nobody' },
    { model: '' },
    { model: 'a b' },
    { model: 'a\u0000' },
    { api_key_env: 'MASTER_KEY' },
    { api_key_env: 'ANTHROPIC_API_KEY' },
    { provider: 'ollama', api_key_env: 'OPENAI_API_KEY' },
    { api_url: 'http://models.example.org' },
    { api_url: 'https://me:secret@models.example.org' },
    { api_url: 'https://models.example.org/?key=1' },
    { api_url: 'models.example.org' },
    { api_url: 'https://127.0.0.1/v1' },
    { api_url: 'https://2130706433/v1' },
    { api_url: 'https://[::ffff:10.0.0.1]/v1' },
    { api_url: 'https://localhost:11434/v1' },
    { api_url: 'file:///etc/passwd' },
    { max_tokens: 0 },
    { max_tokens: 1.5 },
    { max_tokens: 1e9 },
    { temperature: -0.1 },
    { temperature: 2.1 },
    { temperature: '1' },
    { cost_per_1k_output: 1, cost_per_1k_input: -1 },
    { cost_per_1k_output: 1, cost_per_1k_input: 1e-10 },
    { cost_per_1k_output: 1, cost_per_1k_input: 101 },
    { cost_per_1k_output: 1, cost_per_1k_input: null },
  ])
    t.deepEqual(faultsOf(bad), [Object.keys(bad).at(-1)], JSON.stringify(bad))
  t.is(fieldsOf({ api_url: 'https://models.example.org/v1//' }).api_url, 'https://models.example.org/v1')
})

test('a model that an assistant names stays', async (t) => {
  const actor = await openAdmin()
  const { tenantId } = actor
  const { Assistant } = database().models
  for (const [field, name] of [
    ['defaultLlm', 'sage'],
    ['fallbackLlm', 'oracle'],
  ] as const) {
    await put(actor, name)
    const row = await withTenant(database(), tenantId, () =>
      Assistant.create({ tenantId, name: 'A', theme: 'T', [field]: name }),
    )
    await t.throwsAsync(deleteEntry(database(), actor, name), { code: 'llm_in_use' })
    t.truthy(await findEntry(database(), actor, name))
    await withTenant(database(), tenantId, () => row.destroy())
    await deleteEntry(database(), actor, name)
  }
})

test('a choice of unknown models names each of its fields', async (t) => {
  const actor = await openAdmin()
  await put(actor, 'sage')
  const choose = (choice: Parameters<typeof requireEntries>[2]) =>
    requireEntries(database(), actor.tenantId, choice)
  await t.notThrowsAsync(choose({}))
  await t.notThrowsAsync(choose({ default_llm: 'sage', fallback_llm: null }))
  const error = await t.throwsAsync(choose({ default_llm: 'x', fallback_llm: 'y' }), {
    code: 'invalid_value',
  })
  const { errors } = (error as unknown as { details: { errors: { pointer: string }[] } }).details
  t.deepEqual(
    errors.map(({ pointer }) => pointer),
    ['/default_llm', '/fallback_llm'],
  )
})

const seededNames = async (t: ExecutionContext, actor: TenantActor): Promise<string[]> => {
  const entries = await listEntries(database(), actor, all)
  const kinds = new Set(entries.map(({ provider }) => provider))
  t.deepEqual([...kinds].sort(), ['anthropic', 'deepseek', 'ollama', 'openai'])
  return entries.map(({ name }) => name)
}

test('a new tenant has models to begin with; one that has its own keeps just these', async (t) => {
  const operator = actorOnBehalf(await createTestTenant(database()), { kind: 'system', id: 'test' })
  const owner = { ...operator, tenantId: null, permissions: new Set(['tenants:manage'] as const) }
  const made = await createTenant(database(), owner, {
    clientId: `seed-${crypto.randomUUID()}`,
    name: 'Seed',
  })
  const fresh = actorOnBehalf(made.id, { kind: 'system', id: 'test' })
  const names = await seededNames(t, fresh)
  const [old, own] = [await openAdmin(), await openAdmin()]
  await put(own, 'sage')
  for (let start = 0; start < 2; start += 1) await seedModels({ db: database() })
  t.deepEqual(await seededNames(t, old), names)
  t.deepEqual(await namesOf(own), ['sage'])
  t.deepEqual(await namesOf(fresh), names)
})

test('seeding at the same moment seeds once', async (t) => {
  const actor = await openAdmin()
  await Promise.all([1, 2, 3].map(() => seedTenantModels(database(), actor.tenantId)))
  t.is(new Set(await namesOf(actor)).size, (await namesOf(actor)).length)
})

test('the provider’s list says when a model ends, until the entry names another', async (t) => {
  const actor = await openAdmin()
  await put(actor, 'sage')
  await put(actor, 'elsewhere', { api_url: 'https://models.example.org/v1' })
  await put(actor, 'oracle', { provider: 'anthropic', model: 'sage-1' })
  await noteShutdowns(database(), actor.tenantId, 'openai', [{ id: 'sage-1', shutdownDate: '2027-01-14' }])
  const endOf = async (name: string) => (await readEntry(database(), actor, name)).shutdownOn
  t.deepEqual(
    [await endOf('sage'), await endOf('elsewhere'), await endOf('oracle')],
    ['2027-01-14', null, null],
  )
  await put(actor, 'sage', { max_tokens: 7 })
  t.is(await endOf('sage'), '2027-01-14')
  await noteShutdowns(database(), actor.tenantId, 'openai', [])
  t.is(await endOf('sage'), '2027-01-14')
  for (const [shutdownDate, day] of [
    ['2027-03-01T00:00:00Z', '2027-03-01'],
    ['2027-99-99', null],
    ['soon', null],
    [null, null],
  ] as const) {
    await noteShutdowns(database(), actor.tenantId, 'openai', [{ id: 'sage-1', shutdownDate }])
    t.is(await endOf('sage'), day)
  }
  await noteShutdowns(database(), actor.tenantId, 'openai', [{ id: 'sage-1', shutdownDate: '2027-01-14' }])
  await put(actor, 'sage', { model: 'sage-2' })
  t.is(await endOf('sage'), null)
})
