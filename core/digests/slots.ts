import { QueryTypes } from 'sequelize'
import type { Database } from '../../db/database.ts'
import type { Schedule, ScheduleWindow } from '../../db/models/schedule.ts'
import type { Tenant } from '../../db/models/tenant.ts'
import { slotName } from '../schedules/due.ts'
import type { Share, WantedSlot } from '../schedules/kinds.ts'
import { askedSlot } from '../schedules/windows.ts'
import { digestKindOf } from './prepare.ts'

/**
 * Everybody who gets digests of a kind, and their hour: their own, or the tenant's. Somebody counts from when they set
 * it, or came.
 */
const readersSql = `
  select 'people' as of, p.id, coalesce(d.minute_of_day, $3::integer) as "minuteOfDay",
         case when $2 = 'weekly' then coalesce(d.weekday, $4::integer) end as weekday,
         coalesce(n.time_zone, $5) as "timeZone", coalesce(d.counts_from, p.created_at) as since
    from people p
    left join digest_preferences d on d.tenant_id = p.tenant_id and d.person_id = p.id
    left join notification_preferences n on n.tenant_id = p.tenant_id and n.person_id = p.id
   where p.tenant_id = $1 and p.is_active and coalesce(d.frequency, 'daily') in ($2, 'both')
  union all
  select 'recipients', r.id, coalesce(r.minute_of_day, $3::integer),
         case when $2 = 'weekly' then coalesce(r.weekday, $4::integer) end, r.time_zone,
         greatest(r.counts_from, r.confirmed_at)
    from digest_recipients r
   where r.tenant_id = $1 and r.confirmed_at is not null and r.frequency in ($2, 'both')`

const bindOf = (schedule: Schedule, { timeZone }: Pick<Tenant, 'timeZone'>) => [
  schedule.tenantId,
  digestKindOf(schedule),
  schedule.minuteOfDay,
  schedule.weekday ?? 1,
  timeZone,
]

/** The hours at which somebody wants a digest. Inside `withTenant`. */
export const listDigestSlots = async (
  db: Database,
  schedule: Schedule,
  tenant: Pick<Tenant, 'timeZone'>,
): Promise<WantedSlot[]> => {
  const rows = await db.sequelize.query<Omit<WantedSlot, 'since'> & { since: string }>(
    `select "minuteOfDay", weekday, "timeZone", min(since) as since from (${readersSql}) r
      group by "minuteOfDay", weekday, "timeZone"`,
    { type: QueryTypes.SELECT, bind: bindOf(schedule, tenant) },
  )
  return rows.map(({ since, ...slot }) => ({ ...slot, since: new Date(since) }))
}

interface ReaderRow extends Omit<WantedSlot, 'since'> {
  of: 'people' | 'recipients'
  id: string
}

/** So many readers a job: small enough to be done again when a process dies in it. */
export const shareSize = 200

const sharesOf = (of: Share['of'], ids: readonly string[]): Share[] => {
  const shares: Share[] = []
  for (let at = 0; at < ids.length; at += shareSize) {
    const piece = ids.slice(at, at + shareSize)
    shares.push({ of, first: piece[0]!, last: piece.at(-1)! })
  }
  return shares
}

/** Readers whose hour a window is; of one that somebody asked for, all. Inside `withTenant`. */
export const listReaders = async (
  db: Database,
  { schedule, window, share }: { schedule: Schedule; window: ScheduleWindow; share?: Share },
): Promise<ReaderRow[]> => {
  const tenant = await db.models.Tenant.findByPk(schedule.tenantId, { rejectOnEmpty: true, raw: true })
  const rows = await db.sequelize.query<ReaderRow>(
    `select "of", id, "minuteOfDay", weekday, "timeZone" from (${readersSql}) r
      where ($6::text is null or ("of" = $6 and id between $7::uuid and $8::uuid))
        and ($9::boolean or since <= $10::timestamptz)
      order by "of", id`,
    {
      type: QueryTypes.SELECT,
      bind: [
        ...bindOf(schedule, tenant), share?.of ?? null, share?.first ?? null, share?.last ?? null,
        window.slot === askedSlot, window.coversTo,
      ],
    }, // biome-ignore format: one list
  )
  return window.slot === askedSlot ? rows : rows.filter((row) => slotName(row) === window.slot)
}

/** Inside `withTenant`. */
export const divideReaders = async (
  db: Database,
  schedule: Schedule,
  window: ScheduleWindow,
): Promise<Share[]> => {
  const rows = await listReaders(db, { schedule, window })
  return (['people', 'recipients'] as const).flatMap((of) =>
    sharesOf(of, rows.filter((row) => row.of === of).map(({ id }) => id)),
  ) // biome-ignore format: one list
}
