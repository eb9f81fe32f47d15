import { can } from '../../../core/access/can.ts'
import type { AssistantView } from '../../../core/assistants/assistants.ts'
import type { Card } from '../../../core/messaging/card.ts'
import { button, cardOf, controls, fields, notes, text, toPerson } from '../cards/card-parts.ts'
import { openTimes } from '../cards/dates.ts'
import { literal } from '../cards/markdown.ts'
import { openWords } from '../cards/words.ts'
import type { Command, CommandContext } from '../command.ts'
import { pickAssistant } from '../pick-assistant.ts'
import { removeButton } from './delete.ts'

const stateOf = ({ isActive, datasetId, isPublic }: AssistantView): string =>
  !isActive ? 'off' : datasetId === null ? 'not_ready' : isPublic ? 'public' : 'team'

/** What an assistant is, and what this person may do with it. */
export const assistantCard = async (context: CommandContext, assistant: AssistantView): Promise<Card> => {
  const { locale, actor, place } = context
  const say = openWords(locale)
  const { id, name, theme, fileName, messageCount, createdAt, welcomeMessage, customInstructions } = assistant
  const times = await openTimes(context)
  const value = { assistant: id }
  const mayEdit = can(actor, 'assistants:edit')
  const { defaultLlm } = assistant
  return cardOf(
    name,
    [
      welcomeMessage ? text(literal(welcomeMessage)) : null,
      fields([
        [say('argument.theme'), theme],
        [say('assistant.state'), say(`assistant.states.${stateOf(assistant)}`)],
        fileName === null ? null : [say('assistant.file'), fileName],
        [say('assistant.messages'), String(messageCount)],
        [say('assistant.created'), times.day(createdAt)],
        mayEdit && defaultLlm !== null ? [say('assistant.model'), defaultLlm] : null,
      ]),
      mayEdit && customInstructions
        ? notes('plain', [`${say('assistant.instructions')} ${customInstructions}`])
        : null,
      controls([
        assistant.datasetId !== null && button(say('data.check.button'), 'data.check', value),
        mayEdit && button(say('assistant.edit.button'), 'assistant.edit', value),
        mayEdit && button(say('assistant.stats.button'), 'assistant.stats', value),
        mayEdit &&
          place.platform !== 'web' &&
          place.channel !== null &&
          !place.isDirect &&
          button(say('assistant.bind.button'), 'assistant.bind', value),
        can(actor, 'assistants:delete') && removeButton(context, assistant),
      ]),
      notes('plain', [say('assistant.how_to_ask', { name })]),
    ],
    { tone: assistant.isActive ? 'plain' : 'caution' },
  )
}

/** `/sextant assistant show [assistant]` */
export const assistantShow: Command = {
  path: ['assistant', 'show'],
  permission: 'assistants:use',
  arguments: [{ name: 'assistant', kind: 'assistant', isRequired: false }],
  run: async (context, args) => {
    const picked = await pickAssistant(context, args.assistant, { action: 'assistant.show' })
    return 'result' in picked ? picked.result : toPerson(await assistantCard(context, picked.assistant))
  },
}
