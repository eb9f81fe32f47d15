import { toPerson } from '../cards/card-parts.ts'
import { phasesCard } from './cards/phase-cards.ts'
import { projectCommand } from './doors.ts'
import { pickProject } from './find-project.ts'

/** `/sextant project phases [project]`: its six phases and how far they are. */
export const projectPhases = projectCommand(['project', 'phases'], {
  arguments: [{ name: 'project', kind: 'project', isRequired: false }],
  run: async (context, { project: typed }) => {
    const picked = await pickProject(context, typed, { action: 'project.phases' })
    return 'result' in picked ? picked.result : toPerson(await phasesCard(context, picked.project))
  },
})
