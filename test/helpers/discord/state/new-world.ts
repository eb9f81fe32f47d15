import { openClock } from '../../slack/state/clock.ts'
import { openFaults } from '../api/faults.ts'
import { openRates, type RateSettings } from '../api/rate-limits.ts'
import { openGateway } from '../gateway/gateway.ts'
import type { GatewaySettings } from '../gateway/session.ts'
import type { World } from '../world-state.ts'
import { addUser } from './guilds.ts'
import { openIds } from './ids.ts'

export interface DiscordOptions {
  /** Grants the Message Content intent. */
  messageContent?: boolean
  rates?: Partial<RateSettings>
  gateway?: Partial<GatewaySettings>
  /** How long Discord waits for a first response. */
  responseMs?: number
  /** Edits of a message older than an hour. */
  oldEdits?: number
}

/** A world with the bot in it, and no guild. */
export const newWorld = (options: DiscordOptions, closing: AbortSignal): World => {
  const clock = openClock()
  const nextId = openIds(clock)
  const applicationId = nextId()
  const world: World = {
    url: '',
    clock,
    faults: openFaults(),
    rates: openRates(clock, { isOn: true, scale: 1, global: 50, ...options.rates }),
    gateway: openGateway(options.gateway ?? {}, () => world.url),
    token: `${Buffer.from(applicationId).toString('base64url')}.loopback.${crypto.randomUUID()}`,
    applicationId,
    botUserId: applicationId,
    messageContent: options.messageContent ?? false,
    responseMs: options.responseMs ?? 3000,
    oldEdits: options.oldEdits ?? 3,
    guilds: new Map(),
    users: new Map(),
    channels: new Map(),
    files: new Map(),
    interactions: new Map(),
    modals: new Map(),
    commands: new Map(),
    calls: [],
    violations: [],
    limited: [],
    failures: [],
    invalidRequests: [],
    commandsMade: 0,
    underWay: 0,
    closing,
    nextId,
  }
  addUser(world, { id: applicationId, name: 'Sextant', isBot: true })
  return world
}
