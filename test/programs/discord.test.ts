import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { openDiscordProgram } from '../faults/discord-program.ts'
import { operatorEnv } from '../faults/operator.ts'
import { isAnswer } from '../helpers/discord-desk.ts'
import { makeFolder, runCli } from '../helpers/run-cli.ts'
import { startInVain } from '../helpers/spawn-server.ts'

const question = 'indice de Mac chez les 18-34 ans'

/** Files below a folder that hold the secret in the clear. */
const revealing = (folder: string, secret: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(secret))

const readiness = async (url: string) =>
  (await (await fetch(`${url}/readyz`)).json()) as { degraded: { part: string }[] }

const parts = async (url: string): Promise<string[]> =>
  (await readiness(url)).degraded.map(({ part }) => part)

test.serial('from a fresh folder: set up, mention, answer, restart, and the thread goes on', async (t) => {
  t.timeout(200_000)
  const program = await openDiscordProgram(t, {
    discord: { messageContent: true },
    env: { LOG_LEVEL: 'trace' },
    isFresh: true,
  })
  const { world, guild, general, env, place } = program
  const bob = world.addUser({ name: 'Bob' }).id
  world.join(guild, bob)
  const said: string[] = []
  const hear = (text: string): void => void said.push(text)
  const answers = (thread: string, count: number) =>
    world.until(
      () => {
        const found = world.messages(thread).filter(isAnswer)
        return found.length >= count ? found : null
      },
      { timeoutMs: 60_000, what: `${count} answers in a thread` },
    )

  const first = program.launch({}, hear)
  const { url } = await first.ready
  t.regex(said.join(''), /^discord +/m)
  const client = await program.bind({ url })
  t.false((await parts(url)).includes('discord'))
  const { body: health } = await client.request('GET', '/v1/health/discord')
  t.like(health.discord, { connected: true, problem: null, message_content: true })
  t.true(health.discord.sessions_left > 900)
  const asked = await world.user(bob).mention(general, question)
  const thread = await world.until(() => world.messages(general).find(({ id }) => id === asked.id)?.thread, {
    timeoutMs: 30_000,
  })
  t.regex((await answers(thread, 1))[0]!.words, /Mac/)
  t.is(await first.stop(), 0)

  world.put(thread, { user: bob, text: 'et chez les 35-64 ans ?' })
  const second = program.launch({}, hear)
  const { url: again } = await second.ready
  t.regex(
    (await answers(thread, 2))[1]!.words,
    /35-64/,
    'what was said meanwhile is answered, and the thread known',
  )
  await world.until(() => world.gateway.isConnected)
  t.false((await parts(again)).includes('discord'))
  t.is(await second.stop(), 0)
  t.is(world.gateway.isConnected, false)

  const token = env.DISCORD_BOT_TOKEN!
  t.deepEqual(revealing(place.dataDir, token), [], 'no file of the data folder holds the token')
  t.true(said.join('').length > 1_000, 'it said enough to mean something')
  t.false(said.join('').includes(token), 'nothing it says holds the token')
  t.deepEqual([...first.bugs, ...second.bugs], [])
  t.deepEqual(world.violations, [])
})

test.serial(
  'a token that Discord does not take is said in plain words, and everything else works',
  async (t) => {
    t.timeout(100_000)
    const program = await openDiscordProgram(t, { env: { DISCORD_BOT_TOKEN: 'canary-of-a-token' } })
    let said = ''
    const server = program.launch({}, (text) => {
      said += text
    })
    const { url } = await server.ready
    await program.world.until(() => /discord\.com\/developers/.test(said), { timeoutMs: 20_000 })
    t.true((await parts(url)).includes('discord'))
    t.is((await fetch(`${url}/readyz`)).status, 200)
    t.false(said.includes('canary'))
    t.is(await server.stop(), 0)
    t.deepEqual(server.bugs, [])
  },
)

test.serial('no odd dispatch ends the process', async (t) => {
  t.timeout(100_000)
  const program = await openDiscordProgram(t)
  const { world, guild, general } = program
  const bob = world.addUser({ name: 'Bob' }).id
  world.join(guild, bob)
  const server = program.launch()
  const { url } = await server.ready
  await program.bind({ url })
  const odd = [
    { t: 'READY', d: null as never },
    { t: 'GUILD_CREATE', d: null as never },
    { t: 'INTERACTION_CREATE', d: { id: '1', type: 4, token: 'x' } },
    { t: 'MESSAGE_CREATE', d: { id: '4', author: { id: '6' } } },
  ]
  for (const dispatch of odd) world.gateway.dispatch(dispatch)
  world.gateway.raw('{"op":9}')
  await world.gateway.connected()
  await world.until(async () => !(await parts(url)).includes('discord'), { timeoutMs: 30_000 })
  const asked = await world.user(bob).mention(general, question)
  await world.until(() => world.messages(general).find(({ id }) => id === asked.id)?.thread, {
    timeoutMs: 30_000,
  })
  t.is((await fetch(`${url}/healthz`)).status, 200)
  t.is(await server.stop(), 0)
})

test.serial('a program that is not to hear Discord opens no connection', async (t) => {
  const program = await openDiscordProgram(t)
  let said = ''
  const server = program.launch({ SERVICES: 'api,web,worker' }, (text) => {
    said += text
  })
  await server.ready
  t.notRegex(said, /^discord /m)
  t.is(program.world.gateway.identifies.length, 0)
  t.is(await server.stop(), 0)
})

test.serial('half a configuration is refused with what is missing, and without what was given', async (t) => {
  const half = { SEXTANT_DATA_DIR: makeFolder(t), DISCORD_BOT_TOKEN: 'canary-1', ...operatorEnv }
  const { code, said } = await startInVain(half)
  t.is(code, 1)
  t.regex(said, /DISCORD_APPLICATION_ID/)
  t.false(said.includes('canary'))
})

test.serial('the doctor asks Discord whose token it is, and what it may', async (t) => {
  const { env, world } = await openDiscordProgram(t)
  const look = async (more: Record<string, string> = {}) => {
    const { stdout } = await runCli(['doctor', '--json'], { env: { LANG: 'en_GB.UTF-8', ...env, ...more } })
    const { checks } = JSON.parse(stdout) as {
      checks: { name: string; state: string; message: string; advice: string }[]
    }
    return checks.find(({ name }) => name === 'discord')!
  }
  t.like(await look(), { state: 'ok' })
  t.regex((await look({ DISCORD_MESSAGE_CONTENT: '1' })).advice, /Message Content/)
  t.like(await look({ DISCORD_APPLICATION_ID: '1000000000000000009' }), { state: 'failed' })
  const refused = await look({ DISCORD_BOT_TOKEN: 'canary-2' })
  t.is(refused.state, 'failed')
  t.false(JSON.stringify(refused).includes('canary'))
  t.true(world.callsOf('GET /applications/@me').length >= 4)
})
