import { App } from '@slack/bolt'
import test, { type ExecutionContext } from 'ava'
import { openBoltReceiver } from '../../../bots/slack/bolt-receiver.ts'
import { slackReceiver } from '../../../bots/slack/receiver.ts'
import { sdkLog } from '../../../bots/slack/sdk-log.ts'
import { log } from '../../../config/log.ts'
import { AppError } from '../../../core/errors.ts'
import { openEventWorker } from '../../../core/messaging/event-worker.ts'
import { shareTestDatabase } from '../../helpers/database.ts'
import { countEvents, eventually, readEvents } from '../../helpers/event-rows.ts'
import { startTestServer } from '../../helpers/server.ts'
import { signBody } from '../../helpers/slack/sign.ts'
import { commandFields, envelopeOf, interaction, messageEvent } from '../../helpers/slack-envelopes.ts'

log.level = process.env.LOG_LEVEL ?? 'silent'
const database = shareTestDatabase(test)

const openApp = () => {
  const receiver = openBoltReceiver()
  const app = new App({
    receiver,
    logger: sdkLog(),
    authorize: async () => ({ botId: 'B0OURS', botUserId: 'U0BOT' }),
  })
  return { app, receiver }
}

test('an acknowledgement is the answer, and the work after it goes on', async (t) => {
  const { app, receiver } = openApp()
  const gate = Promise.withResolvers<void>()
  const worked = Promise.withResolvers<void>()
  app.command('/sextant', async ({ ack, command }) => {
    await ack({ response_type: 'ephemeral', text: command.text })
    await gate.promise
    worked.resolve()
  })
  app.action('answer.source', async ({ ack }) => ack())
  const body = { response_type: 'ephemeral', text: 'help' }
  t.deepEqual(await receiver.dispatch(commandFields(), {}), { status: 200, body })
  gate.resolve()
  await worked.promise
  const press = interaction('block_actions', { actions: [{ action_id: 'answer.source', type: 'button' }] })
  t.deepEqual(await receiver.dispatch(press, {}), { status: 200, body: '' })
})

test('what has no listener is answered with nothing; what fails before its answer is rejected, after it is not', async (t) => {
  const { app, receiver } = openApp()
  app.command('/early', async () => {
    throw new AppError('forbidden', 'no')
  })
  app.command('/late', async ({ ack }) => {
    await ack('done')
    throw new Error('after the answer')
  })
  t.deepEqual(await receiver.dispatch(commandFields({ command: '/unknown' }), {}), { status: 200, body: '' })
  await t.throwsAsync(receiver.dispatch(commandFields({ command: '/early' }), {}), { code: 'forbidden' })
  t.deepEqual(await receiver.dispatch(commandFields({ command: '/late' }), {}), { status: 200, body: 'done' })
})

test('an event whose listener, or whose authorisation, fails is not done', async (t) => {
  const { app, receiver } = openApp()
  app.event('app_mention', async () => {
    throw new AppError('platform_unreachable', 'no')
  })
  await t.throwsAsync(receiver.processEvent(envelopeOf({ ...messageEvent(), type: 'app_mention' })), {
    code: 'platform_unreachable',
  })
  const unauthorised = openBoltReceiver()
  const authorize = async (): Promise<never> => {
    throw new AppError('database_unavailable', 'no')
  }
  new App({ receiver: unauthorised, logger: sdkLog(), authorize })
  await t.throwsAsync(unauthorised.processEvent(envelopeOf(messageEvent())), { code: 'database_unavailable' })
})

const startIngress = async (t: ExecutionContext) => {
  const { app, receiver } = openApp()
  const db = database()
  const { dispatch, processEvent } = receiver
  const { url } = await startTestServer(t, {
    db,
    edges: [slackReceiver({ db, signingSecrets: ['s'], dispatch })],
  })
  const handle = ({ payload }: { payload: string }) => processEvent(JSON.parse(payload))
  const worker = openEventWorker(db, { platform: 'slack', handle, sweepMs: 60_000, leaseMs: 180_000 })
  t.teardown(worker.close)
  const send = async (envelope: object): Promise<number> => {
    const body = JSON.stringify(envelope)
    const headers = { 'content-type': 'application/json', ...signBody('s', body) }
    return (await fetch(`${url}/slack/events`, { method: 'POST', body, headers })).status
  }
  return { app, send }
}

test.serial('from Slack’s request to the listener: once, in order, and its words do not stay', async (t) => {
  const { app, send } = await startIngress(t)
  const heard: string[] = []
  app.event('app_mention', async ({ event }) => void heard.push(event.text))
  app.message(async ({ message }) => void heard.push('text' in message ? (message.text ?? '') : ''))
  const first = messageEvent({ text: '<@U0BOT> one' })
  const second = messageEvent({ text: 'two', thread_ts: first.ts })
  t.is(await send(envelopeOf(first)), 200)
  t.is(await send(envelopeOf({ ...first, type: 'app_mention' })), 200)
  t.is(await send(envelopeOf(second)), 200)
  await eventually(async () => (await countEvents(database(), `state = 'done'`)) === 2)
  t.deepEqual(heard, ['<@U0BOT> one', 'two'])
  t.true((await readEvents(database())).every(({ payload }) => payload === null))
})
