import type { CardButton } from '../../../../core/messaging/card.ts'
import { listProjectEvents } from '../../../../core/projects/history.ts'
import { undoRefusal } from '../../../../core/projects/undo.ts'
import type { ProjectEvent } from '../../../../db/models/project-event.ts'
import { button } from '../../cards/card-parts.ts'
import type { CommandContext } from '../../command.ts'
import { openProjectWords } from '../words.ts'

/** The own last change stands among the newest of a busy project, or is no quick slip any more. */
const mostRead = 20

const isOwn = ({ actor }: CommandContext, { actorKind, actorId, causedBy }: ProjectEvent): boolean =>
  actorKind === actor.kind && actorId === actor.id && causedBy === null

/** Takes the own last change back; null when there is none, or it cannot be taken back. */
export const undoButton = async (context: CommandContext, projectId: string): Promise<CardButton | null> => {
  const { core, actor, locale } = context
  const page = { limit: mostRead, after: null }
  const events = await listProjectEvents(core.db, actor, { projectId, page })
  const last = events.find((event) => isOwn(context, event))
  if (!last || undoRefusal(last, actor) !== null) return null
  const { say } = openProjectWords(locale)
  return button(say('undo.button'), 'project.undo', { event: last.id, project: projectId })
}
