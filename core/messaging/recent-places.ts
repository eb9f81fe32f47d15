import { QueryTypes } from 'sequelize'
import type { Database } from '../../db/database.ts'
import type { ChatPlatform } from '../../db/models/workspace.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'

/** A thread in which an assistant was asked, and its last question. */
export interface RecentThread {
  workspace: string
  channel: string
  thread: string
  /** The platform's id of the question's message; null when none was said, as for a command. */
  message: string | null
}

/** Threads of a tenant on a platform in which something was asked lately, the last one first. */
export const listRecentThreads = (
  db: Database,
  tenantId: string,
  { platform, hours, limit }: { platform: ChatPlatform; hours: number; limit: number },
): Promise<RecentThread[]> =>
  withTenant(db, tenantId, () =>
    db.sequelize.query<RecentThread>(
      `select workspace, channel, thread, message from (
         select distinct on (payload #>> '{chat,workspace}', payload #>> '{chat,thread}')
                payload #>> '{chat,workspace}' as workspace, payload #>> '{chat,channel}' as channel,
                payload #>> '{chat,thread}' as thread, payload #>> '{chat,message}' as message, created_at
           from inbox
          where tenant_id = $1 and platform = $2 and created_at > now() - $3 * interval '1 hour'
            and payload #>> '{chat,thread}' is not null
          order by payload #>> '{chat,workspace}', payload #>> '{chat,thread}', created_at desc) as last
        order by created_at desc limit $4`,
      { type: QueryTypes.SELECT, bind: [tenantId, platform, hours, limit] },
    ),
  )

/** The last message that was heard in a channel, by the keys of its event. */
export interface HeardPlace {
  channel: string
  message: string
}

/** Channels of a workspace in which something was said to us lately. Ids only: what was said is not kept. */
export const listHeardPlaces = (
  db: Database,
  {
    platform,
    workspace,
    hours,
    limit,
  }: { platform: ChatPlatform; workspace: string; hours: number; limit: number },
): Promise<HeardPlace[]> =>
  asOwner(db, () =>
    db.sequelize.query<HeardPlace>(
      `select channel, message from (
         select distinct on (order_key) order_key as channel, split_part(message_key, ':', 2) as message, created_at
           from platform_events
          where platform = $1 and workspace = $2 and message_key is not null
            and created_at > now() - $3 * interval '1 hour'
          order by order_key, id desc) as last
        order by created_at desc limit $4`,
      { type: QueryTypes.SELECT, bind: [platform, workspace, hours, limit] },
    ),
  )
