import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** One process, one registry, as for the log. Labels never carry a tenant's name, a user's id or a path with ids. */
export const metricsRegistry = new Registry()

const registers = [metricsRegistry]

export const metrics = {
  requests: new Counter({
    name: 'sextant_http_requests_total',
    help: 'Requests answered, by route pattern and status.',
    labelNames: ['method', 'route', 'status'],
    registers,
  }),
  requestSeconds: new Histogram({
    name: 'sextant_http_request_duration_seconds',
    help: 'Time from the request to the last byte of its answer.',
    labelNames: ['method', 'route'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  }),
  /** Counted where an answer is stored. */
  answers: new Counter({
    name: 'sextant_answers_total',
    help: 'Answers by the stage of the ladder that gave them.',
    labelNames: ['stage'],
    registers,
  }),
  /** Counted where an upload ends: `ready`, `needs_mapping`, or the code of its refusal. */
  imports: new Counter({
    name: 'sextant_imports_total',
    help: 'Uploaded files by how they ended.',
    labelNames: ['outcome'],
    registers,
  }),
  importedRows: new Counter({
    name: 'sextant_import_rows_total',
    help: 'Rows that became part of a dataset.',
    registers,
  }),
  /** Counted where a call is booked, once it is committed. */
  llmCalls: new Counter({
    name: 'sextant_llm_calls_total',
    help: 'Times that models were asked, by outcome.',
    labelNames: ['provider', 'outcome'],
    registers,
  }),
  llmTokens: new Counter({
    name: 'sextant_llm_tokens_total',
    help: 'Tokens booked; input includes cached ones, output includes reasoning.',
    labelNames: ['provider', 'kind'],
    registers,
  }),
  llmCost: new Counter({
    name: 'sextant_llm_cost_nano_usd_total',
    help: 'Nano-dollars booked; calls of unknown cost add nothing.',
    labelNames: ['provider'],
    registers,
  }),
  llmDenied: new Counter({
    name: 'sextant_llm_denied_total',
    help: 'Calls that were not made, by reason.',
    labelNames: ['reason'],
    registers,
  }),
  /** `accepted` and `duplicate` before the acknowledgement; `done`, `retried` and `failed` where they are handled. */
  platformEvents: new Counter({
    name: 'sextant_platform_events_total',
    help: 'Events of chat platforms, by what came of them.',
    labelNames: ['platform', 'outcome'],
    registers,
  }),
  queueDepth: new Gauge({
    name: 'sextant_queue_jobs',
    help: 'Jobs by state.',
    labelNames: ['queue', 'state'],
    registers,
  }),
  queueAgeSeconds: new Gauge({
    name: 'sextant_queue_oldest_seconds',
    help: 'Age of the oldest job that waits.',
    labelNames: ['queue'],
    registers,
  }),
}

let isCollecting = false

/** Memory, garbage collection and event loop lag of the process. Started once, by the first server that measures. */
export const collectProcessMetrics = (): void => {
  if (isCollecting) return
  isCollecting = true
  collectDefaultMetrics({ register: metricsRegistry, prefix: 'sextant_' })
}
