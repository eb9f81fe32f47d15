import { setTimeout as wait } from 'node:timers/promises'
import type { ExecutionContext } from 'ava'
import { allScopes, leastScopes } from '../helpers/slack/slack-world.ts'
import { openOperator } from './operator.ts'
import { until } from './place.ts'
import { newSeed, openRandom } from './random.ts'
import { findOpenStreams, isAllAnswered, judgeSlack, type SlackFindings } from './slack-ledger.ts'
import { startSlowModel } from './slack-model.ts'
import { startSlackPeople } from './slack-people.ts'
import { openSlackProgram, type SlackProgram } from './slack-program.ts'

/** One kill in eight comes before the program is ready again: starting must survive it, too. */
const killWhileStarting = 1 / 8
/** Of the others, so many wait for a stream to be begun. */
const killInStream = 1 / 2
const streamWithinMs = 5_000
const startMs = 1_500
const servingMs = 2_000
/**
 * What is on its way after the last start: an answer that a dead process had in hand is looked at after 30 s, and
 * "not there" counts after another 30. Slack lets a workspace end twenty streams a minute.
 */
const settledWithinMs = 300_000
/** What a dead process had in hand is taken up after this, also when its message stands already. */
const takenUpMs = 65_000
/** Without history nobody can tell by looking that all is over: when nothing was said for so long, it is. */
const quietMs = 75_000

/**
 * Slack as ever, but for two things: its second and third try come soon, and it allows more calls a minute than any
 * program makes that forgets what it did whenever it is killed.
 */
const worldOptions = {
  delivery: { retryFactor: 0.05 },
  rates: {
    perMinute: {
      'chat.startStream': 600, 'chat.stopStream': 600, 'chat.appendStream': 1_200, 'chat.update': 1_200,
      'conversations.replies': 1_200, 'chat.postMessage': 1_200, 'users.info': 1_200, 'auth.test': 1_200,
    }, // biome-ignore format: one table
  },
}

export interface KillOptions {
  kills: number
  /** The app may read the history of its channels, and so look for what it sent. */
  hasHistory: boolean
  /** Answers are streamed by a model that takes its time. */
  isStreamed: boolean
}

const channelsAndPeople = ({ world }: SlackProgram) => ({
  channels: Array.from({ length: 10 }, (_, at) => world.addChannel({ name: `channel-${at}` }).id),
  people: Array.from({ length: 12 }, () => world.addUser({ role: 'member' }).id),
})

/** Every person joins after the channels were made. */
const invite = async (
  { world }: SlackProgram,
  { channels, people }: ReturnType<typeof channelsAndPeople>,
) => {
  for (const channel of channels) for (const person of people) await world.invite(channel, person)
}

const isQuiet = (world: SlackProgram['world']): boolean => {
  const last = world.calls.at(-1)?.at ?? 0
  return Date.now() - last > quietMs
}

const streamBegins = async (world: SlackProgram['world']): Promise<void> => {
  const begun = (): number => world.callsOf('chat.startStream').filter(({ status }) => status === 200).length
  const before = begun()
  await until(() => begun() > before, streamWithinMs)
}

const tell = ({ faults, ...counts }: SlackFindings): string =>
  `${JSON.stringify(counts).replaceAll('"', '').replaceAll(',', ', ')}, ${faults.length} faults`

/**
 * People mention the app all the time while it is killed and started again, `kills` times on one database. Afterwards
 * each event that Slack was told had arrived has one answer in its thread, and no stream is left open.
 */
export const killWhileInSlack = async (t: ExecutionContext, options: KillOptions): Promise<void> => {
  const { kills, hasHistory, isStreamed } = options
  const seed = newSeed()
  const random = openRandom(seed)
  const model = isStreamed ? await startSlowModel(t, random) : {}
  const scopes = hasHistory ? allScopes : leastScopes
  const program = await openSlackProgram(t, { slack: worldOptions, scopes, env: model })
  const { world, teamId, place } = program
  const first = program.launch()
  await program.bind(await first.ready)
  const town = channelsAndPeople(program)
  await invite(program, town)
  // So that a kill falls between what was asked of Slack and its answer.
  world.faults.latency('chat.postMessage', 120)
  world.faults.latency('chat.startStream', 120)
  const people = startSlackPeople({ world, ...town, random, paceMs: 1_000, hasHistory })
  t.teardown(people.abandon)
  const cut = new Set<string>()
  let server = first
  for (let kill = 0; kill < kills; kill++) {
    if (kill > 0) server = program.launch()
    if (random() < killWhileStarting) await wait(random() * startMs)
    else {
      await server.ready
      if (isStreamed && random() < killInStream) await streamBegins(world)
      await wait(random() * servingMs)
    }
    await server.kill()
    for (const stream of findOpenStreams(world, town.channels)) cut.add(stream)
  }
  const startedAt = performance.now()
  const last = program.launch()
  await last.ready
  await people.finish()
  await until(
    () =>
      (isAllAnswered(world, people.asked) && findOpenStreams(world, town.channels).length === 0) ||
      (!hasHistory && isQuiet(world)),
    settledWithinMs,
  )
  const settledMs = Math.round(performance.now() - startedAt)
  // Whoever would send an answer once more does it now.
  await wait(takenUpMs)
  const operator = await openOperator(await last.ready)
  const shown = await operator.request('GET', '/v1/tenants/demo/installs')
  t.is(await last.stop(), 0)
  const found = await judgeSlack(place, { world, teamId, ...town, asked: people.asked, hasHistory })
  const engine = place.databaseUrl === null ? 'embedded' : 'PostgreSQL'
  t.log(
    `seed ${seed}, ${engine}, ${hasHistory ? 'with' : 'without'} history: ${kills} kills, ${tell(found)}; ` +
      `${cut.size} streams stood open at a kill; everything settled ${settledMs} ms after the last start`,
  )
  t.deepEqual(last.bugs, [])
  t.is(shown.body.items[0].answers_unknown, found.unknown, 'the admin sees what is not known')
  t.deepEqual(found.faults, [], `FAULT_SEED=${seed}`)
  t.true(found.accepted > kills, 'enough was asked to mean something')
  if (isStreamed && hasHistory) t.true(cut.size > 0, 'some kill fell into a stream')
}
