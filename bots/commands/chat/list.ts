import { listConversations } from '../../../core/conversations/transcript.ts'
import { cardOf, controls, select, text, toPerson } from '../cards/card-parts.ts'
import { openTimes } from '../cards/dates.ts'
import { bold, unmarked } from '../cards/markdown.ts'
import { openWords } from '../cards/words.ts'
import type { Command } from '../command.ts'
import { noConversationCard } from './conversation-card.ts'

const mostListed = 10

/** `/sextant chat list`: one's own conversations, newest first. */
export const chatList: Command = {
  path: ['chat', 'list'],
  permission: 'assistants:use',
  arguments: [],
  run: async (context) => {
    const { core, actor, locale } = context
    const say = openWords(locale)
    const found = await listConversations(core, actor, { page: { limit: mostListed, after: null } })
    if (found.length === 0) return toPerson(noConversationCard(context))
    const times = await openTimes(context)
    const nameOf = (title: string | null): string => title ?? say('chat.untitled')
    const lines = found.map(({ title, preview, updatedAt }) =>
      [`- ${bold(nameOf(title))}`, times.time(updatedAt), preview && unmarked(preview)]
        .filter(Boolean)
        .join(' · '),
    )
    const options = found.map(({ id, title, updatedAt }) => ({
      label: nameOf(title),
      value: id,
      description: times.time(updatedAt),
    }))
    return toPerson(
      cardOf(say('chat.list.title'), [
        text(lines.join('\n')),
        controls([
          select(say('chat.open'), 'chat.show', options),
          select(say('chat.continue'), 'chat.continue', options),
        ]),
      ]),
    )
  },
}
