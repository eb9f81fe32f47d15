import { limits } from '../../config/limits.ts'
import { withTenant } from '../../db/tenant.ts'
import { type Answer, answerSchema } from '../answers/answer.ts'
import type { Core } from '../core.ts'
import { AppError } from '../errors.ts'
import { listen, type Progress } from './waiters.ts'

/** How often a waiting request looks for an answer that another replica may have stored. */
const lookEveryMs = 200

/** The stored answer of an event, or null while there is none. */
export const findAnswer = (core: Core, tenantId: string, inboxId: string): Promise<Answer | null> =>
  withTenant(core.db, tenantId, async () => {
    const { OutboxMessage, Message } = core.db.models
    const sent = await OutboxMessage.findOne({ where: { tenantId, inboxId, position: 0 }, raw: true })
    if (!sent) return null
    const id = String(sent.payload.message_id)
    const message = await Message.findOne({ where: { tenantId, id }, raw: true })
    return message ? answerSchema.parse(message.answer) : null
  })

export interface AwaitOptions {
  tenantId: string
  /** Starts what is waited for; resolves to the event. Listening begins before it, so nothing is missed. */
  inboxId: string
  onProgress?: (progress: Progress) => void
  signal?: AbortSignal
  /** The event was received before: its answer may be there already. */
  isOld?: boolean
  /** How long to wait. */
  patienceMs?: number
}

/**
 * Waits for the answer to a received question: told by the worker of this process, found in the database when
 * another one answered.
 * @throws answer_timeout; the answer still comes and stays in the conversation. not_found when the assistant was
 * deleted meanwhile
 */
export const awaitAnswer = (
  core: Core,
  {
    tenantId,
    inboxId,
    onProgress,
    signal,
    isOld = false,
    patienceMs = limits.answer.timeoutMs,
  }: AwaitOptions,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const finish = (act: () => void): void => {
      clearInterval(look)
      clearTimeout(deadline)
      stop()
      act()
    }
    const stop = listen(inboxId, (progress) => {
      onProgress?.(progress)
      if (progress.kind === 'answer') finish(() => resolve(progress.answer))
      if (progress.kind === 'failed')
        finish(() => reject(new AppError(progress.code, 'There will be no answer.')))
    })
    const lookOnce = (): void => {
      findAnswer(core, tenantId, inboxId).then(
        (answer) => answer && finish(() => resolve(answer)),
        // The database may be away for a moment; the deadline is what ends the wait.
        () => undefined,
      )
    }
    const look = setInterval(lookOnce, lookEveryMs)
    if (isOld) lookOnce()
    const deadline = setTimeout(
      () =>
        finish(() =>
          reject(
            new AppError('answer_timeout', 'The answer takes too long; it will be in the conversation.'),
          ),
        ),
      patienceMs,
    )
    signal?.addEventListener('abort', () => finish(() => reject(signal.reason)), { once: true })
  })
