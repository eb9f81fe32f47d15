import { exportConversation } from '../../../core/conversations/export.ts'
import { listConversations } from '../../../core/conversations/transcript.ts'
import { readOwnTenant } from '../../../core/tenancy/own-tenant.ts'
import { cardOf, controls, notes, toPerson } from '../cards/card-parts.ts'
import { openWords } from '../cards/words.ts'
import type { Command, CommandContext } from '../command.ts'
import { findConversation, noConversationCard, turnParts } from './conversation-card.ts'

/** Of the card, which is what a platform shows that gives out no files. More is read better on the page. */
const mostMessages = 60

const findLast = async ({ core, actor }: CommandContext): Promise<string | null> => {
  const [last] = await listConversations(core, actor, { page: { limit: 1, after: null } })
  return last?.id ?? null
}

/** `/sextant chat export`: the last conversation as a file in Markdown, or the one that a button names. */
export const chatExport: Command = {
  path: ['chat', 'export'],
  permission: 'assistants:use',
  arguments: [],
  run: async (context, args) => {
    const say = openWords(context.locale)
    const id = args.conversation ?? (await findLast(context))
    const found = id === null ? null : await findConversation(context, id)
    if (!found) return toPerson(noConversationCard(context))
    const { conversation, messages } = found
    const shown = messages.slice(-mostMessages)
    const rest = messages.length - shown.length
    const { timeZone } = await readOwnTenant(context.core.db, context.actor)
    const result = toPerson(
      cardOf(conversation.title ?? say('chat.untitled'), [
        notes('plain', [rest > 0 && say('chat.earlier', { count: rest })]),
        ...(await turnParts(context, shown)),
        controls([rest > 0 && { kind: 'link', label: say('web.open'), url: context.publicUrl }]),
      ]),
    )
    const { text: content, ...named } = exportConversation(found, { locale: context.locale, timeZone })
    return { ...result, file: { ...named, content } }
  },
}
