/**
 * Slack's events taken in and stored on PostgreSQL before they are acknowledged, beside bolt's own HTTP receiver that
 * acknowledges from memory (and would lose them with its process), with an app that does nothing. Servers are processes
 * of their own, asked in turns within one run; each event is signed and new. Asked: at least as many events a second as
 * bolt, at no more CPU each; at 200 events a second 99 of 100 acknowledged within 60 ms. Needs TEST_DATABASE_URL.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { createHmac, randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { QueryTypes } from 'sequelize'
import { openDatabase } from '../../db/database.ts'
import { migrate } from '../../db/migrate.ts'
import { printResult, quantile } from '../helpers/bench-result.ts'
import { createServerDatabase, testServerUrl } from '../helpers/database.ts'
import { type Post, postAll, postSteadily } from '../helpers/post-load.ts'

const secret = 'a signing secret'
const kinds = ['bolt', 'edge', 'server', 'handling'] as const
type Kind = (typeof kinds)[number]

const rounds = Number(process.env.BENCH_ROUNDS ?? 5)
const warmUpEvents = 3_000
const eventsEachRound = 8_000
/** Slack opens as many as it needs; with few, what is measured is the time of a commit. */
const connections = 128
const pacedPerSecond = 200
const pacedSeconds = 5

const words =
  'Quels sont les cinq segments les plus surreprésentés chez les 18-34 ans, et de combien ? '.repeat(2)
let made = 0

