import { v7 as uuid } from 'uuid'
import { currentTransaction } from '../../db/connection.ts'
import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import { kindOf, type NoticeType } from './types.ts'
import { tellOfNotices } from './wake.ts'

/** Something that happened, and whom it may concern. */
export interface NoticeEvent {
  type: NoticeType
  /** Who did it; null = Sextant itself. Nobody is told of their own acts. */
  actor: { kind: string; id: string; label: string | null } | null
  project?: { id: string; name: string }
  /** Its code. */
  phase?: string
  step?: { id: string; name: string }
  task?: { id: string; name: string }
  /** Ids of people: those concerned; of a general type, those who may hear of it. Channels are found by the project. */
  to: readonly string[]
  /** What the sentence needs: `from`, `to`, `due_on`, `late_days`, … */
  data: Record<string, unknown>
  /** Told once for this key: late, due soon. */
  onceKey?: string
}

/** No project has it: "in all projects". */
export const nowhere = '00000000-0000-0000-0000-000000000000'

/** Whether somebody (alias p) wants to hear nothing of a type in a project. Critical types are never muted. */
export const isMuted = (type: string, projectId: string): string =>
  `exists (select from notification_mutes m
            where m.tenant_id = p.tenant_id and m.person_id = p.id and m.type in ('', ${type})
              and m.project_id in ('${nowhere}', coalesce(${projectId}, '${nowhere}')))`

/** The muted keep a row, out of sight: what they hear nothing of can still be looked up, and unmuting shows no flood. */
const sql = `
  with event as (
    insert into notification_events (tenant_id, id, type, actor_kind, actor_id, actor_label, project_id, project_name,
                                     phase, step_id, step_name, task_id, task_name, data, once_key, routed_at)
    values ($tenant, $event, $type, $actorKind, $actor, $actorLabel, $project, $projectName,
            $phase, $step, $stepName, $task, $taskName, $data::jsonb, $once,
            case when $isGeneral::boolean and $project::uuid is not null then null else now() end)
    on conflict (tenant_id, once_key) do nothing
    returning tenant_id, id
  ), told as (
    select e.tenant_id, t.id, e.id as event_id, p.id as person_id,
           not $isCritical::boolean and ${isMuted('$type', '$project::uuid')} as is_muted
      from event e
     cross join unnest($ids::uuid[], $people::uuid[]) as t (id, person_id)
      join people p on p.tenant_id = e.tenant_id and p.id = t.person_id and p.is_active
  )
  insert into notifications (tenant_id, id, event_id, person_id, type, project_id, rule, state, archived_at, route_at,
                             outcome)
  select tenant_id, id, event_id, person_id, $type, $project, $rule,
         case when is_muted then 'archived' else 'unread' end, case when is_muted then now() end,
         case when is_muted then null else now() end, case when is_muted then 'muted' end
    from told`

/**
 * Tells people that something happened: one row a person and event, in the transaction of the change, in one statement
 * however many they are. How each is told is decided when it is sent (see `route.ts`), so that a change costs no more
 * with many readers, and what people prefer, may read and are bound to counts as it is by then.
 */
export const notify = (db: Database, tenantId: string, event: NoticeEvent): Promise<void> =>
  withTenant(db, tenantId, async () => {
    const { type, actor, project, phase, step, task, data, onceKey } = event
    const { audience, priority, rule, isListed } = kindOf(type)
    if (!isListed) return
    const people = [...new Set(event.to)].filter((id) => !(actor?.kind === 'person' && actor.id === id))
    const isGeneral = audience !== 'personal'
    if (people.length === 0 && !(isGeneral && project)) return
    await db.sequelize.query(sql, {
      bind: {
        tenant: tenantId, event: uuid(), type, rule, isGeneral, isCritical: priority === 'critical',
        actorKind: actor?.kind ?? null, actor: actor?.id ?? null, actorLabel: actor?.label ?? null,
        project: project?.id ?? null, projectName: project?.name ?? null, phase: phase ?? null,
        step: step?.id ?? null, stepName: step?.name ?? null,
        task: task?.id ?? null, taskName: task?.name ?? null,
        data: JSON.stringify(data), once: onceKey ?? null, ids: people.map(() => uuid()), people,
      },
    }) // biome-ignore format: one row, read at a glance
    currentTransaction()?.afterCommit(() => tellOfNotices(db, tenantId))
  })
