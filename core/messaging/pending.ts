import { QueryTypes } from 'sequelize'
import { withTenant } from '../../db/tenant.ts'
import type { TenantActor } from '../access/can.ts'
import { ownerOf } from '../conversations/owner.ts'
import type { Core } from '../core.ts'
import { AppError } from '../errors.ts'
import type { Page } from '../paging.ts'

/** A question that waits for its answer. */
export interface PendingQuestion {
  id: string
  conversationId: string
  text: string
  /** Somebody stopped it; a short answer that says so follows. */
  isStopped: boolean
  createdAt: Date
}

/** By their ids, which carry the time and are what a page goes on behind. */
const pendingSql = `
  select i.id, i.conversation_id as "conversationId", i.payload->>'text' as text,
         i.stopped_at is not null as "isStopped", i.created_at as "createdAt"
    from inbox i
    join conversations c on c.tenant_id = i.tenant_id and c.id = i.conversation_id
   where i.tenant_id = $1 and i.state = 'received' and c.assistant_id = $2
     and c.person_id is not distinct from $3 and c.session_id is not distinct from $4
     and ($5::uuid is null or i.id > $5)
   order by i.id limit $6`

/** One's own only, oldest first. @throws not_found when there is no such assistant */
export const listPending = (
  core: Core,
  actor: TenantActor,
  { assistantId, page }: { assistantId: string; page: Page },
): Promise<PendingQuestion[]> =>
  withTenant(core.db, actor.tenantId, async () => {
    const where = { tenantId: actor.tenantId, id: assistantId }
    if ((await core.db.models.Assistant.count({ where })) === 0)
      throw new AppError('not_found', 'No such assistant.')
    const { personId, sessionId } = ownerOf(actor)
    const behind = page.after?.id ?? null
    return core.db.sequelize.query<PendingQuestion>(pendingSql, {
      type: QueryTypes.SELECT,
      bind: [actor.tenantId, assistantId, personId, sessionId, behind, page.limit],
    })
  })
