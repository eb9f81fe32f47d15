import { setTimeout as wait } from 'node:timers/promises'
import test from 'ava'
import { openQueue, type Queue } from '../../../core/jobs/queue.ts'
import { withTenant } from '../../../db/tenant.ts'
import { createTestTenant, shareTestDatabase } from '../../helpers/database.ts'

const database = shareTestDatabase(test)
let queue: Queue
test.serial.before(async () => {
  queue = await openQueue(database(), { worker: true })
})
database.beforeClose(() => queue.stop())

/** Resolves when `isTrue` holds; fails the test after `timeoutMs`. */
const until = async (isTrue: () => boolean | Promise<boolean>, timeoutMs = 60_000): Promise<void> => {
  const end = performance.now() + timeoutMs
  while (!(await isTrue())) {
    if (performance.now() > end) throw new Error('waited in vain')
    await wait(10)
  }
}

test('a job exists when its transaction commits, and not when it rolls back', async (t) => {
  const db = database()
  const tenantId = await createTestTenant(db)
  await queue.defineQueue('in-tx')
  const seen: number[] = []
  queue.work<{ at: number }>('in-tx', async ({ at }) => seen.push(at))
  const enqueue = (at: number, fails: boolean) =>
    withTenant(db, tenantId, async () => {
      await db.models.Person.create({ tenantId, fullName: 'A' })
      await queue.enqueue('in-tx', { at })
      await wait(30)
      t.false(seen.includes(at), 'nobody sees it before the commit')
      if (fails) throw new Error('on purpose')
    })
  await enqueue(1, false)
  await t.throwsAsync(enqueue(2, true))
  await enqueue(3, false)
  await until(() => seen.length === 2)
  t.deepEqual(seen.sort(), [1, 3])
  await until(async () => (await queue.count('in-tx')).active === 0)
  t.deepEqual(await queue.count('in-tx'), { waiting: 0, active: 0, dead: 0 })
})

test('a job is picked up in milliseconds, not at the next poll', async (t) => {
  await queue.defineQueue('quick')
  let resolve: () => void = () => {}
  queue.work('quick', async () => resolve())
  const times: number[] = []
  for (let round = 0; round < 20; round++) {
    const picked = new Promise<void>((done) => {
      resolve = done
    })
    await queue.enqueue('quick', {})
    const started = performance.now()
    await picked
    times.push(performance.now() - started)
  }
  times.sort((a, b) => a - b)
  // The poll comes once a second; half of it on average.
  t.true(times[10]! < 400, `median ${times[10]} ms`)
})

