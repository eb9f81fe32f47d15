/**
 * Resident memory of the server after 1,000 chat turns over HTTP on the demo dataset, four at a time, and five idle
 * seconds: once without any model, once with both providers' SDKs at work over loopback, where the one refuses and the
 * other one streams words. The guard lets none of them pass, so that a question takes two or three calls, more than
 * most do. Asked for: ≤ 450 MB each. Baseline: the same process before the first turn. The limit of requests a minute
 * makes each of them take one to two minutes.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { printResult } from '../helpers/bench-result.ts'
import { type SpawnedServer, spawnServer } from '../helpers/spawn-server.ts'

const turns = 1_000
const atOnce = 4
const idleMs = 5_000
const admin = { ADMIN_EMAIL: 'bench@example.org', ADMIN_PASSWORD: 'only for this run' }

const questions = [
  'Quels sont les cinq segments les plus surreprésentés chez les 18-34 ans ?',
  'Quel est l’indice du souci Poids chez les mariés ?',
  'Qui est surreprésenté pour Regarde du sport ?',
  'Compare les 18-34 ans et les 65 ans et plus sur Souci : Finances',
  'What is the index of Mac for 18-34?',
  'C’est quoi l’indice ?',
  'Quel temps fera-t-il demain ?',
]

type Json = Record<string, unknown>

const openClient = async ({ url }: SpawnedServer) => {
  const headers: Record<string, string> = { 'content-type': 'application/json', 'x-tenant': 'demo' }
  const request = async (method: string, path: string, body?: object): Promise<Json> => {
    const answer = await fetch(url + path, { method, headers, body: body && JSON.stringify(body) })
    if (answer.status === 429) {
      await answer.body?.cancel()
      await wait(Number(answer.headers.get('retry-after')) * 1000)
      return request(method, path, body)
    }
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Json
  }
  const { access_token } = await request('POST', '/v1/auth/token', {
    login: admin.ADMIN_EMAIL,
    password: admin.ADMIN_PASSWORD,
  })
  headers.authorization = `Bearer ${access_token}`
  return request
}

type Client = Awaited<ReturnType<typeof openClient>>

/** The assistant's own model is the provider's that refuses; whoever else there is answers in its place. */
const chooseModel = async (request: Client, assistantId: string): Promise<void> => {
  const { items } = (await request('GET', '/v1/llm')) as {
    items: { name: string; provider: string }[]
  }
  const default_llm = items.find(({ provider }) => provider === 'anthropic')!.name
  await request('PATCH', `/v1/assistants/${assistantId}`, { default_llm })
}

const measure = async (metric: string, models: Record<string, string> | null): Promise<void> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'sextant-memory-'))
  const env = { SEXTANT_DATA_DIR: dataDir, SEED_DEMO: '1', ...admin, ...models }
  await (await spawnServer(env)).stop()
  const server = await spawnServer(env)
  try {
    const request = await openClient(server)
    const { items } = (await request('GET', '/v1/assistants')) as { items: { id: string }[] }
    const { id } = items[0]!
    if (models) await chooseModel(request, id)
    await wait(idleMs)
    const before = server.residentMb()
    let next = 0
    let streamed = 0
    const work = async (): Promise<void> => {
      while (next < turns) {
        const message = questions[next++ % questions.length]
        const answer = await request('POST', `/v1/assistants/${id}/chat`, { message })
        if ((answer.usage as { output_tokens: number }).output_tokens > 0) streamed++
      }
    }
    await Promise.all(Array.from({ length: atOnce }, work))
    await wait(idleMs)
    console.error(`${metric}: a model was heard in ${streamed} of ${turns} turns`)
    if ((models !== null) !== streamed > 0) throw new Error('this is not what was to be measured')
    printResult({
      bench: 'memory',
      metric,
      value: server.residentMb(),
      unit: 'MB',
      baseline: before,
      baseline_is: 'the same server before the first turn',
    })
  } finally {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

const startProvider = async () => {
  const program = fileURLToPath(new URL('../helpers/fast-provider.ts', import.meta.url))
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [port] = await once(createInterface({ input: child.stdout }), 'line')
  return { url: `http://127.0.0.1:${port}`, close: () => void child.stdin.end() }
}

const provider = await startProvider()
const models = {
  OPENAI_API_KEY: 'sk-bench',
  OPENAI_BASE_URL: `${provider.url}/v1`,
  ANTHROPIC_API_KEY: 'sk-bench',
  ANTHROPIC_BASE_URL: `${provider.url}/refused`,
}
try {
  await measure('after_1000_turns', null)
  await measure('after_1000_turns_with_models', models)
} finally {
  provider.close()
}
