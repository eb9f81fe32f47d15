import { QueryTypes } from 'sequelize'
import { withTenant } from '../../db/tenant.ts'
import type { Core } from '../core.ts'
import type { Platform } from '../platforms.ts'

/** A message of ours that stands on a chat platform. */
export interface StandingMessage {
  id: string
  workspace: string
  channel: string
  ts: string | null
  kind: 'stream' | 'answer' | 'card'
  state: 'opening' | 'open' | 'sent' | 'removed'
}

/** What stands of the answers to one question, by the platform's key of the question; first message first. */
export const findSentOf = (
  core: Core,
  tenantId: string,
  { platform, eventId }: { platform: Platform; eventId: string },
): Promise<StandingMessage[]> =>
  withTenant(core.db, tenantId, () =>
    core.db.sequelize.query<StandingMessage>(
      `select s.id, s.workspace, s.channel, s.ts, s.kind, s.state from sent_messages s
         join inbox i on i.tenant_id = s.tenant_id and i.id = s.inbox_id
        where s.tenant_id = $1 and i.platform = $2 and (i.event_id = $3 or i.event_id like $4)
          and s.state <> 'removed'
        order by s.created_at, s.position`,
      {
        type: QueryTypes.SELECT,
        // The edited question is another event, whose key begins with the first one's.
        bind: [tenantId, platform, eventId, `${eventId.replace(/[\\%_]/g, '\\$&')}:edited:%`],
      },
    ),
  )

export const markRemoved = (core: Core, tenantId: string, id: string): Promise<unknown> =>
  withTenant(core.db, tenantId, () =>
    core.db.models.SentMessage.update({ state: 'removed' }, { where: { tenantId, id } }),
  )
