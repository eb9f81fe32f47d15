import { QueryTypes } from 'sequelize'
import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import { type Deadline, listDueSoon, listLate } from '../projects/deadlines.ts'
import { type MovedItem, type MovedRow, readMoved, settleMoved } from './moved.ts'
import { listSlips, type SlippedItem } from './slips.ts'

/** A project as a digest tells of it. */
export interface ProjectFacts {
  id: string
  name: string
  progress: number
  moved: MovedItem[]
  slipped: SlippedItem[]
}

/** What happened in a tenant's projects within a period, whoever reads it. */
export interface PeriodFacts {
  projects: ReadonlyMap<string, ProjectFacts>
  /** Open projects, phases, steps and tasks whose end is over; and those that end within two days, soonest first. */
  late: readonly Deadline[]
  dueSoon: readonly Deadline[]
}

export interface Period {
  from: Date
  to: Date
}

interface ProjectRow {
  id: string
  name: string
  progress: number
}

const listProjects = (db: Database, tenantId: string, ids: string[]): Promise<ProjectRow[]> =>
  db.sequelize.query<ProjectRow>(
    `select id, name, progress::float8 as progress from projects
      where tenant_id = $1 and id = any($2::uuid[]) and is_active order by created_at desc, id desc`,
    { type: QueryTypes.SELECT, bind: [tenantId, ids] },
  )

const groupBy = <Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> => {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}

const readFacts = (db: Database, tenantId: string, period: Period): Promise<PeriodFacts> =>
  withTenant(db, tenantId, async () => {
    const events: MovedRow[] = await readMoved(db, tenantId, period)
    const slips = await listSlips(db, tenantId, events)
    const late = await listLate(db, tenantId, { now: period.to })
    const dueSoon = await listDueSoon(db, tenantId, { now: period.to })
    const byProject = groupBy(events, ({ projectId }) => projectId)
    const slipsOf = groupBy(slips, ({ projectId }) => projectId)
    const rows = await listProjects(db, tenantId, [...byProject.keys()])
    const projects = rows.map((row): [string, ProjectFacts] => [
      row.id,
      { ...row, moved: settleMoved(byProject.get(row.id) ?? []), slipped: slipsOf.get(row.id) ?? [] },
    ])
    return { projects: new Map(projects), late, dueSoon }
  })

/** Ten thousand readers of one window share what happened; rights and tasks are each reader's own, and always fresh. */
const keepMs = 30_000
const most = 8
type Kept = { at: number; facts: Promise<PeriodFacts> }
const kept = new WeakMap<Database, Map<string, Kept>>()

/**
 * What happened within a period; at most half a minute old.
 * @param isFresh what was read before does not count
 */
export const factsOf = (
  db: Database,
  tenantId: string,
  period: Period,
  { isFresh = false }: { isFresh?: boolean } = {},
): Promise<PeriodFacts> => {
  const ofDatabase = kept.get(db) ?? new Map<string, Kept>()
  kept.set(db, ofDatabase)
  const key = `${tenantId} ${period.from.toISOString()} ${period.to.toISOString()}`
  const known = ofDatabase.get(key)
  if (known && !isFresh && performance.now() - known.at < keepMs) return known.facts
  const facts = readFacts(db, tenantId, period)
  ofDatabase.delete(key)
  ofDatabase.set(key, { at: performance.now(), facts })
  for (const oldest of [...ofDatabase.keys()].slice(0, -most)) ofDatabase.delete(oldest)
  facts.catch(() => ofDatabase.delete(key))
  return facts
}
