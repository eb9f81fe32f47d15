import { limits } from '../../../config/limits.ts'
import { listMet } from '../../../core/assistants/choose.ts'
import type { Form } from '../../../core/messaging/card.ts'
import { askChosen } from '../ask-chosen.ts'
import { openWords } from '../cards/words.ts'
import type { CommandContext, FormHandler } from '../command.ts'
import { selectField, textField } from './fields.ts'

const mostOffered = 100

/** A question that is too long to travel in a select: it waits in the form. */
export const chooseForm = async (context: CommandContext, question: string): Promise<Form> => {
  const { core, actor, locale } = context
  const say = openWords(locale)
  const choices = await listMet(core, actor, { isReady: true })
  const options = choices
    .slice(0, mostOffered)
    .map(({ id, name, theme }) => ({ label: name, value: id, description: theme }))
  return {
    action: 'assistant.choose',
    title: say('choose.title'),
    submit: say('unknown.ask'),
    cancel: say('form.cancel'),
    value: {},
    intro: null,
    fields: [
      selectField('assistant', say('choose.label'), options),
      textField('question', say('argument.question'), {
        value: question,
        isLong: true,
        maxCharacters: limits.question.maxCharacters,
      }),
    ],
  }
}

export const assistantChooseForm: FormHandler = {
  action: 'assistant.choose',
  permission: 'assistants:use',
  isPublic: true,
  submit: async (context, { values }) => {
    const { assistant = '', question = '' } = values
    const say = openWords(context.locale)
    if (question.trim() === '') return { kind: 'errors', errors: { question: say('ask.empty') } }
    return askChosen(context, assistant, question)
  },
}
