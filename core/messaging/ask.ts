import { v7 as uuid } from 'uuid'
import type { TenantActor } from '../access/can.ts'
import type { Answer } from '../answers/answer.ts'
import type { Core } from '../core.ts'
import { awaitAnswer } from './await-answer.ts'
import { type Question, receiveQuestion } from './inbox.ts'
import type { Progress } from './waiters.ts'

/**
 * Accepts a question and waits for its answer: for edges that answer in the same request. Leaving (`signal`) ends
 * the waiting only; the answer is still worked out and kept.
 * @throws what `receiveQuestion` throws, answer_timeout
 */
export const ask = async (
  core: Core,
  actor: TenantActor,
  question: Question & { onProgress?: (progress: Progress) => void; signal?: AbortSignal },
): Promise<Answer> => {
  const { onProgress, signal, ...asked } = question
  const inboxId = uuid()
  const refused = new AbortController()
  const { tenantId } = actor
  const stop = signal ? AbortSignal.any([signal, refused.signal]) : refused.signal
  // The wait begins first: a fast worker answers before the acceptance has returned.
  const answer = awaitAnswer(core, { tenantId, inboxId, signal: stop, ...(onProgress && { onProgress }) })
  answer.catch(() => undefined)
  try {
    const received = await receiveQuestion(core, actor, { ...asked, inboxId })
    if (!received.isDuplicate) return await answer
    refused.abort()
    const known = { tenantId, inboxId: received.inboxId, isOld: true }
    return await awaitAnswer(core, { ...known, ...(signal && { signal }) })
  } catch (error) {
    refused.abort()
    throw error
  }
}
