import type { Database } from '../../db/database.ts'
import type { ChatPlatform } from '../../db/models/workspace.ts'
import { asOwner } from '../../db/tenant.ts'
import { findWorkspace, type KnownWorkspace } from './workspaces.ts'

/** What somebody linked an account in: a workspace, and the tenant that it is connected to. */
export interface LinkedAccount {
  tenantId: string
  workspace: KnownWorkspace
}

interface Row {
  tenant_id: string
  workspace: string
}

/**
 * Where an account of a platform is linked to a person, over all tenants, the last link first. For a direct
 * conversation, whose platform names no workspace: nothing else tells whose data it is about. A link in a workspace
 * that its tenant is not connected to any more counts for nothing.
 * @throws TypeError for what no platform's id looks like
 */
export const findLinkedAccounts = async (
  db: Database,
  { platform, platformUserId }: { platform: ChatPlatform; platformUserId: string },
): Promise<LinkedAccount[]> => {
  if (!/^[\w.-]{1,120}$/.test(platformUserId)) throw new TypeError('not the id of an account')
  const rows = await asOwner(db, async (transaction) => {
    await db.sequelize.query(`set local app.account = '${platform}:${platformUserId}'`, { transaction })
    const [found] = await db.sequelize.query(
      `select tenant_id, workspace from platform_identities
        where platform = $1 and platform_user_id = $2 order by created_at desc, id desc limit 20`,
      { bind: [platform, platformUserId], transaction },
    )
    await db.sequelize.query(`set local app.account = ''`, { transaction })
    return found as Row[]
  })
  const linked: LinkedAccount[] = []
  for (const { tenant_id: tenantId, workspace: workspaceId } of rows) {
    const workspace = await findWorkspace(db, platform, workspaceId)
    if (workspace && !workspace.isRevoked && workspace.tenantId === tenantId)
      linked.push({ tenantId, workspace })
  }
  return linked
}
