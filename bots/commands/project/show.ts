import { toPerson } from '../cards/card-parts.ts'
import { projectCard } from './cards/project-card.ts'
import { projectCommand } from './doors.ts'
import { pickProject } from './find-project.ts'

/** `/sextant project show [project]`: one project, with what may be done about it; without a name the channel’s, else the newest. */
export const projectShow = projectCommand(['project', 'show'], {
  arguments: [{ name: 'project', kind: 'project', isRequired: false }],
  run: async (context, { project: typed }) => {
    const picked = await pickProject(context, typed, { action: 'project.show' })
    return 'result' in picked ? picked.result : toPerson(await projectCard(context, picked.project))
  },
})
