import { revokeWorkspace } from '../../../core/tenancy/workspaces.ts'
import type { DiscordServices } from '../services.ts'

/** The bot was taken out of a server: nothing more is sent there; the tenant's data stays. */
export const onGuildLeft = async (
  { core }: Pick<DiscordServices, 'core'>,
  { guild, at }: { guild: string; at: string },
): Promise<void> => {
  await revokeWorkspace(core.db, 'discord', guild, { happenedAt: new Date(at) })
}
