import test from 'ava'
import { QueryTypes } from 'sequelize'
import { v7 as uuid } from 'uuid'
import { log } from '../../../config/log.ts'
import { openLedger } from '../../../core/quotas/ledger.ts'
import { expireOrphans, settleAnswers, settleAttempts } from '../../../core/quotas/settle.ts'
import type { Database } from '../../../db/database.ts'
import { withTenant } from '../../../db/tenant.ts'
import { openTestDatabase, shareTestDatabase } from '../../helpers/database.ts'
import {
  asking,
  attemptOf,
  cents,
  idOf,
  listCalls,
  makeTenant,
  outcomeOf,
  payerOf,
  readCounters,
} from './calls.ts'

log.level = process.env.LOG_LEVEL ?? 'silent'
const database = shareTestDatabase(test)

const answerOf = (reservationIds: readonly string[], costNanoUsd: number | null = cents(2)) => ({
  messageId: uuid(),
  settlements: reservationIds.map((reservationId) => ({
    reservationId,
    attempt: attemptOf({ costNanoUsd }),
  })),
})

const kinds = {
  service: 'service',
  assistant: 'assistantId',
  channel: 'channel',
  member: 'personId',
} as const

/** What the counters must say, added up from the calls themselves. */
const addUp = async (db: Database, tenantId: string) => {
  const sums: Record<string, { requests: number; spent: number; reserved: number; unknown: number }> = {}
  for (const call of await listCalls(db, tenantId)) {
    const scopes = Object.entries(kinds).map(([kind, column]) => [kind, call[column]] as const)
    for (const [kind, id] of [['tenant', ''] as const, ...scopes]) {
      if (id === null) continue
      const key = `${kind} ${id} ${call.period}`.replaceAll(/ +/g, ' ')
      sums[key] ??= { requests: 0, spent: 0, reserved: 0, unknown: 0 }
      sums[key].requests += Number(call.countsRequest)
      sums[key].spent += call.costNanoUsd ?? 0
      sums[key].reserved += call.state === 'reserved' ? call.reservedNanoUsd : 0
      sums[key].unknown += call.state !== 'reserved' && call.costNanoUsd === null ? 1 : 0
    }
  }
  return sums
}

test('answers of several people and months that are stored together are each booked where they belong', async (t) => {
  const db = database()
  const tenantId = await makeTenant(db)
  let now = new Date('2026-10-20T12:00:00Z')
  const ledger = openLedger(db, { now: () => now })
  const [ann, bob] = [
    { personId: uuid(), channel: 'c-1' },
    { personId: uuid(), assistantId: uuid(), service: 's' },
  ]
  const reserve = async (values: object, isFirstCall = true) =>
    idOf(await ledger.reserve(asking(payerOf(tenantId, values), { isFirstCall })))
  const [plan, late, word] = [await reserve(ann), await reserve(bob), await reserve(ann, false)]
  await expireOrphans(db, { now: new Date('2026-10-20T12:00:00Z'), olderThanMs: -1 })
  now = new Date('2026-11-02T12:00:00Z')
  const [second, third, open] = [await reserve(ann), await reserve({}), await reserve(bob)]
  await settleAnswers(db, tenantId, [
    answerOf([plan, word], cents(1)),
    answerOf([late, second], null),
    answerOf([third, third]),
  ])
  const counters = await readCounters(db, tenantId)
  t.deepEqual(counters, await addUp(db, tenantId))
  t.deepEqual(counters['tenant 2026-10-01'], { requests: 2, spent: cents(2), reserved: 0, unknown: 1 })
  t.deepEqual(counters['tenant 2026-11-01'], {
    requests: 3,
    spent: cents(2),
    reserved: cents(10),
    unknown: 1,
  })
  t.deepEqual(counters[`member ${ann.personId} 2026-10-01`], {
    requests: 1,
    spent: cents(2),
    reserved: 0,
    unknown: 0,
  })
  await settleAttempts(db, tenantId, answerOf([open, late, plan]))
  t.deepEqual(await readCounters(db, tenantId), await addUp(db, tenantId))
})

test('what ends the same calls at the same time, in whatever order, neither fails nor books twice', async (t) => {
  const db = database()
  const tenantId = await makeTenant(db)
  const ledger = openLedger(db)
  for (let round = 0; round < 15; round++) {
    const ids = await Promise.all(
      Array.from({ length: 6 }, async (_, at) =>
        idOf(await ledger.reserve(asking(payerOf(tenantId, { channel: `c-${at % 2}`, personId: uuid() })))),
      ),
    )
    await Promise.all([
      settleAttempts(db, tenantId, answerOf(ids)),
      settleAttempts(db, tenantId, answerOf(ids.toReversed())),
      settleAnswers(db, tenantId, [answerOf([ids[3]!, ids[0]!]), answerOf([ids[5]!])]),
      ledger.close(ids[2]!, attemptOf({ outcome: 'network', costNanoUsd: cents(2) })),
      ledger.reserve(asking(payerOf(tenantId, { channel: 'c-0' }))),
    ])
  }
  const counters = await readCounters(db, tenantId)
  t.deepEqual(counters, await addUp(db, tenantId))
  const [whole] = Object.entries(counters).find(([key]) => key.startsWith('tenant')) ?? []
  t.like(counters[whole!], { requests: 15 * 7, spent: 15 * 6 * cents(2), reserved: 15 * cents(10) })
})

