import { button, cardOf, controls, text, toPerson } from './cards/card-parts.ts'
import { maySeeUsage, usageParts } from './cards/usage-parts.ts'
import { openWords } from './cards/words.ts'
import type { Command } from './command.ts'

/** `/sextant usage`: what is left of the month. */
export const usage: Command = {
  path: ['usage'],
  permission: null,
  arguments: [],
  run: async (context) => {
    const say = openWords(context.locale)
    if (maySeeUsage(context)) return toPerson(cardOf(say('usage.title'), await usageParts(context)))
    return toPerson(
      cardOf(null, [text(say('usage.members_only')), controls([button(say('link.button'), 'link')])]),
    )
  },
}
