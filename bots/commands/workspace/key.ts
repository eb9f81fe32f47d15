import { cardOf, controls, text, toPerson } from '../cards/card-parts.ts'
import { openWords } from '../cards/words.ts'
import type { Command } from '../command.ts'

/** `/sextant workspace key`: where a provider's key is kept. Never in chat, which others read and search. */
export const workspaceKey: Command = {
  path: ['workspace', 'key'],
  permission: 'credentials:manage',
  arguments: [],
  run: async ({ locale, publicUrl }) => {
    const say = openWords(locale)
    return toPerson(
      cardOf(say('key.title'), [
        text(say('key.never')),
        text(say('key.how')),
        controls([{ kind: 'link', label: say('web.open'), url: publicUrl }]),
      ]),
    )
  },
}
