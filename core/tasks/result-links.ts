import { Op } from 'sequelize'
import { limits } from '../../config/limits.ts'
import type { Database } from '../../db/database.ts'
import type { ResultLink } from '../../db/models/result-link.ts'
import type { Task } from '../../db/models/task.ts'
import { asOwner, inTenantAsOwner } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import { type Actor, actorOnBehalf } from '../access/can.ts'
import type { Core } from '../core.ts'
import { AppError } from '../errors.ts'
import { hashSecret, makeSecret } from '../tenancy/tokens.ts'
import { hasResultFile } from './results.ts'
import { openTaskFile, type TaskResult } from './tasks.ts'

type Place = Pick<Core, 'db' | 'dataDir'>

const lifeMs = limits.tasks.linkHours * 3_600_000

const isActive = async (db: Database, tenantId: string, id: string): Promise<boolean> =>
  (await inTenantAsOwner(db, tenantId, () =>
    db.models.Person.count({ where: { tenantId, id, isActive: true } }),
  )) > 0

/** Until when there is something to open; null when there is nothing. The last step of a task may tell of its result. */
const endOf = ({ state, resultName, expiresAt }: Task, now: number): Date | null => {
  if (resultName === null || (state !== 'done' && state !== 'running')) return null
  const end = Math.min(now + lifeMs, expiresAt?.getTime() ?? Number.POSITIVE_INFINITY)
  return end > now ? new Date(end) : null
}

/**
 * Makes the secret of a link that opens a task's result for the person whom the task is about, once, within a day; it
 * ends the one before. Only its hash is kept, so it is made by whoever sends the mail, at that moment.
 * @returns null when there is no use for it: no such result any more, or the person is gone or switched off
 */
export const makeResultLink = (db: Database, taskId: string): Promise<string | null> =>
  asOwner(db, async () => {
    const { Task, ResultLink } = db.models
    const task = await Task.findByPk(taskId)
    const { tenantId = null } = task ?? {}
    const { personId } = (task?.input ?? {}) as { personId?: string }
    const expiresAt = task && endOf(task, Date.now())
    if (!expiresAt || tenantId === null || !personId || !(await isActive(db, tenantId, personId))) return null
    await ResultLink.update({ endedAt: new Date() }, { where: { taskId, personId, endedAt: null } })
    const secret = makeSecret()
    await ResultLink.create({ taskId, tenantId, personId, tokenHash: hashSecret(secret), expiresAt })
    return secret
  })

const invalid = (): AppError =>
  new AppError('link_invalid', 'this link was used, replaced by a newer one, or is too old', {
    details: { context: 'download' },
  })

/** Somebody else who is signed in does not get it, whatever link they hold; who is not is known by the link. */
const requireHolder = ({ personId }: ResultLink, actor: Pick<Actor, 'kind' | 'id'> | null): void => {
  if (actor && (actor.kind !== 'person' || actor.id !== personId))
    throw new AppError('forbidden', 'this link is for somebody else', { details: { context: 'download' } })
}

interface Found {
  link: ResultLink
  task: Task
}

/** What a live link leads to. @throws AppError `link_invalid`, `forbidden` for somebody else who is signed in */
const find = async (core: Place, token: string, actor: Pick<Actor, 'kind' | 'id'> | null): Promise<Found> => {
  const { ResultLink, Task } = core.db.models
  const where = { tokenHash: hashSecret(token), endedAt: null, expiresAt: { [Op.gt]: new Date() } }
  const link = await asOwner(core.db, () => ResultLink.findOne({ where }))
  if (!link) throw invalid()
  requireHolder(link, actor)
  const { taskId, tenantId, personId } = link
  const task = await asOwner(core.db, () => Task.findOne({ where: { id: taskId, tenantId } }))
  const isThere = task?.resultName && (await hasResultFile(core, taskId))
  if (!isThere || !(await isActive(core.db, tenantId, personId))) throw invalid()
  return { link, task }
}

/**
 * What a link would open, without using it up: programs that look through mails follow links as well.
 * @throws AppError `link_invalid`, `forbidden` (context `download`)
 */
export const readResultLink = async (
  core: Place,
  token: string,
  actor: Pick<Actor, 'kind' | 'id'> | null,
): Promise<{ fileName: string; bytes: number }> => {
  const { task } = await find(core, token, actor)
  return { fileName: task.resultName!, bytes: task.resultBytes ?? 0 }
}

/**
 * Opens the result and ends the link: of many uses at the same moment one succeeds. It stays in the person's audit
 * trail. Whoever is signed in finds the file below `/v1/jobs` as long as it is kept.
 * @param actor who is signed in, if somebody is
 * @throws AppError `link_invalid`, `forbidden` (context `download`)
 */
export const openResultByLink = async (
  core: Place,
  token: string,
  actor: Pick<Actor, 'kind' | 'id'> | null,
): Promise<TaskResult> => {
  const { db } = core
  const { link, task } = await find(core, token, actor)
  const { id, tenantId, personId } = link
  const result = await openTaskFile(core, task)
  try {
    await inTenantAsOwner(db, tenantId, async () => {
      const where = { id, endedAt: null }
      const [used] = await db.models.ResultLink.update({ endedAt: new Date() }, { where })
      if (used === 0) throw invalid()
      await recordAct(db, actorOnBehalf(tenantId, { kind: 'person', id: personId }), {
        action: 'task.result_taken',
        target: { kind: 'task', id: task.id },
        details: { kind: task.kind, how: 'link' },
      })
    })
  } catch (error) {
    result.body.destroy()
    throw error
  }
  return result
}

/** Forgets links that are over. */
export const sweepResultLinks = (db: Database): Promise<number> =>
  asOwner(db, () => db.models.ResultLink.destroy({ where: { expiresAt: { [Op.lt]: new Date() } } }))
