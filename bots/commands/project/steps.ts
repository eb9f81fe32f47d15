import { phaseCodes } from '../../../core/projects/codes.ts'
import { listSteps } from '../../../core/projects/list-steps.ts'
import type { ProjectView } from '../../../core/projects/views.ts'
import { button, cardOf, controls, select, text, toPerson } from '../cards/card-parts.ts'
import { openWords } from '../cards/words.ts'
import type { CommandContext, Result } from '../command.ts'
import { projectLinks } from './cards/project-card.ts'
import { stepLine, stepOptions } from './cards/step-cards.ts'
import { projectCommand } from './doors.ts'
import { pickProject, readRights } from './find-project.ts'
import { namesOf, readMembers } from './members-of.ts'
import { afterOf, pageAfter } from './paging.ts'
import { openProjectWords } from './words.ts'

const pageLimit = 15

interface Place {
  phase?: string | undefined
  after?: string | undefined
  id?: string | undefined
}

const stepsCard = async (
  context: CommandContext,
  project: ProjectView,
  { phase: typed, ...place }: Place,
): Promise<Result> => {
  const { core, actor, locale } = context
  const words = openProjectWords(locale)
  const { say, term } = words
  const phase = phaseCodes.find((code) => code === typed)
  const page = { limit: pageLimit + 1, after: pageAfter(place) }
  const found = await listSteps(core.db, actor, { projectId: project.id, page, filter: { phase } })
  const shown = found.slice(0, pageLimit)
  const last = shown.at(-1)
  const names = namesOf(await readMembers(context, project.id))
  const rights = await readRights(context, project)
  const own = { project: project.id, ...(phase && { phase }) }
  const name = phase ? `${project.name} · ${term(`phase.${phase}`)}` : project.name
  return toPerson(
    cardOf(say('steps.title', { name }), [
      text(last ? shown.map((step) => stepLine(words, step, names)).join('\n') : say('steps.none')),
      controls([
        last ? select(say('steps.choose'), 'step.show', stepOptions(words, shown)) : null,
        rights.has('steps:create') && button(say('step.new'), 'step.new', own, 'primary'),
        last && found.length > pageLimit
          ? button(openWords(locale)('next'), 'project.steps', { ...own, ...afterOf(last) })
          : null,
        button(say('to.project'), 'project.show', { project: project.id }),
      ]),
      projectLinks(words, project, 'steps'),
    ]),
  )
}

/** `/sextant project steps [project]`, in the order in which they were made; a button's `phase` narrows them. */
export const projectSteps = projectCommand(['project', 'steps'], {
  arguments: [{ name: 'project', kind: 'project', isRequired: false }],
  run: async (context, { project: typed, phase, after, id }) => {
    const picked = await pickProject(context, typed, { action: 'project.steps' })
    return 'result' in picked ? picked.result : stepsCard(context, picked.project, { phase, after, id })
  },
})
