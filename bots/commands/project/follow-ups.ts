import { listProjectEvents } from '../../../core/projects/history.ts'
import type { CommandContext } from '../command.ts'
import { eventText } from './cards/event-line.ts'
import { namesOf, readMembers } from './members-of.ts'
import { openProjectWords } from './words.ts'

/** Of one change there are fewer. */
const mostRead = 12

/**
 * What followed by itself from this person's last change of something, a line each: a phase that is done with its last
 * step, a project that begins with its first phase.
 */
export const followUps = async (
  context: CommandContext,
  { projectId, subjectId }: { projectId: string; subjectId: string },
): Promise<string[]> => {
  const { core, actor, locale } = context
  const page = { limit: mostRead, after: null }
  const events = await listProjectEvents(core.db, actor, { projectId, page })
  const cause = events.find((event) => event.subjectId === subjectId && event.actorId === actor.id)
  const followed = events.filter(({ causedBy }) => cause !== undefined && causedBy === cause.id)
  if (followed.length === 0) return []
  const names = namesOf(await readMembers(context, projectId))
  return followed.reverse().map((event) => eventText(openProjectWords(locale), event, names))
}
