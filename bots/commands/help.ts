import { toPerson } from './cards/card-parts.ts'
import { groupCard, helpCard } from './cards/help-card.ts'
import { missingCard } from './cards/misread-cards.ts'
import type { Command } from './command.ts'
import { readPath } from './grammar.ts'

/** `/sextant help [command]`; the list of commands has this one in it, so it is asked for when needed. */
export const openHelp = (listCommands: () => readonly Command[]): Command => ({
  path: ['help'],
  permission: null,
  arguments: [{ name: 'topic', kind: 'text', isRequired: false }],
  run: async (context, { topic = '' }) => {
    const commands = listCommands()
    const read = readPath(commands, topic)
    if (read.kind === 'group') return toPerson(groupCard(context, commands, read.group))
    if (read.kind === 'unknown' && read.group) return toPerson(groupCard(context, commands, read.group))
    if (read.kind === 'command' && read.command.path.length === 2)
      return toPerson(groupCard(context, commands, read.command.path[0]))
    const [first] = read.kind === 'command' ? read.command.arguments : []
    if (read.kind === 'command' && first) return toPerson(missingCard(context, read.command, first))
    return toPerson(helpCard(context, commands))
  },
})
