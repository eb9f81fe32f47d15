import type { Card } from '../../../../core/messaging/card.ts'
import { openStatuses } from '../../../../core/projects/codes.ts'
import { listSteps } from '../../../../core/projects/list-steps.ts'
import { listTasks } from '../../../../core/projects/list-tasks.ts'
import { listPhases } from '../../../../core/projects/phases.ts'
import type { ProjectView, StepView } from '../../../../core/projects/views.ts'
import { cardOf, text } from '../../cards/card-parts.ts'
import { bold, literal } from '../../cards/markdown.ts'
import type { CommandContext } from '../../command.ts'
import { taskLine, urgentFirst } from '../../task/list.ts'
import { readTasks } from '../../task/task-card.ts'
import { namesOf, readMembers } from '../members-of.ts'
import { openProjectWords, type ProjectWords } from '../words.ts'
import { slipText } from './badges.ts'
import { memberLines } from './members-card.ts'
import { phaseLines } from './phase-cards.ts'
import { projectFields, projectLinks, shortText } from './project-card.ts'
import { stepLine } from './step-cards.ts'

const mostRead = 200
const mostShown = 8

const byEnd = (one: StepView, other: StepView): number => (one.endOn ?? '').localeCompare(other.endOn ?? '')

/** The first of them, and how many more there are. */
const listText = ({ say }: ProjectWords, lines: readonly string[]): string => {
  const rest = lines.length - mostShown
  return [...lines.slice(0, mostShown), ...(rest > 0 ? [say('report.rest', { count: rest })] : [])].join('\n')
}

const section = (words: ProjectWords, key: string, lines: readonly string[]) => [
  { kind: 'heading' as const, text: words.say(`report.${key}`) },
  text(lines.length > 0 ? listText(words, lines) : words.say(`report.no_${key}`)),
]

/** What has moved against its plan, a line each. */
const slipLine = (words: ProjectWords, step: StepView): string[] => {
  const slip = slipText(words, step)
  return slip === null ? [] : [`- ${bold(step.name)} · ${slip}`]
}

/** `/sextant project report`: all of one project on one card. */
export const reportCard = async (context: CommandContext, project: ProjectView): Promise<Card> => {
  const { core, actor, locale } = context
  const words = openProjectWords(locale)
  const { say } = words
  const own = { projectId: project.id, page: { limit: mostRead, after: null } }
  const phases = await listPhases(core.db, actor, { projectId: project.id })
  const steps = await listSteps(core.db, actor, own)
  const tasks = await listTasks(core.db, actor, { ...own, filter: { isLate: true, status: openStatuses } })
  const members = await readMembers(context, project.id)
  const people = namesOf(members)
  const all = new Map((await readTasks(context, project.id)).map(({ id, name }) => [id, name]))
  const late = [
    ...steps
      .filter(({ isLate }) => isLate)
      .toSorted(byEnd)
      .map((step) => stepLine(words, step, people)),
    ...urgentFirst(tasks).map((task) => taskLine(words, task, { people, tasks: all })),
  ]
  return cardOf(
    say('report.title', { name: project.name }),
    [
      project.description.trim() === '' ? null : text(literal(shortText(project.description))),
      await projectFields(context, project),
      ...section(words, 'phases', phaseLines(words, phases).split('\n')),
      ...section(words, 'late', late),
      ...section(
        words,
        'slips',
        steps.flatMap((step) => slipLine(words, step)),
      ),
      { kind: 'heading', text: say('report.members') },
      text(members.length > 0 ? memberLines(words, members) : say('members.none')),
      projectLinks(words, project, 'report'),
    ],
    { tone: project.isLate ? 'caution' : 'plain' },
  )
}
