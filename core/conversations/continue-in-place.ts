import { validate as isUuid } from 'uuid'
import { withTenant } from '../../db/tenant.ts'
import { authorize, type TenantActor } from '../access/can.ts'
import type { Core } from '../core.ts'
import { AppError } from '../errors.ts'
import type { Platform } from '../platforms.ts'
import { ownerOf } from './owner.ts'

/** A conversation of one's own that is to go on elsewhere. */
export interface Continued {
  id: string
  assistantId: string
  title: string | null
}

const load = async (core: Core, actor: TenantActor, id: string) => {
  const { tenantId } = actor
  const where = { tenantId, id, ...ownerOf(actor) }
  const found = isUuid(id) ? await core.db.models.Conversation.findOne({ where, raw: true }) : null
  if (!found) throw new AppError('not_found', 'No such conversation.')
  return found
}

/** @param id foreign: any text @throws forbidden; not_found, for another person's and another tenant's too */
export const findOwnConversation = (core: Core, actor: TenantActor, id: string): Promise<Continued> => {
  authorize(actor, 'assistants:use')
  return withTenant(core.db, actor.tenantId, async () => {
    const { id: found, assistantId, title } = await load(core, actor, id)
    return { id: found, assistantId, title }
  })
}

/**
 * From now on a conversation of one's own goes on in this place too, which nobody else may read: what its owner asks
 * the same assistant there is asked in it. Where it began it goes on as well.
 * @param place see `placeOf` in `core/messaging`
 * @throws forbidden; not_found, for another person's and another tenant's too
 */
export const continueInPlace = (
  core: Core,
  actor: TenantActor,
  { conversationId, platform, place }: { conversationId: string; platform: Platform; place: string },
): Promise<void> => {
  authorize(actor, 'assistants:use')
  return withTenant(core.db, actor.tenantId, async () => {
    const { ConversationPlace } = core.db.models
    const { tenantId } = actor
    const found = await load(core, actor, conversationId)
    const { assistantId } = found
    // The database's clock, which writes the other times that it is compared with.
    const now = core.db.sequelize.fn('now') as unknown as Date
    const of = { tenantId, assistantId, conversationId }
    // What is said elsewhere from now on must not make the first place the one that was spoken in last.
    const first = { ...of, platform: found.platform, place: found.place, usedAt: found.updatedAt }
    if (found.platform !== 'web') await ConversationPlace.bulkCreate([first], { ignoreDuplicates: true })
    await ConversationPlace.upsert({ ...of, platform, place, usedAt: now })
  })
}
