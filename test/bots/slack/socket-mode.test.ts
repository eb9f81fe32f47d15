import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import test, { type ExecutionContext } from 'ava'
import { openSocketMode, type SocketModeOptions } from '../../../bots/slack/socket-mode.ts'
import { log } from '../../../config/log.ts'
import { openTestDatabase, shareTestDatabase } from '../../helpers/database.ts'
import { countEvents, eventually, readEvents } from '../../helpers/event-rows.ts'
import { allScopes, startSlack } from '../../helpers/slack/slack-world.ts'
import { openWebSocket } from '../../helpers/slack/web-socket.ts'
import { commandFields, envelopeOf, messageEvent } from '../../helpers/slack-envelopes.ts'

log.level = process.env.LOG_LEVEL ?? 'silent'
const database = shareTestDatabase(test)

test.serial.beforeEach('forget the events of other tests', async () => {
  await database().sequelize.query('delete from platform_events')
})

const open = async (
  t: ExecutionContext,
  options: Pick<SocketModeOptions, 'appToken' | 'apiUrl'> & Partial<SocketModeOptions>,
) => {
  const dispatch = async () => t.fail('dispatched') as never
  const socket = openSocketMode({ db: database(), dispatch, ...options })
  t.teardown(socket.close)
  await socket.connected
  return socket
}

test.serial('events, commands and presses come over the socket and go the same way', async (t) => {
  const slack = await startSlack(t)
  const { teamId } = slack.addWorkspace({ name: 'Acme', scopes: allScopes })
  const ada = slack.addUser({ teamId })
  const general = slack.addChannel({ name: 'general' })
  const got: unknown[] = []
  await open(t, {
    appToken: slack.app.appToken,
    apiUrl: slack.apiUrl,
    dispatch: async ({ command, text }) => {
      got.push([command, text])
      return { status: 200, body: { response_type: 'ephemeral', text: 'Bonjour' } }
    },
  })
  const { deliveries } = await slack.user(ada.id).mention(general.id, 'what stands out?')
  t.true(deliveries.length >= 1)
  t.is(await countEvents(database(), `state = 'received'`), 1, 'mention and message are one')
  const [row] = await readEvents(database())
  t.regex(JSON.parse(row!.payload!).event.text, /what stands out\?/)
  const answer = await slack.user(ada.id).slash('/sextant help', { channel: general.id })
  t.is(answer.body.text, 'Bonjour')
  t.deepEqual(got, [['/sextant', 'help']])
})

interface Line {
  url: string
  /** Sends an envelope; resolves with the payload of its acknowledgement. */
  send(envelope: object): Promise<unknown>
  /** Ends the connection as Slack does every few hours. */
  refresh(): void
  connections(): number
  acknowledged: string[]
}

/** The other end of Socket Mode, with its hand on the line. */
const openLine = async (t: ExecutionContext): Promise<Line> => {
  const acks = new Map<string, (payload: unknown) => void>()
  const acknowledged: string[] = []
  let current: ReturnType<typeof openWebSocket> | null = null
  let connections = 0
  let envelopes = 0
  const server = createServer((_, response) => {
    const { port } = server.address() as AddressInfo
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ ok: true, url: `ws://127.0.0.1:${port}/link` }))
  })
  server.on('upgrade', (request, stream, head) => {
    connections++
    const socket = openWebSocket(request, stream, head, (text) => {
      const { envelope_id: id, payload } = JSON.parse(text)
      acknowledged.push(id)
      acks.get(id)?.(payload)
    })
    current = socket
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1 }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    send: (envelope) =>
      new Promise((resolve) => {
        const id = `envelope-${++envelopes}`
        acks.set(id, resolve)
        current!.send(JSON.stringify({ envelope_id: id, accepts_response_payload: true, ...envelope }))
      }),
    refresh: () => current!.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' })),
    connections: () => connections,
    acknowledged,
  }
}

const eventsApi = (payload: object) => ({ type: 'events_api', payload, retry_attempt: 0, retry_reason: '' })

test.serial('an event is acknowledged when it is stored, and left alone when it cannot be', async (t) => {
  const line = await openLine(t)
  const { close } = await open(t, { appToken: 'xapp-1', apiUrl: line.url })
  await line.send(eventsApi(envelopeOf(messageEvent())))
  t.is(await countEvents(database(), 'true'), 1)
  await close()

  const db = await openTestDatabase({ teardown: () => {} })
  const other = await openLine(t)
  const socket = await open(t, { appToken: 'xapp-1', apiUrl: other.url, db })
  await db.close()
  void other.send(eventsApi(envelopeOf(messageEvent())))
  // Envelopes are taken in order of arrival: when a useless one is acknowledged, the one before was seen.
  await other.send(eventsApi(envelopeOf(messageEvent({ text: 'lunch?' }))))
  await socket.close()
  t.deepEqual(other.acknowledged, ['envelope-2'])
})

test.serial(
  'a connection that Slack ends is opened again, and a request that comes twice is done once',
  async (t) => {
    const line = await openLine(t)
    let done = 0
    const dispatch = async () => {
      done++
      return { status: 200, body: { text: 'Bonjour' } }
    }
    await open(t, { appToken: 'xapp-1', apiUrl: line.url, dispatch })
    const envelope = { type: 'slash_commands', payload: commandFields() }
    t.deepEqual(await line.send(envelope), { text: 'Bonjour' })
    line.refresh()
    await eventually(() => line.connections() === 2)
    t.deepEqual(await line.send(envelope), {})
    t.is(done, 1)
    await line.send(eventsApi(envelopeOf(messageEvent())))
    t.is(await countEvents(database(), `state = 'received'`), 1)
  },
)

test.serial('Slack may be away when we come: it is tried again, and nothing breaks', async (t) => {
  let calls = 0
  const line = await openLine(t)
  const server = createServer((_, response) => {
    calls++
    response.setHeader('content-type', 'application/json')
    if (calls === 1) return void response.writeHead(500).end()
    if (calls === 2) return void response.end(JSON.stringify({ ok: false, error: 'internal_error' }))
    response.end(
      JSON.stringify({ ok: true, url: `${line.url.replace('http', 'ws').replace('api/', 'link')}` }),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  await open(t, {
    appToken: 'xapp-1',
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
  })
  t.is(calls, 3)
})
