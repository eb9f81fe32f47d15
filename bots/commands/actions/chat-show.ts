import { toPerson } from '../cards/card-parts.ts'
import { conversationCard, findConversation, noConversationCard } from '../chat/conversation-card.ts'
import type { Action } from '../command.ts'

/** Opens one of one's own conversations. */
export const chatShow: Action = {
  name: 'chat.show',
  permission: 'assistants:use',
  run: async (context, { conversation, selected }) => {
    const found = await findConversation(context, selected ?? conversation ?? '')
    return toPerson(found ? await conversationCard(context, found) : noConversationCard(context))
  },
}
