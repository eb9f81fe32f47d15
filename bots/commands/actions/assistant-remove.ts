import { deleteAssistant } from '../../../core/assistants/assistants.ts'
import { noticeCard } from '../../../core/messaging/answer-card.ts'
import { literal } from '../cards/markdown.ts'
import { openWords } from '../cards/words.ts'
import type { Action } from '../command.ts'
import { findAssistant } from '../pick-assistant.ts'

/** Deletes an assistant with everything that it owned; the button has asked before. */
export const assistantRemove: Action = {
  name: 'assistant.remove',
  permission: 'assistants:delete',
  run: async (context, { assistant = '' }) => {
    const { core, actor, locale } = context
    const { id, name } = await findAssistant(context, assistant)
    await deleteAssistant(core, actor, id)
    const card = noticeCard(
      locale,
      openWords(locale)('assistant.delete.done', { name: literal(name) }),
      'good',
    )
    return { kind: 'card', card, audience: 'edit' }
  },
}
