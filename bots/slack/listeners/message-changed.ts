import { isOpenToChannel } from '../../../core/assistants/audience.ts'
import { askAgain } from '../../../core/messaging/ask-again.ts'
import { readText } from '../read-text.ts'
import type { SlackServices } from '../services.ts'
import { isDirectChannel } from '../standing.ts'
import { meet, personKey } from '../who.ts'
import { questionKey, type Said } from './message-said.ts'

/**
 * Somebody put their question right: its answer is worked out anew and takes the old one's place, as long as the
 * question is young. What was no question stays none.
 */
export const onMessageChanged = async (
  services: SlackServices,
  { said, editedAt }: { said: Said; editedAt: string },
): Promise<void> => {
  const met = await meet(services, said)
  if (met.kind !== 'member') return
  if ((await services.acts.take(personKey(said))).kind === 'refused') return
  const { tenantId, boundAssistantId } = met
  const eventId = questionKey(said)
  await askAgain(services.core, met.actor, {
    platform: 'slack',
    eventId,
    newEventId: `${eventId}:edited:${editedAt}`,
    text: readText(said.text, met.workspace.botUserId),
    user: said.user,
    mayRead: async (assistantId) =>
      isDirectChannel(said.channel) ||
      isOpenToChannel(services.core, tenantId, { assistantId, boundAssistantId }),
  })
}
