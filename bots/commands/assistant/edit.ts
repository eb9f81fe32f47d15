import type { Command } from '../command.ts'
import { editForm } from '../forms/assistant-edit.ts'
import { pickAssistant } from '../pick-assistant.ts'

/** `/sextant assistant edit [assistant]` */
export const assistantEdit: Command = {
  path: ['assistant', 'edit'],
  permission: 'assistants:edit',
  opensForm: true,
  arguments: [{ name: 'assistant', kind: 'assistant', isRequired: false }],
  run: async (context, args) => {
    const picked = await pickAssistant(context, args.assistant, { action: 'assistant.edit' })
    return 'result' in picked
      ? picked.result
      : { kind: 'form', form: await editForm(context, picked.assistant) }
  },
}
