import { phaseCodes } from '../../../../core/projects/codes.ts'
import { type PhaseChange, readPhase, updatePhase } from '../../../../core/projects/phases.ts'
import { readProject } from '../../../../core/projects/projects.ts'
import { toPerson } from '../../cards/card-parts.ts'
import type { Action, CommandContext } from '../../command.ts'
import { phaseCard, phasesCard } from '../cards/phase-cards.ts'
import { asSeen, inPlace, projectAction, tryChange } from '../doors.ts'
import { followUps } from '../follow-ups.ts'
import { openProjectWords } from '../words.ts'
import { known } from './project-acts.ts'

const readPlace = async ({ core, actor }: CommandContext, projectId: string, phase: string | undefined) => {
  const project = await readProject(core.db, actor, { id: projectId })
  const code = known(phaseCodes, phase)
  return { project, phase: await readPhase(core.db, actor, { projectId, code }) }
}

const phaseShow = projectAction('phase.show', async (context, { project = '', phase, selected }) => {
  const place = await readPlace(context, project, selected ?? phase)
  return toPerson(await phaseCard(context, place))
})

const changes = {
  start: { status: 'in_progress' },
  done: { isCompleted: true },
  reopen: { isCompleted: false },
  ignore: { isIgnored: true },
  restore: { isIgnored: false },
} as const satisfies Record<string, PhaseChange>
const moves = ['start', 'done', 'reopen', 'ignore', 'restore'] as const

/** Completes, ignores, begins or reopens a phase; shown again on the card where it was pressed. */
const phaseSet = projectAction('phase.set', async (context, value) => {
  const { core, actor, locale } = context
  const { project: projectId = '', list } = value
  const code = known(phaseCodes, value.phase)
  const fields: PhaseChange = changes[known(moves, value.to)]
  const outcome = await tryChange(context, async () => {
    await updatePhase(core.db, actor, { projectId, code, fields }, asSeen(context, value))
    const followed = await followUps(context, { projectId, subjectId: code })
    return [openProjectWords(locale).say('saved'), ...followed]
  })
  const place = await readPlace(context, projectId, code)
  const card = list
    ? await phasesCard(context, place.project, outcome)
    : await phaseCard(context, place, outcome)
  return inPlace(card)
})

export const phaseActs: readonly Action[] = [phaseShow, phaseSet]
