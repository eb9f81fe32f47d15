import { AppError } from '../../../../core/errors.ts'
import { noticeCard } from '../../../../core/messaging/answer-card.ts'
import { workPriorities, workStatuses } from '../../../../core/projects/codes.ts'
import { type StepFields, stepFields } from '../../../../core/projects/fields.ts'
import { readStep } from '../../../../core/projects/list-steps.ts'
import { readProject } from '../../../../core/projects/projects.ts'
import { deleteStep, updateStep } from '../../../../core/projects/steps.ts'
import { toPerson } from '../../cards/card-parts.ts'
import { literal } from '../../cards/markdown.ts'
import type { Action, CommandContext, Result } from '../../command.ts'
import { stepCard } from '../cards/step-cards.ts'
import { asSeen, inPlace, projectAction, tryChange } from '../doors.ts'
import { followUps } from '../follow-ups.ts'
import { nobody } from '../members-of.ts'
import { openProjectWords } from '../words.ts'
import { known } from './project-acts.ts'

type Values = Readonly<Record<string, string>>

/** @throws not_found, forbidden */
export const readStepPlace = async ({ core, actor }: CommandContext, id: string) => {
  const step = await readStep(core.db, actor, { id })
  return { step, project: await readProject(core.db, actor, { id: step.projectId }) }
}

const stepShow = projectAction('step.show', async (context, { step = '', selected }) =>
  toPerson(await stepCard(context, await readStepPlace(context, selected ?? step))),
)

/** Its phase and its project follow: the card tells what came of it. */
const change = async (context: CommandContext, value: Values, fields: StepFields): Promise<Result> => {
  const { core, actor, locale } = context
  const { step: id = '' } = value
  const outcome = await tryChange(context, async () => {
    const { projectId } = await updateStep(core.db, actor, { id, fields }, asSeen(context, value))
    const followed = await followUps(context, { projectId, subjectId: id })
    return [openProjectWords(locale).say('saved'), ...followed]
  })
  return inPlace(await stepCard(context, await readStepPlace(context, id), outcome))
}

const stepStatus = projectAction('step.status', (context, { selected, ...value }) =>
  change(context, value, { status: known(workStatuses, selected) }),
)

const stepPriority = projectAction('step.priority', (context, { selected, ...value }) =>
  change(context, value, { priority: known(workPriorities, selected) }),
)

const stepProgress = projectAction('step.progress', (context, { selected = '', ...value }) => {
  const read = stepFields.progress.safeParse(/^\d{1,3}$/.test(selected) ? Number(selected) : null)
  if (!read.success) throw new AppError('invalid_value', 'no percentage')
  return change(context, value, { progress: read.data })
})

const stepOwner = projectAction('step.owner', (context, { selected = nobody, ...value }) =>
  change(context, value, { ownerId: selected === nobody ? null : selected }),
)

const stepRemove = projectAction('step.remove', async (context, value) => {
  const { core, actor, locale } = context
  const place = await readStepPlace(context, value.step ?? '')
  const { id, name } = place.step
  const outcome = await tryChange(context, async () => {
    await deleteStep(core.db, actor, { id }, asSeen(context, value))
    return []
  })
  if (outcome.tone === 'caution')
    return inPlace(await stepCard(context, await readStepPlace(context, id), outcome))
  const { say } = openProjectWords(locale)
  return inPlace(noticeCard(locale, say('step.removed', { name: literal(name) }), 'good'))
})

export const stepActs: readonly Action[] = [
  stepShow,
  stepStatus,
  stepPriority,
  stepProgress,
  stepOwner,
  stepRemove,
]
