import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  type APIApplicationCommandStringOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  Locale as Language,
  type RESTPutAPIApplicationCommandsJSONBody,
} from 'discord-api-types/v10'
import { limits } from '../../../config/limits.ts'
import { translate } from '../../../core/locales/translate.ts'
import type { Argument, Command } from '../../commands/command.ts'

/** What the menu of somebody's message offers: to ask what it says, to make a task of it. */
const menuKeys = ['discord:shortcut', 'discord:make_task'] as const

/** What people type. */
export const slashName = 'sextant'

const { descriptionCharacters, optionCharacters } = limits.discord.command

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const fitting = (text: string): string =>
  text.length <= descriptionCharacters
    ? text
    : `${text.slice(0, text.lastIndexOf(' ', descriptionCharacters - 1))}…`

const inFrench = (text: string) => ({ [Language.French]: text })

/** English for everybody, French for who reads it. */
const described = (key: string) => ({
  description: fitting(capital(translate('en', key))),
  description_localizations: inFrench(fitting(capital(translate('fr', key)))),
})

/** Where the words of a choice are among those of our cards. */
const choiceKeys: Record<string, (value: string) => string> = {
  language: (value) => (value === 'auto' ? 'commands:prefs.automatic' : `commands:language.${value}`),
  mode: (value) => `commands:bind.set.${value}`,
  format: (value) => `commands:report.formats.${value}`,
  show: (value) => `work:list.show.${value}`,
  schedule: (value) => `commands:schedule.kind.${value}`,
}

const choiceOf = (argument: string, value: string) => {
  const key = choiceKeys[argument]?.(value)
  if (key === undefined) return { name: value, value }
  return {
    name: capital(translate('en', key)),
    name_localizations: inFrench(capital(translate('fr', key))),
    value,
  }
}

/** Longer ones are refused by the command itself; here only so that nobody types for nothing. */
const lengths: Record<string, number> = {
  question: limits.question.maxCharacters,
  name: limits.assistant.maxNameCharacters,
}

const optionOf = ({ name, kind, isRequired, choices = [] }: Argument): APIApplicationCommandStringOption => ({
  type: ApplicationCommandOptionType.String,
  name,
  name_localizations: inFrench(translate('fr', `discord:option.${name}`)),
  ...described(`commands:argument.${name}`),
  ...(isRequired && { required: true }),
  ...(kind === 'text' && { max_length: lengths[name] ?? optionCharacters }),
  ...(kind === 'choice' && { choices: choices.map((value) => choiceOf(name, value)) }),
  // Together with choices Discord refuses it; both unions of its types have it all the same.
  ...((kind === 'assistant' || kind === 'project' ? { autocomplete: true } : {}) as object),
})

/** Discord wants those first that must be there. */
const optionsOf = ({ arguments: wanted }: Command): APIApplicationCommandBasicOption[] =>
  wanted.toSorted((one, other) => Number(other.isRequired) - Number(one.isRequired)).map(optionOf)

const subcommandOf = (command: Command): APIApplicationCommandSubcommandOption => {
  const { path } = command
  const options = optionsOf(command)
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name: path[1] ?? path[0],
    ...described(`commands:command.${path.join('_')}.summary`),
    ...(options.length > 0 && { options }),
  }
}

/** Single words as they are, groups where their first word stands. */
const treeOf = (commands: readonly Command[]): APIApplicationCommandOption[] => {
  const groups = new Set(commands.flatMap(({ path }) => (path.length === 2 ? [path[0]] : [])))
  return [
    ...commands.filter(({ path }) => path.length === 1).map(subcommandOf),
    ...[...groups].map((group) => ({
      type: ApplicationCommandOptionType.SubcommandGroup as const,
      name: group,
      ...described(`commands:group.${group}`),
      options: commands.filter(({ path }) => path.length === 2 && path[0] === group).map(subcommandOf),
    })),
  ]
}

export type CommandsBody = RESTPutAPIApplicationCommandsJSONBody

/**
 * What Discord offers of ours: `/sextant` with every command, and what the menu of a message has. Everybody sees it
 * all; who may do what is decided when it is done.
 */
export const commandsBody = (commands: readonly Command[]): CommandsBody => {
  // Guild and direct conversation with the app; installed to a guild, never to a person alone.
  const common = {
    default_member_permissions: null,
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  }
  return [
    {
      type: ApplicationCommandType.ChatInput,
      name: slashName,
      ...described('discord:command'),
      options: treeOf(commands),
      ...common,
    },
    ...menuKeys.map((key) => ({
      type: ApplicationCommandType.Message as const,
      name: translate('en', key),
      name_localizations: inFrench(translate('fr', key)),
      ...common,
    })),
  ]
}
