import { QueryTypes } from 'sequelize'
import { withTenant } from '../../db/tenant.ts'
import type { Core } from '../core.ts'
import type { AlertMail } from '../notifications/catalogue.ts'
import type { Platform } from '../platforms.ts'

interface Row {
  id: string
  destination: string
  /** Of this try: 1 is the first. */
  attempts: number
  /** Another try ended without a word, with its process: it may have arrived. Look before sending again. */
  isUnsure: boolean
}

export interface AnswerRow extends Row {
  platform: Platform
  payload: { message_id: string }
}

export interface MailRow extends Row {
  platform: 'mail'
  payload: { mail: AlertMail }
}

/** Notices that are told to somebody, or in a channel: see `core/notifications/delivery`. */
export interface NoticeRow extends Row {
  platform: Platform | 'mail'
  payload: { send_id: string }
}

/** The digest of somebody, or the question whether they want it: what it says is made when it is sent, see `core/digests`. */
export interface DigestRow extends Row {
  platform: Platform | 'mail'
  payload: { digest_id: string } | { recipient_id: string }
}

export type OutboxRow = AnswerRow | MailRow | NoticeRow | DigestRow

/** In this process's hands. */
export type ClaimedRow = OutboxRow & {
  /** More is open for the same destination, behind it. */
  isFollowed: boolean
}

export interface Claiming {
  platforms: string[]
  most: number
  leaseMs: number
  keepsOrder: boolean
}

/** On its way, in some process. */
const isHeld = `e.state = 'sending' and e.lease_until >= now()`
/** Open, whoever has it and whenever it is due. */
const isEarlier = `e.state in ('pending', 'sending')
                and (e.created_at, e.position, e.id) < (o.created_at, o.position, o.id)`

/**
 * Claims open rows under a lease; two processes never hold the same one. With `keepsOrder` only the first open row of
 * a destination can be claimed, so that a place sees its answers in order, also when one of them is put off; without
 * it a row waits only while another of its destination is on its way.
 */
export const claimRows = (
  core: Core,
  tenantId: string,
  { platforms, most, leaseMs, keepsOrder }: Claiming,
): Promise<ClaimedRow[]> =>
  withTenant(core.db, tenantId, () =>
    core.db.sequelize.query<ClaimedRow>(
      `with open as (
         select id, state = 'sending' as is_unsure from outbox o
          where tenant_id = $1 and platform = any($2)
            and ((state = 'pending' and (not_before is null or not_before <= now()))
              or (state = 'sending' and lease_until < now()))
            and not exists (
              select 1 from outbox e
               where e.tenant_id = o.tenant_id and e.platform = o.platform and e.destination = o.destination
                 and ${keepsOrder ? isEarlier : isHeld})
          order by created_at, position, id limit $3 for update skip locked
       ), claimed as (
         update outbox o set state = 'sending', lease_until = now() + $4::integer * interval '1 millisecond',
                attempts = attempts + 1, updated_at = now()
           from open where o.tenant_id = $1 and o.id = open.id
         returning o.id, platform, destination, payload, attempts, is_unsure as "isUnsure", o.created_at, position)
       select id, platform, destination, payload, attempts, "isUnsure", exists (
                select 1 from outbox n
                 where n.tenant_id = $1 and n.platform = claimed.platform and n.destination = claimed.destination
                   and n.state in ('pending', 'sending') and n.id <> claimed.id) as "isFollowed"
         from claimed order by created_at, position, id`,
      { type: QueryTypes.SELECT, bind: [tenantId, platforms, most, leaseMs] },
    ),
  )

/** Says that rows are still in hand. */
export const renewLeases = (
  core: Core,
  tenantId: string,
  { ids, leaseMs }: { ids: string[]; leaseMs: number },
): Promise<unknown> =>
  withTenant(core.db, tenantId, () =>
    core.db.sequelize.query(
      `update outbox set lease_until = now() + $3::integer * interval '1 millisecond'
        where tenant_id = $1 and id = any($2::uuid[]) and state = 'sending'`,
      { bind: [tenantId, ids, leaseMs] },
    ),
  )

export const settleRows = (
  core: Core,
  tenantId: string,
  { ids, state }: { ids: string[]; state: 'sent' | 'unknown' },
): Promise<unknown> =>
  withTenant(core.db, tenantId, () =>
    core.db.sequelize.query(
      `update outbox set state = $3, lease_until = null, sent_at = case when $3 = 'sent' then now() end,
              updated_at = now()
        where tenant_id = $1 and id = any($2::uuid[]) and state = 'sending'`,
      { bind: [tenantId, ids, state] },
    ),
  )

export interface Unsent {
  row: OutboxRow
  reason: string
  /** null = given up for good. */
  putOffMs: number | null
}

/** Puts a row off, or gives it up. A try that outlived its lease has no say any more. */
export const settleUnsent = (
  core: Core,
  tenantId: string,
  { row, reason, putOffMs }: Unsent,
): Promise<unknown> =>
  withTenant(core.db, tenantId, () =>
    core.db.sequelize.query(
      `update outbox set state = case when $5::integer is null then 'failed' else 'pending' end, failure = $4,
              lease_until = null, updated_at = now(),
              not_before = now() + $5::integer * interval '1 millisecond'
        where tenant_id = $1 and id = $2 and attempts = $3 and state = 'sending'`,
      { bind: [tenantId, row.id, row.attempts, reason, putOffMs] },
    ),
  )

/** In how many milliseconds the next row that was put off is due, less than none where it is already; null = none was. */
export const nextDueMs = (core: Core, tenantId: string, platforms: string[]): Promise<number | null> =>
  withTenant(core.db, tenantId, async () => {
    const [row] = await core.db.sequelize.query<{ ms: number | null }>(
      `select (extract(epoch from min(not_before) - clock_timestamp()) * 1000)::float8 as ms from outbox
        where tenant_id = $1 and platform = any($2) and state = 'pending' and not_before is not null`,
      { type: QueryTypes.SELECT, bind: [tenantId, platforms] },
    )
    return row?.ms ?? null
  })
