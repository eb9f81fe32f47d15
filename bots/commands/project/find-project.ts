import { validate as isUuid } from 'uuid'
import { can } from '../../../core/access/can.ts'
import type { Permission } from '../../../core/access/permissions.ts'
import { projectsOfChannel } from '../../../core/projects/channels.ts'
import { latestProject, listProjects } from '../../../core/projects/list-projects.ts'
import { readProject } from '../../../core/projects/projects.ts'
import { rightsInProject } from '../../../core/projects/rights.ts'
import type { ProjectView } from '../../../core/projects/views.ts'
import { channelOf } from '../assistant/bind.ts'
import { button, cardOf, controls, select, text, toPerson } from '../cards/card-parts.ts'
import { literal } from '../cards/markdown.ts'
import type { CommandContext, Result } from '../command.ts'
import { openProjectWords } from './words.ts'

/** As many as one list of a chat platform shows. */
export const mostOffered = 25

export type Picked = { project: ProjectView } | { result: Result }

export interface Rights {
  has(permission: Permission): boolean
}

/** What this person may do in the project: which buttons they see. */
export const readRights = ({ core, actor }: CommandContext, project: ProjectView): Promise<Rights> =>
  rightsInProject(core.db, actor, project)

const plain = (name: string): string => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()

/** Projects in a select, each with its status. */
export const projectOptions = ({ locale }: CommandContext, projects: readonly ProjectView[]) => {
  const { term } = openProjectWords(locale)
  return projects.slice(0, mostOffered).map(({ id, name, status, isLate }) => ({
    label: name,
    value: id,
    description: term(`project_status.${isLate ? 'late' : status}`),
  }))
}

interface Wanted {
  /** What the project is looked for: it gets the chosen one. */
  action: string
  /** Travels along with what is chosen. */
  value?: Record<string, string>
}

const chooseCard = (
  context: CommandContext,
  projects: readonly ProjectView[],
  { action, value = {} }: Wanted,
): Result => {
  const { say } = openProjectWords(context.locale)
  return toPerson(
    cardOf(null, [
      text(say('choose.which')),
      controls([select(say('choose.label'), action, projectOptions(context, projects), { value })]),
    ]),
  )
}

/** There is none yet: whoever may begins with one. */
export const noProjectCard = ({ actor, locale }: CommandContext): Result => {
  const { say } = openProjectWords(locale)
  const mayMake = can(actor, 'projects:create')
  return toPerson(
    cardOf(null, [
      text(say(mayMake ? 'none_make' : 'none')),
      controls([mayMake && button(say('new.button'), 'project.new', {}, 'primary')]),
    ]),
  )
}

const pickNamed = async (context: CommandContext, typed: string, wanted: Wanted): Promise<Picked> => {
  const { core, actor, locale } = context
  if (isUuid(typed)) return { project: await readProject(core.db, actor, { id: typed }) }
  const page = { limit: mostOffered, after: null }
  const filter = { q: typed, isActive: 'all' as const }
  const found = await listProjects(core.db, actor, { page, filter })
  const exact = found.filter(({ name }) => plain(name) === plain(typed))
  const [project, ...others] = exact.length === 1 ? exact : found
  if (project && others.length === 0) return { project }
  if (project) return { result: chooseCard(context, found, wanted) }
  const unknown = openProjectWords(locale).say('unknown', { name: literal(typed) })
  return { result: toPerson(cardOf(null, [text(unknown)], { tone: 'caution' })) }
}

/** The projects that the channel hears of. */
export const projectsHere = async (context: CommandContext): Promise<ProjectView[]> => {
  const { core, actor } = context
  const place = channelOf(context)
  if (!place) return []
  const { platform, workspace, channel } = place
  return projectsOfChannel(core.db, actor, { platform, workspace, channelId: channel })
}

/**
 * A project by its id or a part of its name; without one the channel's own, else the newest. What to show instead when
 * it could be several or is none.
 */
export const pickProject = async (
  context: CommandContext,
  typed: string | undefined,
  wanted: Wanted,
): Promise<Picked> => {
  if (typed !== undefined && typed.trim() !== '') return pickNamed(context, typed.trim(), wanted)
  const here = await projectsHere(context)
  const [bound, ...others] = here
  if (bound) return others.length === 0 ? { project: bound } : { result: chooseCard(context, here, wanted) }
  const latest = await latestProject(context.core.db, context.actor)
  return latest ? { project: latest } : { result: noProjectCard(context) }
}
