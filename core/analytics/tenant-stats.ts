import { QueryTypes } from 'sequelize'
import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import { authorize, can, type TenantActor } from '../access/can.ts'
import { readSpan, type Span, type WantedSpan } from '../quotas/span.ts'
import { readStorage, type Storage } from '../quotas/storage.ts'
import { callsSql, type QuotaMonths, readQuotaMonths, saidSql, standsSql, startedSql } from './tenant-sums.ts'

/** What was said, in a span or a part of it. */
export interface Said {
  /** Begun then. */
  conversations: number
  /** Questions and answers. */
  messages: number
  questions: number
  /** Who asked something: persons, and accounts of chat platforms that are linked to nobody. */
  activeUsers: number
  up: number
  down: number
}

/** What models were asked. */
export interface Spent {
  calls: number
  /** Questions that asked a model, as quotas count them. */
  requests: number
  tokens: number
  /** Null for those who may not see money. */
  costNanoUsd: number | null
  /** Ended calls whose cost nobody knows; in no sum. */
  unknownCostCalls: number | null
}

export type DayStats = Said & Spent & { day: string }

export interface TenantStats extends Span {
  totals: Said & Spent
  /** Every day of the span. */
  days: DayStats[]
  /** How many questions each rung of the ladder answered; `none` = nothing could be answered. */
  stages: Record<string, number>
  platforms: Record<string, number>
  /** Those in which something happened, the busiest first; `name` null = deleted since. */
  assistants: (Said & Spent & { id: string; name: string | null })[]
  models: (Spent & { llm: string })[]
  /** `name` null = deleted since; a null id = of none. */
  members: (Spent & { id: string | null; name: string | null })[]
  services: (Spent & { id: string | null; name: string | null })[]
  /** At this moment, whatever the span. */
  stands: { assistants: number; datasets: number; users: number; storage: Storage }
  quota: QuotaMonths
}

type Numbers = Record<string, string | number>
type SaidRow = Numbers & { by: string; key: string | null }
type CallRow = SaidRow & { name: string | null }

const noSaid: Said = { conversations: 0, messages: 0, questions: 0, activeUsers: 0, up: 0, down: 0 }
const noSpent: Spent = { calls: 0, requests: 0, tokens: 0, costNanoUsd: 0, unknownCostCalls: 0 }

/** Sums arrive as texts: they may be larger than what a number of JavaScript holds. */
const pick = <T extends object>(empty: T, row: Numbers | undefined): T =>
  Object.fromEntries(Object.keys(empty).map((name) => [name, Number(row?.[name] ?? 0)])) as T

const daysOf = ({ from, to }: Span): string[] => {
  const days: string[] = []
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10))
  return days
}

const counts = (rows: SaidRow[], by: string, name: string): Record<string, number> =>
  Object.fromEntries(
    rows.filter((row) => row.by === by && row.key !== null).map((row) => [row.key, Number(row[name])]),
  )

interface Rows {
  said: SaidRow[]
  started: SaidRow[]
  calls: CallRow[]
}

const openSums = ({ said, started, calls }: Rows, seesMoney: boolean) => {
  const index = <Row extends SaidRow>(rows: Row[]) =>
    new Map(rows.map((row) => [`${row.by} ${row.key ?? ''}`, row]))
  const [saidBy, startedBy, callsBy] = [index(said), index(started), index(calls)]
  const money = (spent: Spent): Spent =>
    seesMoney ? spent : { ...spent, costNanoUsd: null, unknownCostCalls: null }
  return {
    said: (by: string, key: string): Said => ({
      ...pick(noSaid, saidBy.get(`${by} ${key}`)),
      conversations: Number(startedBy.get(`${by} ${key}`)?.conversations ?? 0),
    }),
    spent: (by: string, key: string): Spent => money(pick(noSpent, callsBy.get(`${by} ${key}`))),
    spentBy: (by: string) =>
      calls
        .filter((row) => row.by === by)
        .map((row) => ({ key: row.key, name: row.name, ...money(pick(noSpent, row)) })),
  }
}

const nameless = <T extends { key: string | null }>({ key, ...rest }: T) => ({ id: key, ...rest })

/** Joins the open transaction. Authorises nobody. */
export const statsOf = (
  db: Database,
  tenantId: string,
  { span, seesMoney }: { span: Span; seesMoney: boolean },
): Promise<TenantStats> =>
  withTenant(db, tenantId, async () => {
    const bind = [tenantId, span.from, span.to, span.timeZone]
    const select = <Row extends object>(sql: string, given: unknown[] = bind) =>
      db.sequelize.query<Row>(sql, { type: QueryTypes.SELECT, bind: given })
    const said = await select<SaidRow>(saidSql)
    const started = await select<SaidRow>(startedSql)
    const calls = await select<CallRow>(callsSql)
    const [stands] = await select<{ assistants: number; datasets: number; users: number }>(standsSql, [
      tenantId,
    ])
    const named = await db.models.Assistant.findAll({
      attributes: ['id', 'name'],
      where: { tenantId },
      raw: true,
    })
    const sums = openSums({ said, started, calls }, seesMoney)
    const names = new Map(named.map(({ id, name }) => [id, name]))
    const busy = [...said, ...started, ...calls].filter(({ by, key }) => by === 'assistant' && key !== null)
    const assistants = [...new Set(busy.map(({ key }) => key!))].map((id) => ({
      id, name: names.get(id) ?? null, ...sums.said('assistant', id), ...sums.spent('assistant', id),
    })) // biome-ignore format: one assistant
    return {
      ...span,
      totals: { ...sums.said('all', ''), ...sums.spent('all', '') },
      days: daysOf(span).map((day) => ({ day, ...sums.said('day', day), ...sums.spent('day', day) })),
      stages: counts(said, 'stage', 'answers'),
      platforms: counts(said, 'platform', 'questions'),
      assistants: assistants.sort(
        (a, b) => b.questions - a.questions || b.requests - a.requests || (a.id < b.id ? -1 : 1),
      ),
      models: sums.spentBy('llm').map(({ key, name: _, ...spent }) => ({ llm: key!, ...spent })),
      members: sums.spentBy('member').map(nameless),
      services: sums.spentBy('service').map(nameless),
      stands: { ...stands!, storage: await readStorage(db, tenantId) },
      quota: await readQuotaMonths(db, tenantId, { span, seesMoney }),
    }
  })

/**
 * How a tenant uses Sextant, by the days of its time zone; money is for those who may see it. Conversations that were
 * deleted are not among those counted; what they cost is.
 * @throws AppError `forbidden`, `invalid_value` for a span that ends before it begins or has more than 366 days
 */
export const readTenantStats = (
  db: Database,
  actor: TenantActor,
  wanted: WantedSpan,
): Promise<TenantStats> => {
  authorize(actor, 'analytics:view')
  const { tenantId } = actor
  return withTenant(db, tenantId, async () => {
    const span = await readSpan(db, tenantId, wanted)
    return statsOf(db, tenantId, { span, seesMoney: can(actor, 'quotas:view') })
  })
}
