import type { Locale } from '../../../core/answers/answer.ts'
import { translate } from '../../../core/locales/translate.ts'
import type { CardPart } from '../../../core/messaging/card.ts'
import type { FormState } from './form-id.ts'

type Opener = (value: Readonly<Record<string, string>>) => Pick<FormState, 'action' | 'value'>

/** What opens a form, where that is not called as the form is. */
const openers: Record<string, Opener> = {
  'assistant.create': (value) => ({ action: 'assistant.new', value: { ...value } }),
  'assistant.edit': ({ id = '' }) => ({ action: 'assistant.edit', value: { assistant: id } }),
  'answer.rate': (value) => ({ action: 'answer.rate', value: { ...value, rating: 'down' } }),
}

/** The action that opens a form that was sent once more. */
export const openerOf = ({
  action,
  value,
}: Pick<FormState, 'action' | 'value'>): Pick<FormState, 'action' | 'value'> =>
  openers[action]?.(value) ?? { action, value }

/** Leads on to the next page of a form that was sent; null when that was the last. */
export const nextPage = (
  { action, value, page, pages }: Pick<FormState, 'action' | 'value' | 'page' | 'pages'>,
  locale: Locale,
): CardPart | null => {
  if (page >= pages) return null
  const next = page + 1
  const opener = openerOf({ action, value })
  return {
    kind: 'controls',
    controls: [
      {
        kind: 'button',
        label: translate(locale, 'discord:form.next', { page: next, pages }),
        style: 'primary',
        action: opener.action,
        value: { ...opener.value, page: String(next) },
        confirm: null,
      },
    ],
  }
}

/** Beside the ids of a button that opens a form again with what was typed. */
export const againMark = { again: '1' }

/** The page that such a button asks for, whether with what was typed before, and what is handed to its action. */
export const pageOf = ({
  page = '1',
  again,
  ...value
}: Readonly<Record<string, string>>): { page: number; isAgain: boolean; value: Record<string, string> } => ({
  page: /^\d{1,2}$/.test(page) ? Number(page) : 1,
  isAgain: again !== undefined,
  value,
})
