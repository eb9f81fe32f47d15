/**
 * Sending to Slack, on a loopback Slack that counts and limits as Slack does. Asked: a streamed answer of 6,000
 * characters in at most 10 calls, whatever its pace; a hundred answers in twenty channels without one 429. Baselines,
 * in the same run: the SDK's own streamer at its default, on the same pieces; the SDK's client as it comes, which
 * posts the same hundred messages at once, waits when it is refused, and holds everything while it does.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { webApi } from '@slack/bolt'
import { sdkLog } from '../../bots/slack/sdk-log.ts'
import { printResult } from '../helpers/bench-result.ts'
import { openEmbeddedTestDatabase } from '../helpers/database.ts'
import { openSlackAnswers, type SlackAnswers } from '../helpers/slack-answers.ts'

const bench = 'slack-sending'
const characters = 6_000
/** Models that are slow, usual and fast: characters a second. */
const speeds = [120, 400, 2_000]
const pieceEveryMs = 50

const closers: (() => unknown)[] = []
const teardown = (close: () => unknown): void => void closers.push(close)
const db = await openEmbeddedTestDatabase()
teardown(() => db.close())

const text = Array.from({ length: 200 }, (_, at) => `Phrase ${at} : les Femmes ressortent. `)
  .join('')
  .slice(0, characters)

const pieces = (perSecond: number): string[] => {
  const size = Math.round((perSecond * pieceEveryMs) / 1000)
  return Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
    text.slice(at * size, (at + 1) * size),
  )
}

const clientOf = ({ slack, teamId }: SlackAnswers): webApi.WebClient =>
  new webApi.WebClient(slack.tokenOf(teamId), { slackApiUrl: slack.apiUrl, logger: sdkLog() })

/** The SDK's streamer, fed as its documents show. @returns its calls */
const streamBySdk = async (answers: SlackAnswers, perSecond: number): Promise<number> => {
  const before = answers.slack.calls.length
  const thread_ts = await answers.say()
  const { channel, user, teamId } = answers
  const stream = clientOf(answers).chatStream({
    channel,
    thread_ts,
    recipient_user_id: user,
    recipient_team_id: teamId,
  })
  for (const piece of pieces(perSecond)) {
    await stream.append({ markdown_text: piece })
    await wait(pieceEveryMs)
  }
  await stream.stop()
  return answers.slack.calls.length - before
}

const streamByUs = async (answers: SlackAnswers, perSecond: number): Promise<number> => {
  const { slack, user } = answers
  const channel = slack.user(user).directChannel()
  const question = await answers.ask({ channel })
  const before = slack.calls.length
  const live = answers.live(question)
  live.onProgress({ kind: 'stage', stage: 'data', state: 'started' })
  live.onProgress({ kind: 'stage', stage: 'data', state: 'finished' })
  live.onProgress({ kind: 'stage', stage: 'model', state: 'started' })
  for (const piece of pieces(perSecond)) {
    live.onProgress({ kind: 'delta', text: piece, reset: false })
    await wait(pieceEveryMs)
  }
  const id = await answers.answer(question, { text, stage: 'model' })
  live.onProgress({ kind: 'answer', answer: {} as never })
  await live.close()
  answers.dispatcher.wake(answers.tenantId)
  const { state } = await answers.settled(id)
  const shown = slack
    .messages(channel, { thread: question.payload.chat!.thread! })
    .filter(({ isFromApp }) => isFromApp)
  if (state !== 'sent' || shown.length !== 1)
    throw new Error(`an answer is ${state}, in ${shown.length} messages`)
  return slack.calls.length - before
}

const measureStreams = async (): Promise<void> => {
  for (const perSecond of speeds) {
    const answers = await openSlackAnswers({ teardown }, { db })
    const value = await streamByUs(answers, perSecond)
    const baseline = await streamBySdk(answers, perSecond)
    printResult({
      bench,
      metric: `calls_${characters}_characters_at_${perSecond}_a_second`,
      value,
      unit: 'calls',
      baseline,
      baseline_is: 'ChatStreamer of the SDK, default buffer',
    })
    if (value > 10) process.exitCode = 1
    await answers.dispatcher.close()
  }
}

const count = 100
const channelCount = 20

const refusedIn = ({ slack }: SlackAnswers): number =>
  slack.calls.filter(({ status }) => status === 429).length

const burstBySdk = async (): Promise<{ ms: number; refused: number }> => {
  const answers = await openSlackAnswers({ teardown }, { db })
  await answers.dispatcher.close()
  const { slack, teamId } = answers
  const channels = Array.from({ length: channelCount }, () => slack.addChannel({ teamId }).id)
  const client = clientOf(answers)
  const start = performance.now()
  const posts = Array.from({ length: count }, (_, at) =>
    client.chat.postMessage({ channel: channels[at % channelCount]!, text: `réponse ${at}` }),
  )
  await Promise.all(posts)
  return { ms: performance.now() - start, refused: refusedIn(answers) }
}

const burstByUs = async (): Promise<{ ms: number; refused: number }> => {
  const answers = await openSlackAnswers({ teardown }, { db })
  const { slack, teamId, tenantId, dispatcher } = answers
  const channels = Array.from({ length: channelCount }, () => slack.addChannel({ teamId }).id)
  const questions = []
  for (let at = 0; at < count; at++)
    questions.push(await answers.ask({ channel: channels[at % channelCount]! }))
  const ids = []
  for (const [at, question] of questions.entries())
    ids.push(await answers.answer(question, { text: `réponse ${at}` }))
  const start = performance.now()
  dispatcher.wake(tenantId)
  const sent = await answers.allSettled(ids)
  const ms = performance.now() - start
  if (sent.some(({ state }) => state !== 'sent')) throw new Error('an answer was not sent')
  return { ms, refused: refusedIn(answers) }
}

const measureBurst = async (): Promise<void> => {
  const ours = await burstByUs()
  const sdk = await burstBySdk()
  const told = `WebClient as it comes; five messages a channel, a second apart, take 4,000 ms`
  printResult({ bench, metric: 'burst_100_in_20_refused', value: ours.refused, unit: 'calls', baseline: sdk.refused, baseline_is: told }) // biome-ignore format: one line
  printResult({ bench, metric: 'burst_100_in_20', value: ours.ms, unit: 'ms', baseline: sdk.ms, baseline_is: told }) // biome-ignore format: one line
  if (ours.refused > 0) process.exitCode = 1
}

try {
  await measureStreams()
  await measureBurst()
} finally {
  for (const close of closers.reverse()) await close()
}