test('jobs of one key run one at a time and all of them; other keys run beside them', async (t) => {
  await queue.defineQueue('keyed', { policy: 'singleton' })
  const active = new Map<string, number>()
  const { promise: another, resolve: anotherStarted } = Promise.withResolvers<void>()
  const order: Record<string, number[]> = { a: [], b: [], c: [] }
  queue.work<{ key: string; at: number }>('keyed', async ({ key, at }) => {
    active.set(key, (active.get(key) ?? 0) + 1)
    t.is(active.get(key), 1, `two jobs of ${key} at once`)
    // The first job ends when one of another key has begun: it would wait for ever if they ran one after the other.
    if (key !== 'a') anotherStarted()
    await (key === 'a' && at === 0 ? another : wait(5))
    order[key]!.push(at)
    active.set(key, active.get(key)! - 1)
  })
  for (let at = 0; at < 10; at++)
    for (const key of ['a', 'b', 'c']) await queue.enqueue('keyed', { key, at }, { singletonKey: key })
  await until(() => Object.values(order).every((done) => done.length === 10))
  t.deepEqual(order.a, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
})

test('a failing job is tried again with a delay, then lies in the dead-letter queue, and blocks nobody', async (t) => {
  await queue.defineQueue('failing', { policy: 'singleton', retryLimit: 1, retryDelaySeconds: 2 })
  const tries: (number | string)[] = []
  queue.work<{ fails: boolean }>('failing', async ({ fails }, { retryCount }) => {
    tries.push(fails ? retryCount : 'the other')
    if (!fails) return
    throw Object.assign(new Error('what somebody wrote'), { code: 'on_purpose' })
  })
  await queue.enqueue('failing', { fails: true }, { singletonKey: 'k' })
  await queue.enqueue('failing', { fails: false }, { singletonKey: 'k' })
  await until(async () => (await queue.count('failing')).dead === 1)
  t.deepEqual(tries, [0, 'the other', 1])
  const [stored] = await database().sequelize.query(
    `select output::text as output from pgboss.job where name in ('failing', 'failing.dead') and output is not null`,
  )
  t.false(JSON.stringify(stored).includes('somebody wrote'), 'what people wrote stays out of the queue')
  t.true(JSON.stringify(stored).includes('on_purpose'))
})

test('a delayed job waits', async (t) => {
  await queue.defineQueue('delayed')
  let at = 0
  queue.work('delayed', async () => {
    at = performance.now()
  })
  const started = performance.now()
  await queue.enqueue('delayed', {}, { startAfterSeconds: 1 })
  await until(() => at > 0)
  t.true(at - started > 900, `${at - started} ms`)
})

test('more jobs than hands: all are done, never more at once than allowed', async (t) => {
  await queue.defineQueue('many')
  let running = 0
  let done = 0
  let most = 0
  const { promise: allHands, resolve: allBusy } = Promise.withResolvers<void>()
  queue.work(
    'many',
    async () => {
      most = Math.max(most, ++running)
      if (running === 3) allBusy()
      await allHands
      await wait(2)
      running--
      done++
    },
    { concurrency: 3 },
  )
  await Promise.all(Array.from({ length: 50 }, () => queue.enqueue('many', {})))
  await until(() => done === 50)
  t.is(most, 3)
})

test('stopping waits for what runs, and hands back what does not end', async (t) => {
  const other = await openQueue(database(), { worker: true })
  await other.defineQueue('stopped-good')
  await other.defineQueue('stopped-stuck')
  let running = 0
  let isFinished = false
  let wasAsked = false
  other.work('stopped-good', async () => {
    running++
    await wait(100)
    isFinished = true
  })
  other.work('stopped-stuck', (_data, { signal }) => {
    signal.addEventListener('abort', () => {
      wasAsked = true
    })
    running++
    return new Promise(() => {})
  })
  await other.enqueue('stopped-good', {})
  await other.enqueue('stopped-stuck', {})
  await until(() => running === 2)
  await other.stop({ timeoutMs: 2_000 })
  t.true(isFinished)
  t.true(wasAsked)
  t.deepEqual(
    await queue.count('stopped-stuck'),
    { waiting: 1, active: 0, dead: 0 },
    'for another process to retry',
  )
})

test('a process that only enqueues refuses to work, and an unknown queue is an error', async (t) => {
  const enqueuer = await openQueue(database(), { worker: false })
  t.throws(() => enqueuer.work('in-tx', async () => {}), { message: /enqueues only/ })
  await t.throwsAsync(enqueuer.enqueue('nowhere', {}))
  await enqueuer.stop()
})

/** Says a word within a transaction of a tenant, which then commits or not. */
const signalWithin = async (from: Queue, word: string, { fails }: { fails: boolean }): Promise<void> => {
  const db = database()
  const tenantId = await createTestTenant(db)
  const said = withTenant(db, tenantId, async () => {
    await from.signal('topic', word)
    if (fails) throw new Error('on purpose')
  })
  await (fails ? said.catch(() => undefined) : said)
}

test('a signal is heard at its commit, under its own topic, and not after a rollback', async (t) => {
  const heard = new Set<string>()
  queue.onSignal('topic', (word) => heard.add(word))
  queue.onSignal('other-topic', () => t.fail())
  await queue.signal('nobody-listens', 'word')
  await signalWithin(queue, 'lost', { fails: true })
  await signalWithin(queue, 'kept', { fails: false })
  await queue.signal('topic', 'outside')
  await until(() => heard.size === 2)
  t.deepEqual([...heard].sort(), ['kept', 'outside'])
})

if (process.env.TEST_DATABASE_URL)
  test('a signal of another process is heard', async (t) => {
    const other = await openQueue(database(), { worker: false })
    t.teardown(() => other.stop())
    const heard = Promise.withResolvers<string>()
    queue.onSignal('across-topic', heard.resolve)
    await other.signal('across-topic', 'word')
    t.is(await heard.promise, 'word')
  })

if (process.env.TEST_DATABASE_URL)
  test('a job that another process enqueued wakes this one', async (t) => {
    const enqueuer = await openQueue(database(), { worker: false })
    t.teardown(() => enqueuer.stop())
    await queue.defineQueue('across')
    let picked = 0
    queue.work('across', async () => {
      picked = performance.now()
    })
    await wait(100)
    const times: number[] = []
    for (let round = 0; round < 9; round++) {
      picked = 0
      const started = performance.now()
      await enqueuer.enqueue('across', {})
      await until(() => picked > 0)
      times.push(picked - started)
      await wait(20)
    }
    times.sort((a, b) => a - b)
    t.true(times[4]! < 400, `median ${times[4]} ms`)
  })
