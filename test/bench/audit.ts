/**
 * What the audit trail adds to an act: a person renamed with a line in the trail, against the same without one, taken
 * turn about; and acts of one tenant from ten connections at once, which take turns at the end of its chain. On the
 * embedded database, and on PostgreSQL where TEST_DATABASE_URL names one.
 */
import { recordAct } from '../../core/access/audit.ts'
import { personActor, type TenantActor } from '../../core/access/can.ts'
import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import { onEachDatabase } from '../helpers/bench-databases.ts'
import { printResult, quantile } from '../helpers/bench-result.ts'
import { createTestTenant } from '../helpers/database.ts'

const rounds = 500
const warmUp = 50
const atOnce = 10

const time = async (act: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await act()
  return performance.now() - start
}

const makeActor = async (db: Database): Promise<TenantActor> => {
  const tenantId = await createTestTenant(db)
  const { id } = await withTenant(db, tenantId, () => db.models.Person.create({ tenantId, fullName: 'A' }))
  return personActor({ id, tenantId, role: 'admin' })
}

const rename = (db: Database, actor: TenantActor, { isRecorded }: { isRecorded: boolean }): Promise<void> =>
  withTenant(db, actor.tenantId, async () => {
    const { id, tenantId } = actor
    await db.models.Person.update({ fullName: `A ${Math.random()}` }, { where: { tenantId, id } })
    if (!isRecorded) return
    await recordAct(db, actor, {
      action: 'person.edited',
      permission: 'users:manage',
      target: { kind: 'person', id },
      details: { fields: ['full_name'] },
    })
  })

const measureOne = async (db: Database): Promise<void> => {
  const actor = await makeActor(db)
  const [recorded, bare]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds + warmUp; round++) {
    const withTrail = await time(() => rename(db, actor, { isRecorded: true }))
    const without = await time(() => rename(db, actor, { isRecorded: false }))
    if (round < warmUp) continue
    recorded.push(withTrail)
    bare.push(without)
  }
  printResult({
    bench: 'audit',
    metric: `${db.kind}_act`,
    value: quantile(recorded, 0.5),
    unit: 'ms',
    baseline: quantile(bare, 0.5),
    baseline_is: 'the same act without a line in the trail',
  })
}

const measureMany = async (db: Database): Promise<void> => {
  const actors = await Promise.all(Array.from({ length: atOnce }, () => makeActor(db)))
  const [first] = actors as [TenantActor, ...TenantActor[]]
  const run = (actorOf: (at: number) => TenantActor) =>
    time(() =>
      Promise.all(
        actors.map(async (_, at) => {
          for (let round = 0; round < rounds / atOnce; round++)
            await withTenant(db, actorOf(at).tenantId, () =>
              recordAct(db, actorOf(at), { action: 'bench.ran' }),
            )
        }),
      ),
    )
  await run((at) => actors[at]!)
  const apart = await run((at) => actors[at]!)
  const together = await run(() => first)
  printResult({
    bench: 'audit',
    metric: `${db.kind}_${atOnce}_at_once_each`,
    value: together / rounds,
    unit: 'ms',
    baseline: apart / rounds,
    baseline_is: 'the same acts, each connection in a tenant of its own',
  })
}

await onEachDatabase(async (db) => {
  await measureOne(db)
  await measureMany(db)
})
