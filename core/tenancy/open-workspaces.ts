import type { Database } from '../../db/database.ts'
import type { ChatPlatform } from '../../db/models/workspace.ts'
import { asOwner } from '../../db/tenant.ts'

/** A workspace that Sextant is in, as far as is known. */
export interface OpenWorkspace {
  workspaceId: string
  name: string
  tenantId: string | null
}

/** All workspaces of a platform that have not uninstalled Sextant. Not inside a transaction of a tenant. */
export const listOpenWorkspaces = (db: Database, platform: ChatPlatform): Promise<OpenWorkspace[]> =>
  asOwner(db, () =>
    db.models.Workspace.findAll({
      attributes: ['workspaceId', 'name', 'tenantId'],
      where: { platform, revokedAt: null },
      raw: true,
    }),
  )
