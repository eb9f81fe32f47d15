import { bindHere } from '../assistant/bind.ts'
import type { Command } from '../command.ts'

/** `/sextant workspace use [assistant]`: the assistant that answers in this channel. */
export const workspaceUse: Command = {
  path: ['workspace', 'use'],
  permission: 'assistants:edit',
  arguments: [{ name: 'assistant', kind: 'assistant', isRequired: false }],
  run: (context, { assistant }) => bindHere(context, assistant === undefined ? {} : { assistant }),
}
