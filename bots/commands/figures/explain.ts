import type { Command } from '../command.ts'
import { askInWords } from './ask-in-words.ts'

/** `/sextant data explain [assistant] [term]`: what a term means, with a row of the file; the index by default. */
export const dataExplain: Command = {
  path: ['data', 'explain'],
  permission: 'datasets:query',
  isPublic: true,
  arguments: [
    { name: 'assistant', kind: 'assistant', isRequired: false },
    { name: 'term', kind: 'text', isRequired: false },
  ],
  run: (context, { assistant, term }) =>
    askInWords(context, {
      assistant,
      key: term === undefined ? 'explain_index' : 'explain',
      values: { what: term },
    }),
}
