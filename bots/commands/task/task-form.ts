import type { Form, FormField, FormValues } from '../../../core/messaging/card.ts'
import { isOpen } from '../../../core/projects/codes.ts'
import { type TaskFields, taskFields } from '../../../core/projects/fields.ts'
import { createTask, updateTask } from '../../../core/projects/tasks.ts'
import type { ProjectView, TaskView } from '../../../core/projects/views.ts'
import { toPerson } from '../cards/card-parts.ts'
import { openWords } from '../cards/words.ts'
import type { Action, CommandContext, FormHandler, Result } from '../command.ts'
import { selectField } from '../forms/fields.ts'
import { asSeen, projectAction, projectForm, seenOf, surfaceOf } from '../project/doors.ts'
import { projectOptions, readRights } from '../project/find-project.ts'
import {
  dayField,
  dayOf,
  descriptionField,
  mostName,
  nameField,
  orFaults,
  typedFaults,
} from '../project/forms/fields.ts'
import { memberOptions, nobody, readMembers } from '../project/members-of.ts'
import { openProjectWords } from '../project/words.ts'
import { readTaskPlace, readTasks, taskCard } from './task-card.ts'

/** What a message says, to be made a task of. */
export interface TaskDraft {
  name?: string | undefined
  description?: string | undefined
}

const frame = ({ locale }: CommandContext, isNew: boolean): Pick<Form, 'title' | 'submit' | 'cancel'> => {
  const { say } = openProjectWords(locale)
  return {
    title: say(isNew ? 'task.new' : 'task.edit_title'),
    submit: isNew ? say('step.add') : openWords(locale)('form.save'),
    cancel: openWords(locale)('form.cancel'),
  }
}

/** Who does it, from the start only where this person may give work: anybody else takes it on its card. */
const assigneeField = async (context: CommandContext, project: ProjectView): Promise<FormField[]> => {
  const { say } = openProjectWords(context.locale)
  const mayAssign = (await readRights(context, project)).has('tasks:assign')
  const members = await readMembers(context, project.id)
  const people = mayAssign ? members : members.filter(({ personId }) => personId === context.actor.id)
  if (people.length === 0) return []
  const options = [...memberOptions(people), { label: say('nobody'), value: nobody }]
  return [selectField('assignee', say('field.assignee_ids'), options, { value: nobody })]
}

const mostBefore = 24

/** Which task of the project is to be finished before. */
const beforeField = async (context: CommandContext, project: ProjectView): Promise<FormField[]> => {
  const { say } = openProjectWords(context.locale)
  const open = (await readTasks(context, project.id)).filter(({ status }) => isOpen(status))
  if (open.length === 0) return []
  const options = open.slice(-mostBefore).map(({ id, name }) => ({ label: name, value: id }))
  const none = { label: say('task.nothing_before'), value: nobody }
  return [selectField('before', say('field.depends_on'), [none, ...options], { value: nobody })]
}

const firstLine = (text: string): string =>
  text
    .split(/\r?\n/)
    .find((line) => line.trim() !== '')
    ?.trim()
    .slice(0, mostName)
    .toWellFormed() ?? ''

/** A new task: in this project, or in the one that is chosen among these. */
export const newTaskForm = async (
  context: CommandContext,
  projects: readonly [ProjectView, ...ProjectView[]],
  { name, description }: TaskDraft,
): Promise<Form> => {
  const { say } = openProjectWords(context.locale)
  const [project, ...others] = projects
  const isKnown = others.length === 0
  const options = projectOptions(context, projects)
  return {
    ...frame(context, true),
    action: 'task.new',
    value: isKnown ? { project: project.id } : {},
    intro: null,
    fields: [
      ...(isKnown ? [] : [selectField('project', say('field.project'), options, { value: project.id })]),
      nameField(context, name ? firstLine(name) : null),
      ...descriptionField(context, description ?? null),
      dayField(context, 'due_on', null),
      ...(isKnown ? await assigneeField(context, project) : []),
      ...(isKnown ? await beforeField(context, project) : []),
    ],
  }
}

/** Opens the form of a task; what is chosen at once is on its card. */
export const taskEdit: Action = projectAction(
  'task.edit',
  async (context, { task: id = '' }) => {
    const { task } = await readTaskPlace(context, id)
    const fields = [
      nameField(context, task.name),
      ...descriptionField(context, task.description),
      dayField(context, 'due_on', task.dueOn),
    ]
    const value = { task: task.id, ...seenOf(task) }
    return {
      kind: 'form',
      form: { ...frame(context, false), action: 'task.edit', value, intro: null, fields },
    }
  },
  { opensForm: true },
)

const chosen = (value: string | undefined): string[] | undefined => {
  if (value === undefined) return undefined
  return value === nobody ? [] : [value]
}

const readFields = (values: FormValues): TaskFields => {
  const due = dayOf(values.due_on)
  const assigneeIds = chosen(values.assignee)
  const dependsOn = chosen(values.before)
  return {
    ...(values.name !== undefined && { name: taskFields.name.parse(values.name) }),
    ...(values.description !== undefined && { description: values.description.trim() }),
    ...(due && { dueOn: due.day }),
    ...(assigneeIds && { assigneeIds }),
    ...(dependsOn && { dependsOn }),
  }
}

const pointers = { assignee_ids: 'assignee', depends_on: 'before' }

const finish = async (context: CommandContext, task: TaskView, said: string): Promise<Result> => {
  const notes = [openProjectWords(context.locale).say(said)]
  return toPerson(await taskCard(context, await readTaskPlace(context, task.id), { tone: 'good', notes }))
}

const taskNewForm = projectForm('task.new', async (context, { value, values }) => {
  const faults = typedFaults(context, { name: '', ...values })
  if (Object.keys(faults).length > 0) return { kind: 'errors', errors: faults }
  const { core, actor } = context
  const projectId = value.project ?? values.project ?? ''
  const work = async (): Promise<Result> => {
    const { name = '', ...others } = readFields(values)
    const made = await createTask(
      core.db,
      actor,
      { projectId, fields: { ...others, name } },
      surfaceOf(context),
    )
    return finish(context, made, 'task.made')
  }
  return orFaults(context, work, pointers)
})

const taskEditForm = projectForm('task.edit', async (context, { value, values }) => {
  const faults = typedFaults(context, values)
  if (Object.keys(faults).length > 0) return { kind: 'errors', errors: faults }
  const { core, actor } = context
  const { task: id = '' } = value
  const work = async (): Promise<Result> => {
    const task = await updateTask(core.db, actor, { id, fields: readFields(values) }, asSeen(context, value))
    return finish(context, task, 'saved')
  }
  return orFaults(context, work, pointers)
})

export const taskForms: readonly FormHandler[] = [taskNewForm, taskEditForm]
