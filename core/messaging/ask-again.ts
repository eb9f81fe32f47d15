import { withTenant } from '../../db/tenant.ts'
import type { TenantActor } from '../access/can.ts'
import type { Core } from '../core.ts'
import type { Platform } from '../platforms.ts'
import { type Received, receiveQuestion } from './inbox.ts'
import { incomingMessageSchema } from './incoming.ts'

/** A question that is older stays as it was asked. */
const youngMs = 10 * 60_000

/**
 * Puts a question that was put right to its assistant anew; its answer takes the place of the old one. Only for who
 * asked it, and while it is young.
 * @returns null when there is no such question, or nothing of it was changed, or it may not be read there any more
 */
export const askAgain = async (
  core: Core,
  actor: TenantActor,
  {
    platform,
    eventId,
    newEventId,
    text,
    user,
    mayRead = async () => true,
  }: {
    platform: Platform
    eventId: string
    newEventId: string
    text: string
    user: string
    /** Whether everybody in the place of the answer may (still) read what this assistant says. */
    mayRead?: (assistantId: string) => Promise<boolean>
  },
): Promise<Received | null> => {
  const { tenantId } = actor
  const event = await withTenant(core.db, tenantId, () =>
    core.db.models.InboxEvent.findOne({ where: { tenantId, platform, eventId }, raw: true }),
  )
  if (!event || Date.now() - event.createdAt.getTime() > youngMs) return null
  const { assistant_id: assistantId, locale, chat, text: before } = incomingMessageSchema.parse(event.payload)
  if (!chat || chat.user !== user || before === text || text === '') return null
  // The old answer stands where everybody reads it, and the new one would take its place.
  if (!chat.is_private && !(await mayRead(assistantId))) return null
  return receiveQuestion(core, actor, {
    platform,
    assistantId,
    text,
    eventId: newEventId,
    locale,
    chat: { ...chat, replaces: event.id },
  })
}
