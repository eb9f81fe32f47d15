import { readFileSync } from 'node:fs'
import test from 'ava'
import type { DeploymentProviders } from '../../../config/env.ts'
import { actorOnBehalf } from '../../../core/access/can.ts'
import type { TenantCredential, WhyNot } from '../../../core/llm/judge-entry.ts'
import { modelFields } from '../../../core/llm/model-entry.ts'
import type { ProviderName } from '../../../core/llm/provider.ts'
import { noteShutdowns, putEntry } from '../../../core/llm/registry.ts'
import { type ChainOf, type ModelAccess, readTargets, readUsable } from '../../../core/llm/targets.ts'
import { createTestTenant, shareTestDatabase } from '../../helpers/database.ts'

const database = shareTestDatabase(test)

const deployment: DeploymentProviders = {
  openai: { apiKey: 'deployment-openai', baseUrl: 'http://127.0.0.1:1/v1' },
  anthropic: { apiKey: null, baseUrl: 'https://anthropic.example' },
  deepseek: { apiKey: 'deployment-deepseek', baseUrl: 'https://deepseek.example' },
  ollama: { apiKey: null, baseUrl: 'http://127.0.0.1:2/v1' },
}

const withKeys = (keys: Partial<Record<ProviderName, TenantCredential>> = {}): ModelAccess => ({
  providers: deployment,
  credentialsOf: async () => new Map(Object.entries(keys) as [ProviderName, TenantCredential][]),
})

const own = (baseUrl: string | null = null): TenantCredential => ({
  credentialId: 'c1',
  apiKey: 'own-key',
  baseUrl,
})

/** What entries say of prices counts with the tenant's own key. */
const paid = withKeys({ openai: own() })

const cost = (input: number, output = input) => ({ cost_per_1k_input: input, cost_per_1k_output: output })

const openTenant = async (entries: Record<string, Record<string, unknown>>): Promise<string> => {
  const tenantId = await createTestTenant(database())
  const actor = actorOnBehalf(tenantId, { kind: 'system', id: 'test' })
  for (const [name, given] of Object.entries(entries)) {
    const fields = modelFields.parse({ provider: 'openai', model: name, ...given })
    await putEntry(database(), actor, { name, fields })
  }
  return tenantId
}

const readChain = (of: Partial<ChainOf> & { tenantId: string }, access = withKeys()) =>
  readTargets(database(), access, { defaultLlm: null, fallbackLlm: null, ...of })

const chainOf = async (...asked: Parameters<typeof readChain>): Promise<string[]> => {
  const { links } = await readChain(...asked)
  return links.map(({ target, role }) => `${target.name} ${role}`)
}

const six = {
  'dear-fallback': { is_fallback: true, ...cost(1) },
  unpriced: { is_fallback: true },
  'cheap-fallback': { is_fallback: true, ...cost(0.1) },
  dear: cost(3),
  cheap: cost(2),
  'no-price': {},
}

test('the assistant’s model, its fallback, then the tenant’s fallbacks by cost, unknown last', async (t) => {
  const tenantId = await openTenant(six)
  const fallbacks = ['cheap-fallback fallback', 'dear-fallback fallback', 'unpriced fallback']
  const named = { tenantId, defaultLlm: 'dear', fallbackLlm: 'no-price' }
  t.deepEqual(await chainOf(named, paid), ['dear default', 'no-price fallback', ...fallbacks])
  t.deepEqual(await chainOf({ tenantId, defaultLlm: 'dear' }, paid), ['dear default', ...fallbacks])
  t.deepEqual(await chainOf({ tenantId, defaultLlm: 'dear', fallbackLlm: 'unpriced' }, paid), [
    'dear default', 'unpriced fallback', 'cheap-fallback fallback', 'dear-fallback fallback',
  ]) // biome-ignore format: one chain
})

test('who chooses none gets the cheapest that is no fallback', async (t) => {
  const tenantId = await openTenant(six)
  t.is((await chainOf({ tenantId }, paid))[0], 'cheap default')
  t.deepEqual((await chainOf({ tenantId, fallbackLlm: 'dear' }, paid)).slice(0, 2), [
    'cheap default',
    'dear fallback',
  ])
  const onlyFallback = await openTenant({ unpriced: six.unpriced })
  t.deepEqual(await chainOf({ tenantId: onlyFallback }), ['unpriced fallback'])
  t.deepEqual(await chainOf({ tenantId: await openTenant({}) }), [])
})

