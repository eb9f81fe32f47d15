import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { ExecutionContext } from 'ava'
import { QueryTypes } from 'sequelize'
import { v7 as uuid } from 'uuid'
import { log } from '../../config/log.ts'
import { personActor, type TenantActor } from '../../core/access/can.ts'
import type { Core } from '../../core/core.ts'
import { openDigestMails } from '../../core/digests/send.ts'
import { scheduleRunners } from '../../core/digests/work.ts'
import { openQueue } from '../../core/jobs/queue.ts'
import { openMailDispatcher } from '../../core/mail/dispatch.ts'
import { addMember } from '../../core/projects/members.ts'
import { updatePhase } from '../../core/projects/phases.ts'
import { createProject } from '../../core/projects/projects.ts'
import { createStep, updateStep } from '../../core/projects/steps.ts'
import { defineScheduleQueue, fireTenant } from '../../core/schedules/fire.ts'
import { workOnSchedules } from '../../core/schedules/run.ts'
import type { Database } from '../../db/database.ts'
import type { Digest } from '../../db/models/digest.ts'
import type { ScheduleWindow } from '../../db/models/schedule.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { createTestTenant } from './database.ts'

type Teardown = Pick<ExecutionContext, 'teardown'>

export const mailKey = new Uint8Array(32).fill(7)
export const publicUrl = 'https://sextant.example.org'

/** A core whose schedules are worked on and whose digests are mailed to this server. */
export const openDigestCore = async (t: Teardown, db: Database, smtpUrl: string): Promise<Core> => {
  log.level = process.env.LOG_LEVEL ?? 'silent'
  const dataDir = await mkdtemp(join(tmpdir(), 'sextant-digests-'))
  const queue = await openQueue(db, { worker: true })
  const core: Core = { db, queue, dataDir }
  await defineScheduleQueue(core)
  workOnSchedules(core, scheduleRunners)
  const mailFrom = { name: 'Sextant', address: 'point@sextant.example.org' }
  const digests = openDigestMails(db, { publicUrl, key: mailKey })
  const mails = openMailDispatcher(core, { smtpUrl, mailFrom, publicUrl, digests }, { putOffMs: () => 0 })
  queue.onSignal('digests', mails.wake)
  t.teardown(async () => {
    await queue.stop()
    await mails.close()
    await rm(dataDir, { recursive: true, force: true })
  })
  return core
}

export interface DigestDesk {
  tenantId: string
  admin: TenantActor
  /** Somebody with an address of their own. */
  addPerson(values?: Record<string, unknown>): Promise<TenantActor & { email: string }>
  /** Lets the tenant's schedules see this time, and waits until what they began is over. */
  fireAt(iso: string): Promise<void>
  digests(): Promise<Digest[]>
  windows(kind?: string): Promise<ScheduleWindow[]>
  settled(): Promise<void>
}

/** A tenant of Paris that was made before all of this. */
export const openDigestDesk = async (core: Core, madeAt = '2026-03-01T00:00:00Z'): Promise<DigestDesk> => {
  const { db } = core
  const tenantId = await createTestTenant(db)
  await asOwner(db, () =>
    db.sequelize.query(
      `update tenants set created_at = $2, name = 'Agence Étoile', time_zone = 'Europe/Paris', locale = 'fr' where id = $1`,
      { bind: [tenantId, madeAt] },
    ),
  )
  const addPerson: DigestDesk['addPerson'] = async (values = {}) => {
    const email = `${uuid()}@example.org`
    const role = 'marketing'
    const row = { tenantId, fullName: 'Zoé Martin', email, role, createdAt: new Date(madeAt), ...values }
    const { id, role: held } = await withTenant(db, tenantId, () => db.models.Person.create(row))
    return { ...personActor({ id, tenantId, role: held }), email: row.email }
  }
  const digests: DigestDesk['digests'] = () =>
    withTenant(db, tenantId, () =>
      db.models.Digest.findAll({ where: { tenantId }, order: ['createdAt', 'id'] }),
    )
  const windows: DigestDesk['windows'] = (kind = 'digest.daily') =>
    withTenant(db, tenantId, async () => {
      const schedule = await db.models.Schedule.findOne({ where: { tenantId, kind }, rejectOnEmpty: true })
      const where = { tenantId, scheduleId: schedule.id }
      return db.models.ScheduleWindow.findAll({ where, order: ['coversTo', 'slot'] })
    })
  const countOpen = (): Promise<number> =>
    withTenant(db, tenantId, async () => {
      const [row] = await db.sequelize.query<{ count: number }>(
        `select ((select count(*) from schedule_windows where tenant_id = $1 and state = 'running')
               + (select count(*) from outbox where tenant_id = $1 and digest_id is not null
                     and platform = 'mail' and state in ('pending', 'sending')))::int as count`,
        { bind: [tenantId], type: QueryTypes.SELECT },
      )
      return row!.count
    })
  const settled = async (): Promise<void> => {
    while ((await countOpen()) > 0) await wait(15)
  }
  const fireAt = async (iso: string): Promise<void> => {
    const tenant = await asOwner(db, () => db.models.Tenant.findByPk(tenantId, { rejectOnEmpty: true }))
    await fireTenant(core, scheduleRunners, { tenant, now: new Date(iso) })
    await settled()
  }
  const admin = await addPerson({ role: 'admin', fullName: 'Ada Admin', email: null })
  return { tenantId, admin, addPerson, fireAt, digests, windows, settled }
}

/**
 * A project whose step was to end on Friday 20 March, and was moved twice: by 3 working days on the 24th, and by 2
 * more on the 26th.
 */
export const makeSlippedProject = async (
  { db }: Pick<Core, 'db'>,
  actor: TenantActor,
  { name = 'Lancement bio', member }: { name?: string; member?: TenantActor } = {},
): Promise<{ projectId: string; stepId: string }> => {
  const at = (iso: string) => ({ now: new Date(iso) })
  const { id: projectId } = await createProject(db, actor, { name }, at('2026-03-02T09:00:00Z'))
  if (member) await addMember(db, actor, { projectId, personId: member.id }, at('2026-03-02T09:01:00Z'))
  const phase = 'design' as const
  const { id: stepId } = await createStep(
    db,
    actor,
    { projectId, fields: { name: 'Maquettes', phase, endOn: '2026-03-20' } },
    at('2026-03-02T10:00:00Z'),
  )
  await updatePhase(
    db,
    actor,
    { projectId, code: phase, fields: { status: 'in_progress' } },
    at('2026-03-03T10:00:00Z'),
  )
  const move = (endOn: string, iso: string) =>
    updateStep(db, actor, { id: stepId, projectId, fields: { endOn } }, at(iso))
  await move('2026-03-25', '2026-03-24T10:00:00Z')
  await move('2026-03-27', '2026-03-26T15:00:00Z')
  return { projectId, stepId }
}
