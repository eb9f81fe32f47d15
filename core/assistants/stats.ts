import { QueryTypes } from 'sequelize'
import { withTenant } from '../../db/tenant.ts'
import { authorize, type TenantActor } from '../access/can.ts'
import type { Core } from '../core.ts'
import { AppError } from '../errors.ts'

/** How an assistant is used, by everybody. */
export interface AssistantStats {
  conversations: number
  questions: number
  /** Of the last thirty days. */
  recentQuestions: number
  up: number
  down: number
  lastAskedAt: Date | null
}

const statsSql = `
  select (select count(*) from conversations c where c.tenant_id = a.tenant_id and c.assistant_id = a.id)::int
           as conversations,
         count(m.id)::int as questions,
         count(m.id) filter (where m.created_at > now() - interval '30 days')::int as "recentQuestions",
         max(m.created_at) as "lastAskedAt",
         (select count(*) filter (where f.rating = 'up') from feedback f
            join messages r on r.tenant_id = f.tenant_id and r.id = f.message_id
            join conversations c on c.tenant_id = r.tenant_id and c.id = r.conversation_id
           where f.tenant_id = a.tenant_id and c.assistant_id = a.id)::int as up,
         (select count(*) filter (where f.rating = 'down') from feedback f
            join messages r on r.tenant_id = f.tenant_id and r.id = f.message_id
            join conversations c on c.tenant_id = r.tenant_id and c.id = r.conversation_id
           where f.tenant_id = a.tenant_id and c.assistant_id = a.id)::int as down
    from assistants a
    left join conversations c on c.tenant_id = a.tenant_id and c.assistant_id = a.id
    left join messages m on m.tenant_id = c.tenant_id and m.conversation_id = c.id and m.role = 'user'
   where a.tenant_id = $1 and a.id = $2
   group by a.tenant_id, a.id`

/** @throws forbidden, not_found */
export const readStats = (core: Core, actor: TenantActor, id: string): Promise<AssistantStats> => {
  authorize(actor, 'assistants:edit')
  return withTenant(core.db, actor.tenantId, async () => {
    const [stats] = await core.db.sequelize.query<AssistantStats>(statsSql, {
      type: QueryTypes.SELECT,
      bind: [actor.tenantId, id],
    })
    if (!stats) throw new AppError('not_found', 'No such assistant.')
    return stats
  })
}
