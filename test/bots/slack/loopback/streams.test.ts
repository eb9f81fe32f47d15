import test from 'ava'
import { openTown, refusalOf } from './town.ts'

/** A thread to stream into. */
const openThread = async (
  t: Parameters<typeof openTown>[0],
  options: Parameters<typeof openTown>[1] = {},
) => {
  const town = await openTown(t, options)
  const { client, general, ada, team } = town
  town.slack.clock.freeze()
  const root = await client.chat.postMessage({ channel: general.id, text: 'root' })
  const place = {
    channel: general.id,
    thread_ts: root.ts!,
    recipient_user_id: ada.id,
    recipient_team_id: team.teamId,
  }
  const seen = (ts: string) => town.slack.messages(general.id).find((message) => message.ts === ts)
  return { ...town, place, seen }
}

test("the SDK's streamer: buffered, appended, stopped with buttons", async (t) => {
  const { slack, client, place, seen } = await openThread(t)
  const streamer = client.chatStream({ ...place, buffer_size: 100 })
  const text = 'a sentence of some length. '.repeat(40)
  for (let at = 0; at < text.length; at += 30)
    await streamer.append({ markdown_text: text.slice(at, at + 30) })
  t.is(seen(streamer.ts!)?.stream?.state, 'in_progress')
  t.is(slack.sessions[0]?.status, 'processing')
  const blocks = [
    {
      type: 'context_actions',
      elements: [
        {
          type: 'feedback_buttons',
          action_id: 'answer.rate',
          positive_button: { text: { type: 'plain_text', text: 'Good' }, value: 'up' },
          negative_button: { text: { type: 'plain_text', text: 'Bad' }, value: 'down' },
        },
      ],
    },
  ]
  await streamer.stop({
    blocks: blocks as never,
    metadata: { event_type: 'answer', event_payload: { id: 1 } },
  })
  const message = seen(streamer.ts!)
  t.is(message?.text, text)
  t.is(message?.stream?.state, 'completed')
  t.deepEqual(message?.metadata, { event_type: 'answer', event_payload: { id: 1 } })
  t.true(message?.words.includes('Good'))
  t.is(slack.sessions[0]?.status, 'active')
  t.deepEqual(slack.violations, [])
})

test("the SDK's streamer loses its way when appends are not awaited, here as there", async (t) => {
  const { slack, client, place } = await openThread(t)
  slack.faults.latency('chat.startStream', 20)
  const streamer = client.chatStream({ ...place, buffer_size: 64 })
  const appends = Array.from({ length: 30 }, (_, index) =>
    streamer.append({ markdown_text: `token${index} `.repeat(3) }),
  )
  await Promise.allSettled(appends)
  t.true(slack.callsOf('chat.startStream').length > 1)
})

test('after five minutes append and stop are refused, and an edit saves the message', async (t) => {
  const { slack, client, place, seen } = await openThread(t)
  const { ts } = await client.chat.startStream({
    ...place,
    chunks: [{ type: 'markdown_text', text: 'one ' }],
  })
  const at = { channel: place.channel, ts: ts! }
  slack.clock.advance(299_000)
  const more = [{ type: 'markdown_text' as const, text: 'two' }]
  await client.chat.appendStream({ ...at, chunks: more })
  const edit = { ...at, text: 'all of it' }
  t.is((await refusalOf(client.chat.update(edit))).error, 'streaming_state_conflict')
  t.is((await refusalOf(client.chat.delete(at))).error, 'cant_delete_message')
  slack.clock.advance(1000)
  t.is(
    (await refusalOf(client.chat.appendStream({ ...at, chunks: more }))).error,
    'message_not_in_streaming_state',
  )
  t.is((await refusalOf(client.chat.stopStream(at))).error, 'message_not_in_streaming_state')
  t.like(seen(ts!), { text: 'one two', stream: { state: 'expired' } })
  await client.chat.update(edit)
  t.like(seen(ts!), { text: 'all of it', stream: null })
})

test('appends stand in the order of their arrival', async (t) => {
  const { slack, client, place, seen } = await openThread(t)
  const { ts } = await client.chat.startStream({ ...place, markdown_text: 'a' })
  const at = { channel: place.channel, ts: ts! }
  const hold = slack.faults.hold('chat.appendStream')
  const late = client.chat.appendStream({ ...at, markdown_text: 'late' })
  await hold.arrived
  await client.chat.appendStream({ ...at, markdown_text: 'early ' })
  hold.release()
  await late
  t.is(seen(ts!)?.text, 'aearly late')
})

