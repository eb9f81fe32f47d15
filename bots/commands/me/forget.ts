import { selfOf } from '../../../core/privacy/requests.ts'
import { button, cardOf, controls, notes, text, toPerson } from '../cards/card-parts.ts'
import { openWords } from '../cards/words.ts'
import type { Command } from '../command.ts'

/** `/sextant me forget`: nothing goes before the button is pressed. */
export const meForget: Command = {
  path: ['me', 'forget'],
  permission: null,
  arguments: [],
  run: async ({ actor, locale }) => {
    const say = openWords(locale)
    // Whoever has no account here has nothing to forget, and is told so before they are asked.
    selfOf(actor)
    const press = {
      ...button(say('me.forget.button'), 'me.erase', {}, 'danger'),
      confirm: {
        title: say('me.forget.title'),
        text: say('me.forget.confirm'),
        yes: say('me.forget.yes'),
        no: say('form.cancel'),
      },
    }
    return toPerson(
      cardOf(
        say('me.forget.title'),
        [text(say('me.forget.what')), notes('caution', [say('me.forget.stays')]), controls([press])],
        { tone: 'caution' },
      ),
    )
  },
}
