import { log, requestContext } from '../../config/log.ts'
import { metrics } from '../../config/metrics.ts'
import { type Compared, compareAnswers, type Rival } from '../answers/compare.ts'
import { answerQuestion, type Climbed } from '../answers/ladder.ts'
import type { Question, Watcher } from '../answers/rung.ts'
import type { Core } from '../core.ts'
import { loadDataset } from '../datasets/loaded.ts'
import { isWorthRetry, patientRetries, StoppedError } from '../jobs/attempts.ts'
import type { JobContext } from '../jobs/queue.ts'
import type { Chat, Settlement } from '../llm/chat.ts'
import { type Asked, readAsked } from './asked.ts'
import { type Lives, whileShown } from './live.ts'
import { answerHands, closeUnanswered, withModels, withRivals } from './models-of-question.ts'
import { apologise, stopAnswer, suspendAnswer } from './no-answer.ts'
import { type Held, openStops, type Stops } from './stops.ts'
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

/** Tells the waiting request what comes before the answer. */
const watcherOf = (inboxId: string): Watcher => ({
  // That the data stage has begun was told before the file was loaded.
  onStage: (stage, state) => {
    if (stage !== 'data' || state === 'finished') announce(inboxId, { kind: 'stage', stage, state })
  },
  onText: (text) => announce(inboxId, { kind: 'delta', text, reset: false }),
  onRestart: () => announce(inboxId, { kind: 'delta', text: '', reset: true }),
})

const questionOf = async (
  core: Core,
  { tenant_id: tenantId, inbox_id: inboxId }: AnswerJob,
  asked: Asked,
): Promise<Question> => {
  const { payload, theme, context } = asked
  const dataset = { tenantId, id: asked.dataset_id, version: asked.dataset_updated_at }
  const { table, check } = await loadDataset(core, dataset)
  const locale = payload.locale ?? asked.assistant_locale
  return {
    text: payload.text,
    table,
    check,
    locale,
    theme,
    instructions: asked.custom_instructions,
    context: context.follow_up ?? null,
    watcher: watcherOf(inboxId),
  }
}

const finish = async (
  core: Core,
  { tenant_id: tenantId, inbox_id: inboxId }: AnswerJob,
  done: { asked: Asked; climbed: Climbed | Compared; settlements?: readonly Settlement[] },
): Promise<void> => {
  const answer = await storeAnswer(core, { tenantId, inboxId, ...done })
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

/** A model was called off: without it this is not the answer that the person was to get. */
const isCutShort = ({ attempts, trace }: Climbed | Compared): boolean =>
  attempts.some(({ outcome }) => outcome === 'cancelled') ||
  trace.some(({ detail }) => detail === 'cancelled')

interface AnswerWork {
  asked: Asked
  chats: readonly Chat[]
  climb: (question: Question) => Promise<Climbed | Compared>
  held: Held
}

/** Works an answer out and stores it; what models were asked for is paid for either way. */
const answerWith = async (core: Core, job: AnswerJob, work: AnswerWork): Promise<void> => {
  const { asked, chats, climb, held } = work
  try {
    const climbed = await climb(await questionOf(core, job, asked))
    const settlements = chats.flatMap((chat) => chat.settlements)
    // Whoever stopped it gets that, also when the answer was whole a moment later: what was told is what is stored.
    if (held.isStopped())
      return await finish(core, job, { asked, climbed: stopAnswer(asked, climbed), settlements })
    if (held.signal.aborted && isCutShort(climbed)) throw new StoppedError()
    await finish(core, job, { asked, climbed, settlements })
  } catch (error) {
    for (const chat of chats) await closeUnanswered(core, chat)
    throw error
  }
}

const answerAsked = async (
  core: Core,
  job: AnswerJob,
  { asked, held }: { asked: Asked; held: Held },
): Promise<void> => {
  announce(job.inbox_id, { kind: 'stage', stage: 'data', state: 'started' })
  const asker = { tenantId: job.tenant_id, asked, signal: held.signal }
  const { comparison } = asked.payload
  if (!comparison)
    return withModels(core, asker, (chat) => {
      const climb = (question: Question) => answerQuestion({ ...question, chat })
      return answerWith(core, job, { asked, chats: chat ? [chat] : [], climb, held })
    })
  const manner = { temperature: comparison.temperature, maxTokens: comparison.max_tokens }
  const compare = (rivals: Rival[]): Promise<void> => {
    const climb = (question: Question) => compareAnswers(question, rivals, manner)
    return answerWith(core, job, { asked, chats: rivals.flatMap(({ chat }) => chat ?? []), climb, held })
  }
  return withRivals(core, asker, { chosen: comparison.models, work: compare })
}

/** A try of a job, in a process that hears which questions are stopped and may show how far they have come. */
interface Attempt extends JobContext {
  stops: Stops
  lives: Lives
}

const answerHeld = async (
  core: Core,
  job: AnswerJob,
  { held, lives }: { held: Held; lives: Lives },
): Promise<void> => {
  const asked = await readWaiting(core, job)
  if (!asked) return
  if (asked.is_stopped) return finish(core, job, { asked, climbed: stopAnswer(asked, null) })
  if (asked.is_suspended) return finish(core, job, { asked, climbed: suspendAnswer(asked) })
  const { conversation_id: conversationId, payload } = asked
  const question = { tenantId: job.tenant_id, inboxId: job.inbox_id, conversationId, payload }
  return whileShown(lives, question, () => answerAsked(core, job, { asked, held }))
}

const answerOnce = async (core: Core, job: AnswerJob, { signal, stops, lives }: Attempt): Promise<void> => {
  const { tenant_id: tenantId, inbox_id: inboxId } = job
  const held = stops.hold({ tenantId, inboxId, ending: signal })
  try {
    await answerHeld(core, job, { held, lives })
  } finally {
    held.release()
  }
}

/** The last try of a bug ends in an apology at once: the person waits. */
const answerStored = async (core: Core, job: AnswerJob, context: Attempt): Promise<void> => {
  try {
    await answerOnce(core, job, context)
  } catch (error) {
    if (isWorthRetry(error, context)) throw error
    log.error({ err: error }, 'a question could not be answered')
    await apologiseFor(core, job)
  }
}

const apologiseFor = async (core: Core, job: AnswerJob): Promise<void> => {
  const asked = await readWaiting(core, job)
  if (!asked) return
  await finish(core, job, { asked, climbed: asked.is_stopped ? stopAnswer(asked, null) : apologise(asked) })
}

/** Lets this process answer questions; `afterAnswer` hears which tenant has something to send. */
export const workOnAnswers = (
  core: Core,
  afterAnswer: (tenantId: string) => void,
  lives: Lives = {},
): void => {
  const stops = openStops(core)
  const inContext = (act: typeof answerStored) => async (job: AnswerJob, attempt: JobContext) => {
    const surface = 'job' as const
    const context = { requestId: job.request_id ?? job.inbox_id, tenantId: job.tenant_id, surface }
    await requestContext.run(context, () => act(core, job, { ...attempt, stops, lives }))
    afterAnswer(job.tenant_id)
  }
  const hands = core.openChat ? { concurrency: answerHands } : {}
  core.queue.work<AnswerJob>(answerQueue, inContext(answerStored), hands)
  core.queue.work<AnswerJob>(`${answerQueue}.dead`, inContext(apologiseFor))
}

/** One at a time a conversation: an answer builds on the one before it. */
export const defineAnswerQueue = (core: Core): Promise<void> =>
  core.queue.defineQueue(answerQueue, { policy: 'singleton', ...patientRetries, expireInSeconds: 120 })
