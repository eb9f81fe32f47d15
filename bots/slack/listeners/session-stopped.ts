import { findInPlaces } from '../../../core/conversations/in-place.ts'
import { isAppError } from '../../../core/errors.ts'
import { placeOf } from '../../../core/messaging/incoming.ts'
import { stopQuestion } from '../../../core/messaging/stop-question.ts'
import { stopLive } from '../lives.ts'
import type { SlackServices } from '../services.ts'
import { type Doer, meet } from '../who.ts'

/** Somebody pressed Slack's Stop button: what is being answered in the thread ends, and its model is told to. */
export const onSessionStopped = async (
  services: SlackServices,
  { channel, thread, ...doer }: Doer & { channel: string; thread: string },
): Promise<void> => {
  const met = await meet(services, { ...doer, channel })
  if (met.kind !== 'member') return
  const { core } = services
  const { tenantId, actor, workspace } = met
  const chat = { workspace: workspace.workspaceId, channel, thread, user: doer.user, message: null }
  const places = [false, true].map((is_private) => placeOf({ ...chat, is_private }))
  const conversation = await findInPlaces(core, tenantId, { platform: 'slack', places })
  if (!conversation) return
  try {
    const { questionIds } = await stopQuestion(core, { tenantId, by: actor, conversationId: conversation.id })
    for (const id of questionIds) stopLive(id)
  } catch (error) {
    // Answered in the meantime, or somebody else's question: Slack has ended its stream, and the answer completes it.
    if (!isAppError(error) || error.code === 'database_unavailable') throw error
  }
}
