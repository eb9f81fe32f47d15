import test, { type ExecutionContext } from 'ava'
import type { Answer, Dispatch } from '../../../bots/slack/answer-in-time.ts'
import type { Loose } from '../../../bots/slack/event-keys.ts'
import { slackReceiver } from '../../../bots/slack/receiver.ts'
import type { Database } from '../../../db/database.ts'
import { openTestDatabase, shareTestDatabase, testServerUrl } from '../../helpers/database.ts'
import { countEvents, eventually, readEvents } from '../../helpers/event-rows.ts'
import { startTestServer } from '../../helpers/server.ts'
import { signBody } from '../../helpers/slack/sign.ts'
import { commandFields, envelopeOf, interaction, messageEvent } from '../../helpers/slack-envelopes.ts'

const database = shareTestDatabase(test)
const onServer = testServerUrl() === null ? test.serial.skip : test.serial

test.serial.beforeEach('forget the events of other tests', async () => {
  await database().sequelize.query('delete from platform_events')
})

const secret = 'a signing secret'

interface Post {
  type?: string
  headers?: Record<string, string>
  skewMs?: number
  method?: string
}

interface Options {
  db?: Database
  dispatch?: Dispatch
  answerMs?: number
}

/** The receiver in the server that the program runs, and a Slack that signs what it sends. */
const openReceiver = async (t: ExecutionContext, options: Options = {}) => {
  const { db = database(), dispatch = async () => t.fail('dispatched') as never, answerMs } = options
  const edge = slackReceiver({ db, signingSecrets: ['another', secret], dispatch, answerMs })
  const { url } = await startTestServer(t, { db, edges: [edge] })
  const post = async (
    body: string,
    { type = 'application/json', headers, skewMs, method = 'POST' }: Post = {},
  ) => {
    const response = await fetch(`${url}/slack/events`, {
      method,
      headers: { 'content-type': type, ...signBody(secret, body, skewMs), ...headers },
      ...(method === 'POST' && { body }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : null,
    }
  }
  const form = (fields: Record<string, string>, options: Post = {}) =>
    post(String(new URLSearchParams(fields)), { type: 'application/x-www-form-urlencoded', ...options })
  return {
    post,
    form,
    send: (envelope: Loose, options?: Post) => post(JSON.stringify(envelope), options),
    press: (payload: Loose) => form({ payload: JSON.stringify(payload) }),
  }
}

test.serial('an event is stored as it came, and then acknowledged with nothing', async (t) => {
  const { post } = await openReceiver(t)
  const body = JSON.stringify(envelopeOf(messageEvent(), { event_id: 'Ev1' })).replaceAll(':', ' : ')
  const { status, text } = await post(body)
  t.is(status, 200)
  t.is(text, '')
  const [row] = await readEvents(database())
  t.like(row, { event_id: 'Ev1', payload: body, state: 'received' })
})

test.serial('Slack’s question whether this is the address is answered, when Slack asks it', async (t) => {
  const { send } = await openReceiver(t)
  const question = { type: 'url_verification', token: 'unused', challenge: '3eZbrw1aB' }
  t.deepEqual((await send(question)).body, { challenge: '3eZbrw1aB' })
  t.is((await send(question, { headers: { 'x-slack-signature': `v0=${'0'.repeat(64)}` } })).status, 401)
})

test.serial(
  'what is not signed by Slack, or not just now, is refused as a problem and not stored',
  async (t) => {
    const { send, form } = await openReceiver(t)
    const envelope = envelopeOf(messageEvent())
    const refused = [
      await send(envelope, { headers: signBody('not the secret', JSON.stringify(envelope)) }),
      await send(envelope, { headers: { 'x-slack-signature': '', 'x-slack-request-timestamp': '' } }),
      await send(envelope, { skewMs: -330_000 }),
      await send(envelope, { skewMs: 330_000 }),
      await send(envelope, { skewMs: 86_400_000 }),
      await form(commandFields(), { skewMs: -330_000 }),
    ]
    for (const { status, headers, body } of refused) {
      t.is(status, 401)
      t.is(headers.get('content-type'), 'application/problem+json')
      t.is(body.code, 'signature_invalid')
      t.regex(body.detail, /Vérifiez le secret/)
    }
    t.is(await countEvents(database(), 'true'), 0)
  },
)

test.serial('another method, type or size is refused; another address is somebody else’s', async (t) => {
  const { post, send } = await openReceiver(t)
  const wrong = await post('', { method: 'GET' })
  t.is(wrong.status, 405)
  t.is(wrong.headers.get('allow'), 'POST')
  const body = JSON.stringify(envelopeOf(messageEvent()))
  t.is((await post(body, { type: 'text/plain' })).status, 415)
  t.is((await post(body, { headers: { 'content-encoding': 'gzip' } })).status, 415)
  t.is((await post(body, { type: 'application/json; charset=utf-8' })).status, 200)
  const large = await send(envelopeOf(messageEvent({ text: `<@U0BOT> ${'x'.repeat(1024 * 1024)}` })))
  t.is(large.status, 413)
  t.is(large.body.code, 'body_too_large')
  t.is((await post('{"type":')).body.code, 'invalid_json')
  t.is((await post('7')).body.code, 'invalid_json')
  t.is(await countEvents(database(), 'true'), 1)
})

test.serial('the same event, message or gesture is stored once, and acknowledged each time', async (t) => {
  const { post, send } = await openReceiver(t)
  const event = messageEvent({ ts: '17.1', client_msg_id: 'abc' })
  const message = envelopeOf(event)
  const sendings = [
    () => send(message),
    () => send(message, { headers: { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' } }),
    () => send(envelopeOf({ ...event, type: 'app_mention' })),
    () => send(envelopeOf({ ...event, ts: '17.2', event_ts: '17.2' })),
    () => post(JSON.stringify(message)),
  ]
  for (const sending of sendings) t.is((await sending()).status, 200)
  t.is(await countEvents(database(), 'true'), 1)
})

test.serial('500 at once are all acknowledged and all stored', async (t) => {
  const { send } = await openReceiver(t)
  const answers = await Promise.all(Array.from({ length: 500 }, () => send(envelopeOf(messageEvent()))))
  t.true(answers.every(({ status }) => status === 200))
  t.is(await countEvents(database(), 'true'), 500)
})

test.serial('what is of no use is acknowledged and not stored', async (t) => {
  const { send } = await openReceiver(t)
  const useless = [
    envelopeOf(messageEvent({ bot_id: 'B1' })),
    envelopeOf(messageEvent({ text: 'lunch?' })),
    envelopeOf({ type: 'team_join', user: {} }),
    { type: 'app_rate_limited', team_id: 'T0TEAM', minute_rate_limited: 1790000000, api_app_id: 'A0APP' },
    { type: 'something new' },
  ]
  for (const envelope of useless) t.is((await send(envelope)).status, 200)
  t.is(await countEvents(database(), 'true'), 0)
})

test.serial('without a database an event is not acknowledged, so that Slack sends it again', async (t) => {
  const db = await openTestDatabase({ teardown: () => {} })
  const { send } = await openReceiver(t, { db })
  t.is((await send(envelopeOf(messageEvent()))).status, 200)
  await db.close()
  const { status, headers, body } = await send(envelopeOf(messageEvent()))
  t.is(status, 503)
  t.is(body.code, 'database_unavailable')
  t.truthy(headers.get('retry-after'))
})

/** A dispatch that keeps what it gets and gives what it is told to. */
const keeping = (answer: Answer) => {
  const got: Loose[] = []
  const dispatch: Dispatch = async (body) => {
    got.push(body)
    return answer
  }
  return { got, dispatch }
}

test.serial('a command, a press and a form reach their work, and its answer is the response', async (t) => {
  const { got, dispatch } = keeping({ status: 200, body: { text: 'é' } })
  const { form, press } = await openReceiver(t, { dispatch })
  const fields = commandFields({ text: 'ask Quels segments ressortent ? & +1' })
  const { status, body } = await form(fields)
  t.is(status, 200)
  t.deepEqual(body, { text: 'é' })
  const pressed = interaction('block_actions', { actions: [{ action_id: 'answer.source', value: 'é&=' }] })
  await press(pressed)
  t.deepEqual(got, [fields, pressed])
})

test.serial('an answer may be a text, or nothing', async (t) => {
  const { form } = await openReceiver(t, { dispatch: keeping({ status: 200, body: 'Bonjour' }).dispatch })
  t.is((await form(commandFields())).text, 'Bonjour')
  const { form: other } = await openReceiver(t, { dispatch: keeping({ status: 200, body: '' }).dispatch })
  const { status, text } = await other(commandFields())
  t.deepEqual([status, text], [200, ''])
})

test.serial(
  'a copy of a signed request is refused and does nothing, on whichever replica it arrives',
  async (t) => {
    const { got, dispatch } = keeping({ status: 200, body: '' })
    const [one, two] = [await openReceiver(t, { dispatch }), await openReceiver(t, { dispatch })]
    const fields = commandFields()
    t.is((await one.form(fields)).status, 200)
    for (const { form } of [one, two]) {
      const { status, body } = await form(fields)
      t.is(status, 409)
      t.is(body.code, 'request_repeated')
    }
    t.is((await two.form(commandFields())).status, 200, 'the same words again are another request')
    const pressed = interaction('block_actions', { actions: [] })
    t.is((await one.press(pressed)).status, 200)
    t.is((await one.press(pressed)).status, 409)
    t.is(got.length, 3)
    t.is(await countEvents(database(), `payload is not null or state <> 'done'`), 0, 'nothing of it is kept')
  },
)

const input = { type: 'input', block_id: 'name', element: { type: 'plain_text_input', action_id: 'name' } }

/** What people get, by what they did, when there is nothing to give them in time. */
const politeness = async (t: ExecutionContext, { form, press }: Awaited<ReturnType<typeof openReceiver>>) => {
  const command = await form(commandFields())
  t.is(command.status, 200)
  t.is(command.body.response_type, 'ephemeral')
  t.regex(command.body.text, /Réessayez/)
  t.regex(command.body.text, /Try again/)
  t.deepEqual(
    await press(interaction('block_actions', { actions: [] })).then(({ status, text }) => [status, text]),
    [200, ''],
  )
  const { body: options } = await press(
    interaction('block_suggestion', { trigger_id: undefined, value: 'a' }),
  )
  t.deepEqual(options, { options: [] })
  const { body: errors } = await press(
    interaction('view_submission', { view: { blocks: [{ type: 'section' }, input] } }),
  )
  t.is(errors.response_action, 'errors')
  t.regex(errors.errors.name, /Réessayez[\s\S]*Try again/)
  const { body: page } = await press(interaction('view_submission', { view: { blocks: [] } }))
  t.is(page.response_action, 'push')
  t.regex(page.view.blocks[0].text.text, /Réessayez[\s\S]*Try again/)
  t.deepEqual(await press(interaction('shortcut')).then(({ status, text }) => [status, text]), [200, ''])
}

test.serial(
  'work that takes too long is answered politely in time, in the form that fits, and goes on',
  async (t) => {
    const gate = Promise.withResolvers<void>()
    let begun = 0
    let ended = 0
    const dispatch: Dispatch = async () => {
      begun++
      await gate.promise
      ended++
      return { status: 200, body: 'late' }
    }
    await politeness(t, await openReceiver(t, { dispatch, answerMs: 200 }))
    t.is(ended, 0)
    gate.resolve()
    await eventually(() => ended === begun)
    t.true(ended > 0)
  },
)

test.serial('work that fails is answered politely too, and tells nothing of its fault', async (t) => {
  const dispatch: Dispatch = async () => {
    throw new Error('secret words')
  }
  const receiver = await openReceiver(t, { dispatch })
  await politeness(t, receiver)
  t.false((await receiver.form(commandFields())).text.includes('secret'))
})

onServer(
  'a database that is slow is no reason to be silent: nothing is done, and people are told',
  async (t) => {
    const { got, dispatch } = keeping({ status: 200, body: '' })
    const receiver = await openReceiver(t, { dispatch, answerMs: 300 })
    const pool = database().pool(1)
    const client = await pool.connect()
    await client.query('begin; lock table platform_events in access exclusive mode')
    const { status, body } = await receiver.form(commandFields())
    await client.query('rollback')
    client.release()
    await pool.end()
    await eventually(async () => (await countEvents(database(), 'true')) === 1)
    t.is((await receiver.form(commandFields())).status, 200)
    t.is(got.length, 1, 'the second one only')
    t.is(status, 200)
    t.regex(body.text, /Réessayez/)
  },
)

test.serial(
  'Slack’s test of the certificate is answered unsigned, and nothing that comes with it is done',
  async (t) => {
    const { form } = await openReceiver(t)
    const headers = { 'x-slack-signature': '', 'x-slack-request-timestamp': '' }
    t.is((await form({ ssl_check: '1', token: 'unused' }, { headers })).status, 200)
    const smuggled = {
      ...commandFields(),
      ssl_check: '1',
      payload: JSON.stringify(interaction('block_actions')),
    }
    t.is((await form(smuggled, { headers })).text, '')
    t.is((await form({ ...smuggled, ssl_check: '0' }, { headers })).status, 401)
    t.is(await countEvents(database(), 'true'), 0)
  },
)
