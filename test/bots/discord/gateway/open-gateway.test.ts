import test, { type ExecutionContext } from 'ava'
import { GatewayIntentBits } from 'discord-api-types/v10'
import { openDiscordApi } from '../../../../bots/discord/api.ts'
import type { Dispatch } from '../../../../bots/discord/gateway/loose.ts'
import { type GatewayOptions, openGateway } from '../../../../bots/discord/gateway/open-gateway.ts'
import { log } from '../../../../config/log.ts'
import {
  type DiscordOptions,
  type DiscordWorld,
  startDiscord,
} from '../../../helpers/discord/discord-world.ts'

log.level = 'silent'

const open = (t: ExecutionContext, world: DiscordWorld, given: Partial<GatewayOptions> = {}) => {
  const heard: Dispatch[] = []
  const sessions: Dispatch[] = []
  const { apiUrl, token } = world
  const api = openDiscordApi({ token, apiUrl })
  const gateway = openGateway({
    api,
    apiUrl,
    token,
    wantsMessageContent: false,
    onDispatch: (dispatch) => void heard.push(dispatch),
    onSession: (ready) => void sessions.push(ready),
    identifyEveryMs: 20,
    reconnectMs: 20,
    ...given,
  })
  t.teardown(async () => {
    await gateway.close()
    api.close()
  })
  const contents = () => heard.flatMap(({ t: kind, d }) => (kind === 'MESSAGE_CREATE' ? [d.content] : []))
  return { gateway, heard, sessions, contents }
}

const openPlace = async (t: ExecutionContext, options: DiscordOptions = {}) => {
  const world = await startDiscord(t, options)
  const guild = world.addGuild({ name: 'Acme' })
  const ada = world.addUser({ name: 'ada' })
  world.join(guild.id, ada.id)
  const general = world.addChannel({ guild: guild.id, name: 'general' })
  return { world, ada: ada.id, general: general.id, guild: guild.id }
}

const connected = ({ world, gateway }: { world: DiscordWorld; gateway: ReturnType<typeof openGateway> }) =>
  world.until(() => gateway.health().isConnected, { what: 'a healthy connection' })

test('it connects, and tells how it is', async (t) => {
  const { world, ada, general } = await openPlace(t)
  world.gateway.settings.heartbeatMs = 60
  const { gateway, contents } = open(t, world)
  t.false(gateway.health().isConnected, 'not before it is')
  await connected({ world, gateway })
  t.is(gateway.botUserId(), world.botUserId)
  await world.until(() => gateway.health().latencyMs !== null)
  const { sessionsLeft, problem, lastAckAt } = gateway.health()
  t.is(problem, null)
  t.true(sessionsLeft! > 900 && sessionsLeft! < 1_000)
  t.true(Date.now() - lastAckAt!.getTime() < 5_000)
  await world.user(ada).mention(general, 'hello')
  await world.until(() => contents().length === 1)
  const { intents } = world.gateway.identifies[0]!
  t.is(intents & GatewayIntentBits.MessageContent, 0)
  t.is(intents & GatewayIntentBits.GuildMembers, 0)
})

test('no odd dispatch ends anything', async (t) => {
  const { world, ada, general } = await openPlace(t)
  const { gateway, contents } = open(t, world)
  await connected({ world, gateway })
  const odd: { t: string; d: never }[] = [
    { t: 'INTERACTION_CREATE', d: { id: '1', type: 4, token: 'x' } as never },
    { t: 'INTERACTION_CREATE', d: { id: '2', type: 2, token: 'x', user: { id: '3' }, data: {} } as never },
    { t: 'MESSAGE_CREATE', d: { id: '4', channel_id: '5', author: { id: '6' }, content: 'odd' } as never },
    { t: 'MESSAGE_CREATE', d: null as never },
    { t: 'GUILD_CREATE', d: null as never },
    { t: 'GUILD_DELETE', d: [] as never },
    { t: 'GUILD_ROLE_UPDATE', d: { role: 7 } as never },
    { t: 'THREAD_LIST_SYNC', d: { threads: 'many' } as never },
    { t: 'RESUMED', d: null as never },
    { t: 'READY', d: { session_id: 's' } as never },
    { t: 'error', d: { message: 'odd' } as never },
    { t: 7 as never, d: 'text' as never },
  ]
  for (const dispatch of odd) world.gateway.dispatch(dispatch)
  for (const text of ['{', 'null', '[]', '{"op":0}', '{"op":99,"d":{}}']) world.gateway.raw(text)
  await world.user(ada).mention(general, 'still there?')
  await world.until(() => contents().includes(`<@${world.botUserId}> still there?`), {
    what: 'a message behind them',
  })
  t.is(world.gateway.identifies.length, 1, 'the connection is the same')
})

