import { Op } from 'sequelize'
import { v7 as uuid } from 'uuid'
import { requestContext } from '../../config/log.ts'
import type { Task } from '../../db/models/task.ts'
import { asOwner, inTenantAsOwner } from '../../db/tenant.ts'
import { recordAct, recordDeploymentAct } from '../access/audit.ts'
import type { Actor } from '../access/can.ts'
import type { Permission } from '../access/permissions.ts'
import type { Core } from '../core.ts'
import { patientRetries } from '../jobs/attempts.ts'
import { hashSecret, makeSecret } from '../tenancy/tokens.ts'

export const taskQueue = 'run-task'

export interface NewTask {
  kind: string
  /** Ids only: the table has no tenant policy. */
  input: Record<string, unknown>
  /** Whose it is about; the actor's own when absent, null for the deployment. */
  tenantId?: string | null
  /** While one with the same kind and key is open, that one is the answer. */
  onceKey?: string
  /** Who may take the result besides the actor; `jobs:view` when absent. */
  resultPermission?: Permission
  /** Makes a key that opens the result without a sign-in: for those who have none. */
  wantsKey?: boolean
}

export interface StartedTask {
  task: Task
  /** Shown this once. Null when none was wanted, or when the task was there before. */
  resultKey: string | null
  isNew: boolean
}

/**
 * Begins long work: row, job and audit row commit together. Whether the actor may is decided before. Joins the open
 * transaction of `asOwner`.
 */
export const startTask = (
  core: Pick<Core, 'db' | 'queue'>,
  actor: Actor,
  { kind, input, onceKey, wantsKey = false, ...wanted }: NewTask,
): Promise<StartedTask> =>
  asOwner(core.db, async () => {
    const { Task, Tenant } = core.db.models
    const { tenantId = actor.tenantId, resultPermission = 'jobs:view' } = wanted
    const tenant = tenantId === null ? null : await Tenant.findByPk(tenantId, { raw: true })
    const [id, key] = [uuid(), wantsKey ? makeSecret() : null]
    const row = {
      id, tenantId, clientId: tenant?.clientId ?? null, kind, input, onceKey: onceKey ?? null, resultPermission,
      resultKeyHash: key && hashSecret(key), requestedKind: actor.kind, requestedBy: actor.id,
      requestId: requestContext.getStore()?.requestId ?? null,
    } // biome-ignore format: one row, read at a glance
    // Of two who ask at the same moment, the second waits for the first and finds its row.
    await Task.bulkCreate([row], { ignoreDuplicates: true })
    const made = await Task.findByPk(id)
    if (!made) {
      const where = { kind, onceKey: onceKey ?? null, state: ['queued', 'running'] }
      const open = await Task.findOne({ where, rejectOnEmpty: true })
      return { task: open, resultKey: null, isNew: false }
    }
    const act = { action: 'task.started', target: { kind: 'task', id }, details: { kind } }
    if (tenantId === null) await recordDeploymentAct(core.db, actor, act)
    else await inTenantAsOwner(core.db, tenantId, () => recordAct(core.db, { ...actor, tenantId }, act))
    await core.queue.enqueue(taskQueue, { task_id: id }, { singletonKey: id })
    return { task: made, resultKey: key, isNew: true }
  })

/** An export of a large tenant may take hours; a process that dies is told by its missing heartbeat. */
const longestSeconds = 12 * 3600
const mostTries = 30

export const defineTaskQueue = (core: Pick<Core, 'queue'>): Promise<void> =>
  core.queue.defineQueue(taskQueue, {
    policy: 'singleton',
    ...patientRetries,
    // A process that dies says nothing against a task, whose finished steps are not done again.
    retryLimit: mostTries,
    expireInSeconds: longestSeconds,
  })

const forgottenMs = 30 * 60_000

/**
 * Gives open tasks a job again that nobody has worked on for long: after a restore there are rows, but no jobs. One
 * too many does nothing, it waits for the other and finds the task done.
 * @returns how many
 */
export const requeueTasks = async (core: Pick<Core, 'db' | 'queue'>, idleMs = forgottenMs): Promise<number> =>
  asOwner(core.db, async () => {
    const where = {
      state: ['queued', 'running'],
      updatedAt: { [Op.lt]: new Date(Date.now() - idleMs) },
    }
    const rows = await core.db.models.Task.findAll({ attributes: ['id'], where, limit: 1_000, raw: true })
    for (const { id } of rows) {
      await core.queue.enqueue(taskQueue, { task_id: id }, { singletonKey: id })
      await core.db.models.Task.update({ updatedAt: new Date() }, { where: { id } })
    }
    return rows.length
  })
