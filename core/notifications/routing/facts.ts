import { QueryTypes } from 'sequelize'
import type { Database } from '../../../db/database.ts'
import type { ChatPlatform } from '../../../db/models/workspace.ts'
import { asOwner } from '../../../db/tenant.ts'
import type { DueNotice } from './due.ts'

/** A workspace or guild that the tenant is connected to. */
export interface BoundWorkspace {
  id: string
  platform: ChatPlatform
  workspaceId: string
}

/** Not inside a transaction of a tenant: workspaces belong to the deployment. */
export const listBound = (db: Database, tenantId: string): Promise<BoundWorkspace[]> =>
  asOwner(db, async () => {
    const where = { tenantId, revokedAt: null }
    const attributes = ['id', 'platform', 'workspaceId']
    return db.models.Workspace.findAll({ attributes, where, order: ['createdAt', 'id'], raw: true })
  })

/** Somebody's account on a chat platform. */
export interface Account {
  personId: string
  platform: ChatPlatform
  workspace: string
  user: string
}

export const listAccounts = (db: Database, tenantId: string, people: readonly string[]): Promise<Account[]> =>
  db.sequelize.query<Account>(
    `select person_id as "personId", platform, workspace, platform_user_id as "user" from platform_identities
      where tenant_id = $1 and person_id = any($2::uuid[]) and platform in ('slack', 'discord')
      order by platform desc, created_at, id`,
    { type: QueryTypes.SELECT, bind: [tenantId, people] },
  )

/** A way by which an event did not reach somebody. */
export interface Tried {
  eventId: string
  personId: string
  route: string
  workspace: string
}

export const listTried = (
  db: Database,
  tenantId: string,
  notices: readonly Pick<DueNotice, 'eventId' | 'personId'>[],
): Promise<Tried[]> =>
  db.sequelize.query<Tried>(
    `select distinct se.event_id as "eventId", s.person_id as "personId", s.route, s.workspace
       from unnest($2::uuid[], $3::uuid[]) as asked (event_id, person_id)
       join notification_send_events se on se.tenant_id = $1 and se.event_id = asked.event_id
       join notification_sends s on s.tenant_id = $1 and s.id = se.send_id and s.person_id = asked.person_id
      where s.result = 'failed'`,
    {
      type: QueryTypes.SELECT,
      bind: [tenantId, notices.map(({ eventId }) => eventId), notices.map(({ personId }) => personId)],
    },
  )

/** A channel that a project is told of in. */
export interface ProjectPlace {
  projectId: string
  workspaceRow: string
  channel: string
}

export const listProjectPlaces = (
  db: Database,
  tenantId: string,
  projects: readonly string[],
): Promise<ProjectPlace[]> =>
  db.sequelize.query<ProjectPlace>(
    `select project_id as "projectId", workspace_id as "workspaceRow", channel_id as channel from project_channels
      where tenant_id = $1 and project_id = any($2::uuid[]) order by created_at, id`,
    { type: QueryTypes.SELECT, bind: [tenantId, projects] },
  )
