import { toPerson } from '../cards/card-parts.ts'
import { historyCard } from './cards/history-card.ts'
import { projectCommand } from './doors.ts'
import { pickProject } from './find-project.ts'

/** `/sextant project history [project]`, newest first; a button's `step` is the one thing that it is about. */
export const projectHistory = projectCommand(['project', 'history'], {
  arguments: [{ name: 'project', kind: 'project', isRequired: false }],
  run: async (context, { project: typed, after, id, step: subjectId }) => {
    const picked = await pickProject(context, typed, { action: 'project.history' })
    if ('result' in picked) return picked.result
    return toPerson(await historyCard(context, picked.project, { after, id, subjectId }))
  },
})
