import { toPerson } from '../cards/card-parts.ts'
import { groupCard, helpCard } from '../cards/help-card.ts'
import type { Action } from '../command.ts'
import { commands } from '../registry.ts'

/** The help, or the page of a group. */
export const helpPage: Action = {
  name: 'help.page',
  permission: null,
  run: async (context, { group, selected }) => {
    const wanted = selected ?? group
    const isGroup = commands.some(({ path }) => path.length === 2 && path[0] === wanted)
    return toPerson(wanted && isGroup ? groupCard(context, commands, wanted) : helpCard(context, commands))
  },
}
