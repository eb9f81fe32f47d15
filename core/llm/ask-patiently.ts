import { log } from '../../config/log.ts'
import { runUntil } from './minute.ts'
import { retryDelayMs } from './retry.ts'
import { type Asked, type ChainServices, type Question, type Tried, tryTarget } from './try-target.ts'

/** Rejects when the signal fires. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<unknown>

export interface Patience extends ChainServices {
  /** From 0 up to 1, for the jitter. */
  random: () => number
  sleep: Sleep
}

type Failed = Extract<Tried, { kind: 'failed' }>

/** How long to wait for another try of the same target; null = none. */
const delayAfter = (
  { breakers, limits, random }: Patience,
  question: Question,
  { asked, failed, tries }: { asked: Asked & { isLast: boolean }; failed: Failed; tries: number },
): number | null => {
  if (breakers.of(question.payer.tenantId, asked.target).isOpen) return null
  const { reason: kind, failure } = failed
  const remainingMs = question.minute.remainingMs()
  return retryDelayMs({ kind, failure, tries, isLast: asked.isLast, remainingMs, limits, random })
}

/** @returns false when somebody left meanwhile, or the time was over */
const pause = ({ sleep }: Patience, ms: number, { leavers, remainingMs }: Parameters<typeof runUntil>[0]) =>
  runUntil({ leavers, remainingMs }, (signal) => sleep(ms, signal)).then(
    () => true,
    () => false,
  )

/** Asks a target until it answers, is denied, or has failed for good. `isLast`: nobody is left after it. */
export const askPatiently = async (
  patience: Patience,
  question: Question,
  asked: Asked & { isLast: boolean },
): Promise<Tried> => {
  const { leavers, target } = asked
  let last: Failed | null = null
  for (let tries = 1; ; tries++) {
    const tried = await tryTarget(patience, question, asked)
    if (tried.kind === 'completed') return tried
    // Denied another try: the reason is why it needed one.
    if (tried.kind === 'denied') return last ?? tried
    last = tried
    const { reason, failure } = tried
    if (reason === 'cancelled') return tried
    log.warn({ llm: target.name, outcome: reason, status: failure.status }, 'a model gave no answer')
    const delayMs = delayAfter(patience, question, { asked, failed: tried, tries })
    if (delayMs === null) return tried
    const until = { leavers, remainingMs: question.minute.remainingMs() }
    if (!(await pause(patience, delayMs, until))) return tried
  }
}
