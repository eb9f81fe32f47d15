import type { Card } from '../../../../core/messaging/card.ts'
import { listProjectEvents } from '../../../../core/projects/history.ts'
import type { ProjectView } from '../../../../core/projects/views.ts'
import type { ProjectEvent } from '../../../../db/models/project-event.ts'
import { button, cardOf, controls, text } from '../../cards/card-parts.ts'
import { openTimes } from '../../cards/dates.ts'
import { literal } from '../../cards/markdown.ts'
import { openWords } from '../../cards/words.ts'
import type { CommandContext } from '../../command.ts'
import type { Outcome } from '../doors.ts'
import { namesOf, readMembers } from '../members-of.ts'
import { afterOf, pageAfter } from '../paging.ts'
import { openProjectWords } from '../words.ts'
import { eventText } from './event-line.ts'
import { outcomePart } from './project-card.ts'
import { undoButton } from './undo-button.ts'

const pageLimit = 15

export interface HistoryPlace {
  after?: string | undefined
  id?: string | undefined
  /** Of one step or task alone. */
  subjectId?: string | undefined
}

/** What happened in a project: when, by whom, where, and what. */
export const historyCard = async (
  context: CommandContext,
  project: ProjectView,
  { subjectId, ...place }: HistoryPlace = {},
  outcome?: Outcome,
): Promise<Card> => {
  const { core, actor, locale } = context
  const words = openProjectWords(locale)
  const { say } = words
  const page = { limit: pageLimit + 1, after: pageAfter(place) }
  const found = await listProjectEvents(core.db, actor, {
    projectId: project.id,
    page,
    filter: { subjectId },
  })
  const shown = found.slice(0, pageLimit)
  const last = shown.at(-1)
  const times = await openTimes(context)
  const names = namesOf(await readMembers(context, project.id))
  const line = (event: ProjectEvent): string => {
    const by = event.actorLabel ?? say(`history.actor.${event.actorKind === 'session' ? 'member' : 'system'}`)
    const facts = [times.time(event.createdAt), literal(by), say(`history.surface.${event.surface}`)]
    return `- ${facts.join(' · ')} — ${eventText(words, event, names)}`
  }
  const own = { project: project.id, ...(subjectId && { step: subjectId }) }
  return cardOf(say('history.title', { name: project.name }), [
    outcomePart(outcome),
    text(last ? shown.map(line).join('\n') : say('history.none')),
    controls([
      last && found.length > pageLimit
        ? button(openWords(locale)('next'), 'project.history', { ...own, ...afterOf(last) })
        : null,
      await undoButton(context, project.id),
      button(say('to.project'), 'project.show', { project: project.id }),
    ]),
  ])
}