test('what was missed while a socket was gone comes once, in the same session', async (t) => {
  const { world, ada, general } = await openPlace(t)
  const { gateway, contents, sessions } = open(t, world)
  await connected({ world, gateway })
  world.gateway.drop()
  await world.user(ada).mention(general, 'meanwhile')
  await world.until(() => contents().length === 1, { what: 'the missed message' })
  await connected({ world, gateway })
  t.is(contents().length, 1)
  t.is(sessions.length, 1)
  t.is(world.gateway.identifies.length, 1)
  t.true(world.gateway.resumes.some(({ isAccepted }) => isAccepted))
})

test('when Discord asks, it connects again; a session that is over is begun anew, and said so', async (t) => {
  const { world, ada, general } = await openPlace(t)
  const { gateway, sessions, contents } = open(t, world)
  await connected({ world, gateway })
  world.gateway.reconnect()
  await world.until(() => world.gateway.resumes.length === 1)
  await connected({ world, gateway })
  t.is(sessions.length, 1)
  world.gateway.invalidate()
  await world.until(() => sessions.length === 2, { what: 'a second session' })
  await connected({ world, gateway })
  await world.user(ada).mention(general, 'anew')
  await world.until(() => contents().length === 1)
})

test('without the privileged intent it goes on, without it', async (t) => {
  const { world } = await openPlace(t)
  const { gateway } = open(t, world, { wantsMessageContent: true })
  await connected({ world, gateway })
  t.false(gateway.hasMessageContent())
  t.is(gateway.health().problem, null)
  t.true(world.gateway.closes.some(({ code }) => code === 4014))
  const granted = await openPlace(t, { messageContent: true })
  const other = open(t, granted.world, { wantsMessageContent: true })
  await connected({ world: granted.world, gateway: other.gateway })
  t.true(other.gateway.hasMessageContent())
})

test('a token that Discord does not take is told, and not tried on and on', async (t) => {
  const { world } = await openPlace(t)
  const { gateway } = open(t, world, { token: 'not-the-token' })
  await world.until(() => gateway.health().problem === 'token', { what: 'the problem' })
  const { length } = world.calls
  await world.until(() => true)
  t.is(world.calls.length, length)
  t.false(gateway.health().isConnected)
})

test('a dead socket is found out, and told while it lasts', async (t) => {
  const { world } = await openPlace(t)
  Object.assign(world.gateway.settings, { heartbeatMs: 100 })
  const { gateway } = open(t, world, { deadAfterMs: 400 })
  await connected({ world, gateway })
  world.gateway.settings.acks = false
  await world.until(() => !gateway.health().isConnected, { what: 'it to be told' })
  world.gateway.settings.acks = true
  await connected({ world, gateway })
  t.true(world.gateway.resumes.length + world.gateway.identifies.length > 1)
})

test('a connection that the library has lost sight of is made anew', async (t) => {
  const { world, ada, general } = await openPlace(t)
  // Heartbeats come too seldom for this one: as if nobody heard them.
  const { gateway, contents } = open(t, world, { recycleAfterMs: 500, deadAfterMs: 300 })
  await connected({ world, gateway })
  await world.until(() => !gateway.health().isConnected)
  await world.until(() => world.gateway.identifies.length === 2, { what: 'a new session' })
  await connected({ world, gateway })
  await world.user(ada).mention(general, 'anew')
  await world.until(() => contents().length === 1)
  t.is(contents().length, 1)
})

test('the last sessions of the day are not begun', async (t) => {
  const { world } = await openPlace(t)
  world.gateway.settings.identifyLimit = 5
  const { gateway } = open(t, world)
  await world.until(() => gateway.health().sessionsLeft === 5, { what: 'the budget' })
  t.is(world.gateway.identifies.length, 0)
  t.false(gateway.health().isConnected)
})

test('Discord may be away when it starts', async (t) => {
  const { world } = await openPlace(t)
  world.faults.next('GET /gateway/bot', 'http_500', 6)
  const { gateway } = open(t, world)
  await world.until(() => gateway.health().isConnected, { what: 'a connection', timeoutMs: 20_000 })
  t.true(world.callsOf('GET /gateway/bot').filter(({ status }) => status === 500).length >= 3)
})

test('closed while it connects it stays closed', async (t) => {
  const { world } = await openPlace(t)
  world.gateway.pause()
  const { gateway } = open(t, world)
  await world.until(() => world.callsOf('GET /gateway/bot').length > 0)
  await gateway.close()
  world.gateway.resume()
  const { length } = world.gateway.identifies
  await new Promise((resolve) => setTimeout(resolve, 900))
  t.is(world.gateway.identifies.length, length)
})
