import { askChosen } from '../ask-chosen.ts'
import { assistantCard } from '../assistant/show.ts'
import { toPerson } from '../cards/card-parts.ts'
import type { Action } from '../command.ts'
import { chooseForm } from '../forms/assistant-choose.ts'
import { findAssistant } from '../pick-assistant.ts'

/** Asks the waiting question with the assistant that was chosen; without a question, shows the assistant. */
export const assistantChoose: Action = {
  name: 'assistant.choose',
  permission: 'assistants:use',
  opensForm: true,
  isPublic: true,
  run: async (context, { selected, question = '' }) => {
    if (selected === undefined) return { kind: 'form', form: await chooseForm(context, question) }
    if (question.trim() !== '') return askChosen(context, selected, question)
    return toPerson(await assistantCard(context, await findAssistant(context, selected)))
  },
}
