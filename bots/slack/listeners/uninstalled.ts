import { revokeWorkspace } from '../../../core/tenancy/workspaces.ts'
import type { SlackServices } from '../services.ts'

/** The app was taken out of a workspace, or its token was: nothing more is sent there; the tenant's data stays. */
export const onUninstalled = async (
  { core }: SlackServices,
  { workspace, reason, happenedAt }: { workspace: string; reason: string; happenedAt: Date },
): Promise<void> => {
  await revokeWorkspace(core.db, 'slack', workspace, { reason, happenedAt })
}
