import type { Answer, Stage } from '../answers/answer.ts'
import type { ErrorCode } from '../errors.ts'

/** What a request that waits for its answer hears from the worker of the same process. */
export type Progress =
  | { kind: 'stage'; stage: Stage; state: 'started' | 'finished' }
  /** Text that may be seen already; with `reset`, what came before is void. */
  | { kind: 'delta'; text: string; reset: boolean }
  | { kind: 'answer'; answer: Answer }
  | { kind: 'failed'; code: ErrorCode }

type Listener = (progress: Progress) => void

const listeners = new Map<string, Set<Listener>>()

/** Hears of one inbox event until the returned function is called. A repeated request waits beside the first one. */
export const listen = (inboxId: string, listener: Listener): (() => void) => {
  const waiting = listeners.get(inboxId) ?? new Set()
  listeners.set(inboxId, waiting.add(listener))
  return () => {
    waiting.delete(listener)
    if (waiting.size === 0) listeners.delete(inboxId)
  }
}

/** Tells the waiting request, if it waits in this process. Others find the stored answer. */
export const announce = (inboxId: string, progress: Progress): void => {
  for (const listener of [...(listeners.get(inboxId) ?? [])]) listener(progress)
}
