import { v7 as uuid } from 'uuid'
import type { TenantActor } from '../access/can.ts'
import type { Answer } from '../answers/answer.ts'
import type { Core } from '../core.ts'
import { type AwaitOptions, awaitAnswer } from './await-answer.ts'
import { type Question, receiveQuestion } from './inbox.ts'
import type { Progress } from './waiters.ts'

/** `accepted`: the question is stored, and can be stopped by its id. */
export type AskProgress = Progress | { kind: 'accepted'; questionId: string; conversationId: string }

interface Asking extends Question, Pick<AwaitOptions, 'signal' | 'patienceMs'> {
  onProgress?: (progress: AskProgress) => void
}

/**
 * Accepts a question and waits for its answer: for edges that answer in the same request. Leaving (`signal`) ends
 * the waiting only; the answer is still worked out and kept. What ends the question itself is `stopQuestion`.
 * @throws what `receiveQuestion` throws, answer_timeout
 */
export const ask = async (core: Core, actor: TenantActor, asking: Asking): Promise<Answer> => {
  const { onProgress, signal, patienceMs, ...question } = asking
  const inboxId = uuid()
  const refused = new AbortController()
  const { tenantId } = actor
  const patience = patienceMs !== undefined && { patienceMs }
  const stop = signal ? AbortSignal.any([signal, refused.signal]) : refused.signal
  // The wait begins first: a fast worker answers before the acceptance has returned.
  const waiting = { tenantId, inboxId, signal: stop, ...patience, ...(onProgress && { onProgress }) }
  const answer = awaitAnswer(core, waiting)
  answer.catch(() => undefined)
  try {
    const received = await receiveQuestion(core, actor, { ...question, inboxId })
    const { inboxId: questionId, conversationId } = received
    onProgress?.({ kind: 'accepted', questionId, conversationId })
    if (!received.isDuplicate) return await answer
    refused.abort()
    const known = { tenantId, inboxId: questionId, isOld: true, ...patience }
    return await awaitAnswer(core, { ...known, ...(signal && { signal }) })
  } catch (error) {
    refused.abort()
    throw error
  }
}
