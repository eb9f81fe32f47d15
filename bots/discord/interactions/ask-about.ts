import { limits } from '../../../config/limits.ts'
import type { Locale } from '../../../core/answers/answer.ts'
import { translate } from '../../../core/locales/translate.ts'
import type { Form } from '../../../core/messaging/card.ts'

/** Of the form that the menu of a message opens; no command of ours is called so. */
export const aboutAction = 'message.ask'

/** What somebody's message says as a question, to be put right before it is asked. */
export const aboutForm = (locale: Locale, text: string): Form => {
  const say = (key: string): string => translate(locale, `discord:about.${key}`)
  const { maxCharacters } = limits.question
  return {
    action: aboutAction,
    title: say('title'),
    submit: say('submit'),
    cancel: translate(locale, 'commands:form.cancel'),
    value: {},
    intro: null,
    fields: [
      {
        kind: 'text',
        name: 'question',
        label: say('label'),
        hint: say('hint'),
        value: text.trim().slice(0, maxCharacters).toWellFormed() || null,
        isLong: true,
        isRequired: true,
        maxCharacters,
      },
    ],
  }
}
