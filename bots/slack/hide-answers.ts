import { findSentOf, markRemoved } from '../../core/messaging/sent-messages.ts'
import { isSlackFailure } from './failure.ts'
import type { SlackServices } from './services.ts'
import type { Member } from './who.ts'

/** Takes the messages away that answered a question. */
export const hideAnswers = async (
  { core, api }: SlackServices,
  { tenantId }: Member,
  { eventId }: { eventId: string },
): Promise<void> => {
  const sent = await findSentOf(core, tenantId, { platform: 'slack', eventId })
  for (const { id, workspace, channel, ts, kind, state } of sent) {
    // A stream that goes on is its sender's to end.
    if (ts === null || (kind === 'stream' && state !== 'sent')) continue
    await api.call(workspace, 'chat.delete', { channel, ts }, { channel }).catch((error: unknown) => {
      // Somebody was faster; with the last reply its thread goes too.
      if (!isSlackFailure(error, 'message_not_found', 'thread_not_found')) throw error
    })
    await markRemoved(core, tenantId, id)
  }
}
