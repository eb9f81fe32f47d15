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

/** The conversation that was last spoken in at one of these places; null when there is none. */
export const findInPlaces = (
  core: Core,
  tenantId: string,
  { platform, places }: { platform: Platform; places: string[] },
): Promise<PlacedConversation | null> =>
  withTenant(core.db, tenantId, () =>
    core.db.models.Conversation.findOne({
      where: { tenantId, platform, place: places },
      attributes: ['id', 'assistantId', 'place'],
      order: [
        ['updatedAt', 'DESC'],
        ['id', 'DESC'],
      ],
      raw: true,
    }),
  )
