import { cardOf, toPerson } from './cards/card-parts.ts'
import { openWords } from './cards/words.ts'
import type { Command } from './command.ts'
import { homeCards } from './home-cards.ts'

/** `/sextant home`: what an app's home page shows, as one card. */
export const home: Command = {
  path: ['home'],
  permission: 'assistants:use',
  arguments: [],
  run: async (context) => {
    const cards = await homeCards(context)
    const parts = cards.flatMap(({ title, parts }) => [
      ...(title === null ? [] : [{ kind: 'heading' as const, text: title }]),
      ...parts,
    ])
    return toPerson(cardOf(openWords(context.locale)('home.title'), parts))
  },
}
