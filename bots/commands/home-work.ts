import { can } from '../../core/access/can.ts'
import type { Card } from '../../core/messaging/card.ts'
import { countUnread } from '../../core/notifications/inbox/list.ts'
import { openStatuses } from '../../core/projects/codes.ts'
import { listProjects } from '../../core/projects/list-projects.ts'
import { listSteps } from '../../core/projects/list-steps.ts'
import { viewableProjects } from '../../core/projects/rights.ts'
import type { StepView, TaskView } from '../../core/projects/views.ts'
import { button, cardOf, controls, select, text } from './cards/card-parts.ts'
import { openTimes } from './cards/dates.ts'
import { bold, literal } from './cards/markdown.ts'
import type { CommandContext } from './command.ts'
import { workBadge } from './project/cards/badges.ts'
import { boardPart } from './project/cards/board.ts'
import { projectOptions } from './project/find-project.ts'
import { openProjectWords, type ProjectWords } from './project/words.ts'
import { readOwnTasks, urgentFirst } from './task/list.ts'

const mostRecent = 5
const mostWork = 8
const mostOnBoard = 5
/** Of one person, to find the most urgent among. */
const mostOwn = 200

interface Work {
  kind: 'step' | 'task'
  of: StepView | TaskView
  isLate: boolean
  dueOn: string | null
}

/** What somebody has still to do, steps and tasks, late first and then by its end. */
const readWork = async (context: CommandContext): Promise<Work[]> => {
  const { core, actor } = context
  const page = { limit: mostOwn, after: null }
  const steps = await listSteps(core.db, actor, { page, filter: { ownerId: actor.id, status: openStatuses } })
  const tasks = await readOwnTasks(context)
  return urgentFirst([
    ...steps.map((of) => ({ kind: 'step' as const, of, isLate: of.isLate, dueOn: of.endOn })),
    ...tasks.map((of) => ({ kind: 'task' as const, of, isLate: of.isLate, dueOn: of.dueOn })),
  ])
}

const workLine = (words: ProjectWords, { kind, of, dueOn }: Work): string => {
  const { say, day } = words
  const facts = [say(`home.${kind}`), workBadge(words, of), dueOn && say('task.due', { day: day(dueOn) })]
  return [`- ${bold(of.name)}`, ...facts.filter(Boolean)].join(' · ')
}

const workCard = async (context: CommandContext): Promise<Card> => {
  const words = openProjectWords(context.locale)
  const { say, term } = words
  const shown = (await readWork(context)).slice(0, mostWork)
  const offered = (kind: Work['kind']) =>
    shown
      .filter((one) => one.kind === kind)
      .map(({ of }) => ({ label: of.name, value: of.id, description: term(`work_status.${of.status}`) }))
  const [steps, tasks] = [offered('step'), offered('task')]
  return cardOf(say('home.work'), [
    text(shown.length > 0 ? shown.map((one) => workLine(words, one)).join('\n') : say('home.no_work')),
    controls([
      steps.length > 0 && select(say('steps.choose'), 'step.show', steps),
      tasks.length > 0 && select(say('tasks.choose'), 'task.show', tasks),
      button(say('home.tasks'), 'task.list'),
    ]),
  ])
}

const recentCard = async (context: CommandContext): Promise<Card> => {
  const { core, actor, locale } = context
  const words = openProjectWords(locale)
  const { say, term } = words
  const page = { limit: mostRecent, after: null }
  const recent = await listProjects(core.db, actor, { page })
  const times = await openTimes(context)
  const lines = recent.map(({ name, status, isLate, updatedAt }) => {
    const state = term(`project_status.${isLate ? 'late' : status}`)
    const changed = say('home.updated', { day: times.day(updatedAt) })
    return `- 📁 ${bold(name)} · ${literal(say('field.project'))} · ${state} · ${changed}`
  })
  return cardOf(say('home.recent'), [
    text(recent.length > 0 ? lines.join('\n') : say('home.none')),
    controls([
      recent.length > 0 && select(say('choose.label'), 'project.show', projectOptions(context, recent)),
      recent.length > 0 && button(say('home.all'), 'project.list'),
      can(actor, 'projects:create') && button(say('new.button'), 'project.new', {}, 'primary'),
    ]),
  ])
}

const boardCard = async (context: CommandContext): Promise<Card | null> => {
  const board = await boardPart(context, mostOnBoard)
  return board && cardOf(openProjectWords(context.locale).say('board.title'), [board])
}

const inboxCard = async ({ core, actor, locale }: CommandContext): Promise<Card> => {
  const { say } = openProjectWords(locale)
  const count = await countUnread(core.db, actor)
  return cardOf(say('home.inbox'), [
    text(count > 0 ? say('home.unread', { count }) : say('home.read_all')),
    controls([button(say('home.open_inbox'), 'inbox', {}, count > 0 ? 'primary' : 'plain')]),
  ])
}

/** Of a person's own page what projects have for them; nothing for whoever may see none. */
export const homeWorkCards = async (context: CommandContext): Promise<Card[]> => {
  const { core, actor } = context
  const { all, ids } = await viewableProjects(core.db, actor)
  const inbox = actor.kind === 'person' ? [await inboxCard(context)] : []
  if (!all && ids.length === 0) return inbox
  const own = actor.kind === 'person' ? [await workCard(context)] : []
  const board = await boardCard(context)
  return [...own, ...inbox, await recentCard(context), ...(board ? [board] : [])]
}
