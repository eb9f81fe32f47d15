/**
 * A chat turn on the demo dataset, from accepted request to stored answer, on the embedded database. Baseline: one
 * transaction that inserts three rows through Sequelize models on the same database, taken turn about.
 * Asked: a turn at most 5 × the baseline; 20 at once at least 200 turns a second.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as uuid } from 'uuid'
import { ask } from '../../core/messaging/ask.ts'
import { openDatabase } from '../../db/database.ts'
import { migrate } from '../../db/migrate.ts'
import { withTenant } from '../../db/tenant.ts'
import { printResult, quantile } from '../helpers/bench-result.ts'
import { startCore } from '../helpers/core.ts'

const questions = [
  'Quels sont les cinq segments les plus surreprésentés chez les 18-34 ans ?',
  'Quel est l’indice du souci Poids chez les mariés ?',
  'Qui est surreprésenté pour Regarde du sport ?',
  'Compare les 18-34 ans et les 65 ans et plus sur Souci : Finances',
  'C’est quoi l’indice ?',
]

const dataDir = await mkdtemp(join(tmpdir(), 'sextant-bench-'))
const db = await openDatabase({ databaseUrl: null, dataDir })
const closers: (() => unknown)[] = []
try {
  await migrate(db)
  const core = await startCore({ teardown: (close) => void closers.push(close) }, db)
  const { actor, assistantId } = core
  const { tenantId } = actor
  const turn = (at: number) =>
    ask(core, actor, { platform: 'web', assistantId, text: questions[at % questions.length]! })
  const { Message, Conversation } = db.models
  const conversationId = uuid()
  await withTenant(db, tenantId, () =>
    Conversation.create({
      tenantId,
      id: conversationId,
      assistantId,
      platform: 'web',
      place: conversationId,
    }),
  )
  let position = 0
  const insertThree = () =>
    withTenant(db, tenantId, async () => {
      for (let row = 0; row < 3; row++)
        await Message.create({
          tenantId,
          conversationId,
          position: position++,
          role: 'user',
          content: 'x'.repeat(100),
        })
    })
  const time = async (act: () => Promise<unknown>): Promise<number> => {
    const start = performance.now()
    await act()
    return performance.now() - start
  }

  for (let at = 0; at < 50; at++) {
    await turn(at)
    await insertThree()
  }
  const turns: number[] = []
  const baselines: number[] = []
  for (let at = 0; at < 300; at++) {
    turns.push(await time(() => turn(at)))
    baselines.push(await time(insertThree))
  }
  const baseline_is = 'one transaction of three rows through Sequelize models'
  const baseline = quantile(baselines, 0.5)
  printResult({
    bench: 'turn',
    metric: 'median',
    value: quantile(turns, 0.5),
    unit: 'ms',
    baseline,
    baseline_is,
  })
  printResult({
    bench: 'turn',
    metric: 'p95',
    value: quantile(turns, 0.95),
    unit: 'ms',
    baseline,
    baseline_is,
  })

  const rounds = 30
  const start = performance.now()
  for (let round = 0; round < rounds; round++)
    await Promise.all(Array.from({ length: 20 }, (_, at) => turn(at)))
  const perSecond = (rounds * 20 * 1000) / (performance.now() - start)
  printResult({
    bench: 'turn',
    metric: '20_at_once',
    value: perSecond,
    unit: 'turns/s',
    baseline: 200,
    baseline_is: 'the least asked',
  })
} finally {
  for (const close of closers.reverse()) await close()
  await db.close()
  await rm(dataDir, { recursive: true, force: true })
}
