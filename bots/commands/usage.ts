import { readOwnActivity } from '../../core/conversations/own-activity.ts'
import { button, cardOf, controls, notes, text, toPerson } from './cards/card-parts.ts'
import { dayText } from './cards/dates.ts'
import { maySeeUsage, usageParts } from './cards/usage-parts.ts'
import { openWords } from './cards/words.ts'
import type { Command } from './command.ts'

/**
 * `/sextant usage`: what is left of the month. Whoever is linked to nobody is told what they asked themselves, and how
 * to be shown more: neither the tenant's allowance nor its money.
 */
export const usage: Command = {
  path: ['usage'],
  permission: null,
  arguments: [],
  run: async (context) => {
    const say = openWords(context.locale)
    if (maySeeUsage(context)) return toPerson(cardOf(say('usage.title'), await usageParts(context)))
    const { questions, resetsAt, timeZone } = await readOwnActivity(context.core, context.actor)
    const own = say('usage.own', { count: questions, date: dayText(context.locale, resetsAt, timeZone) })
    return toPerson(
      cardOf(say('usage.title'), [
        text(own),
        notes('plain', [say('usage.members_only')]),
        controls([button(say('link.button'), 'link')]),
      ]),
    )
  },
}
