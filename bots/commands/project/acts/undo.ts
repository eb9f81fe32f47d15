import type { Card } from '../../../../core/messaging/card.ts'
import { type PhaseCode, phaseCodes } from '../../../../core/projects/codes.ts'
import { readPhase } from '../../../../core/projects/phases.ts'
import { readProject } from '../../../../core/projects/projects.ts'
import { undoEvent } from '../../../../core/projects/undo.ts'
import type { ProjectEvent } from '../../../../db/models/project-event.ts'
import type { CommandContext } from '../../command.ts'
import { readTaskPlace, taskCard } from '../../task/task-card.ts'
import { eventText } from '../cards/event-line.ts'
import { phaseCard } from '../cards/phase-cards.ts'
import { projectCard } from '../cards/project-card.ts'
import { stepCard } from '../cards/step-cards.ts'
import { inPlace, type Outcome, projectAction, surfaceOf } from '../doors.ts'
import { namesOf, readMembers } from '../members-of.ts'
import { openProjectWords } from '../words.ts'
import { readStepPlace } from './step-acts.ts'

const isPhase = (code: string): code is PhaseCode => phaseCodes.some((one) => one === code)

/** The card of what was put back. */
const cardAfter = async (
  context: CommandContext,
  { subjectKind, subjectId, projectId }: ProjectEvent,
  outcome: Outcome,
): Promise<Card> => {
  const { core, actor } = context
  if (subjectKind === 'step') return stepCard(context, await readStepPlace(context, subjectId), outcome)
  if (subjectKind === 'task') return taskCard(context, await readTaskPlace(context, subjectId), outcome)
  const project = await readProject(core.db, actor, { id: projectId })
  if (subjectKind !== 'phase' || !isPhase(subjectId)) return projectCard(context, project, outcome)
  const phase = await readPhase(core.db, actor, { projectId, code: subjectId })
  return phaseCard(context, { project, phase }, outcome)
}

/** Takes back what this person changed last; the core says why where it cannot be. */
export const projectUndo = projectAction('project.undo', async (context, { event = '' }) => {
  const { core, actor, locale } = context
  const undo = await undoEvent(core.db, actor, { id: event }, surfaceOf(context))
  const names = namesOf(await readMembers(context, undo.projectId))
  const notes = [eventText(openProjectWords(locale), undo, names)]
  return inPlace(await cardAfter(context, undo, { tone: 'good', notes }))
})
