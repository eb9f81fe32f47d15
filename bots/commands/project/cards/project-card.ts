import { can } from '../../../../core/access/can.ts'
import type { Card, CardControl, CardPart } from '../../../../core/messaging/card.ts'
import { listProjectChannels } from '../../../../core/projects/channels.ts'
import { projectStatuses } from '../../../../core/projects/codes.ts'
import type { ProjectView } from '../../../../core/projects/views.ts'
import { channelOf } from '../../assistant/bind.ts'
import { button, cardOf, controls, fields, notes, select, text } from '../../cards/card-parts.ts'
import { literal } from '../../cards/markdown.ts'
import type { CommandContext } from '../../command.ts'
import { type Outcome, seenOf } from '../doors.ts'
import { type Rights, readRights } from '../find-project.ts'
import { readMembers } from '../members-of.ts'
import { openProjectWords, type ProjectWords } from '../words.ts'
import { progressBar, projectBadge, slipText, spanText } from './badges.ts'
import { undoButton } from './undo-button.ts'

/** A card is read at a glance; the whole text is in the form that changes it. */
const mostText = 600
export const shortText = (words: string, most = mostText): string =>
  words.length <= most ? words : `${words.slice(0, most).toWellFormed()}…`

/** What came of a press, above the card. */
export const outcomePart = (outcome: Outcome | undefined): CardPart | null => {
  if (!outcome || outcome.notes.length === 0) return null
  return outcome.tone === 'good' ? text(outcome.notes.join('\n')) : notes(outcome.tone, outcome.notes)
}

const ownerName = async (context: CommandContext, { id }: ProjectView): Promise<string | null> => {
  const members = await readMembers(context, id)
  return members.find(({ isOwner }) => isOwner)?.fullName ?? null
}

/** What is known of a project, for its card and its report. */
export const projectFields = async (
  context: CommandContext,
  project: ProjectView,
): Promise<CardPart | null> => {
  const words = openProjectWords(context.locale)
  const { say, term } = words
  const owner = await ownerName(context, project)
  const span = spanText(words, project)
  const slip = slipText(words, project)
  return fields([
    [say('field.status'), projectBadge(words, project)],
    [say('field.priority'), term(`project_priority.${project.priority}`)],
    [say('field.progress'), progressBar(project.progress, context.locale)],
    span === null ? null : [say('field.span'), span],
    slip === null ? null : [say('field.slip'), slip],
    owner === null ? null : [say('field.owner_id'), owner],
    project.isActive ? null : [say('field.active'), say('state.off')],
  ])
}

/** Rejecting is for those who approve, and so is taking it back. */
const statusSelect = (
  { say, term }: ProjectWords,
  { rights, project }: { rights: Rights; project: ProjectView },
): CardControl | null => {
  const mayApprove = rights.has('projects:approve')
  const mayChange = mayApprove || (rights.has('projects:edit') && project.status !== 'rejected')
  if (!mayChange) return null
  const offered = projectStatuses.filter((status) => mayApprove || status !== 'rejected')
  const options = offered.map((value) => ({ label: term(`project_status.${value}`), value }))
  const value = { project: project.id, ...seenOf(project) }
  return select(say('field.status'), 'project.status', options, { value, selected: project.status })
}

const bindButton = async (context: CommandContext, project: ProjectView): Promise<CardControl | null> => {
  const place = channelOf(context)
  if (!place) return null
  const { core, actor, locale } = context
  const { say } = openProjectWords(locale)
  const bound = await listProjectChannels(core.db, actor, { projectId: project.id })
  const isBound = bound.some(
    ({ platform, channelId }) => platform === place.platform && channelId === place.channel,
  )
  const to = isBound ? 'off' : 'on'
  return button(say(`bind.${to}`), 'project.bind', { project: project.id, to })
}

const removeButton = ({ say }: ProjectWords, project: ProjectView): CardControl => ({
  ...button(say('remove.button'), 'project.remove', { project: project.id, ...seenOf(project) }, 'danger'),
  confirm: {
    title: say('remove.title'),
    text: say('remove.confirm', { name: shortText(project.name, 100) }),
    yes: say('remove.yes'),
    no: say('remove.no'),
  },
})

const changing = async (
  context: CommandContext,
  { rights, project }: { rights: Rights; project: ProjectView },
): Promise<CardPart | null> => {
  const words = openProjectWords(context.locale)
  const { say } = words
  const own = { project: project.id }
  const mayEdit = rights.has('projects:edit')
  const to = project.isActive ? 'off' : 'on'
  return controls([
    statusSelect(words, { rights, project }),
    mayEdit && button(say('edit.button'), 'project.edit', own),
    mayEdit && button(say(`toggle.${to}`), 'project.toggle', { ...own, to, ...seenOf(project) }),
    mayEdit && (await bindButton(context, project)),
    await undoButton(context, project.id),
    rights.has('projects:delete') && removeButton(words, project),
  ])
}

/** What leads on from a project, for whoever may see it. */
export const projectLinks = (
  { say }: ProjectWords,
  { id }: { id: string },
  except?: string,
): CardPart | null =>
  controls(
    ['phases', 'steps', 'tasks', 'members', 'report', 'history']
      .filter((word) => word !== except)
      .map((word) =>
        button(say(`to.${word}`), word === 'tasks' ? 'task.list' : `project.${word}`, { project: id }),
      ),
  )

/** A project with what this person may do about it. */
export const projectCard = async (
  context: CommandContext,
  project: ProjectView,
  outcome?: Outcome,
): Promise<Card> => {
  const words = openProjectWords(context.locale)
  const rights = await readRights(context, project)
  const formula = button(words.say('formula.button'), 'project.formula')
  const more = can(context.actor, 'projects:create') ? [button(words.say('new.button'), 'project.new')] : []
  return cardOf(
    project.name,
    [
      outcomePart(outcome),
      project.description.trim() === '' ? null : text(literal(shortText(project.description))),
      await projectFields(context, project),
      await changing(context, { rights, project }),
      projectLinks(words, project),
      controls([formula, ...more]),
    ],
    { tone: project.isLate ? 'caution' : 'plain' },
  )
}
