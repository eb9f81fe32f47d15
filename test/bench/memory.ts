/**
 * Resident memory of the server after 1,000 chat turns over HTTP on the demo dataset, four at a time, and five idle
 * seconds. Asked for: ≤ 450 MB. Baseline: the same process before the first turn. The limit of requests a minute
 * makes this take one to two minutes.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
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

const openClient = async ({ url }: SpawnedServer) => {
  const headers: Record<string, string> = { 'content-type': 'application/json', 'x-tenant': 'demo' }
  const request = async (path: string, body?: object): Promise<Record<string, unknown>> => {
    const method = body ? 'POST' : 'GET'
    const answer = await fetch(url + path, { method, headers, body: body && JSON.stringify(body) })
    if (answer.status === 429) {
      await answer.body?.cancel()
      await wait(Number(answer.headers.get('retry-after')) * 1000)
      return request(path, body)
    }
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Record<string, unknown>
  }
  const { access_token } = await request('/v1/auth/token', {
    login: admin.ADMIN_EMAIL,
    password: admin.ADMIN_PASSWORD,
  })
  headers.authorization = `Bearer ${access_token}`
  return request
}

const dataDir = mkdtempSync(join(tmpdir(), 'sextant-memory-'))
const env = { SEXTANT_DATA_DIR: dataDir, SEED_DEMO: '1', ...admin }
try {
  await (await spawnServer(env)).stop()
  const server = await spawnServer(env)
  try {
    const request = await openClient(server)
    const { items } = (await request('/v1/assistants')) as { items: { id: string }[] }
    await wait(idleMs)
    const before = server.residentMb()
    let next = 0
    const work = async (): Promise<void> => {
      while (next < turns)
        await request(`/v1/assistants/${items[0]!.id}/chat`, {
          message: questions[next++ % questions.length],
        })
    }
    await Promise.all(Array.from({ length: atOnce }, work))
    await wait(idleMs)
    const baseline_is = 'the same server before the first turn'
    printResult({
      bench: 'memory',
      metric: 'after_1000_turns',
      value: server.residentMb(),
      unit: 'MB',
      baseline: before,
      baseline_is,
    })
  } finally {
    await server.stop()
  }
} finally {
  rmSync(dataDir, { recursive: true, force: true })
}
