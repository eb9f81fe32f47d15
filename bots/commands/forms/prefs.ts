import { locales } from '../../../core/answers/answer.ts'
import { openWords } from '../cards/words.ts'
import type { FormHandler } from '../command.ts'
import { automatic, keepLanguage } from '../prefs.ts'

export const prefsFormHandler: FormHandler = {
  action: 'prefs',
  permission: null,
  submit: async (context, { values }) => {
    const { language = '' } = values
    if (![...locales, automatic].includes(language))
      return { kind: 'errors', errors: { language: openWords(context.locale)('form.bad.other') } }
    return keepLanguage(context, language)
  },
}
