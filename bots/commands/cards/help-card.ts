import { can } from '../../../core/access/can.ts'
import type { Card, CardPart } from '../../../core/messaging/card.ts'
import type { Argument, Command, CommandContext } from '../command.ts'
import { button, cardOf, controls, select, text } from './card-parts.ts'
import { openWords, type Say } from './words.ts'

/** `assistant_list`: what a command is called in the locale files. */
export const keyOf = ({ path }: Command): string => path.join('_')

const argumentText = (say: Say, { name, kind, isRequired, choices = [] }: Argument): string => {
  const words = kind === 'choice' ? choices.join(' | ') : say(`argument.${name}`)
  return isRequired ? `<${words}>` : `[${words}]`
}

/** `/sextant ask [assistant] <question>` */
export const usageOf = (say: Say, command: Command): string =>
  ['/sextant', ...command.path, ...command.arguments.map((argument) => argumentText(say, argument))].join(' ')

/** Commands that this person may give. */
export const allowed = ({ actor }: CommandContext, commands: readonly Command[]): Command[] =>
  commands.filter(({ permission, shownTo }) =>
    [permission, shownTo].every((needed) => !needed || can(actor, needed)),
  )

const lineOf = (say: Say, command: Command): string =>
  `- \`${usageOf(say, command)}\` ${say(`command.${keyOf(command)}.summary`)}`

const listPart = (say: Say, commands: readonly Command[]): CardPart =>
  text(commands.map((command) => lineOf(say, command)).join('\n'))

const groupsOf = (commands: readonly Command[]): string[] => [
  ...new Set(commands.flatMap(({ path }) => (path.length === 2 ? [path[0]] : []))),
]

/** `/sextant data top 5 Femmes`, as somebody might type it. */
export const exampleOf = (say: Say, command: Command): string => {
  const typed = command.arguments.length === 0 ? [] : [say(`command.${keyOf(command)}.example`)]
  return `\`/sextant ${[...command.path, ...typed].join(' ')}\``
}

const examplesPart = (say: Say, commands: readonly Command[], most: number): CardPart | null => {
  const telling = commands.filter((command) => command.arguments.length > 0)
  const shown = telling
    .slice(0, most)
    .map((command) => exampleOf(say, command))
    .join(', ')
  return shown === '' ? null : text(say('help.examples', { examples: shown }))
}

/** The commands of a group, with examples. */
export const groupCard = (context: CommandContext, commands: readonly Command[], group: string): Card => {
  const say = openWords(context.locale)
  const own = allowed(context, commands).filter(({ path }) => path.length === 2 && path[0] === group)
  if (own.length === 0) return cardOf(say(`group.${group}`), [text(say('help.nothing_here'))])
  return cardOf(say(`group.${group}`), [
    listPart(say, own),
    examplesPart(say, own, 3),
    controls([button(say('help.button'), 'help.page')]),
  ])
}

/** What this person can do, with examples in their language; each group has a page of its own. */
export const helpCard = (context: CommandContext, commands: readonly Command[]): Card => {
  const say = openWords(context.locale)
  const own = allowed(context, commands)
  const groups = groupsOf(own)
  return cardOf(say('help.title'), [
    text(say('help.intro')),
    listPart(
      say,
      own.filter(({ path }) => path.length === 1),
    ),
    text(groups.map((group) => `- \`/sextant ${group}\` ${say(`group.${group}`)}`).join('\n')),
    examplesPart(say, own, 4),
    controls([
      groups.length > 0 &&
        select(
          say('help.choose'),
          'help.page',
          groups.map((group) => ({ label: say(`group.${group}`), value: group })),
        ),
    ]),
  ])
}
