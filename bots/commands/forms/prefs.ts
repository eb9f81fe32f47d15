import { locales } from '../../../core/answers/answer.ts'
import { openWords } from '../cards/words.ts'
import type { FormHandler } from '../command.ts'
import { automatic, keepLanguage } from '../prefs.ts'
import { keepNoticeFields, readNoticeFields } from '../prefs-notices.ts'

export const prefsFormHandler: FormHandler = {
  action: 'prefs',
  permission: null,
  submit: async (context, { values }) => {
    const { language = '' } = values
    if (![...locales, automatic].includes(language))
      return { kind: 'errors', errors: { language: openWords(context.locale)('form.bad.other') } }
    const { changes, errors } = readNoticeFields(context, values)
    if (Object.keys(errors).length > 0) return { kind: 'errors', errors }
    await keepNoticeFields(context, changes)
    return keepLanguage(context, language)
  },
}
