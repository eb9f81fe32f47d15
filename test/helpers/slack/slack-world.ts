import type { ExecutionContext } from 'ava'
import type { Faults } from './api/faults.ts'
import { openDoor } from './api/http-door.ts'
import type { RateLimits } from './api/rate-limits.ts'
import { issueTokens } from './api/tokens.ts'
import { deliver } from './events/deliver.ts'
import { tellWorkspaces } from './events/events.ts'
import { acceptSocket } from './events/socket-mode.ts'
import type { SlackPerson } from './people/person.ts'
import { openPerson, topModal } from './people/user.ts'
import {
  type SeenEphemeral,
  type SeenMessage,
  type SeenView,
  seeEphemerals,
  seeMessages,
  seeView,
} from './shown/seen.ts'
import { addChannel } from './state/channels.ts'
import type { Clock } from './state/clock.ts'
import { addWorkspace, allScopes, leastScopes, type NewWorkspace, revoke } from './state/installs.ts'
import { newWorld, type SlackOptions } from './state/new-world.ts'
import { addUser, type NewUser } from './state/people.ts'
import { storeMessage } from './state/post-message.ts'
import { seeSessions } from './state/sessions.ts'
import type { AppSettings, DeliverySettings } from './state/settings.ts'
import { until } from './state/until.ts'
import type {
  AgentSession,
  ApiCall,
  ChannelKind,
  Delivery,
  Loose,
  SlackChannel,
  SlackFile,
  SlackUser,
  SlackUserGroup,
  SuggestedPrompts,
  Violation,
  Workspace,
  World,
} from './world-state.ts'

/** A Slack of its own on loopback, and the people in it. */
export interface SlackWorld {
  /** Of the site; `SLACK_API_URL` is `apiUrl`. */
  url: string
  apiUrl: string
  app: AppSettings
  clock: Clock
  faults: Faults
  rates: RateLimits
  delivery: DeliverySettings
  /** Every call of the Web API, in order of arrival. */
  calls: ApiCall[]
  /** Calls of one method. */
  callsOf(method: string): ApiCall[]
  /** What Slack refused and should not have had to, and whatever was wrong with the fake itself. */
  violations: Violation[]
  /** Every event that was told to the app, with every try. */
  deliveries: Delivery[]
  addWorkspace(workspace?: NewWorkspace): Workspace
  addUser(user?: NewUser): SlackUser
  addUserGroup(group?: { teamId?: string; users?: string[] }): SlackUserGroup
  /** With the bot in it, unless told otherwise. More teams: shared by Slack Connect. */
  addChannel(channel?: {
    id?: string
    name?: string
    kind?: ChannelKind
    teamId?: string
    sharedWith?: string[]
    members?: string[]
    withBot?: boolean
  }): SlackChannel
  /** Where the app is reached: the address of its `/slack/events`, or of its root; several = replicas in turn. */
  connect(app: { url: string | string[]; signingSecret: string }): void
  disconnect(): void
  user(id: string): SlackPerson
  /** Of a channel; of one thread with its root; `thread: null` = only what is in no thread. */
  messages(channel: string, options?: { thread?: string | null }): SeenMessage[]
  ephemerals(user: string): SeenEphemeral[]
  /** Open modals of a person, lowest first. */
  views(user: string): SeenView[]
  topView(user: string): SeenView | null
  home(user: string): SeenView | null
  files: Map<string, SlackFile>
  readonly sessions: AgentSession[]
  readonly prompts: SuggestedPrompts[]
  /** The token of a workspace at this moment. */
  tokenOf(teamId: string): string
  /** As when the app is installed again, or its first token is rotated. @returns what `oauth.v2.access` would */
  issueTokens(teamId: string): { access_token: string; refresh_token?: string; expires_in?: number }
  /** Puts a person's message into a channel without telling the app: what stood there before. */
  put(channel: string, message: { user: string; text: string; thread?: string }): SeenMessage
  archive(channel: string): void
  /** Somebody, or the bot, comes into a channel; the app is told. */
  invite(channel: string, user: string): Promise<Delivery[]>
  /** Takes the app out of a workspace; tells it so. */
  uninstall(teamId: string): Promise<void>
  /** Takes its tokens away; tells it so, unless `isSilent`. */
  revokeTokens(teamId: string, options?: { isSilent?: boolean }): Promise<void>
  /** Sends an event of any shape in an envelope of its own. */
  tell(teamId: string, event: Loose): Promise<Delivery>
  /** Waits until there is something true, and gives it. */
  until<Value>(
    find: () => Value | Promise<Value>,
    options?: { timeoutMs?: number; what?: string },
  ): Promise<NonNullable<Value>>
  /** Nothing is being told to the app any more. */
  settle(): Promise<void>
}

