/**
 * What the ledger adds to a call of a model: reserve before it, settle with the answer. The settlement is part of the
 * answer's transaction, so it is timed as what it adds to that one, which inserts three rows. Baseline: that
 * transaction alone, on the same database, taken turn about. On the embedded database, and on PostgreSQL where
 * TEST_DATABASE_URL names one. Asked on PostgreSQL: reserve and settle at most 1.2 ms; 1,000 reservations of 0.10 at
 * once against 5.00 admit exactly 50.
 */
import { v7 as uuid } from 'uuid'
import { openLedger } from '../../core/quotas/ledger.ts'
import { settleAttempts } from '../../core/quotas/settle.ts'
import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import { asking, attemptOf, idOf, makeTenant, payerOf } from '../core/quotas/calls.ts'
import { onEachDatabase } from '../helpers/bench-databases.ts'
import { printResult, quantile } from '../helpers/bench-result.ts'

const rounds = 300
const warmUp = 50

const time = async (act: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await act()
  return performance.now() - start
}

const insertThree = async (db: Database, tenantId: string): Promise<void> => {
  for (let row = 0; row < 3; row++)
    await db.models.AuditEvent.create({
      tenantId,
      actorKind: 'system',
      action: 'bench.ran',
      outcome: 'allowed',
    })
}

const measure = async (db: Database): Promise<void> => {
  const tenantId = await makeTenant(db, { monthlyBudgetUsd: 1_000_000, monthlyQuota: 1_000_000 })
  const ledger = openLedger(db)
  const payer = payerOf(tenantId, { assistantId: uuid(), personId: uuid(), channel: 'c-1' })
  const [reserves, settled, baselines]: number[][] = [[], [], []]
  for (let round = 0; round < rounds + warmUp; round++) {
    let reservationId = ''
    const reserve = await time(async () => {
      reservationId = idOf(await ledger.reserve(asking(payer)))
    })
    const settlements = [{ reservationId, attempt: attemptOf() }]
    const answer = await time(() =>
      withTenant(db, tenantId, async () => {
        await insertThree(db, tenantId)
        await settleAttempts(db, tenantId, { messageId: uuid(), settlements })
      }),
    )
    const baseline = await time(() => withTenant(db, tenantId, () => insertThree(db, tenantId)))
    if (round < warmUp) continue
    reserves!.push(reserve)
    settled!.push(answer)
    baselines!.push(baseline)
  }
  const baseline = quantile(baselines!, 0.5)
  const baseline_is = 'one transaction of three rows through Sequelize models'
  const reserve = quantile(reserves!, 0.5)
  const settle = Math.max(0, quantile(settled!, 0.5) - baseline)
  const values = { reserve, settle, reserve_and_settle: reserve + settle }
  for (const [metric, value] of Object.entries(values))
    printResult({
      bench: 'reservations',
      metric: `${db.kind}_${metric}`,
      value,
      unit: 'ms',
      baseline,
      baseline_is,
    })
}

const countAdmitted = async (db: Database): Promise<void> => {
  const tenantId = await makeTenant(db, { monthlyBudgetUsd: 5 })
  const ledger = openLedger(db)
  const ask = () => ledger.reserve(asking(payerOf(tenantId)))
  const start = performance.now()
  const reserved = await Promise.all(Array.from({ length: 1_000 }, ask))
  const tookMs = performance.now() - start
  const admitted = reserved.filter(({ granted }) => granted).length
  printResult({
    bench: 'reservations',
    metric: `${db.kind}_1000_at_once_admitted`,
    value: admitted,
    unit: 'x',
    baseline: 50,
    baseline_is: 'what 5.00 pays for at 0.10 each',
  })
  printResult({
    bench: 'reservations',
    metric: `${db.kind}_1000_at_once_each`,
    value: tookMs / 1_000,
    unit: 'ms',
    baseline: null,
  })
  if (admitted !== 50) process.exitCode = 1
}

await onEachDatabase(async (db) => {
  await measure(db)
  await countAdmitted(db)
})
