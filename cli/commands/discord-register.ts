import { Command, Option } from 'commander'
import type { DiscordFailure } from '../../bots/discord/failure.ts'
import { type CommandContext, UsageError } from '../context.ts'
import { print, printJson } from '../print.ts'

interface RegisterOptions {
  guild?: string
  json?: boolean
}

/** What to do next, of what Discord said. */
const reasonOf = ({ kind, code, status }: DiscordFailure): string => {
  if (status === 401) return 'token'
  if (code === 30034) return 'daily'
  if (status === 403 || status === 404) return 'access'
  if (kind === 'rate_limited') return 'busy'
  return kind === 'refused' ? 'other' : 'unreachable'
}

const explain = (failure: DiscordFailure): Error =>
  Object.assign(new Error(failure.message, { cause: failure }), {
    code: 'discord_refused',
    reason: reasonOf(failure),
    details: { number: failure.code, notes: failure.notes },
  })

const register = async ({ guild, json }: RegisterOptions, context: CommandContext): Promise<void> => {
  if (guild !== undefined && !/^\d{15,22}$/.test(guild))
    throw new UsageError('usage_errors.not_a_guild', { what: guild })
  const { readSettings } = await import('../with-database.ts')
  const { discord } = await readSettings(context)
  if (!discord) throw new UsageError('usage_errors.no_discord')
  const [{ openDiscordApi }, { isDiscordFailure }, { registerCommands }, { commands }] = await Promise.all([
    import('../../bots/discord/api.ts'),
    import('../../bots/discord/failure.ts'),
    import('../../bots/discord/register/register.ts'),
    import('../../bots/commands/registry.ts'),
  ])
  const { botToken: token, applicationId, apiUrl } = discord
  const api = openDiscordApi({ token, apiUrl })
  try {
    const guildId = guild ?? null
    const difference = await registerCommands(api, { applicationId, guildId, commands })
    if (json) return await printJson(difference)
    const told = Object.entries(difference).filter(([, names]) => names.length > 0)
    for (const [what, names] of told)
      await print(context.say(`discord_register.${what}`, { names: names.join(', ') }))
    await print(context.say(`discord_register.${told.length === 0 ? 'same' : guild ? 'done_guild' : 'done'}`))
  } catch (error) {
    throw isDiscordFailure(error) ? explain(error) : error
  } finally {
    api.close()
  }
}

/** `discord-register`: what people find under `/` in Discord, made equal to what this version knows. */
export const discordRegisterCommand = (context: CommandContext): Command => {
  const { say } = context
  return new Command('discord-register')
    .description(say('discord_register.description'))
    .usage(say('discord_register.usage'))
    .addOption(new Option('--guild <id>', say('discord_register.guild')))
    .addOption(new Option('--json', say('options.json')))
    .addHelpText('after', () => `\n${say('discord_register.examples')}`)
    .action((options: RegisterOptions) => register(options, context))
}
