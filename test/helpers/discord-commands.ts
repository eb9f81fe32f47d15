import { ApplicationCommandOptionType as Option } from 'discord-api-types/v10'
import type { Argument, Command } from '../../bots/commands/command.ts'
import { commands } from '../../bots/commands/registry.ts'

const optionOf = ({ name, kind, isRequired, choices }: Argument) => ({
  type: Option.String,
  name,
  description: name,
  required: isRequired,
  ...((kind === 'assistant' || kind === 'project') && { autocomplete: true }),
  ...(kind === 'choice' && { choices: (choices ?? []).map((value) => ({ name: value, value })) }),
})

const subcommand = ({ path, arguments: wanted }: Command) => ({
  type: Option.Subcommand,
  name: path.at(-1)!,
  description: path.join(' '),
  options: wanted.map(optionOf).toSorted((a, b) => Number(b.required) - Number(a.required)),
})

/** The commands of the app as Discord offers them, in the plainest words. */
export const plainCommands = () => {
  const groups = Map.groupBy(
    commands.filter(({ path }) => path.length === 2),
    ({ path }) => path[0],
  )
  const single = commands.filter(({ path }) => path.length === 1).map(subcommand)
  const grouped = [...groups].map(([name, own]) => ({
    type: Option.SubcommandGroup,
    name,
    description: name,
    options: own.map(subcommand),
  }))
  return [
    { type: 1, name: 'sextant', description: 'Sextant', options: [...single, ...grouped] },
    { type: 3, name: 'Ask about this' },
    { type: 3, name: 'Make a task' },
  ]
}