/** A message as Slack sends it: escaped, about 1.4 kB. */
const makeBody = (): string => {
  const number = String(++made).padStart(9, '0')
  const ts = `17900${number.slice(0, 5)}.${number.slice(3)}`
  const text = `<@U0BOT> ${words}`
  const rich = [
    {
      type: 'rich_text_section',
      elements: [
        { type: 'user', user_id: 'U0BOT' },
        { type: 'text', text: words },
      ],
    },
  ]
  const event = {
    type: 'message', user: 'U0PERSON', ts, client_msg_id: randomUUID(), text, team: 'T0TEAM',
    blocks: [{ type: 'rich_text', block_id: 'k4Zp', elements: rich }],
    channel: 'C0CHANNEL', event_ts: ts, channel_type: 'channel', thread_ts: `1789000000.${number.slice(3)}`,
    parent_user_id: 'U0BOT',
  } // biome-ignore format: one event
  return JSON.stringify({
    token: 'x'.repeat(24), team_id: 'T0TEAM', context_team_id: 'T0TEAM', context_enterprise_id: null,
    api_app_id: 'A0APP', event, type: 'event_callback', event_id: `Ev${number}`, event_time: 1_790_000_000,
    authorizations: [
      { enterprise_id: null, team_id: 'T0TEAM', user_id: 'U0BOT', is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false, event_context: `4-${'e'.repeat(160)}`,
  }).replaceAll('é', '\\u00e9') // biome-ignore format: one envelope
}

const sign = (): Post => {
  const body = makeBody()
  const timestamp = String(Math.floor(Date.now() / 1000))
  const hash = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')
  const headers = {
    'content-type': 'application/json',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${hash}`,
  }
  return { body, headers }
}

interface IngressServer {
  kind: Kind
  child: ChildProcess
  url: string
  /** CPU of the process so far. */
  cpuUs(): Promise<number>
}

const program = fileURLToPath(new URL('../helpers/ingress-server.ts', import.meta.url))

const once = <Message>(child: ChildProcess): Promise<Message> =>
  new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Message))
    child.once('exit', (code) => reject(new Error(`a server ended with ${code}`)))
  })

const startServer = async (kind: Kind, databaseUrl: string): Promise<IngressServer> => {
  // Its log goes where nobody reads it, but is written.
  const child = fork(program, [kind, databaseUrl], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  const { port } = await once<{ port: number }>(child)
  const cpuUs = async (): Promise<number> => {
    child.send('usage')
    return (await once<{ cpuUs: number }>(child)).cpuUs
  }
  return { kind, child, url: `http://127.0.0.1:${port}/slack/events`, cpuUs }
}

interface Burst {
  perSecond: number
  cpuUs: number
}

/** As fast as the server takes them. */
const burst = async (server: IngressServer, amount: number): Promise<Burst> => {
  const posts = Array.from({ length: amount }, sign)
  const before = await server.cpuUs()
  const seconds = await postAll(server.url, posts, connections)
  return { perSecond: amount / seconds, cpuUs: ((await server.cpuUs()) - before) / amount }
}

/** At a steady rate. @returns the 99th of 100 acknowledgements, in ms */
const pace = async ({ url }: IngressServer): Promise<number> => {
  const posts = Array.from({ length: pacedPerSecond * pacedSeconds }, sign)
  return quantile(await postSteadily(url, posts, { perSecond: pacedPerSecond }), 0.99)
}

const serverUrl = testServerUrl() ?? ''
if (serverUrl === '') {
  console.error('slack-ingress needs PostgreSQL: TEST_DATABASE_URL')
  process.exit(1)
}
const closers: (() => unknown)[] = []

/** A server with a database of its own: nobody's leftovers are in another one's way. */
const openKind = async (kind: Kind) => {
  const databaseUrl = await createServerDatabase({ teardown: (close) => void closers.push(close) }, serverUrl)
  const db = await openDatabase({ databaseUrl, dataDir: '' })
  closers.push(db.close)
  await migrate(db)
  const server = await startServer(kind, databaseUrl)
  closers.push(() => server.child.kill())
  const countStored = async (): Promise<number> => {
    const [row] = await db.sequelize.query<{ count: number }>(
      'select count(*)::int as count from platform_events',
      { type: QueryTypes.SELECT },
    )
    return row!.count
  }
  return { ...server, countStored }
}

try {
  const servers: Awaited<ReturnType<typeof openKind>>[] = []
  for (const kind of kinds) servers.push(await openKind(kind))
  const bursts = new Map<Kind, Burst[]>(kinds.map((kind) => [kind, []]))
  const times = new Map<Kind, number[]>(kinds.map((kind) => [kind, []]))
  for (const server of servers) await burst(server, warmUpEvents)
  for (let round = 0; round < rounds; round++)
    for (const server of servers) bursts.get(server.kind)!.push(await burst(server, eventsEachRound))
  for (let round = 0; round < rounds; round++)
    for (const server of servers) times.get(server.kind)!.push(await pace(server))

  // What was acknowledged must be there, or the figures mean nothing.
  const sent = warmUpEvents + rounds * (eventsEachRound + pacedPerSecond * pacedSeconds)
  for (const { kind, countStored } of servers) {
    const stored = await countStored()
    if (kind !== 'bolt' && stored !== sent) throw new Error(`${kind}: ${sent} acknowledged, ${stored} stored`)
  }

  const median = (kind: Kind, of: (burst: Burst) => number): number =>
    quantile(bursts.get(kind)!.map(of), 0.5)
  const names = { edge: '', server: '_whole_server', handling: '_with_handling' } as const
  const baseline_is = 'bolt’s HTTPReceiver, acknowledging from memory, with an app that does nothing'
  for (const kind of ['edge', 'server', 'handling'] as const) {
    const metric = (name: string): string => `${name}${names[kind]}`
    const of = { bench: 'slack-ingress', baseline_is }
    const perSecond = (given: Kind): number => median(given, (one) => one.perSecond)
    const cpuUs = (given: Kind): number => median(given, (one) => one.cpuUs)
    const p99 = (given: Kind): number => quantile(times.get(given)!, 0.5)
    printResult({
      ...of,
      metric: metric('events_per_second'),
      value: perSecond(kind),
      unit: 'events/s',
      baseline: perSecond('bolt'),
    })
    printResult({
      ...of,
      metric: metric('cpu_per_event'),
      value: cpuUs(kind),
      unit: 'us',
      baseline: cpuUs('bolt'),
    })
    printResult({
      ...of,
      metric: metric('p99_at_200_per_second'),
      value: p99(kind),
      unit: 'ms',
      baseline: p99('bolt'),
    })
  }
} finally {
  for (const close of closers.reverse()) await close()
}
