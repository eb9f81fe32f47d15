import { setTimeout as wait } from 'node:timers/promises'
import test, { type ExecutionContext } from 'ava'
import { v7 as uuid } from 'uuid'
import { log } from '../../../config/log.ts'
import type { Core } from '../../../core/core.ts'
import {
  type AnswerRow,
  chatPace,
  type Outcome,
  openDispatcher,
  type Pace,
} from '../../../core/messaging/outbox.ts'
import type { Database } from '../../../db/database.ts'
import { withTenant } from '../../../db/tenant.ts'
import { createTestTenant, shareTestDatabase } from '../../helpers/database.ts'

log.level = process.env.LOG_LEVEL ?? 'silent'

const shared = shareTestDatabase(test)

/** A dispatcher sweeps every tenant: the tests come one after the other, and mind their own. */
const open = async (t: ExecutionContext) => {
  const db = shared()
  const core = { db } as Core
  const tenantId = await createTestTenant(db)
  const own = new Set([tenantId])
  const openOther = async (): Promise<string> => {
    const id = await createTestTenant(db)
    own.add(id)
    return id
  }
  return {
    db,
    tenantId,
    openOther,
    store: (destinations: string[]) => store(db, tenantId, destinations),
    dispatch: (how: Parameters<typeof dispatch>[2]) => dispatch(t, { core, own }, how),
  }
}

/** Rows to be sent, in this order. @returns their ids */
const store = (db: Database, tenantId: string, destinations: string[]): Promise<string[]> =>
  withTenant(db, tenantId, async () => {
    const ids: string[] = []
    for (const destination of destinations) {
      const id = uuid()
      const event = { tenantId, id, platform: 'slack', eventId: id, payload: {} }
      await db.models.InboxEvent.create(event)
      await db.models.OutboxMessage.create({
        tenantId, id, inboxId: id, platform: 'slack', destination, position: 0, payload: { message_id: id },
      }) // biome-ignore format: one row
      ids.push(id)
    }
    return ids
  })

const read = (db: Database, tenantId: string) =>
  withTenant(db, tenantId, () =>
    db.models.OutboxMessage.findAll({ where: { tenantId }, order: [['id', 'ASC']], raw: true }),
  )

const until = async (isTrue: () => boolean | Promise<boolean>): Promise<void> => {
  const end = Date.now() + 60_000
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(`it did not happen: ${isTrue}`)
    await wait(10)
  }
}

const allAre =
  (db: Database, tenantId: string, ...states: string[]) =>
  async (): Promise<boolean> =>
    (await read(db, tenantId)).every(({ state }) => states.includes(state))

type Send = (row: AnswerRow, tenantId: string) => Promise<Outcome> | Outcome

const dispatch = (
  t: ExecutionContext,
  { core, own }: { core: Core; own: ReadonlySet<string> },
  { send, ...pace }: { send: Send } & Partial<Pace>,
) => {
  const tried: { id: string; destination: string; isUnsure: boolean }[] = []
  let underWay = 0
  let most = 0
  const slack = async (tenantId: string, row: AnswerRow): Promise<Outcome> => {
    if (!own.has(tenantId)) return 'sent'
    const { id, destination, isUnsure } = row
    tried.push({ id, destination, isUnsure })
    most = Math.max(most, ++underWay)
    try {
      return await send(row, tenantId)
    } finally {
      underWay--
    }
  }
  const dispatcher = openDispatcher(core, { slack }, { ...chatPace, ...pace })
  t.teardown(dispatcher.close)
  const destinations = (): string[] => tried.map(({ destination }) => destination)
  return { ...dispatcher, tried, destinations, most: () => most }
}

