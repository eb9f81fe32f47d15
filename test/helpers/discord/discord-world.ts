import type { ExecutionContext } from 'ava'
import type { Clock } from '../slack/state/clock.ts'
import { until } from '../slack/state/until.ts'
import type { Faults } from './api/faults.ts'
import { openDoor } from './api/http-door.ts'
import type { Rates } from './api/rate-limits.ts'
import { isRoute } from './api/route-pattern.ts'
import { commandsIn, putCommands } from './api/routes/commands.ts'
import { beginThread } from './api/routes/threads.ts'
import { tellChannel, tellDeleted, tellGuild, tellMessage, tellRoles } from './gateway/dispatches.ts'
import { type Gateway, listenGateway } from './gateway/gateway.ts'
import type { DiscordPerson } from './people/person.ts'
import { channelNamed, openPerson } from './people/user.ts'
import { putMessage, type Said } from './people/user-messages.ts'
import {
  type SeenMessage,
  type SeenModal,
  type SeenThread,
  seeEphemerals,
  seeMessage,
  seeMessages,
  seeModal,
  seeThreads,
} from './shown/seen.ts'
import { addGuild, addUser, join, newChannel, setInstalled } from './state/guilds.ts'
import { findMessage, removeMessage } from './state/messages.ts'
import { type DiscordOptions, newWorld } from './state/new-world.ts'
import { bitsOf, type PermissionName, usualOfBot } from './state/permissions.ts'
import { removeChannel } from './state/remove-channel.ts'
import type {
  ApiCall,
  DiscordChannel,
  DiscordGuild,
  DiscordUser,
  Failure,
  Interaction,
  Limited,
  Loose,
  Member,
  Violation,
} from './world-state.ts'

/** A Discord of its own on loopback, and the people in it. */
export interface DiscordWorld {
  /** For `DISCORD_API_URL`. */
  apiUrl: string
  token: string
  applicationId: string
  botUserId: string
  clock: Clock
  faults: Faults
  rates: Rates
  gateway: Gateway
  /** Every call of REST, in order of arrival. */
  calls: ApiCall[]
  /** Those of a route: see the README. */
  callsOf(route: string): ApiCall[]
  /** What Discord refused and should not have had to, and whatever was wrong with the fake itself. */
  violations: Violation[]
  /** Every 429. */
  limited: Limited[]
  /** 401, 403 and 429 of the last ten minutes; at 10,000 Discord bans the address. */
  invalidRequests(): number
  /** What people were told instead of an answer. */
  failures: Failure[]
  readonly interactions: Interaction[]
  addGuild(guild?: { id?: string; name?: string; isInstalled?: boolean; locale?: string }): DiscordGuild
  addUser(user?: {
    id?: string
    name?: string
    globalName?: string
    locale?: string
    isBot?: boolean
  }): DiscordUser
  join(
    guild: string,
    user: string,
    given?: { permissions?: PermissionName[]; isManager?: boolean; roles?: string[] },
  ): Member
  addChannel(channel: {
    guild: string
    name?: string
    type?: number
    botMay?: PermissionName[]
  }): DiscordChannel
  /** The bot is added; it is told. */
  joinGuild(guild: string): void
  /** The bot is taken out; it is told. */
  leaveGuild(guild: string): void
  /** From now on the bot may do only this in the channel and its threads. */
  permit(channel: string, permissions: PermissionName[]): void
  /** A thread that a person begins. */
  openThread(channel: string, thread: { name: string; user: string; message?: string }): DiscordChannel
  archive(thread: string, options?: { isLocked?: boolean }): void
  closeDms(user: string): void
  /** A channel or a thread is gone, with all that stood in it. */
  deleteChannel(channel: string): void
  /** Discord itself adds a preview of a link: an update that is no edit. */
  unfurl(channel: string, message: string): void
  /** Somebody with the right to takes a message away. */
  deleteMessage(channel: string, message: string): void
  /** As if the app had put these commands. */
  register(commands: Loose[], options?: { guild?: string }): Loose[]
  readonly commands: Loose[]
  commandsOf(guild: string): Loose[]
  user(id: string): DiscordPerson
  messages(channel: string): SeenMessage[]
  ephemerals(user: string): SeenMessage[]
  /** Open forms of a person, oldest first. */
  modals(user: string): SeenModal[]
  threads(channel: string): SeenThread[]
  /** Puts a person's message into a channel without telling the app: what stood there before. */
  put(channel: string, message: Said & { user: string; text: string }): SeenMessage
  /** Waits until there is something true, and gives it. */
  until: typeof until
  /** No call is under way, no interaction waits, nothing is left thinking. */
  settle(): Promise<void>
}

