import { statfs } from 'node:fs/promises'
import { availableParallelism, freemem, loadavg, totalmem } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { z } from 'zod'
import { translate } from '../../core/locales/translate.ts'
import type { Database } from '../../db/database.ts'
import { presentTimeOrNull, timeSchema } from '../present.ts'
import { type ReadinessCheck, runChecks } from '../readiness.ts'
import { defineRoute, type Route, reply } from '../route.ts'

/** A connection to a chat platform that is kept open all the time. */
export interface ConnectionHealth {
  isConnected: boolean
  /** What an operator has to put right first, as a code. */
  problem: string | null
  lastAckAt: Date | null
  latencyMs: number | null
  /** Sessions that can be begun today. */
  sessionsLeft: number | null
  hasMessageContent: boolean
}

export interface HealthServices {
  db: Database
  dataDir: string
  version: string
  checks: readonly ReadinessCheck[]
  /** What is off though everything works: a key of locale namespace `health`, such as `models`. */
  degraded(): readonly string[]
  /** How the connection to Discord stands; null where this process has none. */
  discord?: (() => ConnectionHealth) | null
  /** Names of the environment variables that are set; never their values. */
  configured: readonly string[]
}

const partSchema = z.strictObject({ ok: z.boolean(), reason: z.string().nullable() })

const readySchema = z.strictObject({
  status: z.enum(['ready', 'not_ready']),
  parts: z.record(z.string(), partSchema).meta({ example: { database: { ok: true, reason: null } } }),
  degraded: z.array(z.strictObject({ part: z.string(), detail: z.string() })),
})

const live = () =>
  defineRoute({
    method: 'GET',
    path: '/healthz',
    summary: 'The process is alive',
    tags: ['health'],
    auth: 'none',
    responses: { 200: z.strictObject({ status: z.literal('ok') }) },
    handler: () => ({ status: 'ok' as const }),
  })

const ready = ({ checks, degraded }: HealthServices) =>
  defineRoute({
    method: 'GET',
    path: '/readyz',
    summary: 'Questions can be answered',
    description: 'Names each part, failing or not, and under `degraded` what is off by configuration.',
    tags: ['health'],
    auth: 'none',
    responses: { 200: readySchema, 503: readySchema },
    handler: async ({ request }) => {
      const { isReady, parts } = await runChecks(checks)
      const body = {
        status: isReady ? 'ready' : 'not_ready',
        parts,
        degraded: degraded().map((part) => ({ part, detail: translate(request.locale, `health:${part}`) })),
      }
      return isReady ? reply(200, body) : reply(503, body, { 'Retry-After': '5' })
    },
  })

const systemSchema = z.strictObject({
  version: z.string(),
  node: z.string(),
  uptime_seconds: z.number(),
  database: z.enum(['embedded', 'postgres']),
  memory: z.strictObject({
    rss_bytes: z.int(),
    heap_used_bytes: z.int(),
    machine_free_bytes: z.int(),
    machine_total_bytes: z.int(),
  }),
  cpu: z.strictObject({ count: z.int(), load_average_1m: z.number() }),
  event_loop_delay_ms: z.strictObject({ mean: z.number(), p99: z.number() }),
  disk_free_bytes: z.int(),
})

const system = ({ db, dataDir, version }: HealthServices) => {
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  const inMs = (ns: number): number => (Number.isFinite(ns) ? Math.round(ns / 10_000) / 100 : 0)
  return defineRoute({
    method: 'GET',
    path: '/v1/health/system',
    summary: 'The machine and the process',
    tags: ['health'],
    auth: 'operator',
    permission: 'tenants:manage',
    responses: { 200: systemSchema },
    handler: async () => {
      const { rss, heapUsed } = process.memoryUsage()
      const { bavail, bsize } = await statfs(dataDir)
      return {
        version,
        node: process.version,
        uptime_seconds: Math.round(process.uptime()),
        database: db.kind,
        memory: {
          rss_bytes: rss,
          heap_used_bytes: heapUsed,
          machine_free_bytes: freemem(),
          machine_total_bytes: totalmem(),
        },
        cpu: { count: availableParallelism(), load_average_1m: loadavg()[0] ?? 0 },
        event_loop_delay_ms: { mean: inMs(delay.mean), p99: inMs(delay.percentile(99)) },
        disk_free_bytes: bavail * bsize,
      }
    },
  })
}

const config = ({ configured }: HealthServices) =>
  defineRoute({
    method: 'GET',
    path: '/v1/health/config',
    summary: 'Names of what is configured',
    tags: ['health'],
    auth: 'operator',
    permission: 'tenants:manage',
    responses: { 200: z.strictObject({ configured: z.array(z.string()) }) },
    handler: () => ({ configured: [...configured].sort() }),
  })

const connectionSchema = z.strictObject({
  connected: z.boolean(),
  problem: z.string().nullable().meta({ example: 'token' }),
  last_ack_at: timeSchema.nullable().meta({ description: 'When Discord last answered a heartbeat' }),
  latency_ms: z.number().nullable(),
  sessions_left: z
    .int()
    .nullable()
    .meta({ description: 'Sessions that can be begun today; null = not known' }),
  message_content: z.boolean().meta({ description: 'Hears threads without a mention' }),
})

const discord = ({ discord: look = null }: HealthServices) =>
  defineRoute({
    method: 'GET',
    path: '/v1/health/discord',
    summary: 'The connection to Discord',
    description: 'Of the process that is asked; `null` where it does not hear Discord.',
    tags: ['health'],
    auth: 'operator',
    permission: 'tenants:manage',
    responses: { 200: z.strictObject({ discord: connectionSchema.nullable() }) },
    handler: () => {
      const health = look?.()
      if (!health) return { discord: null }
      const { isConnected, problem, lastAckAt, latencyMs, sessionsLeft, hasMessageContent } = health
      return {
        discord: {
          connected: isConnected,
          problem,
          last_ack_at: presentTimeOrNull(lastAckAt),
          latency_ms: latencyMs,
          sessions_left: sessionsLeft,
          message_content: hasMessageContent,
        },
      }
    },
  })

export const healthRoutes = (services: HealthServices): Route[] => [
  discord(services),
  live(),
  ready(services),
  system(services),
  config(services),
]
