import { setTimeout as wait } from 'node:timers/promises'
import type { ExecutionContext } from 'ava'
import { judgeAnswers } from './answers-ledger.ts'
import { type Line, startAsking } from './asking.ts'
import { openOperator, operatorEnv } from './operator.ts'
import { launchFor, makeFilledDataDir, spawnFor, until } from './place.ts'
import { newSeed, openRandom } from './random.ts'

/** One kill in eight comes before the server is ready again: starting must survive it, too. */
const killWhileStarting = 1 / 8
const startMs = 1_500
const servingMs = 700
/** Of the others, so many come once something was asked. */
const killAfterServing = 3 / 4
const servingWithinMs = 10_000

/**
 * People ask while the server is killed and started again, `kills` times on one data folder. Afterwards each accepted
 * question has exactly one answer, and none stands without.
 */
export const killWhileAnswering = async (t: ExecutionContext, kills: number): Promise<void> => {
  const seed = newSeed()
  const random = openRandom(seed)
  const dataDir = await makeFilledDataDir(t)
  const env = { SEXTANT_DATA_DIR: dataDir, ...operatorEnv }
  const first = await spawnFor(t, env)
  const operator = await openOperator(first)
  const assistantId = await operator.assistantId()
  await first.stop()

  const line: Line = { client: null }
  const askers = startAsking({ line, assistantId, count: 4 })
  t.teardown(askers.abandon)
  const recoveries: number[] = []
  for (let kill = 0; kill < kills; kill++) {
    const server = launchFor(t, env)
    if (random() < killWhileStarting) {
      await wait(random() * startMs)
      await server.kill()
      continue
    }
    const { url, readyMs } = await server.ready
    recoveries.push(readyMs)
    const before = askers.asked.length
    line.client = operator.at(url)
    // A machine that is busy serves later, and is no reason to ask less.
    if (random() < killAfterServing) await until(() => askers.asked.length > before, servingWithinMs)
    await wait(random() * servingMs)
    await server.kill()
    line.client = null
  }
  const startedAt = performance.now()
  const last = await spawnFor(t, env)
  line.client = operator.at(last.url)
  await askers.finish()
  const settledMs = performance.now() - startedAt
  // What was accepted and unheard is answered by itself; a job that was killed waits a second for its next try.
  await wait(5_000)
  const { body } = await line.client.request('GET', '/v1/conversations?limit=200')
  t.true(body.items.length > 0, 'conversations are there by REST')
  for (const { id, message_count } of body.items.slice(0, 20)) {
    const { body: conversation } = await line.client.request('GET', `/v1/conversations/${id}`)
    t.is(conversation.messages.length, message_count)
  }
  t.is(await last.stop(), 0)
  const { faults, questions, answeredUnheard } = await judgeAnswers(
    { databaseUrl: null, dataDir },
    askers.asked,
  )
  const slowest = Math.round(Math.max(...recoveries))
  t.log(
    `seed ${seed}: ${kills} kills, ${questions} accepted, ${answeredUnheard} answered unheard, ` +
      `refusals ${JSON.stringify([...askers.refusals])}; kill to ready at most ${slowest} ms, ` +
      `last start to everything answered ${Math.round(settledMs)} ms`,
  )
  t.deepEqual(faults, [], `FAULT_SEED=${seed}`)
  t.true(questions > kills, 'enough was asked to mean something')
}
