import { withTenant } from '../../db/tenant.ts'
import type { Core } from '../core.ts'

/**
 * Whether everybody in a channel may read what an assistant answers there: it is public, or bound to that channel.
 * Otherwise its answers are for who asks alone.
 */
export const isOpenToChannel = async (
  core: Core,
  tenantId: string,
  { assistantId, boundAssistantId }: { assistantId: string; boundAssistantId: string | null },
): Promise<boolean> =>
  assistantId === boundAssistantId ||
  withTenant(
    core.db,
    tenantId,
    async () =>
      (await core.db.models.Assistant.count({ where: { tenantId, id: assistantId, isPublic: true } })) > 0,
  )
