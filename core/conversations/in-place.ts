import { QueryTypes } from 'sequelize'
import { withTenant } from '../../db/tenant.ts'
import type { Core } from '../core.ts'
import type { Platform } from '../platforms.ts'

/** A conversation that goes on in a place of a chat platform. */
export interface PlacedConversation {
  id: string
  assistantId: string
  /** See `placeOf` in `core/messaging/incoming.ts`. */
  place: string
}

/** A conversation that was continued in a place stands there before the one of its assistant that began there. */
const findSql = `
  select id, assistant_id as "assistantId", place from (
    select c.id, p.assistant_id, p.place, p.used_at as at
      from conversation_places p
      join conversations c on c.tenant_id = p.tenant_id and c.id = p.conversation_id
     where p.tenant_id = $1 and p.platform = $2 and p.place = any($3)
    union all
    select c.id, c.assistant_id, c.place, c.updated_at
      from conversations c
     where c.tenant_id = $1 and c.platform = $2 and c.place = any($3) and not exists (
             select 1 from conversation_places p
              where p.tenant_id = $1 and p.platform = $2 and p.place = c.place
                and p.assistant_id = c.assistant_id)
  ) found order by at desc, id desc limit 1`

/** The conversation that was last spoken in, or chosen, at one of these places; null when there is none. */
export const findInPlaces = (
  core: Core,
  tenantId: string,
  { platform, places }: { platform: Platform; places: string[] },
): Promise<PlacedConversation | null> =>
  withTenant(core.db, tenantId, async () => {
    const [found] = await core.db.sequelize.query<PlacedConversation>(findSql, {
      type: QueryTypes.SELECT,
      bind: [tenantId, platform, places],
    })
    return found ?? null
  })
