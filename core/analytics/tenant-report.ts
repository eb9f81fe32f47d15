import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import { authorize, can, type TenantActor } from '../access/can.ts'
import { AppError } from '../errors.ts'
import { readSpan, type Span, type WantedSpan } from '../quotas/span.ts'
import { readOwnTenant } from '../tenancy/own-tenant.ts'
import { type Said, type Spent, statsOf, type TenantStats } from './tenant-stats.ts'

export interface TenantReport {
  tenant: { name: string; clientId: string; timeZone: string }
  /** `yyyy-mm` when a whole month was asked for. */
  month: string | null
  stats: TenantStats
  /** The month before, or as many days right before. */
  before: Pick<Span, 'from' | 'to'> & { totals: Said & Spent }
  seesMoney: boolean
  madeAt: Date
}

/** A month, or days. */
export interface WantedReport extends WantedSpan {
  /** `yyyy-mm`. */
  month?: string
}

const dayMs = 86_400_000
const dayAt = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** @throws AppError `invalid_value` for a month with days beside it */
const spanWanted = ({ month, from, to }: WantedReport): WantedSpan => {
  if (month === undefined) return { from, to }
  if (from !== undefined || to !== undefined) {
    const errors = [{ in: 'query', pointer: '/month', reason: 'a month, or from and to' }]
    throw new AppError('invalid_value', 'a month, or from and to', { details: { errors, count: 1 } })
  }
  return monthSpan(month)
}

/** First and last day of a month. @param month `yyyy-mm` @param back so many months before it */
const monthSpan = (month: string, back = 0): { from: string; to: string } => {
  const [year, number] = month.split('-').map(Number)
  const first = (at: number): number => Date.UTC(year!, at)
  return { from: dayAt(first(number! - 1 - back)), to: dayAt(first(number! - back) - dayMs) }
}

const spanBefore = ({ from, to }: Span, month: string | null): { from: string; to: string } => {
  if (month !== null) return monthSpan(month, 1)
  const [first, last] = [Date.parse(from), Date.parse(to)]
  return { from: dayAt(first - (last - first) - dayMs), to: dayAt(first - dayMs) }
}

/**
 * A tenant's use over a span and the one before it; money is for those who may see it. That it was made is on record.
 * @throws AppError `forbidden`, `invalid_value`
 */
export const readTenantReport = async (
  db: Database,
  actor: TenantActor,
  wanted: WantedReport,
): Promise<TenantReport> => {
  const permission = 'analytics:export'
  authorize(actor, permission)
  const { tenantId } = actor
  const month = wanted.month ?? null
  const seesMoney = can(actor, 'quotas:view')
  const { name, clientId, timeZone } = await readOwnTenant(db, actor)
  return withTenant(db, tenantId, async () => {
    const span = await readSpan(db, tenantId, spanWanted(wanted))
    const stats = await statsOf(db, tenantId, { span, seesMoney })
    const earlier = spanBefore(span, month)
    const before = await statsOf(db, tenantId, { span: { ...earlier, timeZone: span.timeZone }, seesMoney })
    const details = { from: span.from, to: span.to }
    await recordAct(db, actor, {
      action: 'report.made',
      permission,
      target: { kind: 'tenant', id: tenantId },
      details,
    })
    return {
      tenant: { name, clientId, timeZone },
      month,
      stats,
      before: { ...earlier, totals: before.totals },
      seesMoney,
      madeAt: new Date(),
    }
  })
}
