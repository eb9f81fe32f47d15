import type { Config } from '../../config/env.ts'
import type { Check } from './check.ts'

const callMs = 5_000

interface Told {
  id: string
  name: string
  flags?: number
}

/** The Message Content intent, granted after a review or for an application of few servers. */
const contentFlags = (1 << 18) | (1 << 19)

const failed = (message: string, values: Record<string, unknown> = {}): Check => ({
  name: 'discord', state: 'failed', message, advice: message, values,
}) // biome-ignore format: one check, read at a glance

/** Asks Discord which application the token is of, and whether it may do what is configured. */
export const checkDiscord = async ({ discord }: Config): Promise<Check> => {
  if (!discord) return { name: 'discord', state: 'off', message: 'discord_off' }
  const { botToken: token, apiUrl, applicationId, hasMessageContent } = discord
  // Whoever has no Discord does not load its libraries.
  const { openDiscordApi } = await import('../../bots/discord/api.ts')
  const { isDiscordFailure } = await import('../../bots/discord/failure.ts')
  const api = openDiscordApi({ token, apiUrl, callMs })
  try {
    const { id, name, flags = 0 } = await api.call<Told>('GET', '/applications/@me')
    if (id !== applicationId) return failed('discord_other', { id })
    if (!hasMessageContent || (flags & contentFlags) !== 0)
      return { name: 'discord', state: 'ok', message: 'discord', values: { name } }
    const message = 'discord_content'
    return { name: 'discord', state: 'warning', message, advice: message, values: { name } }
  } catch (error) {
    return failed('discord_failed', { code: isDiscordFailure(error) ? error.code : 'unknown' })
  } finally {
    api.close()
  }
}
