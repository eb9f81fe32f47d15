import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { log } from '../../config/log.ts'
import { operatorActor, personActor, type TenantActor } from '../../core/access/can.ts'
import type { Core } from '../../core/core.ts'
import { openQueue } from '../../core/jobs/queue.ts'
import type { TaskKind } from '../../core/tasks/kinds.ts'
import { workOnTasks } from '../../core/tasks/run.ts'
import { defineTaskQueue } from '../../core/tasks/start.ts'
import { findTask } from '../../core/tasks/tasks.ts'
import type { Database } from '../../db/database.ts'
import type { Task } from '../../db/models/task.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'

/** A queue and a folder that do long work and nothing else. */
export const openTaskCore = async (
  t: Pick<ExecutionContext, 'teardown'>,
  db: Database,
  kinds: readonly TaskKind[],
): Promise<Core> => {
  log.level = process.env.LOG_LEVEL ?? 'silent'
  const dataDir = await mkdtemp(join(tmpdir(), 'sextant-tasks-'))
  const queue = await openQueue(db, { worker: true })
  const core: Core = { db, queue, dataDir }
  await defineTaskQueue(core)
  workOnTasks(core, kinds)
  t.teardown(async () => {
    await queue.stop()
    await rm(dataDir, { recursive: true, force: true })
  })
  return core
}

const lookMs = 10
const operator = operatorActor('01a00000-0000-7000-8000-0000000000aa', null)

/** The task once it is as wanted. */
export const untilTask = async (
  core: Pick<Core, 'db'>,
  id: string,
  isWanted: (task: Task) => boolean,
): Promise<Task> => {
  for (;;) {
    const task = await findTask(core, operator, id)
    if (isWanted(task)) return task
    await new Promise((resolve) => setTimeout(resolve, lookMs))
  }
}

export const endedTask = (core: Pick<Core, 'db'>, id: string): Promise<Task> =>
  untilTask(core, id, ({ state }) => state !== 'queued' && state !== 'running')

/** Somebody of a tenant, which is made when it does not exist. */
export const openTaskMember = async (
  db: Database,
  clientId: string,
  role = 'admin',
): Promise<TenantActor> => {
  const [{ id: tenantId }] = await asOwner(db, () =>
    db.models.Tenant.findOrCreate({ where: { clientId }, defaults: { clientId, name: clientId } }),
  )
  const { id } = await withTenant(db, tenantId, () =>
    db.models.Person.create({ tenantId, fullName: `Member of ${clientId}`, role }),
  )
  return personActor({ id, tenantId, role })
}
