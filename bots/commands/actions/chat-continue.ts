import { findOwnConversation } from '../../../core/conversations/continue-in-place.ts'
import { isAppError } from '../../../core/errors.ts'
import { toPerson } from '../cards/card-parts.ts'
import { noConversationCard } from '../chat/conversation-card.ts'
import type { Action } from '../command.ts'

/** Goes on with one of one's own conversations where one is, wherever it began. */
export const chatContinue: Action = {
  name: 'chat.continue',
  permission: 'assistants:use',
  run: async (context, { conversation = '', selected }) => {
    const { core, actor } = context
    try {
      const found = await findOwnConversation(core, actor, selected ?? conversation)
      return { kind: 'continue', conversation: found }
    } catch (error) {
      if (isAppError(error, 'not_found')) return toPerson(noConversationCard(context))
      throw error
    }
  },
}
