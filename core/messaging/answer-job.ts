import { log, requestContext } from '../../config/log.ts'
import { metrics } from '../../config/metrics.ts'
import { answerQuestion, type Climbed, completeAnswer } from '../answers/ladder.ts'
import type { Worded } from '../answers/rung.ts'
import type { Core } from '../core.ts'
import { loadDataset } from '../datasets/loaded.ts'
import { isWorthRetry, patientRetries } from '../jobs/attempts.ts'
import type { JobContext } from '../jobs/queue.ts'
import { translate } from '../locales/translate.ts'
import { type Asked, readAsked } from './asked.ts'
import { storeAnswer } from './store-answer.ts'
import { announce } from './waiters.ts'

const answerQueue = 'answer-question'

interface AnswerJob {
  tenant_id: string
  inbox_id: string
  request_id: string | null
}

/** Inside the transaction that stores the events. Ids only: the queue's tables know no tenant. */
export const enqueueAnswers = (
  core: Core,
  tenantId: string,
  events: { inboxId: string; conversationId: string; requestId: string | null }[],
): Promise<void> =>
  core.queue.enqueueAll(
    answerQueue,
    events.map(({ inboxId, conversationId, requestId }) => {
      const data: AnswerJob = { tenant_id: tenantId, inbox_id: inboxId, request_id: requestId }
      return { data, singletonKey: conversationId }
    }),
  )

const climb = async (core: Core, tenantId: string, asked: Asked): Promise<Climbed> => {
  const { payload, theme, context } = asked
  const dataset = { tenantId, id: asked.dataset_id, version: asked.dataset_updated_at }
  const { table, check } = await loadDataset(core, dataset)
  const locale = payload.locale ?? asked.assistant_locale
  return answerQuestion({
    text: payload.text,
    table,
    check,
    locale,
    theme,
    context: context.follow_up ?? null,
  })
}

/** The bot is never silent: what could not be answered at all is said, with the question kept. */
const apologise = (asked: Asked): Climbed => {
  const locale = asked.payload.locale ?? asked.assistant_locale
  const worded: Worded = {
    text: translate(locale, 'errors:internal'), locale, stage: 'none', plan: null, claims: [], warnings: [],
    suggestions: [], table: null, chart: null,
  } // biome-ignore format: one answer, read at a glance
  const answer = completeAnswer(worded, 0)
  return { answer, context: asked.context.follow_up ?? null, trace: [] }
}

const finish = async (
  core: Core,
  { tenant_id: tenantId, inbox_id: inboxId }: AnswerJob,
  { asked, climbed }: { asked: Asked; climbed: Climbed },
): Promise<void> => {
  const answer = await storeAnswer(core, { tenantId, inboxId, asked, climbed })
  announce(inboxId, { kind: 'answer', answer })
  const { stage, plan, response_time_ms: tookMs } = answer
  metrics.answers.inc({ stage })
  log.info({ stage, operation: plan?.operation ?? null, took_ms: tookMs }, 'question answered')
}

/**
 * The question, if it still waits. Null when a worker that died had committed its answer, or when the assistant, and
 * with it the conversation, was deleted in the meantime.
 */
const readWaiting = async (core: Core, job: AnswerJob): Promise<Asked | null> => {
  const asked = await readAsked(core)(job.tenant_id, job.inbox_id)
  // Who still waits is told at once, and not left until the deadline.
  if (!asked) announce(job.inbox_id, { kind: 'failed', code: 'not_found' })
  return asked?.state === 'received' ? asked : null
}

const answerOnce = async (core: Core, job: AnswerJob): Promise<void> => {
  const asked = await readWaiting(core, job)
  if (!asked) return
  announce(job.inbox_id, { kind: 'stage', stage: 'data', state: 'started' })
  const climbed = await climb(core, job.tenant_id, asked)
  announce(job.inbox_id, { kind: 'stage', stage: 'data', state: 'finished' })
  await finish(core, job, { asked, climbed })
}

/** The last try of a bug ends in an apology at once: the person waits. */
const answerStored = async (core: Core, job: AnswerJob, context: JobContext): Promise<void> => {
  try {
    await answerOnce(core, job)
  } catch (error) {
    if (isWorthRetry(error, context)) throw error
    log.error({ err: error }, 'a question could not be answered')
    await apologiseFor(core, job)
  }
}

const apologiseFor = async (core: Core, job: AnswerJob): Promise<void> => {
  const asked = await readWaiting(core, job)
  if (asked) await finish(core, job, { asked, climbed: apologise(asked) })
}

/** Lets this process answer questions; `afterAnswer` hears which tenant has something to send. */
export const workOnAnswers = (core: Core, afterAnswer: (tenantId: string) => void): void => {
  const inContext = (act: typeof answerStored) => async (job: AnswerJob, attempt: JobContext) => {
    const context = { requestId: job.request_id ?? job.inbox_id, tenantId: job.tenant_id }
    await requestContext.run(context, () => act(core, job, attempt))
    afterAnswer(job.tenant_id)
  }
  core.queue.work<AnswerJob>(answerQueue, inContext(answerStored))
  core.queue.work<AnswerJob>(`${answerQueue}.dead`, inContext(apologiseFor))
}

/** One at a time a conversation: an answer builds on the one before it. */
export const defineAnswerQueue = (core: Core): Promise<void> =>
  core.queue.defineQueue(answerQueue, { policy: 'singleton', ...patientRetries, expireInSeconds: 120 })
