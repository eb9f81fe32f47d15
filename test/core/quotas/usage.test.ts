import test from 'ava'
import { v7 as uuid } from 'uuid'
import { operatorActor, personActor, sessionActor } from '../../../core/access/can.ts'
import { openLedger } from '../../../core/quotas/ledger.ts'
import { readUsage, usageOf } from '../../../core/quotas/usage.ts'
import { withTenant } from '../../../db/tenant.ts'
import { shareTestDatabase } from '../../helpers/database.ts'
import { asking, cents, makeTenant, payerOf } from './calls.ts'

const database = shareTestDatabase(test)

test('a member sees what is left to him and to the tenant, and when it refills', async (t) => {
  const db = database()
  const now = new Date('2026-03-31T22:30:00Z')
  const tenantId = await makeTenant(db, { monthlyQuota: 10, monthlyBudgetUsd: 2 })
  const payer = payerOf(tenantId, { personId: uuid(), channel: 'c-1' })
  const limit = { tenantId, kind: 'member', subjectId: '*', monthlyRequests: 3 } as const
  await withTenant(db, tenantId, () => db.models.UsageLimit.create(limit))
  const ledger = openLedger(db, { now: () => now })
  for (let n = 0; n < 2; n++) await ledger.reserve(asking(payer))
  t.deepEqual(await usageOf(db, tenantId, { payer, now }), {
    // Half past midnight in Paris, where summer time has begun.
    period: '2026-04',
    timeZone: 'Europe/Paris',
    resetsAt: new Date('2026-04-30T22:00:00Z'),
    requests: { used: 2, limit: 10, remaining: 8 },
    budget: {
      spentNanoUsd: 0,
      reservedNanoUsd: cents(20),
      limitNanoUsd: cents(200),
      remainingNanoUsd: cents(180),
      unknownCalls: 0,
    },
    percent: 20,
    limits: [
      {
        kind: 'member',
        subjectId: payer.personId!,
        requests: { used: 2, limit: 3, remaining: 1 },
        budget: {
          spentNanoUsd: 0,
          reservedNanoUsd: cents(20),
          limitNanoUsd: null,
          remainingNanoUsd: null,
          unknownCalls: 0,
        },
        percent: 66,
      },
    ],
  })
  const other = await usageOf(db, tenantId, { payer: { personId: uuid() }, now })
  t.deepEqual(other.limits[0]?.requests, { used: 0, limit: 3, remaining: 3 })
})

test('without limits nothing is left to be told, and a limit of zero is used up', async (t) => {
  const db = database()
  const free = await usageOf(db, await makeTenant(db))
  t.deepEqual(free.requests, { used: 0, limit: null, remaining: null })
  t.like(free, { percent: null, limits: [] })
  const none = await usageOf(db, await makeTenant(db, { monthlyQuota: 0 }))
  t.like(none, { percent: 100, requests: { used: 0, limit: 0, remaining: 0 } })
})

test('money is shown to those who may see it, and nothing to visitors', async (t) => {
  const db = database()
  const tenantId = await makeTenant(db, { monthlyQuota: 10, monthlyBudgetUsd: 2 })
  const limit = { tenantId, kind: 'member', subjectId: '*', monthlyBudgetUsd: 1 } as const
  await withTenant(db, tenantId, () => db.models.UsageLimit.create(limit))
  const person = (role: string) => personActor({ id: uuid(), tenantId, role })
  const shown = await readUsage(db, person('marketing'))
  t.is(shown.budget, null)
  t.deepEqual(
    shown.limits.map(({ kind, budget, percent }) => [kind, budget, percent]),
    [['member', null, 0]],
  )
  const whole = await readUsage(db, person('finance'))
  t.deepEqual(
    [whole.budget, ...whole.limits.map(({ budget }) => budget)].map((one) => one?.limitNanoUsd),
    [cents(200), cents(100)],
  )
  t.deepEqual((await readUsage(db, operatorActor(uuid(), tenantId))).limits, [])
  const visitor = readUsage(db, sessionActor('web:somebody', tenantId))
  t.like(await t.throwsAsync(visitor), { code: 'forbidden', details: { missing: 'quotas:view' } })
})
