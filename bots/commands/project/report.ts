import { toPerson } from '../cards/card-parts.ts'
import { reportCard } from './cards/report-card.ts'
import { projectCommand } from './doors.ts'
import { pickProject } from './find-project.ts'

/** `/sextant project report [project]`: all of one project: phases, what is late, slips, members. */
export const projectReport = projectCommand(['project', 'report'], {
  arguments: [{ name: 'project', kind: 'project', isRequired: false }],
  run: async (context, { project: typed }) => {
    const picked = await pickProject(context, typed, { action: 'project.report' })
    return 'result' in picked ? picked.result : toPerson(await reportCard(context, picked.project))
  },
})