/** Starts a Discord on loopback, closed when the test ends. The README beside this file says what it does and does not do. */
export const startDiscord = async (
  t: Pick<ExecutionContext, 'teardown'>,
  options: DiscordOptions = {},
): Promise<DiscordWorld> => {
  const closing = new AbortController()
  const world = newWorld(options, closing.signal)
  const { server, port } = await openDoor(() => world)
  world.url = `http://127.0.0.1:${port}`
  const endSockets = listenGateway(() => world, server)
  t.teardown(async () => {
    closing.abort()
    world.faults.clear()
    endSockets()
    server.closeAllConnections()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  })
  const { clock, faults, rates, gateway, token, applicationId, botUserId } = world
  const { calls, violations, limited, failures } = world
  const guildNamed = (id: string): DiscordGuild => {
    const guild = world.guilds.get(id)
    if (!guild) throw new Error(`There is no guild ${id}: add it first.`)
    return guild
  }
  const isQuiet = (): boolean =>
    world.underWay === 0 &&
    [...world.interactions.values()].every(({ state, isDeferred }) => state !== 'open' && !isDeferred)
  return {
    apiUrl: `${world.url}/api`,
    token,
    applicationId,
    botUserId,
    clock,
    faults,
    rates,
    gateway,
    calls,
    callsOf: (route) => calls.filter(({ method, path }) => isRoute(route, `${method} ${path}`)),
    violations,
    limited,
    invalidRequests: () => world.invalidRequests.filter((at) => at > clock.now() - 600_000).length,
    failures,
    get interactions() {
      return [...world.interactions.values()]
    },
    addGuild: (guild) => {
      const added = addGuild(world, guild)
      if (added.isInstalled) tellGuild(world, 'GUILD_CREATE', added)
      return added
    },
    addUser: (user) => addUser(world, user),
    join: (id, user, given) => {
      const guild = guildNamed(id)
      const member = join(world, guild.id, user, given)
      if (guild.isInstalled) tellRoles(world, guild, member.roles)
      return member
    },
    addChannel: ({ guild, name, type = 0, botMay }) => {
      const channel = newChannel(world, {
        guild: guildNamed(guild).id,
        name: name ?? `channel-${world.channels.size + 1}`,
        type,
        botMay: botMay ? bitsOf(botMay) : usualOfBot,
      })
      tellChannel(world, 'CHANNEL_CREATE', channel)
      return channel
    },
    joinGuild: (id) => {
      setInstalled(world, guildNamed(id), true)
      tellGuild(world, 'GUILD_CREATE', guildNamed(id))
    },
    leaveGuild: (id) => {
      tellGuild(world, 'GUILD_DELETE', guildNamed(id))
      setInstalled(world, guildNamed(id), false)
    },
    permit: (id, permissions) => {
      const channel = channelNamed(world, id)
      channel.botMay = bitsOf(permissions)
      tellChannel(world, 'CHANNEL_UPDATE', channel)
    },
    openThread: (id, { name, user, message }) =>
      beginThread(world, channelNamed(world, id), {
        name,
        owner: user,
        message: message === undefined ? null : findMessage(world, id, message),
      }),
    archive: (id, { isLocked = false } = {}) => {
      const thread = channelNamed(world, id)
      Object.assign(thread, { isArchived: true, isLocked })
      tellChannel(world, 'THREAD_UPDATE', thread)
    },
    closeDms: (user) => {
      world.users.get(user)!.hasClosedDms = true
    },
    deleteChannel: (id) => removeChannel(world, channelNamed(world, id)),
    unfurl: (channel, id) => {
      const message = findMessage(world, channel, id)!
      message.embeds = [{ type: 'link', url: 'https://example.test/', title: 'A preview' }]
      tellMessage(world, 'MESSAGE_UPDATE', message)
    },
    deleteMessage: (channel, id) => {
      const message = findMessage(world, channel, id)
      if (!message) throw new Error(`The message ${id} is gone.`)
      removeMessage(world, message)
      tellDeleted(world, message)
    },
    register: (commands, { guild = '' } = {}) => putCommands(world, commands, guild),
    get commands() {
      return commandsIn(world)
    },
    commandsOf: (guild) => commandsIn(world, guild),
    user: (id) => openPerson(world, id),
    messages: (channel) => seeMessages(world, channel),
    ephemerals: (user) => seeEphemerals(world, user),
    modals: (user) =>
      [...world.modals.values()].filter((one) => one.isOpen && one.user === user).map(seeModal),
    threads: (channel) => seeThreads(world, channel),
    put: (channel, said) => seeMessage(world, putMessage(world, channelNamed(world, channel), said)),
    until,
    settle: async () => {
      await until(isQuiet, { what: 'nothing under way' })
    },
  }
}

export type { DiscordOptions, SeenMessage, SeenModal, SeenThread }
