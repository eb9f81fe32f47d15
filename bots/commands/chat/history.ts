import { listConversations, readConversation } from '../../../core/conversations/transcript.ts'
import { toPerson } from '../cards/card-parts.ts'
import type { Command } from '../command.ts'
import { pickAssistant } from '../pick-assistant.ts'
import { conversationCard, noConversationCard } from './conversation-card.ts'

/** `/sextant chat history [assistant]`: one's own last conversation with it, oldest message first. */
export const chatHistory: Command = {
  path: ['chat', 'history'],
  permission: 'assistants:use',
  arguments: [{ name: 'assistant', kind: 'assistant', isRequired: false }],
  run: async (context, args) => {
    const picked = await pickAssistant(context, args.assistant, { action: 'chat.history' })
    if ('result' in picked) return picked.result
    const { core, actor } = context
    const page = { limit: 1, after: null }
    const [last] = await listConversations(core, actor, { page, assistantId: picked.assistant.id })
    if (!last) return toPerson(noConversationCard(context))
    return toPerson(await conversationCard(context, await readConversation(core, actor, last.id)))
  },
}
