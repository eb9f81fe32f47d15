import { listProjects } from '../../../core/projects/list-projects.ts'
import { readProject } from '../../../core/projects/projects.ts'
import type { ProjectView } from '../../../core/projects/views.ts'
import type { Command, CommandContext } from '../command.ts'
import { projectCommand } from '../project/doors.ts'
import { mostOffered, noProjectCard, projectsHere } from '../project/find-project.ts'
import { newTaskForm } from './task-form.ts'

/** Where a task can go: the project that is named, those of the channel, or the newest ones. */
const readOffered = async (context: CommandContext, id: string | undefined): Promise<ProjectView[]> => {
  const { core, actor } = context
  if (id !== undefined) return [await readProject(core.db, actor, { id })]
  const here = await projectsHere(context)
  if (here.length > 0) return here
  return listProjects(core.db, actor, { page: { limit: mostOffered, after: null } })
}

/** `/sextant task new [name]`, and what the menu of a message opens with what the message says. */
export const taskNew: Command = projectCommand(['task', 'new'], {
  opensForm: true,
  arguments: [{ name: 'name', kind: 'text', isRequired: false }],
  run: async (context, { name, description, project }) => {
    const [first, ...others] = await readOffered(context, project)
    if (!first) return noProjectCard(context)
    return { kind: 'form', form: await newTaskForm(context, [first, ...others], { name, description }) }
  },
})
