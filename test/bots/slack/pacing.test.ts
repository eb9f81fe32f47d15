import test from 'ava'
import { isSlackFailure } from '../../../bots/slack/failure.ts'
import { openPacing, type Pacing, type Wish } from '../../../bots/slack/pacing.ts'
import { limits } from '../../../config/limits.ts'
import { type ManualClock, openManualClock } from '../../helpers/manual-clock.ts'

const { windowMs, postEveryMs, perMinute } = limits.slackTiers
const hourMs = 3_600_000

const wishFor = (method: string, channel: string | null, rest: Partial<Wish> = {}): Wish => ({
  workspace: 'T1', method, channel, isUrgent: false, patienceMs: hourMs, ...rest,
}) // biome-ignore format: one wish

/** Makes calls that take `tookMs` each, and notes when Slack saw them: somewhere between sending and answer. */
const openCaller = (clock: ManualClock, pacing: Pacing, tookMs = 0) => {
  const seen: { channel: string | null; at: number; number: number }[] = []
  const failures: unknown[] = []
  let count = 0
  const call = async (wish: Wish): Promise<void> => {
    const number = count++
    try {
      const turn = await pacing.turn(wish)
      // As late as can be for one, at once for the next: the worst for a window of Slack's.
      const delayMs = number % 2 === 0 ? tookMs : 0
      clock.after(delayMs, () => seen.push({ channel: wish.channel, at: clock.now(), number }))
      clock.after(tookMs, () => turn.end())
    } catch (error) {
      failures.push(error)
    }
  }
  return { call, seen, failures }
}

/** The most that any window held. */
const fullest = (times: number[], ms: number): number =>
  Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + ms).length))

test('a hundred messages in twenty channels: a second apart in each, in order, all within five seconds', async (t) => {
  const clock = openManualClock()
  const { call, seen } = openCaller(clock, openPacing(clock))
  for (let at = 0; at < 100; at++) void call(wishFor('chat.postMessage', `C${at % 20}`))
  await clock.pass(0)
  t.is(seen.length, 20, 'the first of each channel at once')
  await clock.pass(4_000)
  t.is(seen.length, 100)
  for (const own of Map.groupBy(seen, ({ channel }) => channel).values()) {
    t.deepEqual(
      own.map(({ number }) => number),
      own.map(({ number }) => number).toSorted((one, other) => one - other),
    )
    for (const [at, { at: time }] of own.entries()) t.is(time, at * postEveryMs)
  }
})

for (const tookMs of [0, 300, 2_500])
  test(`no window of Slack's holds more than the tier allows when calls take ${tookMs} ms`, async (t) => {
    const clock = openManualClock()
    const { call, seen } = openCaller(clock, openPacing(clock), tookMs)
    for (let at = 0; at < 95; at++) void call(wishFor('chat.startStream', `C${at}`))
    await clock.pass(6 * windowMs)
    t.is(seen.length, 95)
    t.is(
      fullest(
        seen.map(({ at }) => at),
        windowMs,
      ),
      perMinute['chat.startStream']!,
    )
  })

test('the cap of a workspace holds over all of its channels, and over no other workspace', async (t) => {
  const clock = openManualClock()
  const { call, seen } = openCaller(clock, openPacing(clock))
  const most = perMinute['chat.postMessage']!
  for (let at = 0; at < most + 50; at++) void call(wishFor('chat.postMessage', `C${at}`))
  void call(wishFor('chat.postMessage', 'elsewhere', { workspace: 'T2' }))
  await clock.pass(windowMs - 1)
  t.is(seen.filter(({ channel }) => channel !== 'elsewhere').length, most)
  t.is(seen.filter(({ channel }) => channel === 'elsewhere').length, 1)
  await clock.pass(windowMs)
  t.is(seen.length, most + 51)
})

test('a 429 for a message holds its channel only; for anything else, its method only', async (t) => {
  const clock = openManualClock()
  const pacing = openPacing(clock)
  const { call, seen } = openCaller(clock, pacing)
  const busy = await pacing.turn(wishFor('chat.postMessage', 'busy'))
  busy.end({ retryAfterMs: 30_000 })
  const updating = await pacing.turn(wishFor('chat.update', null))
  updating.end({ retryAfterMs: 20_000 })
  void call(wishFor('chat.postMessage', 'busy'))
  void call(wishFor('chat.postMessage', 'quiet'))
  void call(wishFor('chat.update', null, { channel: 'updated' }))
  void call(wishFor('chat.delete', null, { channel: 'deleted' }))
  void call(wishFor('chat.update', null, { channel: 'elsewhere', workspace: 'T2' }))
  await clock.pass(0)
  t.deepEqual(
    seen.map(({ channel }) => channel),
    ['quiet', 'deleted', 'elsewhere'],
  )
  await clock.pass(20_000)
  t.is(seen.at(-1)?.channel, 'updated')
  await clock.pass(10_000)
  t.is(seen.at(-1)?.channel, 'busy')
})

