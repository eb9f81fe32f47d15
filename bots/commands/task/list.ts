import { can } from '../../../core/access/can.ts'
import { openStatuses } from '../../../core/projects/codes.ts'
import { listProjects } from '../../../core/projects/list-projects.ts'
import { listTasks } from '../../../core/projects/list-tasks.ts'
import type { ProjectView, TaskView } from '../../../core/projects/views.ts'
import { button, cardOf, controls, select, text, toPerson } from '../cards/card-parts.ts'
import { bold, literal } from '../cards/markdown.ts'
import { openWords } from '../cards/words.ts'
import type { CommandContext, Result } from '../command.ts'
import { workBadge } from '../project/cards/badges.ts'
import { projectCommand } from '../project/doors.ts'
import {
  mostOffered,
  pickProject,
  projectOptions,
  projectsHere,
  readRights,
} from '../project/find-project.ts'
import { namesOf, readMembers } from '../project/members-of.ts'
import { afterOf, pageAfter } from '../project/paging.ts'
import { openProjectWords, type ProjectWords } from '../project/words.ts'
import { readTasks } from './task-card.ts'

const pageLimit = 15
/** Of one person, to find the most urgent among. */
const mostOwn = 200

type Names = ReadonlyMap<string, string>

const namesIn = (ids: readonly string[], names: Names): string =>
  ids
    .map((id) => names.get(id))
    .filter((name) => name !== undefined)
    .map(literal)
    .join(', ')

/** `- **Brief** · ○ En attente · Ada · pour le 3 mars 2026 · attend : Budget` */
export const taskLine = (
  words: ProjectWords,
  task: TaskView,
  { people, tasks, project = null }: { people: Names; tasks: Names; project?: string | null },
): string => {
  const { say, day } = words
  const blocked = namesIn(task.blockedBy, tasks)
  const facts = [
    project && literal(project),
    workBadge(words, task),
    namesIn(task.assigneeIds, people),
    task.dueOn && say('task.due', { day: day(task.dueOn) }),
    blocked && say('task.waits', { names: blocked }),
  ]
  return [`- ${bold(task.name)}`, ...facts.filter(Boolean)].join(' · ')
}

export const taskOptions = (words: ProjectWords, tasks: readonly TaskView[]) =>
  tasks.slice(0, mostOffered).map(({ id, name, status }) => ({
    label: name,
    value: id,
    description: words.term(`work_status.${status}`),
  }))

/** What is late comes first, then what is due soonest. */
export const urgentFirst = <One extends { isLate: boolean; dueOn: string | null }>(
  all: readonly One[],
): One[] =>
  all.toSorted(
    (one, other) =>
      Number(other.isLate) - Number(one.isLate) || (one.dueOn ?? '9').localeCompare(other.dueOn ?? '9'),
  )

/** The open tasks of whoever asks, in all projects that they may see, the most urgent first. */
export const readOwnTasks = async ({ core, actor }: CommandContext): Promise<TaskView[]> => {
  if (actor.kind !== 'person') return []
  const page = { limit: mostOwn, after: null }
  const filter = { assigneeId: actor.id, status: openStatuses }
  return urgentFirst(await listTasks(core.db, actor, { page, filter }))
}

const newButton = ({ say }: ProjectWords, project?: ProjectView) =>
  button(say('task.new'), 'task.new', project ? { project: project.id } : {}, 'primary')

const projectTasks = async (
  context: CommandContext,
  project: ProjectView,
  place: { after?: string | undefined; id?: string | undefined },
): Promise<Result> => {
  const { core, actor, locale } = context
  const words = openProjectWords(locale)
  const { say } = words
  const page = { limit: pageLimit + 1, after: pageAfter(place) }
  const found = await listTasks(core.db, actor, { projectId: project.id, page })
  const shown = found.slice(0, pageLimit)
  const last = shown.at(-1)
  const people = namesOf(await readMembers(context, project.id))
  const tasks = new Map((await readTasks(context, project.id)).map(({ id, name }) => [id, name]))
  const rights = await readRights(context, project)
  const next = last && found.length > pageLimit ? { project: project.id, ...afterOf(last) } : null
  return toPerson(
    cardOf(say('tasks.title', { name: project.name }), [
      text(
        last ? shown.map((task) => taskLine(words, task, { people, tasks })).join('\n') : say('tasks.none'),
      ),
      controls([
        last ? select(say('tasks.choose'), 'task.show', taskOptions(words, shown)) : null,
        rights.has('tasks:create') && newButton(words, project),
        next && button(openWords(locale)('next'), 'task.list', next),
        button(say('to.project'), 'project.show', { project: project.id }),
      ]),
    ]),
  )
}

const ownTasks = async (context: CommandContext): Promise<Result> => {
  const { core, actor, locale } = context
  const words = openProjectWords(locale)
  const { say } = words
  const own = (await readOwnTasks(context)).slice(0, pageLimit)
  const projects = await listProjects(core.db, actor, { page: { limit: mostOffered, after: null } })
  const names = new Map(projects.map(({ id, name }) => [id, name]))
  const none = new Map<string, string>()
  const line = (task: TaskView): string =>
    taskLine(words, task, { people: none, tasks: none, project: names.get(task.projectId) ?? null })
  return toPerson(
    cardOf(say('tasks.own'), [
      text(own.length > 0 ? own.map(line).join('\n') : say('tasks.none_own')),
      controls([
        own.length > 0 ? select(say('tasks.choose'), 'task.show', taskOptions(words, own)) : null,
        projects.length > 0
          ? select(say('tasks.of_project'), 'task.list', projectOptions(context, projects))
          : null,
        projects.length > 0 && can(actor, 'tasks:create') && newButton(words),
      ]),
    ]),
  )
}

/**
 * `/sextant task list [project]`: of a project, or of the channel's; elsewhere the own ones, late first. A button's
 * `after` goes on with the next page.
 */
export const taskList = projectCommand(['task', 'list'], {
  arguments: [{ name: 'project', kind: 'project', isRequired: false }],
  run: async (context, { project: typed, ...place }) => {
    if (typed === undefined && (await projectsHere(context)).length === 0) return ownTasks(context)
    const picked = await pickProject(context, typed, { action: 'task.list' })
    return 'result' in picked ? picked.result : projectTasks(context, picked.project, place)
  },
})
