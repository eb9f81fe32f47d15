import { QueryTypes } from 'sequelize'
import type { Change } from './change.ts'

const tasksSql = `
  with released as (
    delete from task_assignees a using project_tasks t
     where t.tenant_id = a.tenant_id and t.id = a.task_id and a.tenant_id = $1 and a.person_id = $2
       and t.project_id = $3 and t.status in ('pending', 'in_progress')
    returning a.task_id
  )
  update project_tasks set updated_at = now()
   where tenant_id = $1 and id in (select task_id from released)
  returning id::text as id, name`

const stepsSql = `
  update project_steps set owner_id = null, updated_at = now()
   where tenant_id = $1 and owner_id = $2 and project_id = $3 and status in ('pending', 'in_progress')
  returning id::text as id, name`

/** What somebody had still to do in a project is nobody's; what they finished stays theirs. */
export const releaseWork = async (
  { db, tenantId, project, note }: Change,
  { personId, causedBy }: { personId: string; causedBy: string },
): Promise<void> => {
  const read = (sql: string) =>
    db.sequelize.query<{ id: string; name: string }>(sql, {
      bind: [tenantId, personId, project.id],
      type: QueryTypes.SELECT,
    })
  for (const { id, name } of await read(stepsSql))
    note({
      subject: { kind: 'step', id, name },
      action: 'step.assigned',
      changes: { owner_id: [personId, null] },
      causedBy,
    })
  for (const { id, name } of await read(tasksSql))
    note({
      subject: { kind: 'task', id, name },
      action: 'task.assigned',
      changes: { assignee_ids: [[personId], []] },
      causedBy,
    })
}
