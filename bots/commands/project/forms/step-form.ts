import type { Form, FormField, FormValues } from '../../../../core/messaging/card.ts'
import { type PhaseCode, phaseCodes } from '../../../../core/projects/codes.ts'
import { type StepFields, stepFields } from '../../../../core/projects/fields.ts'
import { readProject } from '../../../../core/projects/projects.ts'
import { createStep, updateStep } from '../../../../core/projects/steps.ts'
import type { StepView } from '../../../../core/projects/views.ts'
import { toPerson } from '../../cards/card-parts.ts'
import { openWords } from '../../cards/words.ts'
import type { Action, CommandContext, FormHandler } from '../../command.ts'
import { selectField } from '../../forms/fields.ts'
import { readStepPlace } from '../acts/step-acts.ts'
import { stepCard } from '../cards/step-cards.ts'
import { asSeen, projectAction, projectForm, seenOf, surfaceOf } from '../doors.ts'
import { memberOptions, nobody, readMembers } from '../members-of.ts'
import { openProjectWords } from '../words.ts'
import { dayField, dayOf, descriptionField, nameField, orFaults, typedFaults } from './fields.ts'

const frame = ({ locale }: CommandContext, isNew: boolean): Pick<Form, 'title' | 'submit' | 'cancel'> => {
  const { say } = openProjectWords(locale)
  return {
    title: say(isNew ? 'step.new' : 'step.edit_title'),
    submit: isNew ? say('step.add') : openWords(locale)('form.save'),
    cancel: openWords(locale)('form.cancel'),
  }
}

const phaseField = ({ locale }: CommandContext, phase: PhaseCode): FormField => {
  const { say, term } = openProjectWords(locale)
  const options = phaseCodes.map((value) => ({ label: term(`phase.${value}`), value }))
  return selectField('phase', say('field.phase'), options, { value: phase })
}

/** Opens the form of a new step, in a phase where that was pressed. */
export const stepNew: Action = projectAction(
  'step.new',
  async (context, { project: id = '', phase }) => {
    const { core, actor, locale } = context
    const { say } = openProjectWords(locale)
    const project = await readProject(core.db, actor, { id })
    const members = await readMembers(context, project.id)
    const people = [...memberOptions(members), { label: say('nobody'), value: nobody }]
    const value = { project: project.id }
    const fields = [
      nameField(context, null),
      phaseField(context, phaseCodes.find((code) => code === phase) ?? 'needs'),
      selectField('owner', say('field.owner_id'), people, { value: nobody }),
      dayField(context, 'start_on', null),
      dayField(context, 'end_on', null),
    ]
    const form = { ...frame(context, true), action: 'step.new', value, intro: null, fields }
    return { kind: 'form', form }
  },
  { opensForm: true },
)

/** Opens the form of a step; what is chosen at once is on its card. */
export const stepEdit: Action = projectAction(
  'step.edit',
  async (context, { step: id = '' }) => {
    const { step } = await readStepPlace(context, id)
    const fields = [
      nameField(context, step.name),
      ...descriptionField(context, step.description),
      phaseField(context, step.phase),
      dayField(context, 'start_on', step.startOn),
      dayField(context, 'end_on', step.endOn),
    ]
    const form = {
      ...frame(context, false),
      action: 'step.edit',
      value: { step: step.id, ...seenOf(step) },
      intro: null,
      fields,
    }
    return { kind: 'form', form }
  },
  { opensForm: true },
)

const readFields = (values: FormValues): StepFields => {
  const start = dayOf(values.start_on)
  const end = dayOf(values.end_on)
  const phase = stepFields.phase.safeParse(values.phase).data
  return {
    ...(values.name !== undefined && { name: stepFields.name.parse(values.name) }),
    ...(values.description !== undefined && { description: values.description.trim() }),
    ...(phase && { phase }),
    ...(values.owner !== undefined && { ownerId: values.owner === nobody ? null : values.owner }),
    ...(start && { startOn: start.day }),
    ...(end && { endOn: end.day }),
  }
}

const pointers = { owner_id: 'owner' }

const finish = async (context: CommandContext, step: StepView, said: string) => {
  const notes = [openProjectWords(context.locale).say(said)]
  return toPerson(await stepCard(context, await readStepPlace(context, step.id), { tone: 'good', notes }))
}

const stepNewForm = projectForm('step.new', async (context, { value, values }) => {
  const faults = typedFaults(context, { name: '', ...values })
  if (Object.keys(faults).length > 0) return { kind: 'errors', errors: faults }
  const { core, actor } = context
  const { project: projectId = '' } = value
  const work = async () => {
    const { name = '', phase = 'needs', ...others } = readFields({ name: '', ...values })
    const fields = { ...others, name, phase }
    const step = await createStep(core.db, actor, { projectId, fields }, surfaceOf(context))
    return finish(context, step, 'step.made')
  }
  return orFaults(context, work, pointers)
})

const stepEditForm = projectForm('step.edit', async (context, { value, values }) => {
  const faults = typedFaults(context, values)
  if (Object.keys(faults).length > 0) return { kind: 'errors', errors: faults }
  const { core, actor } = context
  const { step: id = '' } = value
  const work = async () => {
    const step = await updateStep(core.db, actor, { id, fields: readFields(values) }, asSeen(context, value))
    return finish(context, step, 'saved')
  }
  return orFaults(context, work, pointers)
})

export const stepForms: readonly FormHandler[] = [stepNewForm, stepEditForm]
