import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Op, QueryTypes } from 'sequelize'
import { enterTenant, tablesInOrder } from '../../db/backup/tables.ts'
import { asOwner, inTenantAsOwner, withTenant } from '../../db/tenant.ts'
import { recordDeploymentAct } from '../access/audit.ts'
import { actorOnBehalf } from '../access/can.ts'
import { incomingDirOf, parseIncoming } from '../assistants/creation-request.ts'
import type { Core } from '../core.ts'
import { isAddress } from '../notifications/address.ts'
import type { AlertMail } from '../notifications/catalogue.ts'
import type { TaskContext, TaskKind } from '../tasks/kinds.ts'
import { removeResult } from '../tasks/results.ts'
import { removeInstall } from '../tenancy/installs.ts'
import { exportStep, tenantOf } from './export-tenant.ts'
import { removeMailFiles } from './mail-files.ts'
import { setTombstone } from './tombstones.ts'

type Place = Pick<Core, 'db' | 'dataDir' | 'accessEnds' | 'forgetTenant'>

/** The file stays for so long after the tenant has gone; operators give it out. */
export const keepExportDays = 30
const dayMs = 24 * 3600 * 1000
const batchRows = 5_000

const operatorOf = ({ task }: Pick<TaskContext, 'task'>) => ({
  kind: 'operator' as const,
  id: task.requestedBy,
})

const suspend = (context: TaskContext): Promise<void> =>
  asOwner(context.core.db, async () => {
    const { core, task } = context
    const tenant = await core.db.models.Tenant.findByPk(task.tenantId ?? '')
    if (!tenant?.isActive) return
    await tenant.update({ isActive: false })
    const target = { kind: 'tenant', id: tenant.id }
    await recordDeploymentAct(core.db, operatorOf(context), { action: 'tenant.suspended', target })
  })

/** Through the deployment's outbox: that of the tenant goes along with it. */
const tellContact = async (context: TaskContext): Promise<void> => {
  const { core, task } = context
  const tenant = await tenantOf(context)
  const destination = tenant?.contactEmail?.trim() ?? ''
  if (!tenant || !isAddress(destination)) return
  const now = new Date()
  const mail: AlertMail = {
    type: 'tenant.leaving',
    data: { job_id: task.id, until: new Date(now.getTime() + keepExportDays * dayMs).toISOString() },
    audience: 'person',
    locale: tenant.locale,
    tenant_name: tenant.name,
    time_zone: tenant.timeZone,
    raised_at: now.toISOString(),
  }
  // The task's id: a second try of the step is the same mail.
  const row = { id: task.id, destination, payload: { mail: { ...mail } } }
  await asOwner(core.db, () => core.db.models.OperatorMail.bulkCreate([row], { ignoreDuplicates: true }))
}

const actorOf = (tenantId: string, operatorId: string | null) =>
  actorOnBehalf(
    tenantId,
    operatorId ? { kind: 'operator', id: operatorId } : { kind: 'system', id: 'privacy' },
  )

/** Its workspaces are nobody's any more, and their access is given back. */
const endInstalls = async ({ db, accessEnds }: Place, tenantId: string, operatorId: string | null) => {
  const { Workspace } = db.models
  const rows = await asOwner(db, () => Workspace.findAll({ where: { tenantId }, raw: true }))
  for (const { id, workspaceId } of rows) {
    await asOwner(db, async () => {
      await Workspace.update({ installedBy: null }, { where: { id } })
      await db.models.PlatformEvent.destroy({ where: { workspace: workspaceId } })
    })
    await removeInstall(db, actorOf(tenantId, operatorId), id, accessEnds)
    await asOwner(db, () =>
      Workspace.destroy({ where: { id, tenantId: null, revokedAt: { [Op.ne]: null } } }),
    )
  }
}

const cancelTasks = async (core: Place, tenantId: string, exceptId: string): Promise<void> => {
  const { Task } = core.db.models
  const where = { tenantId, id: { [Op.ne]: exceptId } }
  const rows = await asOwner(core.db, () => Task.findAll({ attributes: ['id'], where, raw: true }))
  const open = { ...where, state: ['queued', 'running'] }
  await asOwner(core.db, () => Task.update({ state: 'cancelled', finishedAt: new Date() }, { where: open }))
  const gone = {
    resultName: null,
    resultType: null,
    resultBytes: null,
    resultKeyHash: null,
    onceKey: null,
    input: {},
  }
  await asOwner(core.db, () => Task.update(gone, { where }))
  // Of an account on a chat platform the id itself would stay.
  const byAccount = { ...where, requestedKind: 'session' }
  await asOwner(core.db, () => Task.update({ requestedBy: 'erased' }, { where: byAccount }))
  for (const { id } of rows) await removeResult(core, id)
}

/** A database that was just restored has no queue yet. */
const dropJobs = async ({ db }: Place, tenantId: string): Promise<void> => {
  const [row] = await db.sequelize.query<{ isThere: boolean }>(
    `select to_regclass('pgboss.job') is not null as "isThere"`,
    { type: QueryTypes.SELECT },
  )
  if (!row?.isThere) return
  await db.sequelize.query(`delete from pgboss.job where data ->> 'tenant_id' = $1 and state < 'active'`, {
    bind: [tenantId],
  })
}

