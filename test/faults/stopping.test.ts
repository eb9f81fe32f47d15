import { setTimeout as wait } from 'node:timers/promises'
import test from 'ava'
import { judgeAnswers } from './answers-ledger.ts'
import { type Line, startAsking } from './asking.ts'
import { openOperator, operatorEnv } from './operator.ts'
import { makeFilledDataDir, spawnFor } from './place.ts'

test('a server that is told to stop under load loses nothing and ends in time, each of ten times', async (t) => {
  t.timeout(300_000)
  const dataDir = await makeFilledDataDir(t)
  const env = { SEXTANT_DATA_DIR: dataDir, ...operatorEnv }
  const first = await spawnFor(t, env)
  const operator = await openOperator(first)
  const assistantId = await operator.assistantId()
  await first.stop()
  const line: Line = { client: null }
  const askers = startAsking({ line, assistantId, count: 8 })
  t.teardown(askers.abandon)
  const stops: number[] = []
  for (let round = 0; round < 10; round++) {
    const server = await spawnFor(t, env)
    line.client = operator.at(server.url)
    await wait(300 + 40 * round)
    const startedAt = performance.now()
    const code = await server.stop()
    stops.push(Math.round(performance.now() - startedAt))
    line.client = null
    t.is(code, 0, server.trouble())
    t.deepEqual(server.bugs, [])
  }
  const last = await spawnFor(t, env)
  line.client = operator.at(last.url)
  await askers.finish()
  t.is(await last.stop(), 0)
  const { faults, questions, answeredUnheard } = await judgeAnswers(
    { databaseUrl: null, dataDir },
    askers.asked,
  )
  t.log(
    `${questions} accepted, ${answeredUnheard} answered unheard, refusals ${JSON.stringify([...askers.refusals])}, ` +
      `stopped within ${stops.join(', ')} ms`,
  )
  t.deepEqual(faults, [])
  t.true(Math.max(...stops) <= 10_000)
})
