import type { Card, CardControl } from '../../../../core/messaging/card.ts'
import { listPhases } from '../../../../core/projects/phases.ts'
import type { PhaseView, ProjectView } from '../../../../core/projects/views.ts'
import { button, cardOf, controls, fields, select, text } from '../../cards/card-parts.ts'
import type { CommandContext } from '../../command.ts'
import { type Outcome, seenOf } from '../doors.ts'
import { type Rights, readRights } from '../find-project.ts'
import { openProjectWords, type ProjectWords } from '../words.ts'
import { phaseBadge, progressBar, slipText, spanText } from './badges.ts'
import { outcomePart, projectLinks } from './project-card.ts'
import { undoButton } from './undo-button.ts'

const lineOf = (words: ProjectWords, phase: PhaseView): string => {
  const { say, term, locale } = words
  const facts = [
    progressBar(phase.progress, locale),
    phaseBadge(words, phase),
    phase.counted > 0 && say('phase.counted', { count: phase.counted, done: phase.done }),
    spanText(words, phase),
    slipText(words, phase),
  ]
  const name = `${phase.position}. **${term(`phase.${phase.code}`)}**`
  return [name, ...facts.filter(Boolean)].join(' · ')
}

/** The six phases, a line each. */
export const phaseLines = (words: ProjectWords, phases: readonly PhaseView[]): string =>
  phases.map((phase) => lineOf(words, phase)).join('\n')

type Move = 'start' | 'done' | 'reopen' | 'ignore' | 'restore'

/** What can become of a phase, by whoever may. */
const movesOf = ({ status, counted, done }: PhaseView, rights: Rights): Move[] => {
  const mayComplete = rights.has('phases:complete')
  const mayIgnore = rights.has('phases:ignore')
  if (status === 'ignored') {
    const isDone = done > 0 && done === counted
    return mayIgnore && (mayComplete || !isDone) ? ['restore'] : []
  }
  if (status === 'done')
    return [
      ...(mayComplete ? ['reopen' as const] : []),
      ...(mayComplete && mayIgnore ? ['ignore' as const] : []),
    ]
  return [
    ...(status === 'pending' && rights.has('projects:edit') ? ['start' as const] : []),
    ...(mayComplete ? ['done' as const] : []),
    ...(mayIgnore ? ['ignore' as const] : []),
  ]
}

const moveButton = (
  { say }: ProjectWords,
  { phase, move, isInList }: { phase: PhaseView; move: Move; isInList: boolean },
): CardControl =>
  button(
    say(`phase.${move}`),
    'phase.set',
    {
      project: phase.projectId,
      phase: phase.code,
      to: move,
      ...seenOf(phase),
      ...(isInList && { list: '1' }),
    },
    move === 'done' ? 'primary' : 'plain',
  )

/** `/sextant project phases`: all of them, with what can be done with the one under way. */
export const phasesCard = async (
  context: CommandContext,
  project: ProjectView,
  outcome?: Outcome,
): Promise<Card> => {
  const { core, actor, locale } = context
  const words = openProjectWords(locale)
  const { say, term } = words
  const rights = await readRights(context, project)
  const phases = await listPhases(core.db, actor, { projectId: project.id })
  const current = phases.find(({ status }) => status === 'pending' || status === 'in_progress')
  const options = phases.map(({ code, status }) => ({
    label: term(`phase.${code}`),
    value: code,
    description: term(`phase_status.${status}`),
  }))
  const moves = current ? movesOf(current, rights) : []
  return cardOf(say('phases.title', { name: project.name }), [
    outcomePart(outcome),
    text(phaseLines(words, phases)),
    controls([select(say('phases.choose'), 'phase.show', options, { value: { project: project.id } })]),
    current && moves.length > 0
      ? text(say('phases.current', { phase: term(`phase.${current.code}`) }))
      : null,
    controls([
      ...moves.map((move) => moveButton(words, { phase: current!, move, isInList: true })),
      await undoButton(context, project.id),
      button(say('to.project'), 'project.show', { project: project.id }),
    ]),
    projectLinks(words, project, 'phases'),
  ])
}

/** One phase, with what this person may do about it. */
export const phaseCard = async (
  context: CommandContext,
  { project, phase }: { project: ProjectView; phase: PhaseView },
  outcome?: Outcome,
): Promise<Card> => {
  const words = openProjectWords(context.locale)
  const { say, term } = words
  const rights = await readRights(context, project)
  const span = spanText(words, phase)
  const slip = slipText(words, phase)
  const own = { project: project.id, phase: phase.code }
  return cardOf(
    `${project.name} · ${term(`phase.${phase.code}`)}`,
    [
      outcomePart(outcome),
      fields([
        [say('field.status'), phaseBadge(words, phase)],
        [say('field.progress'), progressBar(phase.progress, context.locale)],
        [say('field.steps'), say('phase.counted', { count: phase.counted, done: phase.done })],
        span === null ? null : [say('field.span'), span],
        slip === null ? null : [say('field.slip'), slip],
      ]),
      controls([
        ...movesOf(phase, rights).map((move) => moveButton(words, { phase, move, isInList: false })),
        rights.has('projects:edit') && button(say('phase.dates'), 'phase.edit', own),
        rights.has('steps:create') && button(say('step.new'), 'step.new', own),
        await undoButton(context, project.id),
        button(say('to.steps'), 'project.steps', own),
        button(say('to.phases'), 'project.phases', { project: project.id }),
      ]),
    ],
    { tone: phase.isLate ? 'caution' : 'plain' },
  )
}
