import test from 'ava'
import { Client, GatewayIntentBits, type Message } from 'discord.js'
import type { DiscordWorld } from '../../../helpers/discord/discord-world.ts'
import { openClientTown, openTown, usualIntents } from './town.ts'

const withContent = [...usualIntents, GatewayIntentBits.MessageContent]

/** A client of nothing but its first words. @returns READY, or the code that the connection ended with */
const identify = (discord: DiscordWorld, d: { token: string; intents: number }): Promise<number | string> => {
  const socket = new WebSocket(
    `${discord.apiUrl.replace('http', 'ws').replace('/api', '')}/?v=10&encoding=json`,
  )
  return new Promise((resolve) => {
    socket.addEventListener('close', ({ code }) => resolve(code))
    socket.addEventListener('message', ({ data }) => {
      const { op, t: type } = JSON.parse(data)
      if (op === 10) socket.send(JSON.stringify({ op: 2, d }))
      if (type === 'READY') resolve(type)
    })
  })
}

const openListener = async (
  t: Parameters<typeof openClientTown>[0],
  options: Parameters<typeof openClientTown>[1] = {},
) => {
  const town = await openClientTown(t, options)
  const heard: string[] = []
  town.client.on('messageCreate', (message: Message) => heard.push(message.content))
  const hears = (text: string) => town.discord.until(() => heard.includes(text), { what: text })
  return { ...town, heard, hears }
}

test('a dropped socket is resumed, and what was missed comes once', async (t) => {
  const { discord, person, heard, hears } = await openListener(t)
  await person.dm('one')
  await hears('one')
  discord.gateway.drop()
  await person.dm('two')
  await person.dm('three')
  await hears('three')
  t.deepEqual(heard, ['one', 'two', 'three'])
  t.is(discord.gateway.identifies.length, 1)
  t.deepEqual(
    discord.gateway.resumes.map(({ isAccepted }) => isAccepted),
    [true],
  )
})

test('a session that is over begins again, without what was said between', async (t) => {
  const { discord, person, heard, hears } = await openListener(t)
  discord.gateway.invalidate()
  await person.dm('lost')
  await discord.until(() => discord.gateway.identifies.length === 2)
  await discord.gateway.connected()
  await person.dm('heard')
  await hears('heard')
  t.deepEqual(heard, ['heard'])
})

test('told to connect again, the client resumes; a session that can be resumed stays', async (t) => {
  const { discord, person, hears } = await openListener(t)
  discord.gateway.reconnect()
  await discord.until(() => discord.gateway.resumes.length === 1)
  discord.gateway.invalidate({ isResumable: true })
  await discord.until(() => discord.gateway.resumes.length === 2)
  await person.dm('still here')
  await hears('still here')
  t.is(discord.gateway.identifies.length, 1)
})

test('a pause holds everything back, heartbeats too, until it ends', async (t) => {
  const { discord, person, heard, hears } = await openListener(t)
  discord.gateway.pause()
  await person.dm('held')
  t.deepEqual(heard, [])
  discord.gateway.resume()
  await hears('held')
})

test('a connection whose heartbeats nobody acknowledges is given up and resumed', async (t) => {
  const { discord } = await openListener(t, { gateway: { heartbeatMs: 100 } })
  discord.gateway.settings.acks = false
  await discord.until(() => discord.gateway.closes.some(({ by, code }) => by === 'app' && code === 4200))
  discord.gateway.settings.acks = true
  await discord.until(() => discord.gateway.resumes.some(({ isAccepted }) => isAccepted))
  t.is(discord.gateway.identifies.length, 1)
})

test('dispatches that come twice, and those of any shape', async (t) => {
  const { discord, person, client } = await openListener(t, { gateway: { repeats: true } })
  const raw: string[] = []
  client.on('raw', ({ t: type, d }: { t: string; d: { content?: string } }) => raw.push(d.content ?? type))
  await person.dm('twice')
  discord.gateway.dispatch({ t: 'SOMETHING_NEW', d: {} })
  await discord.until(() => raw.includes('SOMETHING_NEW'))
  t.is(raw.filter((one) => one === 'twice').length, 2)
})

test('without Message Content only what is meant for the bot has words', async (t) => {
  const { discord, person, general, heard } = await openListener(t)
  await person.say(general.id, 'among us')
  const mentioned = await person.mention(general.id, 'you')
  await person.say(general.id, 'to you', { replyTo: mentioned })
  await person.dm('alone')
  await discord.until(() => heard.length === 4)
  t.deepEqual(heard, ['', `<@${discord.botUserId}> you`, '', 'alone'])
})

test('with Message Content granted every word is heard', async (t) => {
  const { person, general, heard, hears } = await openListener(t, {
    messageContent: true,
    client: { intents: withContent },
  })
  await person.say(general.id, 'among us')
  await hears('among us')
  t.deepEqual(heard, ['among us'])
})

test('intents that are not granted end the connection with 4014, a wrong token with 4004', async (t) => {
  await t.throwsAsync(openClientTown(t, { client: { intents: withContent } }), {
    message: /disallowed intents/i,
  })
  const { discord } = await openTown(t)
  t.is(await identify(discord, { token: 'wrong', intents: 1 }), 4004)
  t.is(await identify(discord, { token: discord.token, intents: 1 }), 'READY')
})

test('too many identifies are what costs the token', async (t) => {
  const { discord } = await openTown(t, { gateway: { identifyLimit: 1 } })
  const given = { token: discord.token, intents: 1 }
  t.is(await identify(discord, given), 'READY')
  t.is(await identify(discord, given), 4004)
  t.deepEqual(
    discord.violations.map(({ kind }) => kind),
    ['identify_limit'],
  )
})

test('the bot is added to a guild and taken out of it', async (t) => {
  const { discord, client } = await openListener(t)
  const other = discord.addGuild({ name: 'Other', isInstalled: false })
  t.false(client.guilds.cache.has(other.id))
  discord.joinGuild(other.id)
  await discord.until(() => client.guilds.cache.has(other.id))
  discord.leaveGuild(other.id)
  await discord.until(() => !client.guilds.cache.has(other.id))
  t.pass()
})

test('two processes of one shard both hear everything', async (t) => {
  const { discord, person, client, general } = await openListener(t)
  const other = new Client({ intents: usualIntents, rest: { api: discord.apiUrl } })
  t.teardown(() => other.destroy())
  const heard: string[] = []
  for (const one of [client, other]) one.on('messageCreate', ({ id }) => heard.push(id))
  await other.login(discord.token)
  await discord.until(() => other.isReady())
  const { id } = await person.mention(general.id, 'both')
  await discord.until(() => heard.length === 2)
  t.deepEqual(heard, [id, id])
})
