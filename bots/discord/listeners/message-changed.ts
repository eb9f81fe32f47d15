import { isOpenToChannel } from '../../../core/assistants/audience.ts'
import { askAgain } from '../../../core/messaging/ask-again.ts'
import { readText } from '../read-text.ts'
import type { DiscordServices } from '../services.ts'
import { meet, personKey } from '../who.ts'
import { doerOf, type Said } from './message-said.ts'

/**
 * Somebody put their question right: its answer is worked out anew and takes the old one's place, as long as the
 * question is young. What was no question stays none.
 */
export const onMessageChanged = async (services: DiscordServices, said: Said): Promise<void> => {
  const met = await meet(services, doerOf(said))
  if (met.kind !== 'member') return
  if ((await services.acts.take(personKey(said))).kind === 'refused') return
  const { tenantId, boundAssistantId } = met
  const { id: eventId, editedAt, user, guild } = said
  await askAgain(services.core, met.actor, {
    platform: 'discord',
    eventId,
    newEventId: `${eventId}:edited:${editedAt}`,
    text: readText(said.text, services.botUserId()),
    user,
    mayRead: async (assistantId) =>
      guild === null || isOpenToChannel(services.core, tenantId, { assistantId, boundAssistantId }),
  })
}