test('a stream is for text or for chunks, never for both', async (t) => {
  const { client, place } = await openThread(t)
  const { ts } = await client.chat.startStream({ ...place, markdown_text: 'text' })
  const task = { type: 'task_update' as const, id: '1', title: 'Read', status: 'in_progress' as const }
  const append = client.chat.appendStream({ channel: place.channel, ts: ts!, chunks: [task] })
  t.is((await refusalOf(append)).error, 'streaming_mode_mismatch')
})

test('tasks move on by their id, and what is refused changes nothing', async (t) => {
  const { slack, client, place, seen } = await openThread(t)
  const task = (status: string, details: string) =>
    ({ type: 'task_update', id: '1', title: 'Read', status, details }) as never
  const { ts } = await client.chat.startStream({ ...place, chunks: [task('in_progress', 'first ')] })
  const at = { channel: place.channel, ts: ts! }
  await client.chat.appendStream({ ...at, chunks: [task('complete', 'second')] })
  t.like(seen(ts!)?.stream?.tasks[0], { status: 'complete', details: 'first second' })
  const half = [{ type: 'markdown_text' as const, text: 'said' }, task('done', 'no')]
  t.is((await refusalOf(client.chat.appendStream({ ...at, chunks: half }))).error, 'invalid_chunks')
  t.is(seen(ts!)?.text, '')
  const long = [{ type: 'markdown_text' as const, text: 'x'.repeat(12_001) }]
  t.is((await refusalOf(client.chat.appendStream({ ...at, chunks: long }))).error, 'msg_too_long')
  t.deepEqual(
    slack.violations.map(({ kind }) => kind),
    ['invalid_chunks', 'msg_too_long'],
  )
})

test('a channel asks for the recipient, a direct conversation does not', async (t) => {
  const { slack, ada, client, place } = await openThread(t)
  const { recipient_user_id: _user, ...nobody } = place
  t.is((await refusalOf(client.chat.startStream(nobody))).error, 'missing_recipient_user_id')
  const { recipient_team_id: _team, ...nowhere } = place
  t.is((await refusalOf(client.chat.startStream(nowhere))).error, 'missing_recipient_team_id')
  const channel = slack.user(ada.id).directChannel()
  const root = await client.chat.postMessage({ channel, text: 'root' })
  t.true((await client.chat.startStream({ channel, thread_ts: root.ts! })).ok)
})

test("a person's Stop ends the stream and refuses the rest", async (t) => {
  const { slack, ada, client, place, seen } = await openThread(t)
  slack.connect({ url: 'http://127.0.0.1:9/', signingSecret: 'x' })
  const { ts } = await client.chat.startStream({ ...place, markdown_text: 'text' })
  const [told] = await slack.user(ada.id).stop(place.channel, place.thread_ts)
  t.like(told?.body.event, {
    type: 'agent_session_stopped',
    thread_ts: place.thread_ts,
    streaming_message_ts: [ts],
  })
  const append = client.chat.appendStream({ channel: place.channel, ts: ts!, markdown_text: 'x' })
  t.is((await refusalOf(append)).error, 'stopped_by_user')
  t.is(seen(ts!)?.stream?.state, 'stopped_by_user')
})

test('starts and appends have their tiers', async (t) => {
  const { slack, client, place } = await openThread(t)
  const start = () => client.chat.startStream({ ...place, markdown_text: 'x' })
  for (let count = 0; count < 20; count++) await start()
  t.is((await refusalOf(start())).code, 'slack_webapi_rate_limited_error')
  const { ts } = slack.messages(place.channel).at(-1)!
  for (let count = 0; count < 100; count++)
    await client.chat.appendStream({ channel: place.channel, ts, markdown_text: 'x' })
  t.is(slack.rates.used('chat.appendStream', place.recipient_team_id), 100)
  const append = client.chat.appendStream({ channel: place.channel, ts, markdown_text: 'x' })
  t.is((await refusalOf(append)).code, 'slack_webapi_rate_limited_error')
})
