import { randomBytes } from 'node:crypto'
import test, { type ExecutionContext } from 'ava'
import type { DeploymentProviders } from '../../../config/env.ts'
import { log } from '../../../config/log.ts'
import { actorOnBehalf } from '../../../core/access/can.ts'
import { type Models, openModels } from '../../../core/models.ts'
import { storeCredential } from '../../../core/tenancy/credentials.ts'
import { asOwner, withTenant } from '../../../db/tenant.ts'
import { createTestTenant, shareTestDatabase } from '../../helpers/database.ts'
import { type FaultProvider, faults, startFaultProvider } from '../../helpers/fault-provider.ts'

log.level = process.env.LOG_LEVEL ?? 'silent'
const database = shareTestDatabase(test)
const { signal } = new AbortController()

interface Desk {
  models: Models
  openai: FaultProvider
  deepseek: FaultProvider
}

/** The deployment has a key for `openai` and `deepseek`, each a provider of its own. */
const openDesk = async (t: ExecutionContext): Promise<Desk> => {
  const [openai, deepseek] = [await startFaultProvider(t), await startFaultProvider(t)]
  const providers: DeploymentProviders = {
    openai: { apiKey: 'sk-deployment-openai', baseUrl: openai.v1Url },
    anthropic: { apiKey: null, baseUrl: 'http://127.0.0.1:1' },
    deepseek: { apiKey: 'sk-deployment-deepseek', baseUrl: deepseek.url },
    ollama: { apiKey: null, baseUrl: null },
  }
  const models = openModels(database(), { providers, masterKey: randomBytes(32) })
  t.teardown(models.close)
  // Who is there from other tests is reached with the same keys.
  await asOwner(database(), () => database().models.Tenant.update({ isActive: false }, { where: {} }))
  return { models, openai, deepseek }
}

const keyVariables = { openai: 'OPENAI_API_KEY', deepseek: 'DEEPSEEK_API_KEY', anthropic: null }

const openTenant = async (...names: [name: string, provider: keyof typeof keyVariables][]) => {
  const tenantId = await createTestTenant(database())
  await withTenant(database(), tenantId, () =>
    database().models.LlmModel.bulkCreate(
      names.map(([name, provider]) => ({
        tenantId, name, provider, model: name, maxTokens: 1_000, apiKeyEnv: keyVariables[provider],
      })),
    ),
  ) // biome-ignore format: one model, read at a glance
  return tenantId
}

const endsOf = (tenantId: string) =>
  withTenant(database(), tenantId, async () => {
    const rows = await database().models.LlmModel.findAll({ where: { tenantId }, order: ['name'] })
    return rows.map(({ name, shutdownOn }) => `${name} ${shutdownOn}`)
  })

const storeKey = (models: Models, tenantId: string, apiKey: string) =>
  storeCredential(models.credentials, actorOnBehalf(tenantId, { kind: 'system', id: 'test' }), {
    provider: 'openai', apiKey, baseUrl: null, profile: null, signal,
  }) // biome-ignore format: one key

const tails = (provider: FaultProvider): string[] =>
  provider.modelRequests.map(({ keyTail }) => keyTail).sort()

test.serial(
  'the deployment’s key lists its models once for all tenants, a tenant’s own key its own',
  async (t) => {
    const { models, openai } = await openDesk(t)
    const tenants = [await openTenant(['sage-1', 'openai']), await openTenant(['sage-1', 'openai'])]
    const own = await openTenant(['sage-1', 'openai'], ['sage-2', 'openai'], ['oracle', 'anthropic'])
    await storeKey(models, own, 'sk-of-the-tenant-wxyz')
    openai.modelRequests.length = 0
    openai.models = [{ id: 'sage-1', shutdown_date: '2027-01-14' }, { id: 'sage-2' }]
    await models.refreshShutdowns(signal)
    t.deepEqual(tails(openai), ['enai', 'wxyz'])
    for (const tenantId of tenants) t.deepEqual(await endsOf(tenantId), ['sage-1 2027-01-14'])
    t.deepEqual(await endsOf(own), ['oracle null', 'sage-1 2027-01-14', 'sage-2 null'])
    openai.models = [{ id: 'sage-1', shutdown_date: '2020-01-01' }]
    await models.refreshShutdowns(signal)
    openai.models = [{ id: 'sage-1', shutdown_date: '2027-06-01' }]
    await models.refreshShutdowns(signal)
    t.deepEqual(await endsOf(tenants[0]!), ['sage-1 2027-06-01'], 'a day that has passed may be put off')
  },
)

test.serial('what cannot be listed is skipped, and the others are noted', async (t) => {
  const { models, openai, deepseek } = await openDesk(t)
  const unreadable = await openTenant(['sage-1', 'openai'])
  await storeKey(models, unreadable, 'sk-of-the-tenant-wxyz')
  await withTenant(database(), unreadable, () =>
    database().models.Credential.update({ sealed: 'broken' }, { where: { tenantId: unreadable } }),
  )
  const tenants = [await openTenant(['oracle', 'deepseek'], ['sage-1', 'openai'])]
  tenants.push(await openTenant(['oracle', 'deepseek'], ['sage-1', 'openai']))
  openai.modelRequests.length = 0
  openai.models = [{ id: 'sage-1', shutdown_date: '2027-01-14' }]
  deepseek.models = [{ id: 'oracle', shutdown_date: '2027-01-14' }]
  deepseek.scriptModels(faults.status(503))
  await models.refreshShutdowns(signal)
  t.is(deepseek.modelRequests.length, 1, 'asked once, and not once a tenant')
  t.deepEqual(tails(openai), ['enai'])
  for (const tenantId of tenants) t.deepEqual(await endsOf(tenantId), ['oracle null', 'sage-1 2027-01-14'])
  t.deepEqual(await endsOf(unreadable), ['sage-1 null'])
})

test.serial('a process that ends asks nobody any more', async (t) => {
  const { models, openai } = await openDesk(t)
  await openTenant(['sage-1', 'openai'])
  await models.refreshShutdowns(AbortSignal.abort())
  t.is(openai.modelRequests.length, 0)
})
