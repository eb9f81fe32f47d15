import { toPerson } from '../cards/card-parts.ts'
import { membersCard } from './cards/members-card.ts'
import { projectCommand } from './doors.ts'
import { pickProject } from './find-project.ts'

/** `/sextant project members [project]`: who takes part, service by service. */
export const projectMembers = projectCommand(['project', 'members'], {
  arguments: [{ name: 'project', kind: 'project', isRequired: false }],
  run: async (context, { project: typed }) => {
    const picked = await pickProject(context, typed, { action: 'project.members' })
    return 'result' in picked ? picked.result : toPerson(await membersCard(context, picked.project))
  },
})
