import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import type { WhereOptions } from 'sequelize'
import type { Task, TaskState } from '../../db/models/task.ts'
import { asOwner, inTenantAsOwner } from '../../db/tenant.ts'
import { recordAct, recordDeploymentAct } from '../access/audit.ts'
import { type Actor, authorize, can } from '../access/can.ts'
import type { Permission } from '../access/permissions.ts'
import type { Core } from '../core.ts'
import { AppError } from '../errors.ts'
import { behind, newestFirst, type Page } from '../paging.ts'
import { hashSecret } from '../tenancy/tokens.ts'
import { removeResult, resultPath } from './results.ts'

type Place = Pick<Core, 'db' | 'dataDir'>

const noTask = () => new AppError('not_found', 'There is no such task.')

/** Operators see all, or those of the tenant that they name; people those of their tenant, or the own ones alone. */
const visibleTo = (actor: Actor): WhereOptions => {
  const { tenantId, kind, id } = actor
  if (kind === 'operator') return tenantId === null ? {} : { tenantId }
  if (tenantId === null) return { requestedKind: kind, requestedBy: id }
  return can(actor, 'jobs:view') ? { tenantId } : { tenantId, requestedKind: kind, requestedBy: id }
}

const isOwn = ({ kind, id }: Actor, { requestedKind, requestedBy }: Task): boolean =>
  requestedKind === kind && requestedBy === id

export interface TaskFilter {
  state?: TaskState
  kind?: string
}

/** Tasks that the actor may see, newest first. */
export const listTasks = (
  { db }: Pick<Core, 'db'>,
  actor: Actor,
  { page, filter = {} }: { page: Page; filter?: TaskFilter },
): Promise<Task[]> => {
  const { state, kind } = filter
  const where = {
    ...visibleTo(actor),
    ...behind(page),
    ...(state && { state }),
    ...(kind !== undefined && { kind }),
  }
  return asOwner(db, () => db.models.Task.findAll({ where, order: newestFirst, limit: page.limit }))
}

/** @throws not_found, also for what the actor may not see */
export const findTask = async ({ db }: Pick<Core, 'db'>, actor: Actor, id: string): Promise<Task> => {
  const task = await asOwner(db, () => db.models.Task.findOne({ where: { ...visibleTo(actor), id } }))
  if (!task) throw noTask()
  return task
}

/** What remains of a task whose result is not wanted any more. */
const cancelled = { state: 'cancelled' as const, step: null, resultName: null, resultKeyHash: null }

/**
 * Ends a task that waits or runs: before its next step, or in the middle of one that asks. One that has ended stays
 * as it is.
 * @throws not_found, `conflict` behind the step from which there is no way back
 */
export const cancelTask = async (core: Place, actor: Actor, id: string): Promise<Task> => {
  const { db } = core
  const known = await findTask(core, actor, id)
  // Whoever may only look does not end what others asked for.
  if (!isOwn(actor, known)) authorize(actor, known.resultPermission as Permission)
  const task = await asOwner(db, async () => {
    const row = await db.models.Task.findByPk(id, { lock: true, rejectOnEmpty: true })
    if (row.state !== 'queued' && row.state !== 'running') return row
    if (!row.isCancellable)
      throw new AppError('conflict', 'It has gone too far to be cancelled.', {
        details: { context: 'task_final' },
      })
    await row.update({ ...cancelled, finishedAt: new Date() })
    const act = { action: 'task.cancelled', target: { kind: 'task', id }, details: { kind: row.kind } }
    const { tenantId } = row
    const isThere = tenantId !== null && (await db.models.Tenant.count({ where: { id: tenantId } })) > 0
    if (isThere) await inTenantAsOwner(db, tenantId, () => recordAct(db, { ...actor, tenantId }, act))
    else await recordDeploymentAct(db, actor, act)
    return row
  })
  if (task.state === 'cancelled') await removeResult(core, id)
  return task
}

export interface TaskResult {
  fileName: string
  mediaType: string
  bytes: number
  body: Readable
}

/** The file of a task that has ended; authorises nobody. @throws not_found when there is none (any more) */
export const openTaskFile = async (core: Place, task: Task): Promise<TaskResult> => {
  const { id, state, resultName, resultType, expiresAt } = task
  const isOver = expiresAt !== null && expiresAt.getTime() <= Date.now()
  if (state !== 'done' || resultName === null || isOver) throw noTask()
  const path = resultPath(core, id)
  const found = await stat(path).catch(() => null)
  if (!found) throw noTask()
  return {
    fileName: resultName,
    mediaType: resultType ?? 'application/octet-stream',
    bytes: found.size,
    body: createReadStream(path),
  }
}

/** For whoever asked for it, and holders of its permission. @throws not_found when there is none (any more), `forbidden` */
export const openTaskResult = async (core: Place, actor: Actor, id: string): Promise<TaskResult> => {
  const task = await findTask(core, actor, id)
  if (!isOwn(actor, task)) authorize(actor, task.resultPermission as Permission)
  return openTaskFile(core, task)
}

/** With the key that was given out when it was asked for. @throws not_found for a wrong one as well */
export const openTaskResultByKey = async (core: Place, id: string, key: string): Promise<TaskResult> => {
  const where = { id, resultKeyHash: hashSecret(key) }
  const task = await asOwner(core.db, () => core.db.models.Task.findOne({ where }))
  if (!task) throw noTask()
  return openTaskFile(core, task)
}
