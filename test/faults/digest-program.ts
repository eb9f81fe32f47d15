import { QueryTypes } from 'sequelize'
import { log } from '../../config/log.ts'
import type { Core } from '../../core/core.ts'
import { openDigestMails } from '../../core/digests/send.ts'
import { scheduleRunners } from '../../core/digests/work.ts'
import { openQueue } from '../../core/jobs/queue.ts'
import { openMailDispatcher } from '../../core/mail/dispatch.ts'
import { defineScheduleQueue, fireTenant } from '../../core/schedules/fire.ts'
import { workOnSchedules } from '../../core/schedules/run.ts'
import { openDatabase } from '../../db/database.ts'
import { migrate } from '../../db/migrate.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { mailKey, makeSlippedProject, openDigestDesk, publicUrl } from '../helpers/digest-desk.ts'

/** `plant <readers>` makes them; `send <smtp url>` sends one morning's digests until none is open, or until it dies. */
const [dataDir = '', act = '', value = ''] = process.argv.slice(2)

log.level = process.env.LOG_LEVEL ?? 'silent'
const db = await openDatabase({ databaseUrl: null, dataDir })
await migrate(db)
const queue = await openQueue(db, { worker: act === 'send' })
const core: Core = { db, queue, dataDir }
await defineScheduleQueue(core)

const plant = async (): Promise<void> => {
  const desk = await openDigestDesk(core)
  const { projectId } = await makeSlippedProject(core, desk.admin)
  await withTenant(db, desk.tenantId, () =>
    db.sequelize.query(
      `with made as (
         insert into people (tenant_id, id, full_name, email, role, created_at)
         select $1, gen_random_uuid(), 'Lecteur ' || n, 'lecteur' || n || '@example.org', 'marketing', '2026-03-01'
           from generate_series(1, $2::integer) n returning id)
       insert into project_members (tenant_id, project_id, person_id) select $1, $3, id from made`,
      { bind: [desk.tenantId, Number(value), projectId] },
    ),
  )
}

const statesOf = (tenantId: string) =>
  withTenant(db, tenantId, () =>
    db.sequelize.query<{ state: string; count: number }>(
      `select state, count(*)::int as count from digests where tenant_id = $1 and route = 'mail' group by state`,
      { bind: [tenantId], type: QueryTypes.SELECT },
    ),
  )

const send = async (): Promise<object> => {
  workOnSchedules(core, scheduleRunners)
  const tenant = await asOwner(db, () => db.models.Tenant.findOne({ rejectOnEmpty: true }))
  const digests = openDigestMails(db, { publicUrl, key: mailKey })
  const options = { smtpUrl: value, mailFrom: null, publicUrl, digests }
  // What a dead process had in hand is looked at again soon.
  const mails = openMailDispatcher(core, options, { leaseMs: 700, putOffMs: () => 50 })
  const wake = setInterval(() => mails.wake(tenant.id), 150)
  await fireTenant(core, scheduleRunners, { tenant, now: new Date('2026-03-27T07:00:30Z') })
  for (;;) {
    const states = Object.fromEntries((await statesOf(tenant.id)).map(({ state, count }) => [state, count]))
    const { count } = await withTenant(db, tenant.id, async () => ({
      count: await db.models.ScheduleWindow.count({ where: { tenantId: tenant.id, state: 'running' } }),
    }))
    if (count === 0 && !states.prepared) {
      clearInterval(wake)
      await mails.close()
      return states
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

if (act === 'plant') await plant()
else process.stdout.write(JSON.stringify(await send()))
await queue.stop()
await db.close()