test('what is chosen and cannot be asked is left out: unknown, switched off, without key, shut down', async (t) => {
  const tenantId = await openTenant({
    off: { active: false },
    keyless: { provider: 'anthropic' },
    nowhere: { provider: 'compatible' },
    refused: { api_key_env: null },
    ended: {},
    ending: {},
    last: { is_fallback: true, ...cost(1) },
  })
  await noteShutdowns(database(), tenantId, 'openai', [
    { id: 'ended', shutdownDate: '2027-01-14' },
    { id: 'ending', shutdownDate: '2027-01-15' },
  ])
  const now = new Date('2027-01-14T00:00:00Z')
  const whyNot = {
    off: 'inactive', keyless: 'no_key', nowhere: 'no_address', refused: 'no_key', ended: 'shut_down',
    'no such model': null,
  } // biome-ignore format: one list, read at a glance
  for (const [name, why] of Object.entries(whyNot)) {
    const of = { tenantId, now, defaultLlm: name, fallbackLlm: name }
    t.deepEqual(await chainOf(of), ['last fallback'], name)
    t.is((await readChain(of)).passed?.why ?? null, why as WhyNot | null, name)
    t.is(
      (await readChain({ ...of, defaultLlm: 'ending' })).passed,
      null,
      'only the first of the chain is said',
    )
    t.is((await readChain({ ...of, defaultLlm: null })).passed, null)
  }
  t.deepEqual((await readChain({ tenantId, defaultLlm: 'keyless' })).passed, {
    llm: 'keyless',
    provider: 'anthropic',
    model: 'keyless',
    why: 'no_key',
  })
  t.deepEqual(await chainOf({ tenantId, now, defaultLlm: 'ending' }), ['ending default', 'last fallback'])
})

test('the same target never comes twice, and is a fallback when either of its names is', async (t) => {
  const tenantId = await openTenant({
    sage: {},
    'sage-again': { model: 'sage', temperature: 1 },
    'sage-fallback': { model: 'sage', is_fallback: true },
    other: { is_fallback: true, provider: 'deepseek', model: 'sage' },
  })
  const twice = { tenantId, defaultLlm: 'sage', fallbackLlm: 'sage' }
  t.deepEqual(await chainOf(twice), ['sage fallback', 'other fallback'])
  const alias = { tenantId, defaultLlm: 'sage', fallbackLlm: 'sage-again' }
  t.deepEqual(await chainOf(alias), ['sage fallback', 'other fallback'])
  t.deepEqual(await chainOf({ tenantId, defaultLlm: 'other' }), ['other fallback', 'sage-fallback fallback'])
})

const targetOf = async (given: Record<string, unknown>, access: ModelAccess) => {
  const tenantId = await openTenant({ sage: given })
  const [usable] = await readUsable(database(), access, { tenantId })
  if (!usable) return null
  const { baseUrl, apiKey, credentialId, isGuarded } = usable.target
  return { baseUrl, apiKey, credentialId, isGuarded }
}

test('the tenant’s own key comes before the deployment’s', async (t) => {
  const { baseUrl, apiKey } = deployment.openai
  t.deepEqual(await targetOf({}, withKeys()), { baseUrl, apiKey, credentialId: null, isGuarded: false })
  const mine = { apiKey: 'own-key', credentialId: 'c1' }
  t.deepEqual(await targetOf({}, withKeys({ openai: own() })), { baseUrl, ...mine, isGuarded: false })
  t.deepEqual(await targetOf({ api_key_env: null }, withKeys({ openai: own() })), {
    baseUrl,
    ...mine,
    isGuarded: false,
  })
  t.deepEqual(await targetOf({}, withKeys({ openai: own('https://a.example/v1') })), {
    baseUrl: 'https://a.example/v1', ...mine, isGuarded: true,
  }) // biome-ignore format: one target
})

