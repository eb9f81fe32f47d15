import type { Card, CardControl } from '../../../core/messaging/card.ts'
import { isOpen, workPriorities, workStatuses } from '../../../core/projects/codes.ts'
import { listTasks, readTask } from '../../../core/projects/list-tasks.ts'
import type { MemberView } from '../../../core/projects/members.ts'
import { readProject } from '../../../core/projects/projects.ts'
import type { ProjectView, TaskView } from '../../../core/projects/views.ts'
import { button, cardOf, controls, fields, select, text } from '../cards/card-parts.ts'
import { literal } from '../cards/markdown.ts'
import type { CommandContext } from '../command.ts'
import { workBadge } from '../project/cards/badges.ts'
import { outcomePart, shortText } from '../project/cards/project-card.ts'
import { undoButton } from '../project/cards/undo-button.ts'
import { type Outcome, seenOf } from '../project/doors.ts'
import { type Rights, readRights } from '../project/find-project.ts'
import { memberOptions, namesOf, readMembers } from '../project/members-of.ts'
import { openProjectWords, type ProjectWords } from '../project/words.ts'

/** Of one project, to tell what waits for what. */
const mostTasks = 200
/** As many as one list of a chat platform shows. */
const mostOffered = 25

/** @throws not_found, forbidden */
export const readTaskPlace = async ({ core, actor }: CommandContext, id: string) => {
  const task = await readTask(core.db, actor, { id })
  return { task, project: await readProject(core.db, actor, { id: task.projectId }) }
}

/** Tasks of a project by their names, the oldest first. */
export const readTasks = ({ core, actor }: CommandContext, projectId: string): Promise<TaskView[]> =>
  listTasks(core.db, actor, { projectId, page: { limit: mostTasks, after: null } })

const namesIn = (ids: readonly string[], names: ReadonlyMap<string, string>): string =>
  ids
    .map((id) => names.get(id))
    .filter((name) => name !== undefined)
    .join(', ')

/** Each choice gives a task to somebody or takes it from them. */
const assignSelect = (
  { say }: ProjectWords,
  { task, members, mine }: { task: TaskView; members: readonly MemberView[]; mine: string | null },
): CardControl | null => {
  const people = mine === null ? members : members.filter(({ personId }) => personId === mine)
  const options = memberOptions(people, task.assigneeIds).map((one) => ({
    ...one,
    label: say(task.assigneeIds.includes(one.value) ? 'task.take' : 'task.give', { name: one.label }),
  }))
  if (options.length === 0) return null
  return select(say('field.assignee_ids'), 'task.assign', options, {
    value: { task: task.id, ...seenOf(task) },
  })
}

/** Each choice makes the task wait for another one, or wait for it no more. */
const waitSelect = (
  { say }: ProjectWords,
  { task, others }: { task: TaskView; others: readonly TaskView[] },
): CardControl | null => {
  const isKept = ({ id }: TaskView): boolean => task.dependsOn.includes(id)
  const offered = [...others.filter(isKept), ...others.filter((one) => !isKept(one) && isOpen(one.status))]
  const options = offered.slice(0, mostOffered).map((one) => ({
    label: say(isKept(one) ? 'task.wait_no_more' : 'task.wait_for', { name: one.name }),
    value: one.id,
  }))
  if (options.length === 0) return null
  return select(say('field.depends_on'), 'task.wait', options, { value: { task: task.id, ...seenOf(task) } })
}

interface Shown {
  task: TaskView
  project: ProjectView
  members: readonly MemberView[]
  others: readonly TaskView[]
  rights: Rights
}

const selectsOf = (
  context: CommandContext,
  { task, members, others, rights }: Shown,
): (CardControl | null)[] => {
  const words = openProjectWords(context.locale)
  const { say, term } = words
  if (!rights.has('tasks:edit') && !rights.has('tasks:assign')) return []
  const value = { task: task.id, ...seenOf(task) }
  const statuses = workStatuses.map((one) => ({ label: term(`work_status.${one}`), value: one }))
  const priorities = workPriorities.map((one) => ({ label: term(`work_priority.${one}`), value: one }))
  const mayAssign = rights.has('tasks:assign')
  const own = assignSelect(words, { task, members, mine: mayAssign ? null : context.actor.id })
  if (!rights.has('tasks:edit')) return [own]
  return [
    select(say('field.status'), 'task.status', statuses, { value, selected: task.status }),
    select(say('field.priority'), 'task.priority', priorities, { value, selected: task.priority }),
    own,
    waitSelect(words, { task, others }),
  ]
}

const buttonsOf = async (context: CommandContext, { task, project, rights }: Shown) => {
  const { say } = openProjectWords(context.locale)
  const value = { task: task.id, ...seenOf(task) }
  const done = button(say('task.done'), 'task.status', { ...value, selected: 'done' }, 'primary')
  const remove = {
    ...button(say('task.remove'), 'task.remove', value, 'danger'),
    confirm: {
      title: say('task.remove'),
      text: say('task.confirm', { name: shortText(task.name, 100) }),
      yes: say('remove.yes'),
      no: say('remove.no'),
    },
  }
  return [
    rights.has('tasks:edit') && isOpen(task.status) && done,
    rights.has('tasks:edit') && button(say('edit.button'), 'task.edit', { task: task.id }),
    await undoButton(context, project.id),
    rights.has('tasks:delete') && remove,
    button(say('to.tasks'), 'task.list', { project: project.id }),
    button(say('to.project'), 'project.show', { project: project.id }),
  ]
}

/** One task, with what this person may do about it. */
export const taskCard = async (
  context: CommandContext,
  { task, project }: { task: TaskView; project: ProjectView },
  outcome?: Outcome,
): Promise<Card> => {
  const words = openProjectWords(context.locale)
  const { say, term, day } = words
  const rights = await readRights(context, project)
  const members = await readMembers(context, project.id)
  const others = (await readTasks(context, project.id)).filter(({ id }) => id !== task.id)
  const taskNames = new Map(others.map(({ id, name }) => [id, name]))
  const shown = { task, project, members, others, rights }
  const assignees = namesIn(task.assigneeIds, namesOf(members))
  return cardOf(
    task.name,
    [
      outcomePart(outcome),
      task.description.trim() === '' ? null : text(literal(shortText(task.description))),
      fields([
        [say('field.project'), project.name],
        [say('field.status'), workBadge(words, task)],
        [say('field.priority'), term(`work_priority.${task.priority}`)],
        [say('field.assignee_ids'), assignees || say('nobody')],
        task.dueOn === null ? null : [say('field.due_on'), day(task.dueOn)],
        task.blockedBy.length === 0 ? null : [say('task.blocked_by'), namesIn(task.blockedBy, taskNames)],
      ]),
      controls(selectsOf(context, shown)),
      controls(await buttonsOf(context, shown)),
    ],
    { tone: task.isLate ? 'caution' : 'plain' },
  )
}
