/**
 * A thousand people give a command at the same moment, half of them a question whose model never says anything, the
 * others the help; before that a hundred type and are offered assistants. The program runs in a process of its own beside a
 * Discord on loopback that gives up after three seconds. Asked: all of them answered in time, none twice. The baseline
 * is what Discord waits.
 */
import { openDiscordProgram } from '../faults/discord-program.ts'
import { printResult, quantile } from '../helpers/bench-result.ts'
import { faults, startFaultProvider } from '../helpers/fault-provider.ts'

const bench = 'discord-interactions'
const count = Number(process.env.BENCH_COMMANDS ?? 1_000)
const typing = 100
const waitMs = 3_000
const baseline_is = 'what Discord waits'

const closers: (() => unknown)[] = []
const t = { teardown: (close: () => unknown) => void closers.push(close) }

const provider = await startFaultProvider(t)
provider.always(faults.silence())
const models = { OPENAI_API_KEY: 'sk-only-for-this-run', OPENAI_BASE_URL: provider.v1Url }
// Nobody of a thousand is to be told to wait: each has a budget of their own.
const program = await openDiscordProgram(t, { discord: { rates: { isOn: false } }, env: models })
const { world, guild, general } = program
const people = Array.from({ length: count }, (_, at) => {
  const { id } = world.addUser({ name: `person-${at}`, locale: 'en-US' })
  world.join(guild, id)
  return id
})
const server = program.launch()
await program.bind(await server.ready)
// The first one pays for what is loaded when it is needed.
await world.user(people[0]!).slash('help', {}, { channel: general })
await world.settle()

const measure = async (
  metric: string,
  crowd: string[],
  act: (person: string, at: number) => Promise<unknown>,
): Promise<void> => {
  const { length: failures } = world.failures
  const start = performance.now()
  const times = await Promise.all(
    crowd.map(async (person, at) => {
      await act(person, at)
      return performance.now() - start
    }),
  )
  const missed = world.failures.length - failures
  for (const [name, share] of [
    ['p50', 0.5],
    ['p99', 0.99],
    ['max', 1],
  ] as const)
    printResult({
      bench,
      metric: `${metric}_${name}`,
      value: quantile(times, share),
      unit: 'ms',
      baseline: waitMs,
      baseline_is,
    })
  printResult({
    bench,
    metric: `${metric}_missed`,
    value: missed,
    unit: 'calls',
    baseline: crowd.length,
    baseline_is: 'all of them',
  })
  if (missed > 0) process.exitCode = 1
}

await measure('suggestions', people.slice(0, typing), (person) =>
  world.user(person).autocomplete('ask', 'assistant', 'a', { channel: general }),
)
const asked = { question: 'que faut-il savoir des jeunes qui aiment Mac ?' }
await measure('first_response', people, (person, at) =>
  at % 2 === 0
    ? world.user(person).slash('ask', asked, { channel: general })
    : world.user(person).slash('help', {}, { channel: general }),
)
const isFilled = (): boolean => world.interactions.every(({ isDeferred }) => !isDeferred)
const start = performance.now()
await world.until(isFilled, { timeoutMs: 240_000, what: 'nothing left thinking' })
printResult({ bench, metric: 'nothing_thinks', value: performance.now() - start, unit: 'ms', baseline: null })
const twice = world.violations.filter(
  ({ kind }) => kind === 'interaction_unanswered' || kind.includes('twice'),
)
if (twice.length > 0) process.exitCode = 1
await server.stop()
for (const close of closers.toReversed()) await close()