test('the deployment’s key never goes to an address that a tenant gives', async (t) => {
  const api_url = 'https://b.example/v1'
  for (const provider of ['openai', 'anthropic', 'deepseek'] as const) {
    t.is(await targetOf({ provider, api_url }, withKeys()), null)
    t.is(await targetOf({ provider, api_url }, withKeys({ compatible: own(), ollama: own() })), null)
    t.deepEqual(await targetOf({ provider, api_url }, withKeys({ [provider]: own('https://a.example') })), {
      baseUrl: api_url, apiKey: 'own-key', credentialId: 'c1', isGuarded: true,
    }) // biome-ignore format: one target
  }
  // A credential that is an address alone lends no key either.
  const addressOnly = { ...own('https://a.example/v1'), apiKey: '' }
  t.is(await targetOf({}, withKeys({ openai: addressOnly })), null)
})

test('an assistant’s own model is no fallback of itself, under whatever name', async (t) => {
  const tenantId = await openTenant({
    sage: {},
    'sage-again': { model: 'sage', temperature: 1 },
    other: { is_fallback: true, provider: 'deepseek' },
  })
  const chain = ['sage default', 'other fallback']
  t.deepEqual(await chainOf({ tenantId, defaultLlm: 'sage', fallbackLlm: 'sage' }), chain)
  t.deepEqual(await chainOf({ tenantId, defaultLlm: 'sage', fallbackLlm: 'sage-again' }), chain)
  t.deepEqual(await chainOf({ tenantId, fallbackLlm: 'sage' }), chain)
})

/** A model that the price table knows. */
const { provider: knownProvider, model: known } = JSON.parse(
  readFileSync(new URL('../../../db/seeds/data/llm-models.json', import.meta.url), 'utf8'),
)[0]

test('what a tenant says that a lent key costs counts for nothing: the price table’s word, or none', async (t) => {
  t.is(knownProvider, 'openai')
  const ollama = { provider: 'ollama' as const }
  const api_url = 'https://models.example.org/v1'
  const sourceOf = async (given: object, access = withKeys()) => {
    const tenantId = await openTenant({ sage: { model: known, ...cost(0), ...given } })
    const [usable] = await readUsable(database(), access, { tenantId })
    return usable!.target.prices?.source ?? null
  }
  t.is(await sourceOf({}), 'table', 'a free call of the operator’s would pass the hard budget')
  t.is(await sourceOf(cost(50)), 'table')
  t.is(await sourceOf({ model: 'unheard-of' }), null)
  t.is(await sourceOf({}, paid), 'entry')
  t.is(await sourceOf(ollama), 'free', 'the deployment’s own machine')
  t.is(await sourceOf({ ...ollama, api_url }), 'entry')
  const unpriced = { cost_per_1k_input: null, cost_per_1k_output: null }
  t.is(await sourceOf({ ...ollama, api_url, ...unpriced }), null, 'at a tenant’s address nobody knows')
})

test('what needs no key is asked without: the deployment’s own machine, or a public address', async (t) => {
  const { baseUrl } = deployment.ollama
  const none = { apiKey: '', credentialId: null }
  t.deepEqual(await targetOf({ provider: 'ollama' }, withKeys()), { baseUrl, ...none, isGuarded: false })
  const api_url = 'https://models.example.org/v1'
  const guarded = { baseUrl: api_url, ...none, isGuarded: true }
  t.deepEqual(await targetOf({ provider: 'ollama', api_url }, withKeys()), guarded)
  t.deepEqual(await targetOf({ provider: 'compatible', api_url }, withKeys()), guarded)
  const without = { ...withKeys(), providers: { ...deployment, ollama: { apiKey: null, baseUrl: null } } }
  t.is(await targetOf({ provider: 'ollama' }, without), null)
})

test('a chain is the tenant’s own, whatever another one is called', async (t) => {
  const mine = await openTenant({ sage: {} })
  await openTenant({ sage: { is_fallback: true }, oracle: { is_fallback: true } })
  const theirs = { tenantId: mine, defaultLlm: 'oracle', fallbackLlm: 'oracle' }
  t.deepEqual(await readChain(theirs), { links: [], passed: null })
  t.deepEqual(await chainOf({ tenantId: mine }), ['sage default'])
})
