import { authorize } from '../../../core/access/can.ts'
import type { Command } from '../command.ts'
import { projectCommand } from './doors.ts'
import { formOfProject } from './forms/project-form.ts'

/** `/sextant project new [name]`: a form. */
export const projectNew: Command = projectCommand(['project', 'new'], {
  opensForm: true,
  arguments: [{ name: 'name', kind: 'text', isRequired: false }],
  run: async (context, { name }) => {
    // Nobody fills in a form for nothing.
    authorize(context.actor, 'projects:create')
    const filled = name ? { name: name.trim() } : {}
    return { kind: 'form', form: formOfProject(context, filled, { action: 'project.new', value: {} }) }
  },
})
