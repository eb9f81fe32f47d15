import { QueryTypes } from 'sequelize'
import type { Database } from '../../db/database.ts'
import type { Period } from './facts.ts'

export type SubjectKind = 'project' | 'phase' | 'step' | 'task' | 'member' | 'permission' | 'channel'

export interface MovedRow {
  id: string
  projectId: string
  subjectKind: SubjectKind
  subjectId: string
  subjectName: string
  action: string
  changes: Record<string, [unknown, unknown]>
  actorLabel: string | null
  at: Date
}

/** What became of one thing over a period: from how it stood before to how it stands after. */
export interface MovedItem {
  kind: SubjectKind
  id: string
  name: string
  isNew: boolean
  isGone: boolean
  changes: Record<string, [unknown, unknown]>
  /** Who had a part in it, as people know them. */
  by: string[]
}

/** A tenant that changes more within a window gets the newest: a digest of more would be read by nobody. */
const mostEvents = 20_000
const told = ['project', 'phase', 'step', 'task', 'member']

/** Events of a period, oldest first, without what was taken back again. Inside `withTenant`. */
export const readMoved = (db: Database, tenantId: string, { from, to }: Period): Promise<MovedRow[]> =>
  db.sequelize.query<MovedRow>(
    `select * from (
       select id, project_id as "projectId", subject_kind as "subjectKind", subject_id as "subjectId",
              subject_name as "subjectName", action, changes, actor_label as "actorLabel", created_at as at
         from project_events
        where tenant_id = $1 and created_at > $2 and created_at <= $3 and subject_kind = any($4)
        order by created_at desc, id desc limit ${mostEvents}) newest
      order by at, id`,
    { type: QueryTypes.SELECT, bind: [tenantId, from, to, told] },
  )

const mergeChanges = (before: MovedItem['changes'], changes: MovedItem['changes']): MovedItem['changes'] => {
  const merged = { ...before }
  for (const [field, [was, is]] of Object.entries(changes)) merged[field] = [merged[field]?.[0] ?? was, is]
  return merged
}

const fold = (item: MovedItem, { action, changes, subjectName, actorLabel }: MovedRow): MovedItem => ({
  ...item,
  name: subjectName,
  isNew: item.isNew || /\.(?:created|added)$/.test(action),
  isGone: /\.(?:deleted|removed)$/.test(action),
  changes: mergeChanges(item.changes, changes),
  by: actorLabel === null || item.by.includes(actorLabel) ? item.by : [...item.by, actorLabel],
})

const isSame = ([was, is]: [unknown, unknown]): boolean => JSON.stringify(was) === JSON.stringify(is)

/** What differs in the end: a thing that came and went, or is as it was, did not move. */
const settle = (item: MovedItem): MovedItem[] => {
  if (item.isNew && item.isGone) return []
  const changes = Object.fromEntries(Object.entries(item.changes).filter(([, change]) => !isSame(change)))
  const hasMoved = item.isNew || item.isGone || Object.keys(changes).length > 0
  return hasMoved ? [{ ...item, changes }] : []
}

/** One line a thing, in the order in which they moved first. */
export const settleMoved = (rows: readonly MovedRow[]): MovedItem[] => {
  const items = new Map<string, MovedItem>()
  for (const row of rows) {
    const { subjectKind: kind, subjectId: id, subjectName: name } = row
    const key = `${kind} ${id}`
    const empty: MovedItem = { kind, id, name, isNew: false, isGone: false, changes: {}, by: [] }
    items.set(key, fold(items.get(key) ?? empty, row))
  }
  return [...items.values()].flatMap(settle)
}