test.serial('a place that takes its time holds itself and no other place', async (t) => {
  const { db, tenantId, store, dispatch } = await open(t)
  const slow = Promise.withResolvers<Outcome>()
  const { wake, tried } = dispatch({
    send: ({ destination }) => (destination === 'slow' ? slow.promise : 'sent'),
  })
  const [first, second] = await store(['slow', 'slow', 'quick', 'other', 'quick'])
  wake(tenantId)
  await until(() => tried.length === 4)
  // What comes meanwhile goes its way as well.
  await store(['quick', 'late'])
  wake(tenantId)
  await until(async () => (await read(db, tenantId)).filter(({ state }) => state === 'sent').length === 5)
  t.deepEqual(
    tried.filter(({ destination }) => destination === 'slow').map(({ id }) => id),
    [first],
  )
  slow.resolve('sent')
  await until(allAre(db, tenantId, 'sent'))
  t.deepEqual(
    tried.filter(({ destination }) => destination === 'slow').map(({ id }) => id),
    [first, second],
  )
})

test.serial('the rows of a place arrive in their order, also when the first is put off', async (t) => {
  const { db, tenantId, store, dispatch } = await open(t)
  let refusals = 3
  const { wake, tried, destinations } = dispatch({
    send: ({ destination }) => {
      if (destination === 'A' && refusals-- > 0) return { state: 'later', reason: 'busy', afterMs: 30 }
      return 'sent'
    },
  })
  const ids = await store(['A', 'A', 'B', 'A', 'B'])
  wake(tenantId)
  await until(allAre(db, tenantId, 'sent'))
  const of = (name: string) => tried.filter(({ destination }) => destination === name).map(({ id }) => id)
  t.deepEqual(of('A'), [ids[0], ids[0], ids[0], ids[0], ids[1], ids[3]])
  t.deepEqual(of('B'), [ids[2], ids[4]])
  t.true(destinations().indexOf('B') < 4, 'the other place did not wait')
})

test.serial('mails to one address do not wait for each other', async (t) => {
  const { db, tenantId, store, dispatch } = await open(t)
  let isFirst = true
  const { wake, tried } = dispatch({
    keepsOrder: false,
    batchSize: 1,
    hands: 1,
    putOffMs: () => 3_600_000,
    send: () => {
      if (!isFirst) return 'sent'
      isFirst = false
      return { state: 'later', reason: 'greylisted' }
    },
  })
  await store(['zoe', 'zoe', 'lea'])
  wake(tenantId)
  await until(() => tried.length === 3)
  await until(async () => (await read(db, tenantId)).filter(({ state }) => state === 'sent').length === 2)
  t.is((await read(db, tenantId))[0]!.state, 'pending')
})

test.serial('tenants do not wait for each other, and hands are what all of them share', async (t) => {
  const { db, tenantId, openOther, dispatch } = await open(t)
  const other = await openOther()
  const slow = Promise.withResolvers<Outcome>()
  const { wake, tried, most } = dispatch({
    hands: 3,
    send: (_, tenant) => (tenant === tenantId ? slow.promise : wait(5, 'sent' as const)),
  })
  await store(db, tenantId, ['A', 'B'])
  wake(tenantId)
  await until(() => tried.length === 2)
  await store(
    db,
    other,
    Array.from({ length: 10 }, (_, at) => `place ${at}`),
  )
  wake(other)
  await until(allAre(db, other, 'sent'))
  slow.resolve('sent')
  await until(allAre(db, tenantId, 'sent'))
  t.is(most(), 3)
})

test.serial('a hundred places take as many hands as there are, and each gets its row once', async (t) => {
  const { db, tenantId, store, dispatch } = await open(t)
  const { wake, tried, most } = dispatch({ hands: 8, send: () => wait(2, 'sent' as const) })
  const ids = await store(Array.from({ length: 100 }, (_, at) => `place ${at % 40}`))
  wake(tenantId)
  await until(allAre(db, tenantId, 'sent'))
  t.is(most(), 8)
  t.deepEqual(tried.map(({ id }) => id).toSorted(), ids.toSorted())
})

