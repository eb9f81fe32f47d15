import { statfs } from 'node:fs/promises'
import { availableParallelism, freemem, loadavg, totalmem } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { z } from 'zod'
import { translate } from '../../core/locales/translate.ts'
import type { Database } from '../../db/database.ts'
import { type ReadinessCheck, runChecks } from '../readiness.ts'
import { defineRoute, type Route, reply } from '../route.ts'

export interface HealthServices {
  db: Database
  dataDir: string
  version: string
  checks: readonly ReadinessCheck[]
  /** What is off though everything works: a key of locale namespace `health`, such as `models`. */
  degraded(): readonly string[]
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
    responses: { 200: z.strictObject({ configured: z.array(z.string()) }) },
    handler: () => ({ configured: [...configured].sort() }),
  })

export const healthRoutes = (services: HealthServices): Route[] => [
  live(),
  ready(services),
  system(services),
  config(services),
]
