/**
 * What Slack is asked for. A hundred people mention the app at the same moment in twenty channels: nothing may be
 * refused for coming too soon, and a channel takes one message a second, so that its fifth answer cannot come before
 * the fourth second: that is the baseline. Then one answer of 6,000 characters is streamed at the pace of a quick model.
 * Asked: no 429 at all; at most ten calls for the streamed answer, its opening and its end included.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { openSlackProgram } from '../faults/slack-program.ts'
import { printResult, quantile } from '../helpers/bench-result.ts'
import { openTestDatabase } from '../helpers/database.ts'
import type { SlackWorld } from '../helpers/slack/slack-world.ts'
import { openSlackAnswers } from '../helpers/slack-answers.ts'

const bench = 'slack-burst'
const channelsCount = 20
const mentionsEach = 5
const question = 'indice de Mac chez les 18-34 ans'
const patienceMs = 240_000

const closers: (() => unknown)[] = []
const t = { teardown: (close: () => unknown) => void closers.push(close) }

const refusedIn = (world: SlackWorld): number => world.calls.filter(({ status }) => status === 429).length

const measureBurst = async (): Promise<void> => {
  // The program in a process of its own. Slack's tries are seconds apart: all at once they would be one.
  const program = await openSlackProgram(t, { slack: { delivery: { retryFactor: 0.05 } } })
  const { world } = program
  world.addChannel({ name: 'general' })
  const server = program.launch()
  await program.bind(await server.ready)
  const people = Array.from(
    { length: channelsCount * mentionsEach },
    () => world.addUser({ role: 'member' }).id,
  )
  const channels = Array.from({ length: channelsCount }, () => world.addChannel().id)
  const start = performance.now()
  /** When each thread got its first answer. */
  const times = new Map<string, number>()
  const look = (): void => {
    for (const channel of channels)
      for (const { isFromApp, threadTs } of world.messages(channel)) {
        const thread = `${channel} ${threadTs}`
        if (isFromApp && !times.has(thread)) times.set(thread, performance.now() - start)
      }
  }
  const timer = setInterval(look, 50)
  closers.push(() => clearInterval(timer))
  const asked = await Promise.all(
    people.map((person, at) => world.user(person).mention(channels[at % channelsCount]!, question)),
  )
  const isHeard = asked.every(({ deliveries }) => deliveries.some(({ isAccepted }) => isAccepted))
  if (!isHeard) throw new Error('some mention was not acknowledged: the machine is too busy to measure')
  await world.until(() => asked.every(({ channel, ts }) => times.has(`${channel} ${ts}`)), {
    timeoutMs: patienceMs,
    what: 'every mention answered',
  })
  clearInterval(timer)
  await world.settle()
  await server.stop()
  const baseline = (mentionsEach - 1) * 1_000
  const baseline_is = 'four seconds between five messages of a channel'
  const answered = [...times.values()]
  const last = Math.max(...answered)
  printResult({ bench, metric: 'last_answer', value: last, unit: 'ms', baseline, baseline_is })
  printResult({ bench, metric: 'median_answer', value: quantile(answered, 0.5), unit: 'ms', baseline: null })
  const attempts = world.deliveries.flatMap((delivery) => delivery.attempts)
  const acknowledged = attempts.filter(({ status }) => status === 200).map(({ tookMs }) => tookMs)
  printResult({
    bench,
    metric: 'median_acknowledged',
    value: quantile(acknowledged, 0.5),
    unit: 'ms',
    baseline: null,
  })
  const repeated = attempts.filter(({ retry }) => retry > 0).length
  printResult({
    bench,
    metric: 'told_again',
    value: repeated,
    unit: 'calls',
    baseline: attempts.length,
    baseline_is: 'all that Slack told',
  })
  const calls = world.calls.length
  printResult({ bench, metric: 'refused_429', value: refusedIn(world), unit: 'calls', baseline: calls, baseline_is: 'all calls' }) // biome-ignore format: one line
}

const sentence = 'Ce public regarde surtout des vidéos, et il le fait volontiers en compagnie. '
const text = sentence.repeat(Math.ceil(6_000 / sentence.length)).slice(0, 6_000)
const pieceCharacters = 20
const pieceMs = 60

const measureStream = async (): Promise<void> => {
  const db = await openTestDatabase(t)
  const desk = await openSlackAnswers(t, { db })
  const asked = await desk.ask()
  const { length: before } = desk.slack.calls
  const live = desk.live(asked)
  live.onProgress({ kind: 'stage', stage: 'model', state: 'started' })
  for (let at = 0; at < text.length; at += pieceCharacters) {
    live.onProgress({ kind: 'delta', text: text.slice(at, at + pieceCharacters), reset: false })
    await wait(pieceMs)
  }
  live.onProgress({ kind: 'stage', stage: 'model', state: 'finished' })
  const outboxId = await desk.answer(asked, { text, stage: 'model' })
  await live.close()
  desk.dispatcher.wake(desk.tenantId)
  const { state } = await desk.settled(outboxId)
  if (state !== 'sent') throw new Error(`the streamed answer is ${state}`)
  const calls = desk.slack.calls.slice(before)
  const streamed = calls.filter(({ method }) => method === 'chat.appendStream').length
  if (streamed === 0) throw new Error(`nothing was streamed: ${calls.map(({ method }) => method)}`)
  const baseline_is = 'the most asked'
  printResult({
    bench,
    metric: 'calls_of_6000_characters',
    value: calls.length,
    unit: 'calls',
    baseline: 10,
    baseline_is,
  })
  printResult({
    bench,
    metric: 'refused_429_streamed',
    value: refusedIn(desk.slack),
    unit: 'calls',
    baseline: null,
  })
}

try {
  await measureBurst()
  await measureStream()
} finally {
  for (const close of closers.reverse()) await close()
}
