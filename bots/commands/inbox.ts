import { toPerson } from './cards/card-parts.ts'
import type { Command } from './command.ts'
import { inboxCard, strangerCard } from './inbox-card.ts'

/** `/sextant inbox`: what one was told, newest first. */
export const inbox: Command = {
  path: ['inbox'],
  permission: null,
  arguments: [],
  run: async (context) =>
    toPerson(context.actor.kind === 'person' ? await inboxCard(context) : strangerCard(context)),
}
