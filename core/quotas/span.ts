import { QueryTypes } from 'sequelize'
import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import { AppError } from '../errors.ts'

/** Days of a tenant's time zone. */
export interface Span {
  /** First and last day, `yyyy-mm-dd`. */
  from: string
  to: string
  timeZone: string
}

export interface WantedSpan {
  /** The first day of the last one's month unless given. */
  from?: string
  /** Today unless given. */
  to?: string
}

const maxDays = 366

const spanSql = `
  select to_char(f, 'YYYY-MM-DD') as from, to_char(l, 'YYYY-MM-DD') as to, l - f as days, t.time_zone as "timeZone"
    from tenants t cross join lateral (select (now() at time zone t.time_zone)::date as today) d
    cross join lateral (select coalesce($3::date, d.today) as l) b
    cross join lateral (select coalesce($2::date, least(date_trunc('month', l)::date, l)) as f) a
   where t.id = $1`

const badSpan = (reason: string): AppError =>
  new AppError('invalid_value', reason, {
    details: { errors: [{ in: 'query', pointer: '/from', reason }], count: 1 },
  })

/**
 * Joins the open transaction.
 * @throws AppError `invalid_value` for a span that ends before it begins or has more than 366 days
 */
export const readSpan = (db: Database, tenantId: string, { from, to }: WantedSpan): Promise<Span> =>
  withTenant(db, tenantId, async () => {
    const [row] = await db.sequelize.query<Span & { days: number }>(spanSql, {
      type: QueryTypes.SELECT,
      bind: [tenantId, from ?? null, to ?? null],
    })
    const { days, ...span } = row!
    if (days < 0) throw badSpan('the first day comes after the last one')
    if (days >= maxDays) throw badSpan(`at most ${maxDays} days at once`)
    return span
  })
