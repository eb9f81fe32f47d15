import test from 'ava'
import { v7 as uuid } from 'uuid'
import { openLedger } from '../../../core/quotas/ledger.ts'
import { expireOrphans, settleAttempts } from '../../../core/quotas/settle.ts'
import { openTestDatabase } from '../../helpers/database.ts'
import { asking, attemptOf, cents, idOf, listCalls, makeTenant, payerOf, readCounters } from './calls.ts'

test('what a dead process reserved is given back as unknown, and booked if it is settled after all', async (t) => {
  const db = await openTestDatabase(t)
  const counterOf = async (tenantId: string) => Object.values(await readCounters(db, tenantId))[0]
  const settle = (tenantId: string, reservationId: string) =>
    settleAttempts(db, tenantId, {
      messageId: uuid(),
      settlements: [{ reservationId, attempt: attemptOf() }],
    })
  const tenantId = await makeTenant(db, { monthlyBudgetUsd: 0.1 })
  const id = idOf(await openLedger(db).reserve(asking(payerOf(tenantId))))
  await expireOrphans(db)
  t.is((await counterOf(tenantId))?.reserved, cents(10), 'it is young yet')
  const now = new Date(Date.now() + 10 * 60_000)
  await Promise.all([expireOrphans(db, { now }), expireOrphans(db, { now })])
  t.deepEqual(await counterOf(tenantId), { requests: 1, spent: 0, reserved: 0, unknown: 1 })
  const [orphan] = await listCalls(db, tenantId)
  t.like(orphan, { state: 'expired', outcome: 'unknown', costNanoUsd: null, endedAt: null })
  t.truthy(orphan?.expiredAt)
  await settle(tenantId, id)
  await settle(tenantId, id)
  t.deepEqual(await counterOf(tenantId), { requests: 1, spent: cents(2), reserved: 0, unknown: 0 })
  const [late] = await listCalls(db, tenantId)
  t.like(late, { state: 'settled', outcome: 'completed', costNanoUsd: cents(2) })
  t.deepEqual(late?.expiredAt, orphan?.expiredAt, 'the row says that it was late')
})
