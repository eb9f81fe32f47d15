import { createHash, timingSafeEqual } from 'node:crypto'
import { QueryTypes } from 'sequelize'
import { log } from '../../config/log.ts'
import { metrics, metricsRegistry } from '../../config/metrics.ts'
import { AppError } from '../../core/errors.ts'
import type { Database } from '../../db/database.ts'
import { asOwner } from '../../db/tenant.ts'
import { defineRoute, type RequestInfo, type Route, reply } from '../route.ts'

interface QueueRow {
  queue: string
  state: string
  jobs: number
  oldest_seconds: number | null
}

const queueSql = `
  select name as queue, state::text as state, count(*)::int as jobs,
         extract(epoch from now() - min(start_after))::float8 as oldest_seconds
  from pgboss.job where state < 'completed' group by name, state`

/** A scrape must succeed while the database is down: the last known figures are left out then. */
const measureQueue = async (db: Database): Promise<void> => {
  metrics.queueDepth.reset()
  metrics.queueAgeSeconds.reset()
  try {
    const rows = await asOwner(db, (transaction) =>
      db.sequelize.query<QueueRow>(queueSql, { type: QueryTypes.SELECT, transaction }),
    )
    for (const { queue, state, jobs, oldest_seconds } of rows) {
      metrics.queueDepth.set({ queue, state }, jobs)
      if (state === 'created') metrics.queueAgeSeconds.set({ queue }, Math.max(0, oldest_seconds ?? 0))
    }
  } catch (error) {
    log.debug({ err: error }, 'the queue could not be measured')
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
const loopback = /^(?:::ffff:)?127\.|^::1$/

/** Behind a proxy on this machine everybody comes from loopback: a forwarded request is a stranger's. */
const isLocal = (request: RequestInfo): boolean =>
  loopback.test(request.ip) && request.header('x-forwarded-for') === '' && request.header('forwarded') === ''

const checkScraper = (request: RequestInfo, token: string | null): void => {
  if (token === null) {
    if (!isLocal(request))
      throw new AppError('forbidden', 'metrics are for this machine unless METRICS_TOKEN is set')
    return
  }
  const given = /^Bearer (.+)$/.exec(request.header('authorization'))?.[1] ?? ''
  if (!timingSafeEqual(digest(given), digest(token)))
    throw new AppError('unauthenticated', 'the metrics token is missing or wrong')
}

/** @param services.token bearer that Prometheus must show; null = loopback only */
export const metricsRoutes = (services: { db: Database; token: string | null }): Route[] => [
  defineRoute({
    method: 'GET',
    path: '/metrics',
    summary: 'Prometheus metrics',
    description: 'With METRICS_TOKEN set it is wanted as bearer; else only this machine may ask.',
    tags: ['health'],
    auth: 'none',
    responses: { 200: 'text/plain' },
    handler: async ({ request }) => {
      checkScraper(request, services.token)
      await measureQueue(services.db)
      return reply(200, await metricsRegistry.metrics(), { 'Content-Type': metricsRegistry.contentType })
    },
  }),
]