const eventsUrl = (url: string): string => {
  const address = new URL(url)
  return address.pathname === '/' ? new URL('/slack/events', address).href : address.href
}

const firstTeam = (world: World): string => {
  const [teamId] = world.workspaces.keys()
  if (teamId === undefined) throw new Error('There is no workspace: add one first.')
  return teamId
}

/** Starts a Slack on loopback, closed when the test ends. The README beside this file says what it does and does not do. */
export const startSlack = async (
  t: Pick<ExecutionContext, 'teardown'>,
  options: SlackOptions = {},
): Promise<SlackWorld> => {
  const closing = new AbortController()
  const world = newWorld(options, closing.signal)
  const { server, port } = await openDoor(() => world)
  world.url = `http://127.0.0.1:${port}`
  server.on('upgrade', (request, socket, head) => acceptSocket(world, request, socket, head))
  t.teardown(async () => {
    closing.abort()
    world.faults.clear()
    server.closeAllConnections()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  })
  return {
    url: world.url,
    apiUrl: `${world.url}/api/`,
    app: world.app,
    clock: world.clock,
    faults: world.faults,
    rates: world.rates,
    delivery: world.delivery,
    calls: world.calls,
    callsOf: (method) => world.calls.filter((call) => call.method === method),
    violations: world.violations,
    deliveries: world.deliveries,
    addWorkspace: (given = {}) => addWorkspace(world, given),
    addUser: (given = {}) => addUser(world, { ...given, teamId: given.teamId ?? firstTeam(world) }),
    addUserGroup: ({ teamId, users = [] } = {}) => {
      const id = world.nextId('S')
      const group = { id, teamId: teamId ?? firstTeam(world), users: new Set(users), isDisabled: false }
      world.userGroups.set(id, group)
      return group
    },
    addChannel: ({ id, name, kind = 'public', teamId, sharedWith = [], members, withBot = true } = {}) => {
      const owner = teamId ?? firstTeam(world)
      const teamIds = [owner, ...sharedWith]
      const people =
        members ??
        [...world.users.values()]
          .filter((user) => user.teamId === owner && !user.isBot)
          .map((user) => user.id)
      const bots = withBot ? teamIds.map((team) => world.workspaces.get(team)!.botUserId) : []
      return addChannel(world, {
        id,
        name: name ?? `channel-${world.channels.size + 1}`,
        kind,
        teamIds,
        members: [...people, ...bots],
      })
    },
    connect: ({ url, signingSecret }) => {
      world.connection = { urls: [url].flat().map(eventsUrl), signingSecret, next: 0 }
    },
    disconnect: () => {
      world.connection = { urls: [], signingSecret: '', next: 0 }
    },
    user: (id) => openPerson(world, id),
    messages: (channel, seen) => seeMessages(world, channel, seen),
    ephemerals: (user) => seeEphemerals(world, user),
    views: (user) =>
      [...world.views.values()]
        .filter((view) => view.type === 'modal' && view.isOpen && view.user === user)
        .map(seeView),
    topView: (user) => topModal(world, user),
    home: (user) => {
      const view = [...world.views.values()].find((one) => one.type === 'home' && one.user === user)
      return view ? seeView(view) : null
    },
    files: world.files,
    get sessions() {
      return seeSessions(world)
    },
    get prompts() {
      return world.prompts
    },
    tokenOf: (teamId) => world.workspaces.get(teamId)!.botToken,
    issueTokens: (teamId) => issueTokens(world, world.workspaces.get(teamId)!),
    put: (channelId, { user, text, thread }) => {
      const { teamId } = world.users.get(user)!
      const channel = world.channels.get(channelId)!
      const { ts } = storeMessage(world, channel, { user, teamId, text, threadTs: thread ?? null })
      return seeMessages(world, channelId).find((message) => message.ts === ts)!
    },
    archive: (channel) => {
      world.channels.get(channel)!.isArchived = true
    },
    invite: (channelId, user) => {
      const channel = world.channels.get(channelId)!
      channel.members.add(user)
      return tellWorkspaces(world, channel, null, (workspace) => ({
        type: 'member_joined_channel',
        user,
        channel: channel.id,
        channel_type: channel.kind === 'public' ? 'C' : 'G',
        team: workspace.teamId,
        event_ts: world.nextTs(),
      }))
    },
    uninstall: (teamId) => revoke(world, teamId, { isUninstalled: true, isSilent: false }),
    revokeTokens: (teamId, { isSilent = false } = {}) =>
      revoke(world, teamId, { isUninstalled: false, isSilent }),
    tell: (teamId, event) => deliver(world, world.workspaces.get(teamId)!, event),
    until,
    settle: async () => {
      await until(() => world.underWay === 0, { what: 'every event told' })
    },
  }
}

export { allScopes, leastScopes, type SlackOptions }
