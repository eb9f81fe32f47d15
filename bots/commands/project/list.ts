import { can } from '../../../core/access/can.ts'
import { listProjects, type ProjectFilter } from '../../../core/projects/list-projects.ts'
import { findSelf } from '../../../core/tenancy/manage-people.ts'
import { button, cardOf, controls, select, text, toPerson } from '../cards/card-parts.ts'
import { openWords } from '../cards/words.ts'
import type { CommandContext, Result } from '../command.ts'
import { boardPart } from './cards/board.ts'
import { projectLine } from './cards/project-line.ts'
import { projectAction, projectCommand } from './doors.ts'
import { projectOptions } from './find-project.ts'
import { afterOf, pageAfter } from './paging.ts'
import { openProjectWords } from './words.ts'

const pageLimit = 15
const mostOnBoard = 8

/** What a list can be narrowed to; `board` shows the same in columns. */
export const listChoices = [
  'all', 'mine', 'service', 'late', 'off', 'pending', 'in_progress', 'done', 'rejected', 'high', 'medium',
  'intermediate', 'low', 'board',
] as const // biome-ignore format: one list, read at a glance
type Choice = (typeof listChoices)[number]

const ownService = async ({ core, actor }: CommandContext): Promise<ProjectFilter> => {
  if (actor.kind !== 'person') return {}
  const { serviceId } = await findSelf(core.db, actor)
  return serviceId ? { serviceId } : { memberId: actor.id }
}

const filterOf = async (context: CommandContext, choice: Choice): Promise<ProjectFilter> => {
  switch (choice) {
    case 'all':
    case 'board':
      return {}
    case 'mine':
      return { memberId: context.actor.id }
    case 'service':
      return ownService(context)
    case 'late':
      return { isLate: true }
    case 'off':
      return { isActive: false }
    case 'high':
    case 'medium':
    case 'intermediate':
    case 'low':
      return { priority: choice }
    default:
      return { status: choice }
  }
}

const controlsOf = (context: CommandContext, choice: Choice) => {
  const { say } = openProjectWords(context.locale)
  const options = listChoices.map((value) => ({ label: say(`list.show.${value}`), value }))
  return [
    select(say('list.narrow'), 'project.narrow', options, { selected: choice }),
    can(context.actor, 'projects:create') && button(say('new.button'), 'project.new', {}, 'primary'),
  ]
}

const board = async (context: CommandContext): Promise<Result> => {
  const { say } = openProjectWords(context.locale)
  const columns = await boardPart(context, mostOnBoard)
  return toPerson(
    cardOf(say('board.title'), [columns ?? text(say('list.none')), controls(controlsOf(context, 'board'))]),
  )
}

const run = async (
  context: CommandContext,
  { show: typed, ...place }: Readonly<Record<string, string>>,
): Promise<Result> => {
  const { core, actor, locale } = context
  const words = openProjectWords(locale)
  const { say } = words
  const choice = listChoices.find((one) => one === typed) ?? 'all'
  if (choice === 'board') return board(context)
  const page = { limit: pageLimit + 1, after: pageAfter(place) }
  const found = await listProjects(core.db, actor, { page, filter: await filterOf(context, choice) })
  const shown = found.slice(0, pageLimit)
  const last = shown.at(-1)
  const lines = shown.map((project) => projectLine(words, project)).join('\n')
  return toPerson(
    cardOf(say(choice === 'all' ? 'list.title' : 'list.title_of', { what: say(`list.show.${choice}`) }), [
      text(last ? lines : say('list.none')),
      controls([
        last ? select(say('choose.label'), 'project.show', projectOptions(context, shown)) : null,
        last && found.length > pageLimit
          ? button(openWords(locale)('next'), 'project.list', { show: choice, ...afterOf(last) })
          : null,
        ...controlsOf(context, choice),
      ]),
    ]),
  )
}

/** `/sextant project list [what]`, newest first. A button's `after` goes on with the next page. */
export const projectList = projectCommand(['project', 'list'], {
  arguments: [{ name: 'show', kind: 'choice', isRequired: false, choices: listChoices }],
  run,
})

/** The same list of something else. */
export const projectNarrow = projectAction('project.narrow', async (context, { selected = 'all' }) => {
  const result = await run(context, { show: selected })
  return result.kind === 'card' ? { ...result, audience: 'edit' } : result
})
