import { Client, type ClientOptions, GatewayIntentBits, Options, SimpleShardingStrategy } from 'discord.js'
import { limits } from '../../../config/limits.ts'
import { log } from '../../../config/log.ts'
import type { Budget } from './identify-budget.ts'
import { type Dispatch, objectOf, textOf } from './loose.ts'

/** What the client tells while it lives. */
export interface ClientEvents {
  onDispatch(dispatch: Dispatch): void
  /** A heartbeat was answered. */
  onAck(shardId: number, latencyMs: number): void
  /** Discord closed the connection for good, with one of its codes. */
  onEnded(code: number): void
}

export interface ClientGiven {
  apiUrl: string
  hasMessageContent: boolean
  budget: Budget
  events: ClientEvents
  /** Aborted before the client is destroyed. */
  ending: AbortSignal
}

/** Everything is read from raw dispatches: the library keeps nothing of what people say. */
const keptOfNothing = Options.cacheWithLimits({
  ApplicationCommandManager: 0,
  AutoModerationRuleManager: 0,
  BaseGuildEmojiManager: 0,
  DMMessageManager: 0,
  GuildBanManager: 0,
  GuildEmojiManager: 0,
  GuildInviteManager: 0,
  GuildMemberManager: 0,
  GuildMessageManager: 0,
  GuildScheduledEventManager: 0,
  GuildStickerManager: 0,
  MessageManager: 0,
  PresenceManager: 0,
  ReactionManager: 0,
  ReactionUserManager: 0,
  StageInstanceManager: 0,
  ThreadManager: 0,
  ThreadMemberManager: 0,
  UserManager: 0,
  VoiceStateManager: 0,
})

/** What the library needs to know which of its connections stand. It makes structures of nothing else. */
const neededByLibrary = new Set(['READY', 'RESUMED'])

interface Internals {
  handlePacket(packet?: { t?: unknown }, shard?: unknown): boolean
}

/** An odd payload must end neither the connection nor the process, in which all tenants are. */
const guarded = <Given extends unknown[], Result>(
  what: string,
  run: (...given: Given) => Result,
  otherwise: Result,
): ((...given: Given) => Result) => {
  return (...given) => {
    try {
      return run(...given)
    } catch (error) {
      log.error({ err: error, what }, 'a dispatch of Discord was dropped')
      return otherwise
    }
  }
}

const guardPackets = (client: Client): void => {
  const ws = client.ws as unknown as Internals
  const handle = ws.handlePacket.bind(ws)
  ws.handlePacket = guarded(
    'packet',
    (packet, shard) => (packet && !neededByLibrary.has(textOf(packet.t)) ? true : handle(packet, shard)),
    false,
  )
}

interface Shard {
  connection: { readyState: number; terminate?(): void } | null
  internalConnect: unknown
  identify: unknown
  resume: unknown
}

const nothing = async (): Promise<void> => undefined

/** The library goes on with a connection that is being made while it is told to end: it would stay, unseen. */
const endForGood = async (shards: Shard[]): Promise<void> => {
  for (const shard of shards)
    Object.assign(shard, { internalConnect: nothing, identify: nothing, resume: nothing })
  // What was just begun has its socket a moment later.
  await new Promise((resolve) => setImmediate(resolve))
  for (const { connection } of shards) connection?.terminate?.()
}

/** The library's own listeners run inside of this, whatever they are given. */
const guardedSharding = (
  manager: ConstructorParameters<typeof SimpleShardingStrategy>[0],
  ending: AbortSignal,
): SimpleShardingStrategy => {
  manager.emit = guarded('event', manager.emit.bind(manager), false) as typeof manager.emit
  const strategy = new SimpleShardingStrategy(manager)
  const { connect, destroy } = strategy
  strategy.connect = async () => {
    ending.throwIfAborted()
    await connect.call(strategy)
  }
  strategy.destroy = async (options) => {
    const shards = [...(strategy as unknown as { shards: Map<number, Shard> }).shards.values()]
    const ended = ending.aborted ? endForGood(shards) : null
    await destroy.call(strategy, options)
    await ended
  }
  return strategy
}

const { Guilds, GuildMessages, DirectMessages, MessageContent } = GatewayIntentBits

/** One client, to be logged in once: discord.js as the keeper of connections. */
export const makeClient = ({ apiUrl, hasMessageContent, budget, events, ending }: ClientGiven): Client => {
  const intents = [Guilds, GuildMessages, DirectMessages, ...(hasMessageContent ? [MessageContent] : [])]
  const options: ClientOptions = {
    intents,
    shards: 'auto',
    makeCache: keptOfNothing,
    sweepers: {},
    rest: { api: apiUrl, timeout: limits.discordCalls.callMs, retries: 0 },
    ws: {
      buildStrategy: (manager) => {
        manager.on(
          'heartbeat' as never,
          (({ shardId, latency }: { shardId: number; latency: number }) =>
            events.onAck(shardId, latency)) as never,
        )
        return guardedSharding(manager, ending)
      },
      buildIdentifyThrottler: async () => budget,
    },
  }
  const client = new Client(options)
  guardPackets(client)
  const tell = guarded('raw', events.onDispatch, undefined)
  client.on(
    'raw' as never,
    ((packet: unknown, shardId: number) => {
      const { t, d } = objectOf(packet)
      tell({ t: textOf(t), d: objectOf(d), shardId })
    }) as never,
  )
  client.on('shardDisconnect', ({ code }) => events.onEnded(code))
  client.on('error', (error) => log.warn({ err: error }, 'the Discord client complains'))
  client.on('shardError', (error) => log.info({ err: error }, 'a connection to Discord failed'))
  return client
}
