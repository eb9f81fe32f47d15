import type { Form, FormField, FormValues } from '../../../../core/messaging/card.ts'
import { projectPriorities } from '../../../../core/projects/codes.ts'
import { type ProjectFields, projectFields } from '../../../../core/projects/fields.ts'
import { createProject, readProject, updateProject } from '../../../../core/projects/projects.ts'
import type { ProjectView } from '../../../../core/projects/views.ts'
import { toPerson } from '../../cards/card-parts.ts'
import { openWords } from '../../cards/words.ts'
import type { Action, CommandContext, FormHandler } from '../../command.ts'
import { selectField } from '../../forms/fields.ts'
import { projectCard } from '../cards/project-card.ts'
import { asSeen, projectAction, projectForm, seenOf, surfaceOf } from '../doors.ts'
import { openProjectWords } from '../words.ts'
import { dayField, dayOf, descriptionField, nameField, orFaults, typedFaults } from './fields.ts'

type Filled = Partial<Pick<ProjectView, 'name' | 'description' | 'priority' | 'startOn' | 'endOn'>>

const fieldsOf = (context: CommandContext, filled: Filled): FormField[] => {
  const { say, term } = openProjectWords(context.locale)
  const priorities = projectPriorities.map((value) => ({ label: term(`project_priority.${value}`), value }))
  return [
    nameField(context, filled.name ?? null),
    ...descriptionField(context, filled.description ?? null),
    selectField('priority', say('field.priority'), priorities, { value: filled.priority ?? 'medium' }),
    dayField(context, 'start_on', filled.startOn ?? null),
    dayField(context, 'end_on', filled.endOn ?? null),
  ]
}

/** A new project, or one to be changed. */
export const formOfProject = (
  context: CommandContext,
  filled: Filled,
  { action, value }: Pick<Form, 'action' | 'value'>,
): Form => {
  const { say } = openProjectWords(context.locale)
  const isNew = action === 'project.new'
  return {
    action,
    title: say(isNew ? 'new.title' : 'edit.title'),
    submit: isNew ? say('new.submit') : openWords(context.locale)('form.save'),
    cancel: openWords(context.locale)('form.cancel'),
    value,
    intro: null,
    fields: fieldsOf(context, filled),
  }
}

const priorityOf = (value: string | undefined) => projectFields.priority.safeParse(value).data

const readFields = (values: FormValues): ProjectFields => {
  const start = dayOf(values.start_on)
  const end = dayOf(values.end_on)
  const priority = priorityOf(values.priority)
  return {
    ...(values.name !== undefined && { name: values.name.trim() }),
    ...(values.description !== undefined && { description: values.description.trim() }),
    ...(priority && { priority }),
    ...(start && { startOn: start.day }),
    ...(end && { endOn: end.day }),
  }
}

const projectNewForm = projectForm('project.new', async (context, { values }) => {
  const faults = typedFaults(context, { name: '', ...values })
  if (Object.keys(faults).length > 0) return { kind: 'errors', errors: faults }
  const { core, actor, locale } = context
  return orFaults(context, async () => {
    const fields = { ...readFields(values), name: projectFields.name.parse(values.name ?? '') }
    const project = await createProject(core.db, actor, fields, surfaceOf(context))
    const notes = [openProjectWords(locale).say('new.done')]
    return toPerson(await projectCard(context, project, { tone: 'good', notes }))
  })
})

const projectEditForm = projectForm('project.edit', async (context, { value, values }) => {
  const faults = typedFaults(context, values)
  if (Object.keys(faults).length > 0) return { kind: 'errors', errors: faults }
  const { core, actor, locale } = context
  const { project: id = '' } = value
  return orFaults(context, async () => {
    const project = await updateProject(
      core.db,
      actor,
      { id, fields: readFields(values) },
      asSeen(context, value),
    )
    const notes = [openProjectWords(locale).say('saved')]
    return toPerson(await projectCard(context, project, { tone: 'good', notes }))
  })
})

/** Opens the form of a project. */
export const projectEdit: Action = projectAction(
  'project.edit',
  async (context, { project: id = '' }) => {
    const project = await readProject(context.core.db, context.actor, { id })
    const form = formOfProject(context, project, {
      action: 'project.edit',
      value: { project: project.id, ...seenOf(project) },
    })
    return { kind: 'form', form }
  },
  { opensForm: true },
)

export const projectForms: readonly FormHandler[] = [projectNewForm, projectEditForm]
