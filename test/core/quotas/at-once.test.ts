import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import test from 'ava'
import { openLedger } from '../../../core/quotas/ledger.ts'
import { type Database, openDatabase } from '../../../db/database.ts'
import {
  createMigratedServerDatabase,
  openEmbeddedTestDatabase,
  openTestDatabase,
  testServerUrl,
} from '../../helpers/database.ts'
import { asking, cents, makeTenant, outcomeOf, payerOf, readCounters } from './calls.ts'

const tally = (words: string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}

const onlyCounters = async (db: Database, tenantId: string) => Object.values(await readCounters(db, tenantId))

const admitsFifty = async (t: { deepEqual: (a: unknown, b: unknown) => unknown }, db: Database) => {
  const tenantId = await makeTenant(db, { monthlyBudgetUsd: 5 })
  const ledger = openLedger(db)
  const reserved = await Promise.all(
    Array.from({ length: 1_000 }, () => ledger.reserve(asking(payerOf(tenantId)))),
  )
  t.deepEqual(tally(reserved.map(outcomeOf)), { granted: 50, budget_spent: 950 })
  t.deepEqual(await onlyCounters(db, tenantId), [
    { requests: 50, spent: 0, reserved: cents(500), unknown: 0 },
  ])
}

test.serial('of 1,000 reservations of 0.10 at once against 5.00, exactly 50 are granted', async (t) => {
  await admitsFifty(t, await openTestDatabase(t))
})

if (testServerUrl() !== null)
  test.serial('the same on the embedded engine', async (t) => {
    const db = await openEmbeddedTestDatabase()
    t.teardown(() => db.close())
    await admitsFifty(t, db)
  })

test.serial('of 50 questions at once against ten requests, ten reach the default model', async (t) => {
  const db = await openTestDatabase(t)
  const tenantId = await makeTenant(db, { monthlyQuota: 10 })
  // As many processes, as far as the database can tell.
  const ledgers = Array.from({ length: 4 }, () => openLedger(db))
  const reserved = await Promise.all(
    Array.from({ length: 50 }, (_, at) => ledgers[at % 4]!.reserve(asking(payerOf(tenantId)))),
  )
  t.deepEqual(tally(reserved.map(outcomeOf)), { granted: 10, requests_spent: 40 })
  t.is((await onlyCounters(db, tenantId))[0]?.requests, 10)
})

test.serial(
  'two tenants, members and assistants at once: each limit holds, none waits for ever',
  async (t) => {
    const db = await openTestDatabase(t)
    const ids = ['0', '1', '2'].map((n) => `01a00000-0000-7000-8000-00000000000${n}`)
    const tenants = [
      await makeTenant(db, { monthlyBudgetUsd: 2 }),
      await makeTenant(db, { monthlyBudgetUsd: 3 }),
    ]
    const ledgers = Array.from({ length: 3 }, () => openLedger(db))
    const reserved = await Promise.all(
      Array.from({ length: 120 }, (_, at) => {
        const payer = payerOf(tenants[at % 2]!, {
          personId: ids[at % 3],
          assistantId: ids[(at + 1) % 3],
          channel: `c${at % 5}`,
          service: `s${at % 4}`,
        })
        return ledgers[at % 3]!.reserve(asking(payer))
      }),
    )
    t.is(reserved.filter(({ granted }) => granted).length, 50)
  },
)

test.serial('two processes: of 2 × 500 reservations against 5.00, exactly 50 are granted', async (t) => {
  const url = testServerUrl()
  if (url === null) {
    t.log('TEST_DATABASE_URL is not set: skipped')
    return void t.pass()
  }
  t.timeout(120_000)
  const databaseUrl = await createMigratedServerDatabase(t, url)
  const db = await openDatabase({ databaseUrl, dataDir: '' })
  t.teardown(() => db.close())
  const tenantId = await makeTenant(db, { monthlyBudgetUsd: 5 })
  const program = fileURLToPath(new URL('./reserve-many.ts', import.meta.url))
  const run = () => promisify(execFile)(process.execPath, [program, databaseUrl, tenantId, '500'])
  const granted = (await Promise.all([run(), run()])).map(({ stdout }) => Number(stdout))
  t.log(`granted ${granted.join(' and ')}`)
  t.is(granted[0]! + granted[1]!, 50)
  t.deepEqual(await onlyCounters(db, tenantId), [
    { requests: 50, spent: 0, reserved: cents(500), unknown: 0 },
  ])
})
