import { setTimeout as wait } from 'node:timers/promises'
import test, { type ExecutionContext } from 'ava'
import pg from 'pg'
import { until } from '../faults/place.ts'
import { newSeed, openRandom } from '../faults/random.ts'
import { isAllAnswered, judgeSlack } from '../faults/slack-ledger.ts'
import { startSlackPeople } from '../faults/slack-people.ts'
import { freePort, openSlackProgram, type SlackProgram } from '../faults/slack-program.ts'
import { type Cluster, findPostgres, startCluster } from '../helpers/postgres-cluster.ts'

const question = 'indice de Mac chez les 18-34 ans'
const settledWithinMs = 120_000

/** The program over a PostgreSQL of the test's own; null where none is installed. */
const open = async (
  t: ExecutionContext,
  retryFactor: number,
): Promise<{ cluster: Cluster; program: SlackProgram } | null> => {
  t.timeout(400_000)
  const bin = findPostgres()
  if (!bin) {
    t.log('PostgreSQL is not installed here: skipped')
    t.pass()
    return null
  }
  const cluster = await startCluster(t, bin)
  const slack = { delivery: { retryFactor } }
  return { cluster, program: await openSlackProgram(t, { databaseUrl: cluster.url, slack }) }
}

/** Every answer is on record as sent, also those whose sender died before it could say so. */
const isAllSettled = async ({ place }: SlackProgram): Promise<boolean> => {
  const database = new pg.Client({ connectionString: place.databaseUrl! })
  await database.connect()
  try {
    const { rows } = await database.query(
      `select (select count(*) from outbox where state in ('pending', 'sending'))
            + (select count(*) from inbox where state = 'received') as n`,
    )
    return Number(rows[0].n) === 0
  } finally {
    await database.end()
  }
}

test.serial(
  'the database is away: commands are answered politely, events come again and are answered',
  async (t) => {
    const opened = await open(t, 0.05)
    if (!opened) return
    const { cluster, program } = opened
    const { world, teamId, place } = program
    const bob = world.addUser({ role: 'member' })
    const general = world.addChannel({ name: 'general' })
    const server = program.launch()
    await program.bind(await server.ready)
    const said = world.user(bob.id)
    const before = await said.mention(general.id, question)
    const isAnswered = (thread: string): boolean =>
      world.messages(general.id, { thread }).some(({ isFromApp }) => isFromApp)
    await world.until(() => isAnswered(before.ts))

    await cluster.stop()
    const command = await said.slash('/sextant help')
    t.is(command.status, 200, 'Slack shows no error of its own')
    t.true(world.ephemerals(bob.id).at(-1)!.words.length > 0, 'and there are words')
    // Told while it is away, and again until it is back.
    const mentioned = said.mention(general.id, question)
    await world.until(() =>
      world.deliveries.find(
        ({ body, attempts }) => body.event.user === bob.id && attempts.some(({ status }) => status === 503),
      ),
    )
    await cluster.start()
    const { ts, deliveries } = await mentioned
    t.true(deliveries.some(({ isAccepted }) => isAccepted))
    t.deepEqual(
      [...new Set(deliveries.flatMap(({ attempts }) => attempts.map(({ status }) => status)))].sort(),
      [200, 503],
      'what was not stored was not acknowledged',
    )
    await world.until(() => isAnswered(ts), { timeoutMs: 60_000, what: 'the answer to what came again' })
    await until(() => isAllSettled(program), settledWithinMs)
    t.is(await server.stop(), 0)
    const asked = [before, { ts, deliveries }].map(({ ts }) => ({
    channel: general.id, thread: ts, ts, text: question, isAccepted: true,
  })) // biome-ignore format: one record
    const found = await judgeSlack(place, { world, teamId, channels: [general.id], asked, hasHistory: true })
    t.deepEqual(found.faults, [])
    t.is(found.answered, 2)
    t.deepEqual(server.bugs, [])
    t.deepEqual(
      world.violations.filter(({ kind }) => kind !== 'rate_limited'),
      [],
    )
  },
)

