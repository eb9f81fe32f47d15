/** Reserves ten cents `count` times at once, as a process of its own, and prints how many were granted. */
import { openLedger } from '../../../core/quotas/ledger.ts'
import { openDatabase } from '../../../db/database.ts'
import { asking, payerOf } from './calls.ts'

const [databaseUrl, tenantId, count] = process.argv.slice(2)
const db = await openDatabase({ databaseUrl: databaseUrl!, dataDir: '' })
try {
  const ledger = openLedger(db)
  const reserved = await Promise.all(
    Array.from({ length: Number(count) }, () => ledger.reserve(asking(payerOf(tenantId!)))),
  )
  process.stdout.write(`${reserved.filter(({ granted }) => granted).length}\n`)
} finally {
  await db.close()
}
