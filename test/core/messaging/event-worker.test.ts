import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import test, { type ExecutionContext } from 'ava'
import { log } from '../../../config/log.ts'
import { metricsRegistry } from '../../../config/metrics.ts'
import { AppError } from '../../../core/errors.ts'
import type { ClaimedEvent } from '../../../core/messaging/event-claims.ts'
import { type EventWorkerOptions, openEventWorker } from '../../../core/messaging/event-worker.ts'
import { acceptEvent } from '../../../core/messaging/platform-events.ts'
import { type Database, openDatabase } from '../../../db/database.ts'
import {
  createMigratedServerDatabase,
  fillDataDir,
  shareTestDatabase,
  testServerUrl,
} from '../../helpers/database.ts'
import { countEvents, eventGiven, eventually, readEvents } from '../../helpers/event-rows.ts'

log.level = process.env.LOG_LEVEL ?? 'silent'
const database = shareTestDatabase(test)

test.serial.beforeEach('forget the events of other tests', async () => {
  await database().sequelize.query('delete from platform_events')
})

/** A worker that looks by itself only once a minute: what it does otherwise, it was woken for. */
const openWorker = (
  t: ExecutionContext,
  handle: (event: ClaimedEvent) => Promise<void>,
  options: Partial<EventWorkerOptions> & { db?: Database } = {},
) => {
  const { db = database(), ...rest } = options
  const worker = openEventWorker(db, {
    platform: 'slack',
    handle,
    sweepMs: 60_000,
    leaseMs: 180_000,
    ...rest,
  })
  t.teardown(worker.close)
  return worker
}

const allEnded =
  (db = database()) =>
  async (): Promise<boolean> =>
    (await countEvents(db, `state in ('received', 'working')`)) === 0

const countOutcome = async (outcome: string): Promise<number> => {
  const metric = await metricsRegistry.getSingleMetric('sextant_platform_events_total')!.get()
  return (
    metric.values.find(({ labels }) => labels.outcome === outcome && labels.platform === 'slack')?.value ?? 0
  )
}

test.serial('an event is handled at once where it was accepted, and its words go', async (t) => {
  const handled: ClaimedEvent[] = []
  openWorker(t, async (event) => void handled.push(event))
  await acceptEvent(database(), eventGiven('E1', { workspace: 'T9', payload: '{"text":"secret"}' }))
  await eventually(allEnded())
  t.is(handled.length, 1)
  t.like(handled[0], { eventId: 'E1', workspace: 'T9', attempts: 1, payload: '{"text":"secret"}' })
  const [row] = await readEvents(database())
  t.like(row, { state: 'done', payload: null, error_code: null })
  t.truthy(row?.done_at)
})

test.serial('what another process accepted is found without being woken', async (t) => {
  await database().sequelize.query(
    `insert into platform_events (id, platform, event_id, workspace, order_key, payload)
     values (gen_random_uuid(), 'slack', 'E0', 'T1', 'k', '{}')`,
  )
  const handled: string[] = []
  const { close } = openWorker(t, async ({ eventId }) => void handled.push(eventId), { sweepMs: 50 })
  await eventually(allEnded())
  await database().sequelize.query(
    `insert into platform_events (id, platform, event_id, workspace, order_key, payload)
     values (gen_random_uuid(), 'slack', 'E1', 'T1', 'k', '{}'),
            (gen_random_uuid(), 'discord', 'E2', 'T1', 'k', '{}')`,
  )
  await eventually(() => handled.length === 2)
  await close()
  t.deepEqual(handled, ['E0', 'E1'])
  t.is(await countEvents(database(), `state = 'received' and platform = 'discord'`), 1)
})

