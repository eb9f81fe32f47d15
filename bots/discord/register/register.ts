import { ApplicationCommandType } from 'discord-api-types/v10'
import type { Command } from '../../commands/command.ts'
import type { DiscordApi } from '../api.ts'
import { commandsBody } from './commands.ts'
import { type Difference, findDifference, type LooseCommand } from './difference.ts'

/** Those of one guild have neither; Discord takes them of global ones alone. */
const forGuild = ({
  contexts: _contexts,
  integration_types: _types,
  ...command
}: LooseCommand): LooseCommand => command

/**
 * Registers our commands, everywhere or in one guild. Nothing is written when nothing differs: at most two hundred
 * new commands a day are taken, and every write makes clients fetch them again.
 * @throws DiscordFailure
 */
export const registerCommands = async (
  api: Pick<DiscordApi, 'call'>,
  {
    applicationId,
    guildId,
    commands,
  }: { applicationId: string; guildId: string | null; commands: readonly Command[] },
): Promise<Difference> => {
  const guild = guildId === null ? '' : `/guilds/${guildId}`
  const route = `/applications/${applicationId}${guild}/commands` as const
  const query = new URLSearchParams({ with_localizations: 'true' })
  const present = await api.call<LooseCommand[]>('GET', route, { query })
  const ours = commandsBody(commands) as unknown as LooseCommand[]
  // Made by Discord for an app that can be launched; a list without it is refused.
  const kept = present.filter(({ type }) => type === ApplicationCommandType.PrimaryEntryPoint)
  const wanted = [...(guildId === null ? ours : ours.map(forGuild)), ...kept]
  const difference = findDifference(wanted, present, { isOfGuild: guildId !== null })
  const isSame = Object.values(difference).every((names) => names.length === 0)
  if (!isSame) await api.call('PUT', route, { body: wanted })
  return difference
}
