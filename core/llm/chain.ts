import { setTimeout as wait } from 'node:timers/promises'
import { limits as allLimits } from '../../config/limits.ts'
import { askPatiently, type Patience, type Sleep } from './ask-patiently.ts'
import { newCallId } from './call-id.ts'
import type { Attempt, Chat, ChatOutcome, ChatRequest, Denial, Payer } from './chat.ts'
import { fitRequest, openPieces } from './fit-request.ts'
import { openMinute, reasonOfLeaving } from './minute.ts'
import { type FailureKind, identityOf, type Target } from './provider.ts'
import type { ChainLimits } from './retry.ts'
import type { ChainLink, PassedModel } from './targets.ts'
import type { ChainServices, Question } from './try-target.ts'

export interface OpenChainOptions extends Omit<ChainServices, 'limits'> {
  limits?: ChainLimits
  /** From 0 up to 1, for the jitter. */
  random?: () => number
  sleep?: Sleep
}

export interface OpenChatOptions {
  payer: Payer
  /** In the order of asking; the same model at the same address with the same key counts once. */
  targets: readonly ChainLink[]
  /** The model that was to be the first and cannot be asked: its line is the first, its reason that of what follows. */
  passed?: PassedModel | null
  /** The assistant's; null = each model's own. */
  temperature: number | null
  /** Ends everything that is still asked. */
  signal?: AbortSignal
}

export interface Chain {
  /** One question: its minute begins now. */
  openChat(options: OpenChatOptions): Chat
}

/** Each target once, at its first place. */
const withoutRepeats = (targets: readonly ChainLink[]): ChainLink[] => {
  const seen = new Set<string>()
  return targets.filter(({ target }) => seen.size < seen.add(identityOf(target)).size)
}

const lineOfPassed = (
  { llm, provider, model, why }: PassedModel,
  purpose: ChatRequest['purpose'],
): Attempt => ({
  id: newCallId(),
  llm,
  provider,
  model,
  purpose,
  outcome: why,
  usage: null,
  costNanoUsd: 0,
  firstTokenMs: null,
  tookMs: 0,
})

const openQuestion = (patience: Patience, options: OpenChatOptions): Chat => {
  const { payer, targets, passed = null, temperature, signal } = options
  const order = withoutRepeats(targets)
  const minute = openMinute(patience.limits.totalMs)
  const question: Question = { payer, minute, attempts: [], settlements: [], isCounted: false }
  const failed = new Map<Target, FailureKind>()

  const isPassedUnsaid = (): boolean => passed !== null && question.attempts.length === 0

  const ask = async (request: ChatRequest): Promise<ChatOutcome> => {
    if (passed && isPassedUnsaid()) question.attempts.push(lineOfPassed(passed, request.purpose))
    const leavers = [signal, request.signal].filter((each) => each !== undefined)
    const pieces = openPieces(request)
    let first: FailureKind | Denial | null = passed?.why ?? null
    for (const { target, role } of order) {
      if (reasonOfLeaving(leavers)) break
      const before = failed.get(target)
      first ??= before ?? null
      if (before) continue
      const call = fitRequest(request, target, temperature)
      const isLast = order.filter((each) => !failed.has(each.target)).at(-1)?.target === target
      const asked = { target, role, purpose: request.purpose, call, pieces, leavers, isLast }
      const tried = await askPatiently(patience, question, asked)
      if (tried.kind === 'completed') {
        const { text, finish } = tried.completion
        return {
          kind: 'completed',
          text,
          finish,
          llm: target.name,
          provider: target.provider,
          fallbackReason: first,
        }
      }
      first ??= tried.reason
      // The filter's word is the answer: whoever is asked the same elsewhere goes round it.
      if (tried.reason === 'filter') break
      // A request that was given up says nothing against its model.
      if (tried.kind === 'failed' && !request.signal?.aborted) failed.set(target, tried.reason)
    }
    return { kind: 'failed', reason: reasonOfLeaving(leavers) ?? first ?? 'none' }
  }

  return {
    get isPossible() {
      // Whoever is wanted and cannot be asked must be heard of once, even with nobody after it.
      return isPassedUnsaid() || order.some(({ target }) => !failed.has(target))
    },
    ask,
    attempts: question.attempts,
    settlements: question.settlements,
  }
}

/**
 * The models that may answer, in order: the next one is asked when one fails for good, and whoever failed in a
 * question is not asked again in it. An answer that another target gives begins from nothing: nothing of a broken
 * one is sent along, so no target can refuse it as a prefilled one.
 */
export const openChain = ({ limits, random, sleep, ...services }: OpenChainOptions): Chain => {
  const patience: Patience = {
    ...services,
    limits: limits ?? allLimits.chain,
    random: random ?? Math.random,
    sleep: sleep ?? ((ms, signal) => wait(ms, undefined, { signal })),
  }
  return { openChat: (asked) => openQuestion(patience, asked) }
}
