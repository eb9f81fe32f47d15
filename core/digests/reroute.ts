import { QueryTypes } from 'sequelize'
import type { Database } from '../../db/database.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'

/**
 * Direct messages that a platform refused for good (they are closed, the account is gone) become mails, once, within a
 * day: unknown ones may have arrived, and do not.
 */
const sql = `
  with refused as (
    select d.id, p.email from digests d
      join people p on p.tenant_id = d.tenant_id and p.id = d.person_id and p.is_active
      left join notification_preferences n on n.tenant_id = d.tenant_id and n.person_id = d.person_id
     where d.tenant_id = $1 and d.state = 'failed' and d.route in ('slack', 'discord')
       and d.reason not in ('suspended', 'not_wanted') and d.updated_at > now() - interval '1 day'
       and p.email is not null and coalesce(n.is_mail_on, true)
     order by d.created_at limit 500 for update of d skip locked
  ), mailed as (
    update digests d set state = 'prepared', route = 'mail', updated_at = now()
      from refused where d.tenant_id = $1 and d.id = refused.id returning d.id
  )
  insert into outbox (tenant_id, id, digest_id, platform, destination, position, payload)
  select $1, gen_random_uuid(), r.id, 'mail', r.email, 0, jsonb_build_object('digest_id', r.id) from refused r
  on conflict (tenant_id, digest_id, platform) where digest_id is not null do nothing
  returning id`

/** @returns how many are mailed instead */
export const rerouteDigests = async (db: Database): Promise<number> => {
  const tenants = await asOwner(db, () =>
    db.models.Tenant.findAll({ attributes: ['id'], where: { isActive: true }, raw: true }),
  )
  let count = 0
  for (const { id } of tenants) {
    const rows = await withTenant(db, id, () =>
      db.sequelize.query(sql, { type: QueryTypes.SELECT, bind: [id] }),
    )
    count += rows.length
  }
  return count
}
