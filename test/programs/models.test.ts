import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import test, { type ExecutionContext } from 'ava'
import PostalMime from 'postal-mime'
import { openOperator, operatorEnv } from '../faults/operator.ts'
import { fillDataDir } from '../helpers/database.ts'
import { type Behaviour, faults, startFaultProvider } from '../helpers/fault-provider.ts'
import { makeFolder } from '../helpers/run-cli.ts'
import { keptSources, spawnServer } from '../helpers/spawn-server.ts'

const apiKey = 'sk-canary-7f3a91c2e5d84b60'
const question = 'indice du souci Poids chez les mariés'

/** Words the draft's own figure beside its own labels, which it quotes as the request does. */
const honest: Behaviour = (exchange) => {
  const { content } = exchange.request.body.messages.at(-1)
  const [, profile, segment] = /"profile": "([^"]+)",\s+"segment": "([^"]+)"/.exec(content) ?? []
  return faults.answer(`Pour « ${profile} », l’indice est de {c1} dans « ${segment} ».`)(exchange)
}

/** One model's account is empty. */
const without =
  (model: string): Behaviour =>
  (exchange) =>
    exchange.request.body.model === model ? faults.quotaSpent()(exchange) : honest(exchange)

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

const mailsIn = (dataDir: string): string[] => {
  try {
    return readdirSync(join(dataDir, 'mails')).filter((name) => name.endsWith('.eml'))
  } catch {
    return []
  }
}

const subjectsIn = async (dataDir: string): Promise<string[]> => {
  const files = mailsIn(dataDir).map((name) => readFileSync(join(dataDir, 'mails', name)))
  const mails = await Promise.all(files.map((file) => PostalMime.parse(file)))
  return mails.map(({ subject }) => subject ?? '')
}

const tenantPath = '/v1/tenants/demo'
const keyPath = `${tenantPath}/credentials/openai`

/** The program over a provider of ours, its operator, and the demo's tenant with an address for its alerts. */
const open = async (t: ExecutionContext) => {
  const provider = await startFaultProvider(t)
  provider.always(honest)
  const dataDir = makeFolder(t)
  await fillDataDir(dataDir)
  const server = await spawnServer({
    ...keptSources,
    SEXTANT_DATA_DIR: dataDir,
    OPENAI_BASE_URL: provider.v1Url,
    ...operatorEnv,
  })
  t.teardown(server.kill)
  const client = await openOperator(server)
  const assistantId = await client.assistantId()
  const send = async (method: string, path: string, json?: unknown) => {
    const { status, body } = await client.request(method, path, { json })
    t.is(status, 200, JSON.stringify(body))
    return body
  }
  await send('PATCH', tenantPath, { contact_email: 'team@example.org' })
  return {
    provider,
    dataDir,
    server,
    client,
    send,
    ask: () => send('POST', `/v1/assistants/${assistantId}/chat`, { message: question }),
    /** The registry's first that the key can ask, and the first of its fallbacks. */
    firstTwo: async () => {
      const { items } = await send('GET', '/v1/llm')
      const usable = items.filter((entry: { usable: boolean }) => entry.usable)
      const first = usable.find((entry: { is_fallback: boolean }) => !entry.is_fallback)
      const second = usable.find((entry: { is_fallback: boolean }) => entry.is_fallback)
      return { first, second }
    },
  }
}

test('a tenant brings a key: the model words, its fallback takes over, the data answers alone, all of it is counted', async (t) => {
  const { provider, dataDir, server, client, send, ask, firstTwo } = await open(t)
  const degraded = async () => {
    const { body } = await client.request('GET', '/readyz')
    return body.degraded.map(({ part }: { part: string }) => part)
  }
  t.deepEqual(await degraded(), ['models', 'mail'])
  t.like(await ask(), { stage: 'data', model: null, fallback_reason: null })
  t.is(provider.requests.length, 0, 'without a key nobody is asked')

  await send('PUT', keyPath, { api_key: apiKey })
  t.is(provider.modelRequests.length, 1, 'tried before it was stored')
  const { first, second } = await firstTwo()

  const worded = await ask()
  t.like(worded, { stage: 'data', model: first.name, fallback_reason: null })
  t.regex(worded.text, /^Pour «.+», l’indice est de \*\*\d+\*\* dans «.+»\.$/u)
  t.true(worded.usage.cost_nano_usd > 0)
  t.is(provider.requests[0]?.keyTail, apiKey.slice(-4))

  provider.always(without(first.model))
  t.like(await ask(), { model: second.name, fallback_reason: 'quota' })

  provider.always(faults.status(401, { type: 'invalid_request_error', code: 'invalid_api_key' }))
  const alone = await ask()
  t.like(alone, { stage: 'data', model: null, fallback_reason: 'auth' })
  t.true(alone.claims.length > 0, 'never silent')

  const { body: usage } = await client.request('GET', `${tenantPath}/usage`)
  t.is(usage.requests.used, 3)
  t.true(usage.budget.spent_nano_usd > worded.usage.cost_nano_usd)
  t.is(usage.budget.reserved_nano_usd, 0)
  const { body: health } = await client.request('GET', '/v1/health/providers')
  t.is(health.cached_clients, 2, 'the one that tried the key, and the one that uses it')
  const { body: trace } = await client.request('GET', `/v1/answers/${alone.message_id}/trace`)
  t.deepEqual([...new Set(trace.attempts.map(({ outcome }: { outcome: string }) => outcome))], ['auth'])

  while (mailsIn(dataDir).length < 2) await wait(50)
  const { body: listed } = await client.request('GET', `${tenantPath}/credentials`)
  t.like(listed.items[0], { provider: 'openai', last_four: `…${apiKey.slice(-4)}`, failing: true })
  const mails = mailsIn(dataDir).map((name) => readFileSync(join(dataDir, 'mails', name), 'utf8'))
  for (const mail of mails) t.regex(mail, /^To: team@example\.org$/im)
  t.is(await server.stop(), 0)
  t.deepEqual(server.bugs, [])
  t.deepEqual(provider.misasked, [])
  const holders = filesUnder(dataDir).filter((file) => readFileSync(file).includes(apiKey))
  t.deepEqual(holders, [], 'the key is written nowhere')
  t.false(server.trouble().includes(apiKey))
})

const bad: [string, Behaviour][] = [
  ['a web page', faults.html()],
  ['10 MB', faults.huge()],
  ['10 MB in a line', faults.hugeLine()],
  ['NULs', faults.nuls()],
  ['a thousand tool calls', faults.toolCalls()],
]

test('over the month’s requests the fallback answers and the team is told; whatever a provider sends, a person gets an answer', async (t) => {
  const { provider, dataDir, server, send, ask, firstTwo } = await open(t)
  await send('PUT', keyPath, { api_key: apiKey })
  const { first, second } = await firstTwo()
  const readUsage = () => send('GET', `${tenantPath}/usage`)

  for (const [what, behaviour] of bad) {
    provider.always(behaviour)
    const asked = provider.requests.length
    const answer = await ask()
    t.like(answer, { stage: 'data', model: null }, what)
    t.truthy(answer.fallback_reason, what)
    t.true(answer.claims.length > 0 && answer.text.length > 0, what)
    t.true(provider.requests.length > asked, what)
    t.false(/\\u0000|xxxx|doctype/i.test(JSON.stringify(answer)), what)
    // In between both are well again: no breaker stands before the next one.
    provider.always(without(first.model))
    t.like(await ask(), { model: second.name, fallback_reason: 'quota' }, what)
    provider.always(honest)
    t.like(await ask(), { model: first.name, fallback_reason: null }, what)
  }

  const { requests } = await readUsage()
  t.is(requests.used, 3 * bad.length)
  await send('PATCH', tenantPath, { monthly_quota: requests.used })
  t.like(await ask(), { model: second.name, fallback_reason: 'requests_spent' })
  while (!(await subjectsIn(dataDir)).some((subject) => /quota de requêtes .* est atteint/.test(subject)))
    await wait(50)

  const usage = await readUsage()
  t.is(usage.requests.used, requests.used + 1)
  t.is(usage.budget.reserved_nano_usd, 0)
  t.is(await server.stop(), 0)
  t.deepEqual(server.bugs, [])
  t.deepEqual(provider.misasked, [])
})
