import type { Command } from '../command.ts'
import { askInWords, labelsText } from './ask-in-words.ts'

/** `/sextant data compare [assistant] <labels>` */
export const dataCompare: Command = {
  path: ['data', 'compare'],
  permission: 'datasets:query',
  isPublic: true,
  arguments: [
    { name: 'assistant', kind: 'assistant', isRequired: false },
    { name: 'labels', kind: 'text', isRequired: true },
  ],
  run: (context, { assistant, labels = '' }) =>
    askInWords(context, { assistant, key: 'compare', values: { what: labelsText(context, labels) } }),
}
