import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { log } from '../../config/log.ts'
import { personActor, type TenantActor } from '../../core/access/can.ts'
import { defineCreationQueue, workOnCreations } from '../../core/assistants/create.ts'
import { demoClientId, seedDemo } from '../../core/assistants/seed-demo.ts'
import type { Core } from '../../core/core.ts'
import { openQueue } from '../../core/jobs/queue.ts'
import { defineAnswerQueue, workOnAnswers } from '../../core/messaging/answer-job.ts'
import { openDispatcher } from '../../core/messaging/outbox.ts'
import { defineScheduleQueue } from '../../core/schedules/fire.ts'
import { defineTaskQueue } from '../../core/tasks/start.ts'
import type { Database } from '../../db/database.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'

export interface TestCore extends Core {
  /** A member of the demo tenant, and the demo assistant. */
  actor: TenantActor
  assistantId: string
}

/** Somebody of a tenant; the tenant and the person are made when they do not exist. */
export const openMember = async (db: Database, clientId: string, role = 'admin'): Promise<TenantActor> => {
  const tenant = await asOwner(db, async () => {
    const values = { where: { clientId }, defaults: { clientId, name: clientId } }
    const [row] = await db.models.Tenant.findOrCreate(values)
    return row
  })
  const person = await withTenant(db, tenant.id, () =>
    db.models.Person.create({ tenantId: tenant.id, fullName: `Member of ${clientId}`, role }),
  )
  return personActor({ id: person.id, tenantId: tenant.id, role })
}

/** The core with its workers, on a database that is migrated already and without a tenant. */
export const startBareCore = async (
  t: Pick<ExecutionContext, 'teardown'>,
  db: Database,
  models: Pick<Core, 'openChat'> = {},
): Promise<Core> => {
  log.level = process.env.LOG_LEVEL ?? 'silent'
  const dataDir = await mkdtemp(join(tmpdir(), 'sextant-test-'))
  const queue = await openQueue(db, { worker: true })
  const core: Core = { db, queue, dataDir, ...models }
  await defineAnswerQueue(core)
  await defineCreationQueue(core)
  await defineTaskQueue(core)
  await defineScheduleQueue(core)
  const dispatcher = openDispatcher(core, { web: async () => 'sent' })
  workOnAnswers(core, dispatcher.wake)
  workOnCreations(core)
  t.teardown(async () => {
    await queue.stop()
    await dispatcher.close()
    await rm(dataDir, { recursive: true, force: true })
  })
  return core
}

/** The core with its workers, the demo tenant and its assistant. */
export const startCore = async (t: Pick<ExecutionContext, 'teardown'>, db: Database): Promise<TestCore> => {
  const core = await startBareCore(t, db)
  await seedDemo(core)
  const actor = await openMember(db, demoClientId)
  const assistant = await withTenant(db, actor.tenantId, () =>
    db.models.Assistant.findOne({ where: { tenantId: actor.tenantId }, rejectOnEmpty: true }),
  )
  return { ...core, actor, assistantId: assistant.id }
}
