import { AppError } from '../../../../core/errors.ts'
import { translate } from '../../../../core/locales/translate.ts'
import { noticeCard } from '../../../../core/messaging/answer-card.ts'
import { bindProjectChannel, unbindProjectChannel } from '../../../../core/projects/channels.ts'
import { projectStatuses } from '../../../../core/projects/codes.ts'
import type { ProjectFields } from '../../../../core/projects/fields.ts'
import { deleteProject, readProject, updateProject } from '../../../../core/projects/projects.ts'
import { channelOf } from '../../assistant/bind.ts'
import { toPerson } from '../../cards/card-parts.ts'
import { literal } from '../../cards/markdown.ts'
import { openWords } from '../../cards/words.ts'
import type { Action, CommandContext, Result } from '../../command.ts'
import { projectCard } from '../cards/project-card.ts'
import { asSeen, inPlace, type Outcome, projectAction, surfaceOf, tryChange } from '../doors.ts'
import { openProjectWords } from '../words.ts'

type Values = Readonly<Record<string, string>>

/** The project as it is now, in the place of the card that was pressed. */
const showAgain = async (context: CommandContext, id: string, outcome: Outcome): Promise<Result> => {
  const project = await readProject(context.core.db, context.actor, { id })
  return inPlace(await projectCard(context, project, outcome))
}

const change = async (context: CommandContext, value: Values, fields: ProjectFields): Promise<Result> => {
  const { core, actor } = context
  const { project: id = '' } = value
  const outcome = await tryChange(context, async () => {
    await updateProject(core.db, actor, { id, fields }, asSeen(context, value))
    return [openProjectWords(context.locale).say('saved')]
  })
  return showAgain(context, id, outcome)
}

/** What is chosen or pressed is foreign. @throws AppError `invalid_value` */
export const known = <T extends string>(codes: readonly T[], value: string | undefined): T => {
  const found = codes.find((code) => code === value)
  if (found === undefined) throw new AppError('invalid_value', 'there is no such choice')
  return found
}

const projectStatus = projectAction('project.status', (context, { selected, ...value }) =>
  change(context, value, { status: known(projectStatuses, selected) }),
)

const projectToggle = projectAction('project.toggle', (context, { to, ...value }) =>
  change(context, value, { isActive: known(['on', 'off'], to) === 'on' }),
)

const projectRemove = projectAction('project.remove', async (context, value) => {
  const { core, actor, locale } = context
  const { say } = openProjectWords(locale)
  const { project: id = '' } = value
  const { name } = await readProject(core.db, actor, { id })
  const outcome = await tryChange(context, async () => {
    await deleteProject(core.db, actor, { id }, asSeen(context, value))
    return []
  })
  if (outcome.tone === 'caution') return showAgain(context, id, outcome)
  return inPlace(noticeCard(locale, say('remove.done', { name: literal(name) }), 'good'))
})

/** The channel in which it is pressed hears of the project from now on, or no more. */
const projectBind = projectAction('project.bind', async (context, { project: projectId = '', to }) => {
  const { core, actor, locale } = context
  const { say } = openProjectWords(locale)
  const place = channelOf(context)
  if (!place) return toPerson(noticeCard(locale, openWords(locale)('bind.no_channel')))
  const { platform, workspace, channel: channelId } = place
  const wanted = { projectId, platform, workspace, channelId }
  const isOn = known(['on', 'off'], to) === 'on'
  await (isOn ? bindProjectChannel : unbindProjectChannel)(core.db, actor, wanted, surfaceOf(context))
  const notes = [say(isOn ? 'bind.bound' : 'bind.unbound')]
  return showAgain(context, projectId, { tone: 'good', notes })
})

/** How progress is reckoned, for whoever asks. */
const projectFormula = projectAction('project.formula', async ({ locale }) =>
  toPerson(noticeCard(locale, translate(locale, 'projects:formula'))),
)

/** What the buttons and selects of a project's card do. */
export const projectActs: readonly Action[] = [
  projectStatus,
  projectToggle,
  projectRemove,
  projectBind,
  projectFormula,
]
