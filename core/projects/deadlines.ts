import { QueryTypes } from 'sequelize'
import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import type { PhaseCode } from './codes.ts'
import { readToday } from './days.ts'
import { workingDaysBetween } from './working-days.ts'

/** Something with an end that is near or over, in a project that is on and open and a phase that is not ignored. */
export interface Deadline {
  kind: 'project' | 'phase' | 'step' | 'task'
  /** An id; of a phase its code. */
  id: string
  name: string
  projectId: string
  projectName: string
  phase: PhaseCode | null
  /** `yyyy-mm-dd` */
  endOn: string
  /** Working days from the end to the tenant's day: positive = late, negative = still to come. */
  lateDays: number
  /** Who is to do it: owner or assignees; of a project and a phase, and of what is nobody's, the project's owner. */
  personIds: string[]
  /** The same for the same thing and end: a new end is news again. */
  onceKey: string
}

const open = `status in ('pending', 'in_progress')`

/** `r.end_on` is narrowed by the caller: each part uses the index of what is open. */
const sql = (condition: string): string => `
  with live as (
    select tenant_id, id, name, owner_id, end_on from projects where tenant_id = $tenant and is_active and ${open}
  ), due as (
    select 'project' as kind, p.id::text as id, p.name, p.id as project_id, null as phase, p.end_on, null::uuid[] as people
      from live p
    union all
    select 'phase', r.code, r.code, r.project_id, r.code, r.end_on, null
      from project_phases r where r.tenant_id = $tenant and r.${open}
    union all
    select 'step', r.id::text, r.name, r.project_id, r.phase, r.end_on,
           case when r.owner_id is null then null else array[r.owner_id] end
      from project_steps r where r.tenant_id = $tenant and r.${open}
       and not exists (select from project_phases f where f.tenant_id = r.tenant_id and f.project_id = r.project_id
                          and f.code = r.phase and f.status = 'ignored')
    union all
    select 'task', r.id::text, r.name, r.project_id, null, r.due_on,
           (select array_agg(a.person_id order by a.person_id) from task_assignees a
             where a.tenant_id = r.tenant_id and a.task_id = r.id)
      from project_tasks r where r.tenant_id = $tenant and r.${open}
  )
  select r.kind, r.id, r.name, r.project_id::text as "projectId", p.name as "projectName", r.phase,
         r.end_on::text as "endOn",
         coalesce(r.people, case when p.owner_id is null then '{}' else array[p.owner_id] end)::text[] as "personIds"
    from due r join live p on p.id = r.project_id
   where ${condition}
   order by r.end_on, r.kind, r.id`

type Row = Omit<Deadline, 'lateDays' | 'onceKey'>

const read = async (
  db: Database,
  tenantId: string,
  { condition, type, bind, today }: { condition: string; type: string; bind: object; today: string },
): Promise<Deadline[]> => {
  const rows = await db.sequelize.query<Row>(sql(condition), {
    bind: { tenant: tenantId, today, ...bind },
    type: QueryTypes.SELECT,
  })
  return rows.map((row) => ({
    ...row,
    lateDays: workingDaysBetween(row.endOn, today),
    onceKey: `${row.kind}.${type}:${row.projectId}:${row.id}:${row.endOn}`,
  }))
}

/** What is late on the tenant's day, the oldest first. Authorises nobody: it is for the jobs that tell people. */
export const listLate = (db: Database, tenantId: string, { now }: { now?: Date } = {}): Promise<Deadline[]> =>
  withTenant(db, tenantId, async () => {
    const today = await readToday(db, tenantId, now)
    return read(db, tenantId, { condition: 'r.end_on < $today::date', type: 'late', bind: {}, today })
  })

/**
 * Phases, steps and tasks that end on the tenant's day or within the days after it. Authorises nobody.
 * @param wanted.days of the calendar, 2 unless told otherwise
 */
export const listDueSoon = (
  db: Database,
  tenantId: string,
  { now, days = 2 }: { now?: Date; days?: number } = {},
): Promise<Deadline[]> =>
  withTenant(db, tenantId, async () => {
    const today = await readToday(db, tenantId, now)
    const condition = `r.kind <> 'project' and r.end_on between $today::date and $today::date + $days::integer`
    return read(db, tenantId, { condition, type: 'due_soon', bind: { days }, today })
  })
