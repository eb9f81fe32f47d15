import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { operatorEnv } from '../faults/operator.ts'
import { openSlackProgram, type SlackProgram } from '../faults/slack-program.ts'
import { makeFolder, runCli } from '../helpers/run-cli.ts'
import { keptSources, spawnServer, startInVain } from '../helpers/spawn-server.ts'

const question = 'indice de Mac chez les 18-34 ans'

/** Everything that the program wrote on disk, as it stands there. */
const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

/** Files that hold one of the secrets in the clear. */
const revealing = (files: string[], secrets: string[]): string[] =>
  files.filter((file) => {
    const bytes = readFileSync(file)
    return secrets.some((secret) => bytes.includes(secret))
  })

/** Waits for the answers of a thread. */
const answersOf = ({ world }: SlackProgram, channel: string, thread: string, count: number) =>
  world.until(
    () => {
      const found = world.messages(channel, { thread }).filter(({ isFromApp }) => isFromApp)
      return found.length >= count ? found : null
    },
    { timeoutMs: 60_000, what: `${count} answers in a thread` },
  )

const statusOf = async (url: string): Promise<number> =>
  (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })).status

test.serial(
  'from a fresh folder: set up, mention, answer, restart, and the thread goes on; no token anywhere',
  async (t) => {
    t.timeout(300_000)
    const program = await openSlackProgram(t, { env: { LOG_LEVEL: 'trace' }, isFresh: true })
    const { world, teamId, place, env } = program
    const bob = world.addUser({ role: 'member' })
    const general = world.addChannel({ name: 'general' })
    const token = env.SLACK_BOT_TOKEN!
    const secrets = [token, env.SLACK_SIGNING_SECRET!]
    const said: string[] = []
    const hear = (text: string): void => void said.push(text)

    const first = program.launch({}, hear)
    const { url } = await first.ready
    t.regex(said.join(''), new RegExp(`^slack +${url}/slack/events$`, 'm'))
    await program.bind({ url })
    const asked = await world.user(bob.id).mention(general.id, question)
    const [answer] = await answersOf(program, general.id, asked.ts, 1)
    t.regex(answer!.words, /Mac/)
    t.regex(answer!.words, /\d/)
    // What a stranger sends is refused, and the refusal quotes nothing.
    t.is(await statusOf(`${url}/slack/events`), 401)
    t.is(await first.stop(), 0)

    const second = program.launch({}, hear)
    await second.ready
    await world.user(bob.id).say(general.id, 'et chez les 35-64 ans ?', { thread: asked.ts })
    const [, next] = await answersOf(program, general.id, asked.ts, 2)
    t.regex(next!.words, /35-64/, 'the thread is remembered')
    // Slack takes the token away while it is running: the failure is told without it.
    await world.revokeTokens(teamId, { isSilent: true })
    await world.user(bob.id).mention(general.id, question)
    await world.settle()
    await world.until(() => world.calls.some(({ answer: told }) => told?.error === 'token_revoked'))
    t.is(await second.stop(), 0)

    if (place.databaseUrl === null) {
      const backup = join(makeFolder(t), 'sextant.backup')
      const { code, stdout, stderr } = await runCli(['backup', backup], { env })
      t.is(code, 0, stderr)
      said.push(stdout, stderr)
      t.deepEqual(revealing([backup], secrets), [], 'a backup holds no secret')
    }
    const bad = await runCli(['doctor', '--locale', 'en'], { env: { ...env, SLACK_STATE_SECRET: 'short' } })
    said.push(bad.stdout, bad.stderr)
    t.deepEqual(
      revealing(filesUnder(place.dataDir), secrets),
      [],
      'no file of the data folder holds a secret',
    )
    t.true(said.join('').length > 1_000, 'it said enough to mean something')
    for (const secret of secrets) t.false(said.join('').includes(secret), 'nothing it says holds a secret')
    t.deepEqual([...first.bugs, ...second.bugs], [])
    t.deepEqual(world.violations, [])
  },
)

test.serial('a program that is not to hear Slack has no address for it', async (t) => {
  const program = await openSlackProgram(t)
  let said = ''
  const server = program.launch({ SERVICES: 'api,web,worker' }, (text) => {
    said += text
  })
  const { url } = await server.ready
  t.is(await statusOf(`${url}/slack/events`), 404)
  t.notRegex(said, /^slack /m)
  t.is(await server.stop(), 0)
})

test.serial('without a public address: Socket Mode from the first start to the answer', async (t) => {
  t.timeout(200_000)
  const program = await openSlackProgram(t)
  const { world, env } = program
  const { SLACK_SIGNING_SECRET: _unset, ...without } = env
  world.disconnect()
  const bob = world.addUser({ role: 'member' })
  const general = world.addChannel({ name: 'general' })
  const server = await spawnServer({ ...keptSources, ...without, SLACK_APP_TOKEN: world.app.appToken })
  t.teardown(server.kill)
  await world.until(() => world.callsOf('apps.connections.open').some(({ status }) => status === 200))
  await program.bind(server)
  const { ts, deliveries } = await world.user(bob.id).mention(general.id, question)
  t.true(deliveries.every(({ isAccepted }) => isAccepted))
  const [answer] = await answersOf(program, general.id, ts, 1)
  t.regex(answer!.words, /Mac/)
  t.is(
    await statusOf(`${server.url}/slack/events`),
    404,
    'nothing is heard over HTTP without a secret to verify by',
  )
  t.is(await server.stop(), 0)
  t.deepEqual(server.bugs, [])
})

test.serial('half a configuration is refused with what is missing, and without what was given', async (t) => {
  const half = { SEXTANT_DATA_DIR: makeFolder(t), SLACK_BOT_TOKEN: 'xoxb-canary-1', ...operatorEnv }
  const { code, said } = await startInVain(half)
  t.is(code, 1)
  t.regex(said, /SLACK_SIGNING_SECRET/)
  t.false(said.includes('canary'))
})
