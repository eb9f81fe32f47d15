import { QueryTypes } from 'sequelize'
import type { Database } from '../../db/database.ts'
import type { MovedRow } from './moved.ts'
import { type EndChange, explainSlip, type SlipPart } from './slip.ts'

/** A thing whose end moved within the period and is not where it was planned. */
export interface SlippedItem {
  projectId: string
  kind: 'project' | 'phase' | 'step'
  id: string
  name: string
  baseline: string
  end: string
  /** Working days since the baseline, signed; the parts sum to it. */
  days: number
  parts: SlipPart[]
}

interface Row {
  projectId: string
  kind: SlippedItem['kind']
  id: string
  name: string
  baseline: string
  end: string
  changes: { id: string; at: string; from: string | null; to: string | null; by: string | null }[]
}

const key = (row: Pick<MovedRow, 'projectId' | 'subjectKind' | 'subjectId'>): string =>
  `${row.projectId} ${row.subjectKind} ${row.subjectId}`

const sql = `
  with asked as (
    select distinct * from unnest($2::uuid[], $3::text[], $4::text[]) as a (project_id, kind, subject_id)
  ), things as (
    select a.*, p.name, p.baseline_end_on, p.end_on,
           (select min(started_at) from project_phases f where f.tenant_id = $1 and f.project_id = p.id) as since
      from asked a join projects p on p.tenant_id = $1 and p.id = a.project_id where a.kind = 'project'
    union all
    select a.*, f.code, f.baseline_end_on, f.end_on, f.started_at
      from asked a join project_phases f on f.tenant_id = $1 and f.project_id = a.project_id and f.code = a.subject_id
     where a.kind = 'phase'
    union all
    select a.*, s.name, s.baseline_end_on, s.end_on, f.started_at
      from asked a join project_steps s on s.tenant_id = $1 and s.id::text = a.subject_id
      left join project_phases f on f.tenant_id = $1 and f.project_id = s.project_id and f.code = s.phase
     where a.kind = 'step' and s.status <> 'cancelled'
  )
  select t.project_id as "projectId", t.kind, t.subject_id as id, t.name, t.baseline_end_on::text as baseline,
         t.end_on::text as "end",
         coalesce((select jsonb_agg(jsonb_build_object(
                            'id', e.id, 'at', e.created_at, 'by', e.actor_label,
                            'from', e.changes #>> '{end_on,0}', 'to', e.changes #>> '{end_on,1}')
                          order by e.created_at, e.id)
                     from project_events e
                    where e.tenant_id = $1 and e.subject_id = t.subject_id and e.subject_kind = t.kind
                      and e.project_id = t.project_id and e.changes ? 'end_on'
                      and (t.since is null or e.created_at >= t.since)), '[]') as changes
    from things t
   where t.baseline_end_on is not null and t.end_on is not null and t.end_on <> t.baseline_end_on`

const changeOf = ({ id, at, ...rest }: Row['changes'][number]): EndChange => ({
  eventId: id,
  at: new Date(at),
  ...rest,
})

/** Of everything whose end these events moved, why it is where it is. Inside `withTenant`. */
export const listSlips = async (
  db: Database,
  tenantId: string,
  events: readonly MovedRow[],
): Promise<SlippedItem[]> => {
  const ends = events.filter(({ changes }) => 'end_on' in changes)
  const asked = [...new Map(ends.map((event) => [key(event), event])).values()]
  if (asked.length === 0) return []
  const rows = await db.sequelize.query<Row>(sql, {
    type: QueryTypes.SELECT,
    bind: [
      tenantId,
      asked.map(({ projectId }) => projectId),
      asked.map(({ subjectKind }) => subjectKind),
      asked.map(({ subjectId }) => subjectId),
    ],
  })
  return rows
    .map(({ changes, ...row }) => ({ ...row, ...explainSlip(row.baseline, row.end, changes.map(changeOf)) }))
    .filter(({ days }) => days !== 0)
}
