import test from 'ava'
import { QueryTypes } from 'sequelize'
import { reservationOf } from '../../core/quotas/reserve.ts'
import { closingOf, reservationIdOf } from '../../core/quotas/settle.ts'
import { migrate, migrateDown } from '../../db/migrate.ts'
import { withTenant } from '../../db/tenant.ts'
import { callAsTenant } from '../../db/tenant-call.ts'
import { asking, attemptOf, cents, makeTenant, payerOf, readCounters } from '../core/quotas/calls.ts'
import { openTestDatabase } from '../helpers/database.ts'

test('what one version of the ledger reserved, the other books, back and forth', async (t) => {
  const db = await openTestDatabase(t)
  const tenantId = await makeTenant(db, { monthlyQuota: 3 })
  const asked = [1, 2, 3, 4].map(() => asking(payerOf(tenantId, { channel: 'c-1' })))
  const reserve = async (at: number) => {
    const [rows] = await callAsTenant<{ denial: string | null }>(db, tenantId, [
      reservationOf(asked[at]!, null),
    ])
    return rows![0]!.denial
  }
  const close = async (at: number) => {
    const reservationId = reservationIdOf(tenantId, asked[at]!.callId)
    const closing = closingOf({ reservationId, attempt: attemptOf({ outcome: 'cancelled' }) })
    const [rows] = await callAsTenant<{ ids: string[] }>(db, tenantId, [closing])
    return rows!.flatMap(({ ids }) => ids).length
  }
  const indexes = () =>
    db.sequelize.query(`select indexdef from pg_indexes where tablename = 'llm_calls' order by 1`, {
      type: QueryTypes.SELECT,
    })
  const refusals = async () => {
    const writes = [
      `update llm_calls set role = 'other'`,
      `update llm_calls set state = 'lost'`,
      `update llm_calls set usage_source = 'guess'`,
      'update llm_calls set reserved_nano_usd = -1',
      'update llm_calls set cost_nano_usd = -1',
      `update quota_counters set scope_kind = 'planet'`,
    ]
    const refuse = (sql: string) =>
      withTenant(db, tenantId, () => db.sequelize.query(sql)).catch((error) => error)
    const said = await Promise.all(writes.map(refuse))
    return said.filter((error) => error.original?.code === '23514').length
  }

  t.is(await reserve(0), null)
  t.is(await refusals(), 6)
  const now = await indexes()
  await migrateDown(db, { to: '0026-faster-ledger.ts' })
  t.notDeepEqual(await indexes(), now)
  t.is(await refusals(), 6)
  t.deepEqual([await close(0), await close(0)], [1, 0])
  t.deepEqual([await reserve(1), await reserve(2), await reserve(3)], [null, null, 'requests_spent'])
  await migrate(db)
  t.deepEqual(await indexes(), now)
  t.deepEqual([await close(1), await close(2), await close(3)], [1, 1, 0])
  t.is(await reserve(3), 'requests_spent')
  const counters = Object.values(await readCounters(db, tenantId))
  const whole = { requests: 3, spent: 3 * cents(2), reserved: 0, unknown: 0 }
  t.deepEqual(counters, [whole, whole], 'the tenant and the channel')
})
