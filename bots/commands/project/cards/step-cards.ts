import type { Card, CardControl } from '../../../../core/messaging/card.ts'
import { workPriorities, workStatuses } from '../../../../core/projects/codes.ts'
import type { MemberView } from '../../../../core/projects/members.ts'
import type { ProjectView, StepView } from '../../../../core/projects/views.ts'
import { button, cardOf, controls, fields, select, text } from '../../cards/card-parts.ts'
import { bold, literal } from '../../cards/markdown.ts'
import type { CommandContext } from '../../command.ts'
import { type Outcome, seenOf } from '../doors.ts'
import { type Rights, readRights } from '../find-project.ts'
import { memberOptions, namesOf, nobody, readMembers } from '../members-of.ts'
import { openProjectWords, type ProjectWords } from '../words.ts'
import { progressBar, slipText, spanText, workBadge } from './badges.ts'
import { outcomePart, shortText } from './project-card.ts'
import { undoButton } from './undo-button.ts'

/** `- **Maquette** · ◔ En cours · 50 % · Ada · fin le 3 mars 2026` */
export const stepLine = (words: ProjectWords, step: StepView, names: ReadonlyMap<string, string>): string => {
  const { say, term } = words
  const owner = step.ownerId === null ? null : names.get(step.ownerId)
  const facts = [
    term(`phase.${step.phase}`),
    workBadge(words, step),
    say('percent', { count: step.progress }),
    owner && literal(owner),
    step.endOn && say('span.end', { end: words.day(step.endOn) }),
  ]
  return [`- ${bold(step.name)}`, ...facts.filter(Boolean)].join(' · ')
}

export const stepOptions = (words: ProjectWords, steps: readonly StepView[]) =>
  steps.map(({ id, name, status }) => ({
    label: name,
    value: id,
    description: words.term(`work_status.${status}`),
  }))

const progresses = [0, 25, 50, 75, 100]

/** What is chosen at once: status, progress, priority, owner. */
const selectsOf = (
  { say, term }: ProjectWords,
  { step, members }: { step: StepView; members: readonly MemberView[] },
): CardControl[] => {
  const value = { step: step.id, ...seenOf(step) }
  const { status, progress, priority, ownerId } = step
  const statuses = workStatuses.map((one) => ({ label: term(`work_status.${one}`), value: one }))
  const steps = progresses.map((one) => ({ label: say('percent', { count: one }), value: String(one) }))
  const priorities = workPriorities.map((one) => ({ label: term(`work_priority.${one}`), value: one }))
  const people = [
    ...memberOptions(members, ownerId === null ? [] : [ownerId]),
    { label: say('nobody'), value: nobody },
  ]
  return [
    select(say('field.status'), 'step.status', statuses, { value, selected: status }),
    select(say('field.progress'), 'step.progress', steps, { value, selected: String(progress) }),
    select(say('field.priority'), 'step.priority', priorities, { value, selected: priority }),
    select(say('field.owner_id'), 'step.owner', people, { value, selected: ownerId ?? nobody }),
  ]
}

const removeButton = ({ say }: ProjectWords, step: StepView): CardControl => ({
  ...button(say('step.remove'), 'step.remove', { step: step.id, ...seenOf(step) }, 'danger'),
  confirm: {
    title: say('step.remove'),
    text: say('step.confirm', { name: shortText(step.name, 100) }),
    yes: say('remove.yes'),
    no: say('remove.no'),
  },
})

const buttonsOf = async (
  context: CommandContext,
  { step, rights }: { step: StepView; rights: Rights },
): Promise<(CardControl | null | false)[]> => {
  const words = openProjectWords(context.locale)
  const { say } = words
  const { projectId: project } = step
  const isOpen = step.status === 'pending' || step.status === 'in_progress'
  const finish = button(
    say('step.done'),
    'step.status',
    { step: step.id, ...seenOf(step), selected: 'done' },
    'primary',
  )
  return [
    rights.has('steps:edit') && isOpen && finish,
    rights.has('steps:edit') && button(say('edit.button'), 'step.edit', { step: step.id }),
    await undoButton(context, project),
    rights.has('steps:delete') && removeButton(words, step),
    button(say('to.history'), 'project.history', { project, step: step.id }),
    button(say('to.steps'), 'project.steps', { project }),
    button(say('to.project'), 'project.show', { project }),
  ]
}

/** One step, with what this person may do about it. */
export const stepCard = async (
  context: CommandContext,
  { project, step }: { project: ProjectView; step: StepView },
  outcome?: Outcome,
): Promise<Card> => {
  const words = openProjectWords(context.locale)
  const { say, term } = words
  const rights = await readRights(context, project)
  const members = await readMembers(context, project.id)
  const owner = step.ownerId === null ? null : namesOf(members).get(step.ownerId)
  const span = spanText(words, step)
  const slip = slipText(words, step)
  return cardOf(
    step.name,
    [
      outcomePart(outcome),
      step.description.trim() === '' ? null : text(literal(shortText(step.description))),
      fields([
        [say('field.project'), project.name],
        [say('field.phase'), term(`phase.${step.phase}`)],
        [say('field.status'), workBadge(words, step)],
        [say('field.priority'), term(`work_priority.${step.priority}`)],
        [say('field.progress'), progressBar(step.progress, context.locale)],
        [say('field.owner_id'), owner ?? say('nobody')],
        span === null ? null : [say('field.span'), span],
        slip === null ? null : [say('field.slip'), slip],
        [say('field.project_progress'), progressBar(project.progress, context.locale)],
      ]),
      rights.has('steps:edit') ? controls(selectsOf(words, { step, members })) : null,
      controls(await buttonsOf(context, { step, rights })),
    ],
    { tone: step.isLate ? 'caution' : 'plain' },
  )
}
