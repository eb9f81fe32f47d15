/**
 * A server that takes Slack's events, for the benchmark, in a process of its own. Argument 1 is its kind, 2 the database:
 * `bolt`: bolt's own HTTP receiver with an app that does nothing. `edge`: our receiver alone. `server`: behind
 * everything that the program's requests pass (ids, log, metrics, headers). `handling`: the same, with the worker that
 * hands the events on to bolt. It sends its port to its parent, and the CPU that it has used when asked.
 */
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { App, HTTPReceiver } from '@slack/bolt'
import Koa from 'koa'
import { statusRoutes, workRoutes } from '../../api/all-routes.ts'
import { createServer, type ServerOptions } from '../../api/server.ts'
import { openBoltReceiver } from '../../bots/slack/bolt-receiver.ts'
import { slackReceiver } from '../../bots/slack/receiver.ts'
import { sdkLog } from '../../bots/slack/sdk-log.ts'
import { openEventWorker } from '../../core/messaging/event-worker.ts'
import { type Database, openDatabase } from '../../db/database.ts'

const [kind = '', databaseUrl = ''] = process.argv.slice(2)
/** The same for the benchmark. */
const ingressSecret = 'a signing secret'
const authorize = async () => ({ botToken: 'unused', botId: 'B0OURS', botUserId: 'U0BOT' })

const tellParent = (port: number): void => {
  process.on('message', () => {
    const { userCPUTime, systemCPUTime } = process.resourceUsage()
    process.send!({ cpuUs: userCPUTime + systemCPUTime })
  })
  process.send!({ port })
}

const serve = (listener: Parameters<typeof createHttpServer>[1]): void => {
  const server = createHttpServer({ keepAliveTimeout: 65_000 }, listener)
  server.listen(0, '127.0.0.1', () => tellParent((server.address() as AddressInfo).port))
}

const startBolt = async (): Promise<void> => {
  const receiver = new HTTPReceiver({ signingSecret: ingressSecret, logger: sdkLog() })
  const app = new App({ receiver, authorize, logger: sdkLog() })
  const server = await app.start(0)
  tellParent((server.address() as AddressInfo).port)
}

const startOurs = async (): Promise<void> => {
  const db = await openDatabase({ databaseUrl, dataDir: '' })
  const receiver = openBoltReceiver()
  new App({ receiver, authorize, logger: sdkLog() })
  const { dispatch, processEvent } = receiver
  const edge = slackReceiver({ db, signingSecrets: [ingressSecret], dispatch })
  if (kind === 'handling') {
    const handle = ({ payload }: { payload: string }) => processEvent(JSON.parse(payload))
    openEventWorker(db, { platform: 'slack', handle })
  }
  if (kind === 'edge') return serve(new Koa().use(edge).callback())
  serve(createServer({ ...servicesOf(db), platformEdges: [edge] }).callback())
}

/** With every route of the API: they stand in the way of each request, and are not asked for. */
const servicesOf = (db: Database): ServerOptions => {
  const routes = [...statusRoutes({} as never), ...workRoutes({ db } as never, {} as never)]
  const unused = {} as never
  return { db, dataDir: '', version: '0', publicUrl: null, routes, rateLimit: unused, access: unused }
}

if (kind !== '') await (kind === 'bolt' ? startBolt() : startOurs())
