import type { ActLimit } from '../../core/access/act-limit.ts'
import type { Charts } from '../../core/analytics/charts/open-charts.ts'
import type { Core } from '../../core/core.ts'
import type { DiscordApi } from './api.ts'
import type { CreationFollower } from './follow-creation.ts'

/** What every listener works with. */
export interface DiscordServices {
  core: Core
  api: DiscordApi
  /** Draws the charts of cards; absent, words stand in their place. */
  charts?: Pick<Charts, 'draw'>
  /** `openCreationFollower()`, to be closed with the listeners. */
  creations: CreationFollower
  /** By `personKey`. */
  acts: ActLimit
  /** The address that people reach this server by. */
  publicUrl: () => string
  applicationId: string
  /** Of the bot, which is the application's in all but the oldest applications. */
  botUserId: () => string
  /** Whether the deployment may read messages that do not mention the bot. */
  hasMessageContent: boolean
}
