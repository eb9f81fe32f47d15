import { QueryTypes } from 'sequelize'
import type { Database } from '../../db/database.ts'
import { asOwner } from '../../db/tenant.ts'
import { hashSecret } from './tokens.ts'

/** So many within a time. Whoever reaches the limit waits as long, and twice as long each time they do so again. */
export interface CounterRule {
  name: string
  points: number
  windowSeconds: number
}

export interface Taken {
  /** The limit was reached before: this one is too many. */
  isOver: boolean
  /** This one is the last that is let through. */
  isLast: boolean
  /** Until the counter begins anew. */
  leftMs: number
}

/** No wait is longer than this. */
const maxWaitSeconds = 24 * 3600

const takeSql = `
  insert into sign_in_counters as c (key, points, strikes, ends_at)
  values ($1, 1, 0, now() + $3::integer * interval '1 second')
  on conflict (key) do update set
    points = case when c.ends_at <= now() then 1 else least(c.points + 1, $2::integer + 1) end,
    strikes = case when c.ends_at <= now() - interval '1 day' then 0
                   when c.ends_at > now() and c.points + 1 = $2 then c.strikes + 1
                   else c.strikes end,
    ends_at = case when c.ends_at <= now() then excluded.ends_at
                   when c.points + 1 = $2
                   then now() + least($3 * power(2, least(c.strikes, 10)), $4::integer) * interval '1 second'
                   else c.ends_at end
  returning points, (extract(epoch from ends_at - now()) * 1000)::float8 as ms`

/** Whose counter it is, is nobody's to read: addresses and logins of strangers stay out of the database. */
const keyOf = ({ name }: Pick<CounterRule, 'name'>, whose: string): string => `${name}:${hashSecret(whose)}`

/** Counts one, in the database: over all replicas and restarts, and none of many at the same moment is missed. */
export const takePoint = (db: Database, rule: CounterRule, whose: string): Promise<Taken> =>
  asOwner(db, async () => {
    const [row] = await db.sequelize.query<{ points: number; ms: number }>(takeSql, {
      bind: [keyOf(rule, whose), rule.points, rule.windowSeconds, maxWaitSeconds],
      type: QueryTypes.SELECT,
    })
    const { points, ms } = row!
    return { isOver: points > rule.points, isLast: points === rule.points, leftMs: ms }
  })

/** Takes one back that should not count. */
export const givePointBack = (db: Database, rule: CounterRule, whose: string): Promise<void> =>
  asOwner(db, async () => {
    await db.sequelize.query(
      'update sign_in_counters set points = points - 1 where key = $1 and points > 0 and ends_at > now()',
      { bind: [keyOf(rule, whose)] },
    )
  })

export const clearPoints = (db: Database, rule: CounterRule, whose: string): Promise<void> =>
  asOwner(db, async () => {
    await db.models.SignInCounter.destroy({ where: { key: keyOf(rule, whose) } })
  })

/** Notes that something holds for a time, such as that an address is known. */
export const markFor = (db: Database, name: string, whose: string, seconds: number): Promise<void> =>
  asOwner(db, async () => {
    const endsAt = new Date(Date.now() + seconds * 1000)
    await db.models.SignInCounter.upsert({ key: keyOf({ name }, whose), points: 1, strikes: 0, endsAt })
  })

export const isMarked = (db: Database, name: string, whose: string): Promise<boolean> =>
  asOwner(db, async () => {
    const row = await db.models.SignInCounter.findByPk(keyOf({ name }, whose))
    return row !== null && row.endsAt > new Date()
  })
