import { QueryTypes } from 'sequelize'
import { withTenant } from '../../db/tenant.ts'
import type { TenantActor } from '../access/can.ts'
import type { Core } from '../core.ts'
import { ownerOf } from './owner.ts'

/** What somebody did this month, by the tenant's calendar. */
export interface OwnActivity {
  /** In the conversations that they began. */
  questions: number
  conversations: number
  resetsAt: Date
  timeZone: string
}

const activitySql = `
  with month as (
    select t.time_zone, date_trunc('month', now() at time zone t.time_zone) as begins from tenants t where t.id = $1
  )
  select count(m.id)::int as questions, count(distinct m.conversation_id)::int as conversations,
         (month.begins + interval '1 month') at time zone month.time_zone as "resetsAt",
         month.time_zone as "timeZone"
    from month
    left join conversations c on c.tenant_id = $1 and c.person_id is not distinct from $2::uuid
     and c.session_id is not distinct from $3
     and c.updated_at >= month.begins at time zone month.time_zone
    left join messages m on m.tenant_id = c.tenant_id and m.conversation_id = c.id and m.role = 'user'
     and m.created_at >= month.begins at time zone month.time_zone
   group by month.begins, month.time_zone`

/** One's own questions of the month: for whoever may not be told what the tenant has used. */
export const readOwnActivity = (core: Core, actor: TenantActor): Promise<OwnActivity> =>
  withTenant(core.db, actor.tenantId, async () => {
    const { personId, sessionId } = ownerOf(actor)
    const [row] = await core.db.sequelize.query<OwnActivity>(activitySql, {
      type: QueryTypes.SELECT,
      bind: [actor.tenantId, personId, sessionId],
    })
    return row!
  })
