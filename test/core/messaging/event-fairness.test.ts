import test, { type ExecutionContext } from 'ava'
import { log } from '../../../config/log.ts'
import type { ClaimedEvent } from '../../../core/messaging/event-claims.ts'
import { openEventWorker } from '../../../core/messaging/event-worker.ts'
import { acceptEvent } from '../../../core/messaging/platform-events.ts'
import { shareTestDatabase } from '../../helpers/database.ts'
import { countEvents, eventGiven, eventually } from '../../helpers/event-rows.ts'

log.level = process.env.LOG_LEVEL ?? 'silent'
const database = shareTestDatabase(test)

test.serial.beforeEach('forget the events of other tests', async () => {
  await database().sequelize.query('delete from platform_events')
})

const concurrency = 6

const openWorker = (t: ExecutionContext, handle: (event: ClaimedEvent) => Promise<void>): void => {
  const options = { platform: 'slack' as const, handle, concurrency, sweepMs: 60_000, leaseMs: 180_000 }
  t.teardown(openEventWorker(database(), options).close)
}

const waiting = (): Promise<number> => countEvents(database(), `state in ('received', 'working')`)

const say = (workspace: string, amount: number, thread: (at: number) => string = (at) => `${at}`) =>
  Promise.all(
    Array.from({ length: amount }, (_, at) =>
      acceptEvent(
        database(),
        eventGiven(`${workspace}.${at}`, { workspace, orderKey: `${workspace}:${thread(at)}` }),
      ),
    ),
  )

test.serial('a workspace with hundreds of waiting events keeps no other one waiting', async (t) => {
  await say('T-LOUD', 300)
  const quiet = ['T-A', 'T-B', 'T-Z']
  for (const workspace of quiet) await say(workspace, 2)
  const handled: string[] = []
  openWorker(t, async ({ workspace }) => void handled.push(workspace))
  await eventually(async () => (await waiting()) === 0)
  t.is(handled.length, 306)
  for (const workspace of quiet)
    t.true(
      handled.lastIndexOf(workspace) < 4 * concurrency,
      `${workspace}: ${handled.lastIndexOf(workspace)}`,
    )
})

test.serial(
  'more workspaces than are handled at once all get their turn, each before any comes again',
  async (t) => {
    const names = Array.from({ length: 4 * concurrency }, (_, at) => `T${at}`)
    for (const name of names) await say(name, 3)
    const handled: string[] = []
    openWorker(t, async ({ workspace }) => void handled.push(workspace))
    await eventually(async () => (await waiting()) === 0)
    for (let round = 0; round < 3; round++) {
      const turn = handled.slice(round * names.length, (round + 1) * names.length)
      t.is(new Set(turn).size, names.length, `round ${round + 1}`)
    }
  },
)

test.serial('a workspace whose events take long leaves room for the others', async (t) => {
  const gate = Promise.withResolvers<void>()
  const begun: string[] = []
  await say('T-SLOW', 20)
  openWorker(t, async ({ workspace }) => {
    begun.push(workspace)
    if (workspace === 'T-SLOW') await gate.promise
  })
  await eventually(() => begun.length === concurrency - 1)
  await say('T-QUICK', 3)
  await eventually(() => begun.filter((name) => name === 'T-QUICK').length === 3)
  t.is(begun.filter((name) => name === 'T-SLOW').length, concurrency - 1)
  gate.resolve()
  await eventually(async () => (await waiting()) === 0)
})

test.serial('turns change nothing about the order within a thread', async (t) => {
  for (const workspace of ['T1', 'T2', 'T3']) await say(workspace, 40, (at) => `${at % 4}`)
  const handled = new Map<string, number[]>()
  openWorker(t, async ({ orderKey, eventId }) => {
    const before = handled.get(orderKey) ?? []
    await new Promise((resolve) => setImmediate(resolve))
    handled.set(orderKey, [...before, Number(eventId.split('.')[1])])
  })
  await eventually(async () => (await waiting()) === 0)
  t.is(handled.size, 12)
  for (const [key, order] of handled) {
    t.is(order.length, 10, key)
    t.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
      key,
    )
  }
})