const endAccess = async (
  core: Place,
  tenantId: string,
  by: { operatorId: string | null; taskId: string },
) => {
  await asOwner(core.db, () => core.db.models.Session.destroy({ where: { tenantId } }))
  await endInstalls(core, tenantId, by.operatorId)
  await cancelTasks(core, tenantId, by.taskId)
  await dropJobs(core, tenantId)
}

/** Mails of the deployment to people of the tenant. The word to its contact is its own, and has to leave. */
const removeMails = (
  { db }: Place,
  { clientId, emails, keep }: { clientId: string; emails: string[]; keep: string },
): Promise<void> =>
  asOwner(db, async () => {
    await db.sequelize.query(
      'delete from operator_mails where lower(destination) = any($1::text[]) and id <> $2',
      {
        bind: [emails, keep],
      },
    )
    await db.models.ResetRequest.destroy({ where: { clientId } })
  })

/** Before the rows: they tell whose mails these are. */
const removeFiles = async (core: Place, tenantId: string, keepMail: string): Promise<void> => {
  const people = await withTenant(core.db, tenantId, () =>
    core.db.models.Person.findAll({ attributes: ['email'], where: { tenantId }, raw: true }),
  )
  const emails = people.flatMap(({ email }) => email?.trim().toLowerCase() ?? [])
  await removeMailFiles(core, emails)
  const tenant = await asOwner(core.db, () => core.db.models.Tenant.findByPk(tenantId, { raw: true }))
  if (tenant) await removeMails(core, { clientId: tenant.clientId, emails, keep: keepMail })
  await rm(join(core.dataDir, 'files', tenantId), { recursive: true, force: true })
  const incoming = incomingDirOf(core)
  for (const name of await readdir(incoming).catch(() => []))
    if (parseIncoming(name)?.tenantId === tenantId) await rm(join(incoming, name), { force: true })
}

/** Children first. The trail is only ever removed along with its tenant: the database sees to that. */
const tenantTablesOf = ({ db }: Place): Promise<string[]> =>
  asOwner(db, async (transaction) => {
    const tables = await tablesInOrder(db.sequelize, transaction)
    return tables
      .filter(({ isTenants, name }) => isTenants && !name.startsWith('audit_'))
      .map(({ name }) => name)
      .reverse()
  })

const removeBatch = ({ db }: Place, tenantId: string, table: string): Promise<number> =>
  inTenantAsOwner(db, tenantId, async () => {
    const rows = await db.sequelize.query(
      `delete from ${table} where tenant_id = $1 and ctid in (
         select ctid from ${table} where tenant_id = $1 limit ${batchRows}) returning 1`,
      { bind: [tenantId], type: QueryTypes.SELECT },
    )
    return rows.length
  })

/** In batches, so that nobody waits behind one huge transaction; what is left goes with the tenant's own row. */
const removeRows = async (core: Place, tenantId: string, report: TaskContext['report']): Promise<void> => {
  const { db } = core
  const tables = await tenantTablesOf(core)
  for (const [at, table] of tables.entries())
    do await report(at / tables.length)
    while ((await removeBatch(core, tenantId, table)) === batchRows)
  await asOwner(db, async (transaction) => {
    await db.sequelize.query(`delete from idempotency_keys where split_part(scope, ' ', 2) = $1`, {
      bind: [tenantId],
    })
    await enterTenant(db.sequelize, transaction, tenantId)
    await db.models.Tenant.destroy({ where: { id: tenantId } })
    await db.sequelize.query(`set local app.tenant_id = ''`)
  })
  core.forgetTenant?.(tenantId)
}

/** All of it at once, for a database that was restored from before. */
export const removeTenantAgain = async (core: Place, tenantId: string): Promise<void> => {
  const isThere = await asOwner(core.db, () => core.db.models.Tenant.count({ where: { id: tenantId } }))
  if (!isThere) return
  await endAccess(core, tenantId, { operatorId: null, taskId: tenantId })
  await removeFiles(core, tenantId, tenantId)
  await removeRows(core, tenantId, async () => {})
}

const idOf = ({ task }: Pick<TaskContext, 'task'>): string => {
  if (task.tenantId === null) throw new Error('a task that removes a tenant names it')
  return task.tenantId
}

/** Removes a tenant with all that it has, after a last export. Until the access ends it can be cancelled. */
export const tenantRemove: TaskKind = {
  kind: 'tenant.remove',
  keepDays: keepExportDays,
  steps: [
    { name: 'suspend', run: suspend },
    exportStep,
    { name: 'tell', run: tellContact },
    {
      name: 'access',
      isFinal: true,
      run: async (context) => {
        const { core, task } = context
        const tenantId = idOf(context)
        const subject = { tenantId, personId: null, accounts: [], person: null }
        await setTombstone(core, { id: task.id, kind: 'tenant', subject })
        await endAccess(core, tenantId, { operatorId: task.requestedBy, taskId: task.id })
      },
    },
    { name: 'files', run: (context) => removeFiles(context.core, idOf(context), context.task.id) },
    { name: 'rows', run: (context) => removeRows(context.core, idOf(context), context.report) },
    {
      name: 'record',
      run: async (context) => {
        const { core, task } = context
        const target = { kind: 'tenant', id: idOf(context) }
        const details = { clientId: task.clientId }
        await recordDeploymentAct(core.db, operatorOf(context), { action: 'tenant.deleted', target, details })
      },
    },
  ],
}
