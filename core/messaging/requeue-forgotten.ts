import { QueryTypes } from 'sequelize'
import { asOwner, withTenant } from '../../db/tenant.ts'
import type { Core } from '../core.ts'
import { enqueueAnswers } from './answer-job.ts'

/** Older than any job that is still tried: its question lost its job, as after the restore of a backup. */
const forgottenAfter = '10 minutes'

interface Forgotten {
  inboxId: string
  conversationId: string
  requestId: string | null
}

const requeueFor = (core: Core, tenantId: string): Promise<number> =>
  withTenant(core.db, tenantId, async () => {
    const events = await core.db.sequelize.query<Forgotten>(
      `select id as "inboxId", conversation_id as "conversationId", request_id as "requestId" from inbox
        where tenant_id = $1 and state = 'received' and created_at < now() - interval '${forgottenAfter}'
        order by created_at limit 500`,
      { type: QueryTypes.SELECT, bind: [tenantId] },
    )
    await enqueueAnswers(core, tenantId, events)
    return events.length
  })

/**
 * Gives accepted questions that have no job any more a new one. A job too many does no harm: it finds its question
 * answered. @returns how many
 */
export const requeueForgotten = async (core: Core): Promise<number> => {
  const tenants = await asOwner(core.db, () =>
    core.db.models.Tenant.findAll({ attributes: ['id'], raw: true }),
  )
  let requeued = 0
  for (const { id } of tenants) requeued += await requeueFor(core, id)
  return requeued
}