test.serial('tries have an end, unless the platform itself says when to come back', async (t) => {
  const { db, tenantId, store, dispatch } = await open(t)
  let asks = 0
  const { wake } = dispatch({
    tries: 3,
    putOffMs: () => 1,
    send: ({ destination }) => {
      if (destination === 'dead') return { state: 'later', reason: 'no_answer' }
      return ++asks > 5 ? 'sent' : { state: 'later', reason: 'rate_limited', afterMs: 1 }
    },
  })
  await store(['dead', 'busy'])
  wake(tenantId)
  await until(allAre(db, tenantId, 'sent', 'failed'))
  const [dead, busy] = await read(db, tenantId)
  t.like(dead, { state: 'failed', failure: 'no_answer', attempts: 3 })
  t.like(busy, { state: 'sent', attempts: 6 })
})

test.serial('what throws is tried again as unsure once its lease is over, and not for ever', async (t) => {
  const { db, tenantId, store, dispatch } = await open(t)
  const { wake, tried } = dispatch({
    leaseMs: 50,
    tries: 3,
    send: () => {
      throw new Error('a bug')
    },
  })
  await store(['A', 'B'])
  for (;;) {
    wake(tenantId)
    if (await allAre(db, tenantId, 'failed')()) break
    await wait(20)
  }
  t.deepEqual(
    tried.filter(({ destination }) => destination === 'A').map(({ isUnsure }) => isUnsure),
    [false, true, true],
  )
  t.like((await read(db, tenantId))[0], { state: 'failed', failure: 'internal' })
})

test.serial('a row that takes longer than its lease stays in the hands that have it', async (t) => {
  const { db, tenantId, store, dispatch } = await open(t)
  const long = Promise.withResolvers<Outcome>()
  const first = dispatch({ leaseMs: 300, send: () => long.promise })
  await store(['A'])
  first.wake(tenantId)
  await until(() => first.tried.length === 1)
  const second = dispatch({ leaseMs: 300, send: () => 'sent' })
  const lease = async (): Promise<number> => (await read(db, tenantId))[0]!.leaseUntil!.getTime()
  const begun = await lease()
  // Renewed several times over.
  while ((await lease()) < begun + 900) {
    second.wake(tenantId)
    await wait(50)
  }
  t.deepEqual(second.tried, [])
  long.resolve('sent')
  await until(allAre(db, tenantId, 'sent'))
})

test.serial('two processes share the places and never break their order', async (t) => {
  const { db, tenantId, store, dispatch } = await open(t)
  const order: string[] = []
  const busy = new Set<string>()
  let clashes = 0
  const send: Send = async ({ id, destination }): Promise<Outcome> => {
    if (busy.has(destination)) clashes++
    busy.add(destination)
    await wait(1)
    order.push(id)
    busy.delete(destination)
    return 'sent'
  }
  const both = [dispatch({ send }), dispatch({ send })]
  const places = ['A', 'B', 'C', 'D', 'E']
  const ids = await store(Array.from({ length: 60 }, (_, at) => places[at % places.length]!))
  for (const { wake } of both) wake(tenantId)
  await until(async () => {
    for (const { wake } of both) wake(tenantId)
    return allAre(db, tenantId, 'sent')()
  })
  t.is(clashes, 0)
  for (const place of places.keys()) {
    const own = ids.filter((_, at) => at % places.length === place)
    t.deepEqual(
      order.filter((id) => own.includes(id)),
      own,
    )
  }
})

test.serial(
  'closing finishes what is in hand, sends what is ready, and leaves what is put off',
  async (t) => {
    const { db, tenantId, store, dispatch } = await open(t)
    const inHand = Promise.withResolvers<Outcome>()
    const { wake, tried, close } = dispatch({
      send: ({ destination }) => {
        if (destination === 'slow') return inHand.promise
        return destination === 'busy' ? { state: 'later', reason: 'closed', afterMs: 0 } : 'sent'
      },
    })
    await store(['slow', 'busy', 'busy'])
    wake(tenantId)
    await until(() => tried.some(({ destination }) => destination === 'slow'))
    await store(['ready'])
    wake(tenantId)
    const closed = close()
    inHand.resolve('sent')
    await closed
    const rows = await read(db, tenantId)
    t.deepEqual(
      rows.map(({ state }) => state),
      ['sent', 'pending', 'pending', 'sent'],
    )
  },
)