test('who would wait for longer than they will is told at once, and when to come back', async (t) => {
  const clock = openManualClock()
  const pacing = openPacing(clock)
  const { call, seen, failures } = openCaller(clock, pacing)
  for (let at = 0; at < 12; at++) void call(wishFor('chat.postMessage', 'C1', { patienceMs: 5_500 }))
  await clock.pass(0)
  t.is(failures.length, 6, 'the first goes, five wait')
  t.true(failures.every((error) => isSlackFailure(error) && error.kind === 'rate_limited'))
  t.true(failures.every((error) => isSlackFailure(error) && error.retryAfterMs > 5_500))
  await clock.pass(5_000)
  t.is(seen.length, 6)
})

test('a 429 sends away those who will not wait so long, and keeps the others', async (t) => {
  const clock = openManualClock()
  const pacing = openPacing(clock)
  const { call, seen, failures } = openCaller(clock, pacing)
  const first = await pacing.turn(wishFor('chat.postMessage', 'C1'))
  void call(wishFor('chat.postMessage', 'C1', { patienceMs: 5_000 }))
  void call(wishFor('chat.postMessage', 'C1'))
  await clock.pass(0)
  first.end({ retryAfterMs: 30_000 })
  await clock.pass(0)
  t.is(failures.length, 1)
  await clock.pass(30_000)
  t.deepEqual(
    seen.map(({ number }) => number),
    [1],
  )
})

test('a call that hangs does not keep the others beyond their patience', async (t) => {
  const clock = openManualClock()
  const pacing = openPacing(clock)
  await pacing.turn(wishFor('chat.postMessage', 'C1'))
  const { call, failures } = openCaller(clock, pacing)
  void call(wishFor('chat.postMessage', 'C1', { patienceMs: 3_000 }))
  await clock.pass(2_999)
  t.is(failures.length, 0)
  await clock.pass(1)
  t.is(failures.length, 1)
})

test('what is called off leaves its place to the next, and what is urgent goes first', async (t) => {
  const clock = openManualClock()
  const pacing = openPacing(clock)
  const { call, seen, failures } = openCaller(clock, pacing)
  const off = new AbortController()
  void call(wishFor('chat.postMessage', 'C1'))
  void call(wishFor('chat.postMessage', 'C1', { signal: off.signal }))
  void call(wishFor('chat.postMessage', 'C1'))
  void call(wishFor('chat.postMessage', 'C1', { isUrgent: true }))
  await clock.pass(0)
  off.abort()
  await clock.pass(2_000)
  t.deepEqual(
    seen.map(({ number }) => number),
    [0, 3, 2],
  )
  t.true(isSlackFailure(failures[0], 'cancelled'))
})

test('closing sends everybody away who waits, and who comes later', async (t) => {
  const clock = openManualClock()
  const pacing = openPacing(clock)
  const { call, failures } = openCaller(clock, pacing)
  void call(wishFor('chat.postMessage', 'C1'))
  void call(wishFor('chat.postMessage', 'C1'))
  await clock.pass(0)
  pacing.close()
  void call(wishFor('chat.update', null))
  await clock.pass(0)
  t.is(failures.length, 2)
  t.true(failures.every((error) => isSlackFailure(error, 'closed') && error.kind === 'unreachable'))
})

test('room tells what could be called at once', async (t) => {
  const clock = openManualClock()
  const pacing = openPacing(clock)
  const most = perMinute['chat.startStream']!
  t.is(pacing.room('T1', 'chat.startStream'), most)
  const turn = await pacing.turn(wishFor('chat.startStream', 'C1'))
  t.is(pacing.room('T1', 'chat.startStream'), most - 1)
  turn.end()
  await clock.pass(windowMs - 1)
  t.is(pacing.room('T1', 'chat.startStream'), most - 1)
  await clock.pass(1)
  t.is(pacing.room('T1', 'chat.startStream'), most)
  const unused = await pacing.turn(wishFor('chat.startStream', 'C1'))
  unused.end({ isUnused: true })
  t.is(pacing.room('T1', 'chat.startStream'), most, 'what was not sent does not count')
})
