import { searchConversations, snippetOf } from '../../core/conversations/search.ts'
import { noticeCard } from '../../core/messaging/answer-card.ts'
import { cardOf, controls, select, text, toPerson } from './cards/card-parts.ts'
import { openTimes } from './cards/dates.ts'
import { bold, literal, unmarked } from './cards/markdown.ts'
import { openWords } from './cards/words.ts'
import type { Command } from './command.ts'

const mostHits = 10

/** `/sextant search <words>`: in one's own conversations. */
export const search: Command = {
  path: ['search'],
  permission: 'assistants:use',
  arguments: [{ name: 'words', kind: 'text', isRequired: true }],
  run: async (context, { words = '' }) => {
    const { core, actor, locale } = context
    const say = openWords(locale)
    const hits = await searchConversations(core, actor, { words: words.trim(), limit: mostHits })
    if (hits.length === 0) return toPerson(noticeCard(locale, say('search.none', { words: literal(words) })))
    const times = await openTimes(context)
    const lines = hits.map(({ title, message, at }) =>
      [
        `- ${bold(title ?? say('chat.untitled'))}`,
        times.time(at),
        message && unmarked(snippetOf(message, words.trim())),
      ]
        .filter(Boolean)
        .join(' · '),
    )
    const options = hits.map(({ conversationId, title, at }) => ({
      label: title ?? say('chat.untitled'),
      value: conversationId,
      description: times.time(at),
    }))
    return toPerson(
      cardOf(say('search.title', { words }), [
        text(lines.join('\n')),
        controls([select(say('chat.open'), 'chat.show', options)]),
      ]),
    )
  },
}
