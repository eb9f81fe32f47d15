import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { ExecutionContext } from 'ava'
import { findPostgres, startCluster } from '../helpers/postgres-cluster.ts'
import { judgeAnswers } from './answers-ledger.ts'
import { type Line, startAsking } from './asking.ts'
import { type OperatorClient, openOperator, operatorEnv } from './operator.ts'
import { makeDataDir, spawnFor, until } from './place.ts'
import { newSeed, openRandom } from './random.ts'

const masterKey = Buffer.alloc(32, 7).toString('base64')

export const postgresEnv = (databaseUrl: string, dataDir: string): Record<string, string> => ({
  DATABASE_URL: databaseUrl,
  MASTER_KEY: masterKey,
  SEXTANT_DATA_DIR: dataDir,
  ...operatorEnv,
})

/** Those whose question was under way wait for its next try; anybody else is answered as soon as it is possible. */
const answersSomebodyNew = async (client: OperatorClient, assistantId: string): Promise<boolean> => {
  const json = { message: `C’est quoi l’indice ? (${randomUUID()})` }
  const asked = client.request('POST', `/v1/assistants/${assistantId}/chat`, { json })
  const status = asked.then((answer) => answer.status).catch(() => 0)
  return (await Promise.race([status, wait(1_500, 0)])) === 200
}

/** People ask while PostgreSQL crashes and recovers `times` times under a server that must not mind. */
export const crashPostgresWhileAnswering = async (t: ExecutionContext, times: number): Promise<void> => {
  const bin = findPostgres()
  if (!bin) {
    t.log('PostgreSQL is not installed here: skipped')
    return void t.pass()
  }
  const seed = newSeed()
  const random = openRandom(seed)
  const cluster = await startCluster(t, bin)
  const dataDir = await makeDataDir(t)
  const server = await spawnFor(t, postgresEnv(cluster.url, dataDir))
  let hasEnded = false
  void server.ended.then(() => {
    hasEnded = true
  })
  const client = await openOperator(server)
  const assistantId = await client.assistantId()
  const line: Line = { client }
  const askers = startAsking({ line, assistantId, count: 6, paceMs: 900 })
  t.teardown(askers.abandon)
  const recoveries: number[] = []
  for (let time = 0; time < times; time++) {
    await wait(500 + random() * 1_500)
    await cluster.crash()
    const recoveredMs = await until(() => answersSomebodyNew(client, assistantId), 30_000)
    t.not(recoveredMs, null, `answers again after crash ${time + 1}:\n${server.trouble().slice(-4_000)}`)
    recoveries.push(Math.round(recoveredMs!))
    t.false(hasEnded, server.trouble())
  }
  await askers.finish()
  // What nobody waits for any more is answered, too: a job that a crash caught waits for its heartbeat to run out.
  await wait(25_000)
  const ready = await fetch(`${server.url}/readyz`)
  t.is(ready.status, 200, await ready.text())
  t.is(await server.stop(), 0)
  const { faults, questions, answeredUnheard } = await judgeAnswers(
    { databaseUrl: cluster.url, dataDir },
    askers.asked,
  )
  t.log(
    `seed ${seed}: ${times} crashes, ${questions} accepted, ${answeredUnheard} answered unheard, ` +
      `refusals ${JSON.stringify([...askers.refusals])}, recovery at most ${Math.max(...recoveries)} ms`,
  )
  t.deepEqual(server.bugs, [])
  t.deepEqual(faults, [], `FAULT_SEED=${seed}`)
  t.is(askers.withoutRetryAfter, 0, 'every 503 says when to come back')
  t.deepEqual(
    [...askers.refusals.keys()].filter((status) => status !== 503),
    [],
    'nothing but 503 while the database is away',
  )
  t.true(Math.max(...recoveries) <= 5_000, `recoveries: ${recoveries}`)
}
