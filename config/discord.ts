/** The Discord application that this deployment is. */
export interface DiscordApp {
  botToken: string
  applicationId: string
  /** Base of the REST API, without its version or a trailing slash; the gateway's address comes from there. */
  apiUrl: string
  /** May read messages that neither mention the bot nor are direct: a privileged intent of the application. */
  hasMessageContent: boolean
}

export interface DiscordValues {
  DISCORD_BOT_TOKEN?: string | undefined
  DISCORD_APPLICATION_ID?: string | undefined
  DISCORD_API_URL?: string | undefined
  DISCORD_MESSAGE_CONTENT?: '0' | '1' | undefined
}

const needed = ['DISCORD_BOT_TOKEN', 'DISCORD_APPLICATION_ID'] as const

/** What is missing for Discord to work, once something of it is set. */
export const discordFaults = (set: (name: string) => boolean, isNamed: boolean): string[] => {
  if (!needed.some(set)) return isNamed ? [`SERVICES names discord, which needs ${needed.join(' and ')}`] : []
  return needed.every(set) ? [] : [`${needed.join(' and ')} must be set together`]
}

export const discordOf = (values: DiscordValues): DiscordApp | null => {
  const { DISCORD_BOT_TOKEN: botToken, DISCORD_APPLICATION_ID: applicationId } = values
  if (botToken === undefined || applicationId === undefined) return null
  return {
    botToken,
    applicationId,
    apiUrl: (values.DISCORD_API_URL ?? 'https://discord.com/api').replace(/\/+$/, ''),
    hasMessageContent: values.DISCORD_MESSAGE_CONTENT === '1',
  }
}