test('a call that was reserved stays reserved when it is asked again, whatever was spent since', async (t) => {
  const db = database()
  const tenantId = await makeTenant(db, { monthlyBudgetUsd: 0.2, monthlyQuota: 2 })
  const limit = { tenantId, kind: 'member', subjectId: '*', monthlyRequests: 1 } as const
  await withTenant(db, tenantId, () => db.models.UsageLimit.create(limit))
  const ledger = openLedger(db)
  const mine = asking(payerOf(tenantId, { personId: uuid() }))
  const id = idOf(await ledger.reserve(mine))
  t.is(idOf(await ledger.reserve(mine)), id, 'its limit is spent by itself')
  t.is(outcomeOf(await ledger.reserve(asking(mine.payer))), 'limit_spent')
  t.is(outcomeOf(await ledger.reserve(asking(payerOf(tenantId)))), 'granted')
  t.is(idOf(await ledger.reserve(mine)), id, 'the month is spent')
  t.is(outcomeOf(await ledger.reserve(asking(payerOf(tenantId)))), 'requests_spent')
  t.deepEqual(await readCounters(db, tenantId), await addUp(db, tenantId))
})

test('of calls that come together, one that cannot be reserved fails alone', async (t) => {
  const db = database()
  const tenantId = await makeTenant(db)
  const ledger = openLedger(db)
  const payers = Array.from({ length: 8 }, (_, at) =>
    payerOf(tenantId, at === 5 ? { assistantId: 'no id' } : {}),
  )
  const reserved = await Promise.allSettled(payers.map((payer) => ledger.reserve(asking(payer))))
  t.deepEqual(
    reserved.map(({ status }) => status === 'fulfilled'),
    payers.map((_, at) => at !== 5),
  )
  t.is((await listCalls(db, tenantId)).length, 7)
  t.deepEqual(await readCounters(db, tenantId), await addUp(db, tenantId))
})

test('what cannot be told costs no answer, and the next call tells it', async (t) => {
  const db = await openTestDatabase(t)
  const tenantId = await makeTenant(db, { monthlyQuota: 5, monthlyBudgetUsd: 10 })
  const ledger = openLedger(db)
  const ask = async () => idOf(await ledger.reserve(asking(payerOf(tenantId), { role: 'fallback' })))
  const listTold = () =>
    withTenant(db, tenantId, async () => (await db.models.Alert.findAll()).map(({ type }) => type).sort())
  await db.sequelize.query('alter table alerts rename to alerts_away')
  const ids = [await ask(), await ask(), await ask(), await ask()]
  await ledger.close(ids[0]!, attemptOf({ outcome: 'cancelled', costNanoUsd: cents(850) }))
  await db.sequelize.query('alter table alerts_away rename to alerts')
  t.deepEqual(await listTold(), [])
  await ask()
  t.deepEqual(await listTold(), ['quota.100', 'quota.80'], 'of requests all, of money four fifths')
})

/** Rows that this connection has found by indexes, and whole tables that it has read. */
const readSoFar = async (db: Database) => {
  const tables = await db.sequelize.query<{ table: string; found: number; whole: number }>(
    `select relname as "table", idx_tup_fetch::int as found, seq_scan::int as whole from pg_stat_xact_user_tables
      where relname in ('llm_calls', 'quota_counters') order by 1`,
    { type: QueryTypes.SELECT },
  )
  return { calls: tables[0]!, counters: tables[1]! }
}

for (const analysed of ['never', 'when next to nothing was in them'])
  test(`how much a call reads does not grow with those before it; tables were analysed: ${analysed}`, async (t) => {
    const db = await openTestDatabase(t)
    const tenantId = await makeTenant(db, { monthlyBudgetUsd: 1_000 })
    const ledger = openLedger(db)
    const reserve = (values: Parameters<typeof payerOf>[1]) =>
      ledger.reserve(asking(payerOf(tenantId, values)))
    const askAndSettle = async (values: Parameters<typeof payerOf>[1]) =>
      settleAttempts(db, tenantId, answerOf([idOf(await reserve(values))]))
    if (analysed !== 'never') {
      await askAndSettle({})
      await db.sequelize.query('analyze llm_calls, quota_counters')
    }
    // The database keeps a plan after some calls.
    for (let n = 0; n < 12; n++) await askAndSettle({ personId: uuid() })
    await Promise.all(Array.from({ length: 300 }, () => reserve({ personId: uuid() })))
    await withTenant(db, tenantId, async () => {
      const before = await readSoFar(db)
      await askAndSettle({ channel: 'c-1', personId: uuid() })
      const after = await readSoFar(db)
      t.is(after.calls.found - before.calls.found, 1)
      t.is(after.counters.found - before.counters.found, 4, 'to reserve: the tenant; to book: its scopes too')
      t.is(after.calls.whole + after.counters.whole, before.calls.whole + before.counters.whole)
    })
  })
