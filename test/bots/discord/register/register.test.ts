import test from 'ava'
import { commands } from '../../../../bots/commands/registry.ts'
import { openDiscordApi } from '../../../../bots/discord/api.ts'
import { isDiscordFailure } from '../../../../bots/discord/failure.ts'
import { registerCommands } from '../../../../bots/discord/register/register.ts'
import { startDiscord } from '../../../helpers/discord/discord-world.ts'
import { runCli } from '../../../helpers/run-cli.ts'

type World = Awaited<ReturnType<typeof startDiscord>>
const nothing = { added: [], changed: [], removed: [] }

const envOf = ({ apiUrl, token, applicationId }: World): Record<string, string> => ({
  DISCORD_API_URL: apiUrl,
  DISCORD_BOT_TOKEN: token,
  DISCORD_APPLICATION_ID: applicationId,
  LANG: 'en_GB.UTF-8',
})

test('commands are written when they differ, and only then; in one server without touching the others', async (t) => {
  const world = await startDiscord(t)
  const guild = world.addGuild({ name: 'Acme' })
  const api = openDiscordApi({ token: world.token, apiUrl: world.apiUrl })
  t.teardown(() => api.close())
  const puts: string[] = []
  const watched: Pick<typeof api, 'call'> = {
    call: (method, route, given) => {
      if (method === 'PUT') puts.push(route)
      return api.call(method, route, given)
    },
  }
  const { applicationId } = world
  const register = (guildId: string | null, which = commands) =>
    registerCommands(watched, { applicationId, guildId, commands: which })
  t.deepEqual(await register(null), { ...nothing, added: ['sextant', 'Ask about this', 'Make a task'] })
  t.deepEqual(await register(null), nothing)
  t.deepEqual(await register(guild.id), { ...nothing, added: ['sextant', 'Ask about this', 'Make a task'] })
  t.deepEqual(await register(guild.id), nothing)
  t.deepEqual(await register(null, commands.slice(1)), { ...nothing, changed: ['sextant'] })
  t.deepEqual(await register(guild.id), nothing)
  t.is(puts.length, 3)
  await api.call('POST', `/applications/${applicationId}/commands`, {
    body: { name: 'old', description: 'Gone.' },
  })
  t.deepEqual(await register(null), { added: [], changed: ['sextant'], removed: ['old'] })
  t.deepEqual(world.violations, [])
})

test('discord-register tells what it changed, in sentences, and so its failures', async (t) => {
  const world = await startDiscord(t)
  const guild = world.addGuild({ name: 'Acme' })
  const env = envOf(world)
  const first = await runCli(['discord-register'], { env })
  t.is(first.stderr, '')
  t.regex(first.stdout, /^New: sextant, Ask about this, Make a task\nRegistered in all servers\./)
  t.regex((await runCli(['discord-register'], { env })).stdout, /nothing was changed/)
  const here = await runCli(['discord-register', '--guild', guild.id, '--json'], { env })
  t.deepEqual(JSON.parse(here.stdout), { ...nothing, added: ['sextant', 'Ask about this', 'Make a task'] })
  const wrong: [string[], Record<string, string>, number, RegExp][] = [
    [['--guild', 'Acme'], {}, 2, /Acme is not the id of a server/],
    [['--guild', '1132435678901234567'], {}, 1, /allows nothing there \(50001\)/],
    [[], { DISCORD_BOT_TOKEN: 'not.the.token' }, 1, /does not accept the token/],
    [[], { DISCORD_API_URL: 'http://127.0.0.1:9' }, 1, /does not answer/],
    [[], { DISCORD_BOT_TOKEN: '', DISCORD_APPLICATION_ID: '' }, 2, /No Discord application is configured/],
  ]
  for (const [words, other, code, sentence] of wrong) {
    const ran = await runCli(['discord-register', ...words], { env: { ...env, ...other } })
    t.is(ran.code, code, ran.stderr)
    t.regex(ran.stderr, sentence)
    t.is(ran.stderr.trim().split('\n').length, 1)
    t.is(ran.stdout, '')
  }
})

test('a failure keeps Discord’s own code', async (t) => {
  const world = await startDiscord(t)
  const api = openDiscordApi({ token: world.token, apiUrl: world.apiUrl })
  t.teardown(() => api.close())
  const error = await t.throwsAsync(
    registerCommands(api, { applicationId: '1132435678901234567', guildId: null, commands }),
  )
  t.true(isDiscordFailure(error))
})
