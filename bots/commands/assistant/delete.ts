import type { CardButton } from '../../../core/messaging/card.ts'
import { button, cardOf, controls, text, toPerson } from '../cards/card-parts.ts'
import { literal } from '../cards/markdown.ts'
import { openWords } from '../cards/words.ts'
import type { Command, CommandContext } from '../command.ts'
import { pickAssistant } from '../pick-assistant.ts'

/** Asks before everything that the assistant owned goes. */
export const removeButton = (
  { locale }: CommandContext,
  { id, name }: { id: string; name: string },
): CardButton => {
  const say = openWords(locale)
  return {
    ...button(say('assistant.delete.button'), 'assistant.remove', { assistant: id }, 'danger'),
    confirm: {
      title: say('assistant.delete.title'),
      text: say('assistant.delete.text', { name }),
      yes: say('assistant.delete.yes'),
      no: say('form.cancel'),
    },
  }
}

/** `/sextant assistant delete <assistant>`: nothing goes before the button is pressed. */
export const assistantDelete: Command = {
  path: ['assistant', 'delete'],
  permission: 'assistants:delete',
  arguments: [{ name: 'assistant', kind: 'assistant', isRequired: true }],
  run: async (context, args) => {
    const picked = await pickAssistant(context, args.assistant, { action: 'assistant.delete' })
    if ('result' in picked) return picked.result
    const { assistant } = picked
    const words = openWords(context.locale)('assistant.delete.text', { name: literal(assistant.name) })
    return toPerson(
      cardOf(assistant.name, [text(words), controls([removeButton(context, assistant)])], {
        tone: 'caution',
      }),
    )
  },
}
