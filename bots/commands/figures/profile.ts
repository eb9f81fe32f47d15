import type { Command } from '../command.ts'
import { askInWords, labelsText } from './ask-in-words.ts'

/** `/sextant data profile [assistant] <label>` */
export const dataProfile: Command = {
  path: ['data', 'profile'],
  permission: 'datasets:query',
  isPublic: true,
  arguments: [
    { name: 'assistant', kind: 'assistant', isRequired: false },
    { name: 'label', kind: 'text', isRequired: true },
  ],
  run: (context, { assistant, label = '' }) =>
    askInWords(context, { assistant, key: 'profile', values: { what: labelsText(context, label) } }),
}
