import { QueryTypes } from 'sequelize'
import { withTenant } from '../../db/tenant.ts'
import type { Core } from '../core.ts'
import type { Platform } from '../platforms.ts'
import { announceStop } from './stops.ts'

/**
 * A question of a chat platform, and what it was put right to, with the mark that nobody wants its answer. What waits
 * is stopped; an answer that is there already is sent nowhere any more.
 */
const withdrawSql = `
  update inbox
     set payload = jsonb_set(payload, '{chat,is_withdrawn}', 'true'), updated_at = now(),
         stopped_at = case state when 'received' then coalesce(stopped_at, now()) else stopped_at end
   where tenant_id = $1 and platform = $2 and (event_id = $3 or event_id like $4) and payload ? 'chat'
  returning id, state`

/**
 * Somebody deleted their question on its platform.
 * @param eventId the platform's key of the question
 */
export const withdrawQuestion = (
  core: Core,
  tenantId: string,
  { platform, eventId }: { platform: Platform; eventId: string },
): Promise<void> =>
  withTenant(core.db, tenantId, async () => {
    const edited = `${eventId.replace(/[\\%_]/g, '\\$&')}:edited:%`
    const rows = await core.db.sequelize.query<{ id: string; state: string }>(withdrawSql, {
      type: QueryTypes.SELECT,
      bind: [tenantId, platform, eventId, edited],
    })
    for (const { id, state } of rows) if (state === 'received') await announceStop(core, id)
  })
