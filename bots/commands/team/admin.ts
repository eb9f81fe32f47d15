import { noticeCard } from '../../../core/messaging/answer-card.ts'
import { cardOf, toPerson } from '../cards/card-parts.ts'
import { openWords } from '../cards/words.ts'
import type { Command } from '../command.ts'
import { adminParts } from './admin-parts.ts'

/** `/sextant team admin`: what whoever asks may administrate, for their eyes only. */
export const teamAdmin: Command = {
  path: ['team', 'admin'],
  permission: null,
  arguments: [],
  run: async (context) => {
    const say = openWords(context.locale)
    const parts = adminParts(context)
    if (!parts) return toPerson(noticeCard(context.locale, say('team.admin.nothing')))
    return toPerson(cardOf(say('team.admin.title'), parts))
  },
}
