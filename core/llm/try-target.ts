import { log } from '../../config/log.ts'
import type { Breakers } from './breakers.ts'
import { newCallId } from './call-id.ts'
import type { Attempt, ChatRequest, Denial, Payer, Settlement } from './chat.ts'
import { estimateUsage, inputTokensAtMost } from './estimate.ts'
import type { Pieces } from './fit-request.ts'
import type { Ledger, Role } from './ledger.ts'
import { type Minute, reasonOfLeaving, runUntil } from './minute.ts'
import { costOf, worstCaseOf } from './prices.ts'
import {
  type ChatCall,
  type Completion,
  type FailureKind,
  type ProviderClient,
  ProviderFailure,
  type Target,
  type TokenUsage,
} from './provider.ts'
import type { ChainLimits } from './retry.ts'

export interface ChainServices {
  clientFor(target: Target): ProviderClient
  ledger: Ledger
  breakers: Breakers
  limits: ChainLimits
}

/** One question as it stands; every try adds to it. */
export interface Question {
  payer: Payer
  minute: Minute
  attempts: Attempt[]
  settlements: Settlement[]
  /** It has been counted as one of the month's requests. */
  isCounted: boolean
}

export interface Asked {
  target: Target
  role: Role
  purpose: ChatRequest['purpose']
  call: ChatCall
  pieces: Pieces
  leavers: readonly AbortSignal[]
}

export type Tried =
  | { kind: 'completed'; completion: Completion }
  | { kind: 'denied'; reason: Denial }
  | { kind: 'failed'; reason: FailureKind; failure: ProviderFailure }

/** A client throws nothing else; if it does, the person gets an answer all the same. */
const asFailure = (error: unknown): ProviderFailure => {
  if (error instanceof ProviderFailure) return error
  log.error({ error: (error as Error)?.name }, 'a provider client threw what is no failure')
  return new ProviderFailure({ kind: 'malformed', cause: error })
}

/** The client sees a signal and says `cancelled`; whether somebody left or the time was over is known here. */
const reasonOf = ({ kind }: ProviderFailure, leavers: readonly AbortSignal[]): FailureKind =>
  reasonOfLeaving(leavers) ?? (kind === 'cancelled' ? 'timeout' : kind)

/** Ways in which an answer fails that had begun, unless a status says that none had. */
const begun: ReadonlySet<FailureKind> = new Set<FailureKind>(['empty', 'malformed', 'truncated', 'filter'])

/** null: it failed before it answered, which nobody bills. */
const usageOfFailure = async (failure: ProviderFailure, call: ChatCall): Promise<TokenUsage | null> => {
  const { kind, status, usage, partialText, characters } = failure
  // A client's own estimate is held to what was asked for, like ours.
  if (usage?.source === 'estimate')
    return { ...usage, outputTokens: Math.min(usage.outputTokens, call.maxTokens) }
  if (usage) return usage
  const hasBegun = characters > 0 || (status === null && begun.has(kind))
  return hasBegun ? estimateUsage(call, partialText, characters) : null
}

const costIn = (usage: TokenUsage | null, { prices }: Target): number | null => {
  if (usage === null) return 0
  return prices && costOf(usage, prices)
}

/** The line of the trace that a try becomes, whatever comes of it. */
const openLine = (question: Question, { target, purpose }: Asked) => {
  let startedAt = performance.now()
  const sinceStart = (): number => Math.round(performance.now() - startedAt)
  const id = newCallId()
  let firstTokenMs: number | null = null
  return {
    id,
    /** The call leaves now: what reserving took is not the provider's time. */
    begin: () => {
      startedAt = performance.now()
    },
    markFirstToken: () => {
      firstTokenMs ??= sinceStart()
    },
    write: (outcome: Attempt['outcome'], usage: TokenUsage | null = null): Attempt => {
      const { name: llm, provider, model } = target
      const costNanoUsd = costIn(usage, target)
      const tookMs = sinceStart()
      const attempt = { id, llm, provider, model, purpose, outcome, usage, costNanoUsd, firstTokenMs, tookMs }
      question.attempts.push(attempt)
      return attempt
    },
  }
}

/** What cannot be closed is closed as an orphan later; the person does not wait for it. */
const close = async (ledger: Ledger, reservationId: string, attempt: Attempt): Promise<void> => {
  try {
    await ledger.close(reservationId, attempt)
  } catch (error) {
    log.error({ err: error, attempt: attempt.id }, 'a reservation could not be closed')
  }
}

const reserve = (ledger: Ledger, question: Question, { asked, callId }: { asked: Asked; callId: string }) => {
  const { target, role, purpose, call } = asked
  return ledger.reserve({
    callId,
    payer: question.payer,
    target,
    role,
    purpose,
    worstCaseNanoUsd: target.prices && worstCaseOf(inputTokensAtMost(call), call.maxTokens, target.prices),
    isFirstCall: !question.isCounted,
  })
}

/**
 * Asks a target once, if its breaker, the minute and the quotas let it: reserves the worst case before, and closes
 * what gave no answer. A completed try is left to settle with the answer.
 */
export const tryTarget = async (
  services: ChainServices,
  question: Question,
  asked: Asked,
): Promise<Tried> => {
  const { clientFor, ledger, breakers, limits } = services
  const { target, call, leavers } = asked
  const line = openLine(question, asked)
  const deny = (reason: Denial): Tried => {
    line.write(reason)
    return { kind: 'denied', reason }
  }
  if (question.minute.remainingMs() < limits.leastMs) return deny('no_time')
  const breaker = breakers.of(question.payer.tenantId, target)
  if (breaker.isOpen) return deny('breaker_open')
  const reserved = await reserve(ledger, question, { asked, callId: line.id })
  if (!reserved.granted) return deny(reserved.denial)
  question.isCounted = true
  const { reservationId } = reserved
  if (breaker.isOpen) {
    // While the ledger was asked, another question opened it or began the trial.
    await close(ledger, reservationId, line.write('breaker_open'))
    return { kind: 'denied', reason: 'breaker_open' }
  }
  const onText = (piece: string): void => {
    line.markFirstToken()
    asked.pieces.take(piece)
  }
  const until = { leavers, remainingMs: question.minute.remainingMs() }
  asked.pieces.beginTry()
  line.begin()
  try {
    const completion = await breaker.run(() =>
      runUntil(until, async (signal) =>
        clientFor(target).complete(target, call, { signal, deadlines: limits, onText }),
      ),
    )
    const usage = completion.usage ?? (await estimateUsage(call, completion.text, completion.characters))
    question.settlements.push({ attempt: line.write('completed', usage), reservationId })
    return { kind: 'completed', completion }
  } catch (error) {
    const failure = asFailure(error)
    const reason = reasonOf(failure, leavers)
    await close(ledger, reservationId, line.write(reason, await usageOfFailure(failure, call)))
    return { kind: 'failed', reason, failure }
  }
}
