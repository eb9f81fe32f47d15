import type { Platform } from '../platforms.ts'
import type { IncomingMessage } from './incoming.ts'
import { listen, type Progress } from './waiters.ts'

/** A question that is being answered in this process. */
export interface LiveQuestion {
  tenantId: string
  inboxId: string
  conversationId: string
  payload: IncomingMessage
}

/** Shows an answer in its place while it is worked out; what is sent in the end takes over from it. */
export interface Live {
  onProgress(progress: Progress): void
  /** The worker is done with the question, or leaves it to another one. */
  close(): Promise<void>
}

export type OpenLive = (question: LiveQuestion) => Live

/** Handed in by `main.ts`; a platform without one shows the answer once it is whole. */
export type Lives = Partial<Record<Platform, OpenLive>>

/** Works on a question while its platform shows how far it has come. */
export const whileShown = async <Result>(
  lives: Lives,
  question: LiveQuestion,
  work: () => Promise<Result>,
): Promise<Result> => {
  const open = lives[question.payload.platform]
  if (!open) return work()
  const live = open(question)
  const stop = listen(question.inboxId, live.onProgress)
  try {
    return await work()
  } finally {
    stop()
    await live.close()
  }
}