test.serial(
  'events of one thread are handled in order and never two at once, the threads side by side',
  async (t) => {
    const databaseUrl = testServerUrl() && (await createMigratedServerDatabase(t, testServerUrl()!))
    const replicas: Database[] = [database(), database()]
    if (databaseUrl) {
      replicas.splice(
        0,
        2,
        ...(await Promise.all([1, 2].map(() => openDatabase({ databaseUrl, dataDir: '' })))),
      )
      t.teardown(() => Promise.all(replicas.map((db) => db.close())))
    }
    const order = new Map<string, number[]>()
    const atWork = new Map<string, number>()
    const by = [0, 0]
    let most = 0
    let overlaps = 0
    const handleAs =
      (replica: number) =>
      async ({ orderKey, eventId }: ClaimedEvent) => {
        by[replica]!++
        const before = atWork.get(orderKey) ?? 0
        if (before > 0) overlaps++
        atWork.set(orderKey, before + 1)
        most = Math.max(
          most,
          [...atWork.values()].reduce((sum, count) => sum + count, 0),
        )
        for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
        order.set(orderKey, [...(order.get(orderKey) ?? []), Number(eventId.split('.')[1])])
        atWork.set(orderKey, before)
      }
    for (const [at, db] of replicas.entries())
      openWorker(t, handleAs(at), { db, sweepMs: 20, concurrency: 6 })
    const threads = Array.from({ length: 25 }, (_, at) => `thread-${at}`)
    const say = async (thread: string, replica: Database): Promise<void> => {
      for (let at = 0; at < 8; at++)
        await acceptEvent(replica, eventGiven(`${thread}.${at}`, { orderKey: thread }))
    }
    await Promise.all(threads.map((thread, at) => say(thread, replicas[at % 2]!)))
    await eventually(allEnded(replicas[0]))
    for (const thread of threads) t.deepEqual(order.get(thread), [0, 1, 2, 3, 4, 5, 6, 7], thread)
    t.is(overlaps, 0)
    t.true(most > 1, 'side by side')
    t.true(by[0]! > 0 && by[1]! > 0, 'both took part')
  },
)

test.serial(
  'a thread that was asked ten things at once gets them in the order of their acceptance',
  async (t) => {
    const handled: string[] = []
    openWorker(t, async ({ eventId }) => void handled.push(eventId))
    const ids = Array.from({ length: 10 }, (_, at) => `E${at}`)
    await Promise.all(ids.map((id) => acceptEvent(database(), eventGiven(id, { orderKey: 'thread' }))))
    await eventually(allEnded())
    t.deepEqual(handled, ids)
  },
)

test.serial(
  'a failing handler is asked again, those behind it wait, and then it is given up without its words',
  async (t) => {
    const failedBefore = await countOutcome('failed')
    const handled: string[] = []
    openWorker(t, async ({ eventId, attempts }) => {
    handled.push(`${eventId} ${attempts}`)
    // Would never come if other threads waited for this one.
    if (eventId === 'bug' && attempts === 2) await eventually(() => handled.includes('elsewhere 1'))
    if (eventId === 'bug') throw new Error('the words: secret')
    if (eventId === 'away') throw new AppError('platform_unreachable', 'no answer')
  }, { tries: 6, maxBackoffMs: 200 }) // biome-ignore format: one handler
    const say = (id: string, orderKey: string) => acceptEvent(database(), eventGiven(id, { orderKey }))
    await Promise.all([say('bug', 'one'), say('away', 'two')])
    await Promise.all([say('after-bug', 'one'), say('after-away', 'two'), say('elsewhere', 'three')])
    await eventually(allEnded())
    const of = (word: string) => handled.filter((line) => line.includes(word))
    const tries = (id: string, count: number) => [
      ...Array.from({ length: count }, (_, at) => `${id} ${at + 1}`),
      `after-${id} 1`,
    ]
    t.deepEqual(of('bug'), tries('bug', 5), 'a bug shows itself')
    t.deepEqual(of('away'), tries('away', 6), 'the platform may come back')
    const rows = new Map((await readEvents(database())).map((row) => [row.event_id, row]))
    t.like(rows.get('bug'), { state: 'failed', error_code: 'internal', payload: null, attempts: 5 })
    t.like(rows.get('away'), {
      state: 'failed',
      error_code: 'platform_unreachable',
      payload: null,
      attempts: 6,
    })
    t.like(rows.get('after-bug'), { state: 'done', payload: null })
    t.is((await countOutcome('failed')) - failedBefore, 2)
  },
)