test.serial('PostgreSQL crashes while people mention it: nothing is lost or twice', async (t) => {
  const opened = await open(t, 0.05)
  if (!opened) return
  const { cluster, program } = opened
  const { world, teamId, place } = program
  const seed = newSeed()
  const random = openRandom(seed)
  const people = Array.from({ length: 6 }, () => world.addUser({ role: 'member' }).id)
  const channels = Array.from({ length: 6 }, (_, at) => world.addChannel({ name: `channel-${at}` }).id)
  const server = program.launch()
  await program.bind(await server.ready)
  const talk = startSlackPeople({ world, channels, people, random, paceMs: 1_500, hasHistory: true })
  t.teardown(talk.abandon)
  for (let time = 0; time < 5; time++) {
    await wait(1_000 + random() * 3_000)
    await cluster.crash()
  }
  await wait(2_000)
  await talk.finish()
  await until(async () => isAllAnswered(world, talk.asked) && (await isAllSettled(program)), settledWithinMs)
  t.is(await server.stop(), 0)
  const { faults, ...counts } = await judgeSlack(place, {
    world,
    teamId,
    channels,
    asked: talk.asked,
    hasHistory: true,
  })
  t.log(`seed ${seed}: 5 crashes, ${JSON.stringify(counts)}`)
  t.deepEqual(faults, [], `FAULT_SEED=${seed}`)
  t.deepEqual(server.bugs, [])
  t.true(counts.accepted > 10, 'enough was asked to mean something')
})

test.serial(
  'two receive and one answers; a receiver is killed with what it had accepted, and so is the worker',
  async (t) => {
    const opened = await open(t, 0.05)
    if (!opened) return
    const { program } = opened
    const { world, teamId, place } = program
    const seed = newSeed()
    const random = openRandom(seed)
    const people = Array.from({ length: 6 }, () => world.addUser({ role: 'member' }).id)
    const channels = Array.from({ length: 6 }, (_, at) => world.addChannel({ name: `channel-${at}` }).id)
    // The first one also has the API, to be set up by.
    const first = program.launch({ SERVICES: 'slack,api', PORT: String(program.port) })
    const worker = program.launch({ SERVICES: 'worker', PORT: '0' })
    await Promise.all([first.ready, worker.ready])
    await program.bind(await first.ready)
    const secondPort = await freePort()
    const second = program.launch({ SERVICES: 'slack', PORT: String(secondPort) })
    await second.ready
    const addressOf = (port: number): string => `http://127.0.0.1:${port}`
    const signingSecret = program.env.SLACK_SIGNING_SECRET!
    world.connect({ url: [addressOf(program.port), addressOf(secondPort)], signingSecret })
    const talk = startSlackPeople({ world, channels, people, random, paceMs: 1_500, hasHistory: true })
    t.teardown(talk.abandon)
    await wait(3_000 + random() * 2_000)
    await second.kill()
    await wait(2_000 + random() * 2_000)
    await worker.kill()
    const next = program.launch({ SERVICES: 'worker', PORT: '0' })
    await next.ready
    await wait(2_000)
    await talk.finish()
    await until(
      async () => isAllAnswered(world, talk.asked) && (await isAllSettled(program)),
      settledWithinMs,
    )
    t.is(await first.stop(), 0)
    t.is(await next.stop(), 0)
    const { faults, ...counts } = await judgeSlack(place, {
      world,
      teamId,
      channels,
      asked: talk.asked,
      hasHistory: true,
    })
    t.log(`seed ${seed}: ${JSON.stringify(counts)}`)
    t.deepEqual(faults, [], `FAULT_SEED=${seed}`)
    t.deepEqual([...first.bugs, ...next.bugs], [])
    t.true(counts.accepted > 10, 'enough was asked to mean something')
  },
)
