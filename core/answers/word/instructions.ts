import { translate } from '../../locales/translate.ts'
import type { Locale } from '../answer.ts'
import { flattenText } from './quote.ts'

const items = [0, 1, 2, 3, 4]

/** The expert instructions that a new assistant starts with: four lines of context, five instructions, the fields. */
export const defaultInstructions = (locale: Locale, theme: string | null = null): string => {
  const say = (key: string, values?: Record<string, unknown>): string =>
    translate(locale, `answers:instructions.${key}`, values)
  const sector = theme?.trim() ? say('sector', { theme: flattenText(theme) }) : ''
  const context = ['a', 'b', 'c', 'd'].map((line) => say(`context_line_${line}`, { sector }))
  const colon = translate(locale, 'answers:sep.colon').trimEnd()
  return [
    `${say('context_title')}${colon}`,
    ...context,
    '',
    `${say('instructions_title')}${colon}`,
    ...items.map((at) => `${at + 1}. ${say(`items.${at}`)}`),
    '',
    `${say('fields_title')}${colon}`,
    ...items.map((at) => `- ${say(`fields.${at}`)}`),
  ].join('\n')
}
