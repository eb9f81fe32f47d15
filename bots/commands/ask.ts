import { askQuestion } from './ask-question.ts'
import type { Command } from './command.ts'

/** `/sextant ask [assistant] <question>` */
export const ask: Command = {
  path: ['ask'],
  permission: 'assistants:use',
  isPublic: true,
  arguments: [
    { name: 'assistant', kind: 'assistant', isRequired: false },
    { name: 'question', kind: 'text', isRequired: false },
  ],
  run: (context, { assistant, question = '' }) =>
    askQuestion(context, question, { named: assistant ?? null }),
}
