import type { Locale } from '../../../core/answers/answer.ts'
import { translate } from '../../../core/locales/translate.ts'
import type { CardPart } from '../../../core/messaging/card.ts'
import type { FormState } from './form-id.ts'

/** What opens a form again, where that is not called as the form is. */
const openers: Record<string, (value: Record<string, string>) => Record<string, string>> = {
  'assistant.edit': ({ id = '' }) => ({ assistant: id }),
}

/** Leads on to the next page of a form that was sent; null when that was the last. */
export const nextPage = (
  { action, value, page, pages }: Pick<FormState, 'action' | 'value' | 'page' | 'pages'>,
  locale: Locale,
): CardPart | null => {
  if (page >= pages) return null
  const next = page + 1
  const known = openers[action]?.(value) ?? value
  return {
    kind: 'controls',
    controls: [
      {
        kind: 'button',
        label: translate(locale, 'discord:form.next', { page: next, pages }),
        style: 'primary',
        action,
        value: { ...known, page: String(next) },
        confirm: null,
      },
    ],
  }
}

/** The page that such a button asks for, and what is handed to its action. */
export const pageOf = ({
  page = '1',
  ...value
}: Readonly<Record<string, string>>): { page: number; value: Record<string, string> } => ({
  page: /^\d{1,2}$/.test(page) ? Number(page) : 1,
  value,
})