test.serial('a failure that passes leaves nothing behind', async (t) => {
  let tries = 0
  openWorker(t, async () => {
    if (++tries < 2) throw new Error('once')
  })
  await acceptEvent(database(), eventGiven('E1'))
  await eventually(allEnded())
  const [row] = await readEvents(database())
  t.like(row, { state: 'done', error_code: null, payload: null, attempts: 2 })
})

test.serial('an event that every process died of is given up without being begun again', async (t) => {
  await acceptEvent(database(), eventGiven('E1'))
  await database().sequelize.query(
    `update platform_events set state = 'working', attempts = 3, lease_until = now() - interval '1 second'`,
  )
  openWorker(t, async () => t.fail('begun'), { tries: 3 })
  await eventually(allEnded())
  const [row] = await readEvents(database())
  t.like(row, { state: 'failed', error_code: 'process_died', payload: null })
})

test.serial('work that outlasts its lease is not taken over while its process lives', async (t) => {
  const begun: string[] = []
  const gate = Promise.withResolvers<void>()
  const handleAs = (name: string) => async () => {
    begun.push(name)
    await gate.promise
  }
  openWorker(t, handleAs('first'), { leaseMs: 1_500 })
  await acceptEvent(database(), eventGiven('E1'))
  await eventually(() => begun.length === 1)
  const [first] = await readEvents(database())
  openWorker(t, handleAs('second'), { sweepMs: 20 })
  const past = `extract(epoch from now() - updated_at) > 4`
  await eventually(async () => (await countEvents(database(), past)) === 1)
  gate.resolve()
  await eventually(allEnded())
  t.deepEqual(begun, ['first'])
  t.is(first?.attempts, 1)
})

test.serial('closing waits for what runs and takes nothing new', async (t) => {
  const gate = Promise.withResolvers<void>()
  const begun: string[] = []
  const worker = openWorker(t, async ({ eventId }) => {
    begun.push(eventId)
    await gate.promise
  })
  await acceptEvent(database(), eventGiven('E1', { orderKey: 'thread' }))
  await eventually(() => begun.length === 1)
  let isClosed = false
  const closing = worker.close().then(() => {
    isClosed = true
  })
  await acceptEvent(database(), eventGiven('E2', { orderKey: 'thread' }))
  worker.wake()
  t.false(isClosed)
  gate.resolve()
  await closing
  t.deepEqual(begun, ['E1'])
  t.deepEqual(
    (await readEvents(database())).map(({ state }) => state),
    ['done', 'received'],
  )
})

test.serial(
  'a process that is killed in the middle leaves its event to the next one, in order',
  async (t) => {
    const server = testServerUrl()
    const dataDir = await mkdtemp(join(tmpdir(), 'sextant-events-'))
    t.teardown(() => rm(dataDir, { recursive: true, force: true }))
    const databaseUrl = server && (await createMigratedServerDatabase(t, server))
    const place = { databaseUrl, dataDir }
    if (!databaseUrl) await fillDataDir(dataDir)

    const program = fileURLToPath(new URL('../../helpers/event-worker-program.ts', import.meta.url))
    const child = spawn(process.execPath, [program, databaseUrl ?? dataDir, 'E1', 'E2'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = new Promise((resolve) => child.once('close', resolve))
    for await (const line of createInterface({ input: child.stdout })) {
      t.is(line, 'handling E1')
      break
    }
    child.kill('SIGKILL')
    await ended

    const db = await openDatabase(place)
    t.teardown(db.close)
    t.deepEqual(
      (await readEvents(db)).map(({ event_id, state }) => `${event_id} ${state}`),
      ['E1 working', 'E2 received'],
    )
    const handled: string[] = []
    openWorker(t, async ({ eventId, attempts }) => void handled.push(`${eventId} ${attempts}`), {
      db,
      sweepMs: 50,
    })
    await eventually(allEnded(db))
    t.deepEqual(handled, ['E1 2', 'E2 1'])
  },
)
