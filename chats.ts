import type { Middleware } from 'koa'
import type { Discord } from './bots/discord/open-discord.ts'
import type { Slack } from './bots/slack/open-slack.ts'
import type { Config } from './config/env.ts'
import type { Core } from './core/core.ts'
import type { OpenLive } from './core/messaging/live.ts'
import type { Sender } from './core/messaging/outbox.ts'
import type { Platform } from './core/platforms.ts'
import type { AccessEnds } from './core/tenancy/end-access.ts'

/** How a connection stands that is kept open all the time. */
export type ConnectionHealth = ReturnType<ReturnType<Discord['listen']>['health']>

/** What hears people on chat platforms, in this process. */
export interface Hearing {
  /** Of Slack, which calls us. */
  edges: Middleware[]
  /** Null where this process does not hear Discord. */
  discord: (() => ConnectionHealth) | null
  close(): Promise<void>
}

/** The chat platforms that are configured. */
export interface Chats {
  senders: Partial<Record<Platform, Sender>>
  lives: Partial<Record<Platform, OpenLive>>
  accessEnds: AccessEnds
  /** Renews tokens that end soon; null where none do. */
  rotateTokens: (() => Promise<void>) | null
  /** Lets this process hear those that `SERVICES` names. */
  listen(): Promise<Hearing>
  close(): Promise<void>
}

interface ChatsOptions {
  core: Core
  config: Config
  masterKey: Buffer
  publicUrl: () => string
}

/** Whoever has no Slack, or no Discord, does not load its libraries. */
const openEach = async ({ config, ...given }: ChatsOptions): Promise<[Slack | null, Discord | null]> => {
  const { openSlack } = config.slack ? await import('./bots/slack/open-slack.ts') : {}
  const { openDiscord } = config.discord ? await import('./bots/discord/open-discord.ts') : {}
  return [
    openSlack?.({ ...given, app: config.slack! }) ?? null,
    openDiscord?.({ ...given, app: config.discord! }) ?? null,
  ]
}

export const openChats = async (options: ChatsOptions): Promise<Chats> => {
  const [slack, discord] = await openEach(options)
  const { services } = options.config
  return {
    senders: { ...(slack && { slack: slack.sender }), ...(discord && { discord: discord.sender }) },
    lives: { ...(slack && { slack: slack.openLive }), ...(discord && { discord: discord.openLive }) },
    accessEnds: slack ? { slack: slack.takeAccess } : {},
    rotateTokens: slack?.rotateTokens ?? null,
    listen: async () => {
      const heard = services.includes('slack') ? await slack?.listen() : undefined
      const connected = services.includes('discord') ? discord?.listen() : undefined
      return {
        edges: heard?.edges ?? [],
        discord: connected?.health ?? null,
        close: async () => {
          await connected?.close()
          await heard?.close()
        },
      }
    },
    close: async () => {
      await discord?.close()
      await slack?.close()
    },
  }
}
