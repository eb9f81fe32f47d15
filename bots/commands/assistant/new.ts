import type { Command } from '../command.ts'
import { createForm } from '../forms/assistant-create.ts'

/** `/sextant assistant new [name]`: the form; a button's `dataset_id` names the file that was brought already. */
export const assistantNew: Command = {
  path: ['assistant', 'new'],
  permission: 'assistants:create',
  opensForm: true,
  arguments: [{ name: 'name', kind: 'text', isRequired: false }],
  run: async (context, { name, theme, dataset_id: datasetId }) => ({
    kind: 'form',
    form: await createForm(context, { name, theme, datasetId }),
  }),
}
