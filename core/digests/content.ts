import type { Deadline } from '../projects/deadlines.ts'
import type { PeriodFacts, ProjectFacts } from './facts.ts'
import type { HeldNotice, OwnTask, Reader } from './readers.ts'

/** All that one digest says, before it is put into words. */
export interface DigestContent {
  projects: ProjectFacts[]
  late: Deadline[]
  dueSoon: Deadline[]
  tasks: OwnTask[]
  held: HeldNotice[]
  unread: number
}

export type DigestCounts = Record<'moved' | 'slipped' | 'late' | 'due_soon' | 'tasks' | 'notices', number>

const isIn = (projectId: string, places: 'all' | ReadonlySet<string>): boolean =>
  places === 'all' || places.has(projectId)

/** The reader's own things first. */
const ownFirst = (items: readonly Deadline[], { id }: Reader): Deadline[] => [
  ...items.filter(({ personIds }) => personIds.includes(id)),
  ...items.filter(({ personIds }) => !personIds.includes(id)),
]

/** What of the period is for this reader: what they hear of, and may see at this moment. */
export const contentFor = (reader: Reader, facts: PeriodFacts): DigestContent => {
  const { sees, hears } = reader
  const isFor = (projectId: string): boolean => isIn(projectId, hears) && isIn(projectId, sees)
  const mine = ({ projectId }: { projectId: string }): boolean => isFor(projectId)
  const projects = hears === 'all' ? [...facts.projects.values()] : [...hears].flatMap((id) => facts.projects.get(id) ?? [])
  return {
    projects: projects
      .filter(({ id, moved, slipped }) => isFor(id) && moved.length + slipped.length > 0)
      .sort((one, other) => (one.id < other.id ? 1 : -1)),
    late: ownFirst(facts.late.filter(mine), reader),
    dueSoon: ownFirst(facts.dueSoon.filter(mine), reader),
    tasks: reader.tasks.filter(({ projectId }) => isIn(projectId, sees)),
    held: reader.held.filter(({ projectId }) => projectId === null || isIn(projectId, sees)),
    unread: reader.unread,
  }
} // biome-ignore format: one content

export const countsOf = ({ projects, late, dueSoon, tasks, held }: DigestContent): DigestCounts => ({
  moved: projects.reduce((sum, { moved }) => sum + moved.length, 0),
  slipped: projects.reduce((sum, { slipped }) => sum + slipped.length, 0),
  late: late.length,
  due_soon: dueSoon.length,
  tasks: tasks.length,
  notices: held.length,
})

/** Tasks that are simply open are no news: alone they make no digest. */
export const isEmpty = (content: DigestContent): boolean => {
  const { tasks: _open, ...news } = countsOf(content)
  return Object.values(news).every((count) => count === 0)
}
