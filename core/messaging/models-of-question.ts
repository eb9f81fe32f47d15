import { limits } from '../../config/limits.ts'
import { log } from '../../config/log.ts'
import type { Rival } from '../answers/compare.ts'
import type { Core, OpenChat } from '../core.ts'
import type { Chat } from '../llm/chat.ts'
import type { ChosenModel } from '../llm/choose-models.ts'
import { closeCall } from '../quotas/settle.ts'
import type { Asked } from './asked.ts'

/**
 * Most questions of one tenant that wait for models in this process. Those beyond are answered from the data alone,
 * at once, so that one tenant's slow provider leaves hands for everybody else (see `answerHands`).
 */
const mostWaiting = 40
/** Questions that a process works on at once where models may be asked: most of them only wait. */
export const answerHands = 120

const waiting = new WeakMap<Core['db'], Map<string, number>>()

const countersOf = ({ db }: Core): Map<string, number> => {
  const counters = waiting.get(db) ?? new Map<string, number>()
  waiting.set(db, counters)
  return counters
}

export interface Asker {
  tenantId: string
  asked: Asked
  signal: AbortSignal
}

/** Who pays, as far as limits know them. */
const payerOf = (tenantId: string, { payload, ...asked }: Asked) => ({
  tenantId,
  assistantId: asked.assistant_id,
  conversationId: asked.conversation_id,
  personId: payload.chat ? (payload.person_id ?? null) : asked.person_id,
  service: asked.service_id,
  channel: payload.chat ? `${payload.platform}:${payload.chat.workspace}:${payload.chat.channel}` : null,
})

type Choice = Omit<Parameters<OpenChat>[0], 'payer' | 'hasOwnAccess' | 'signal'>

const open = async (core: Core, { tenantId, asked, signal }: Asker, choice: Choice): Promise<Chat | null> => {
  try {
    const payer = payerOf(tenantId, asked)
    const hasOwnAccess = asked.has_own_access
    const chat = await core.openChat!({ payer, ...choice, hasOwnAccess, signal })
    return chat.isPossible ? chat : null
  } catch (error) {
    log.error({ err: error }, 'the models of a question cannot be opened')
    return null
  }
}

/** The chain ends by itself in time, and says so; whatever hangs beside it is stopped a moment later. */
const graceMs = 2_000

/**
 * Lets `work` ask models, at most until the person must have an answer: then its signal fires. It gets null where there
 * are none to ask, or too many wait for some.
 */
const whileWaiting = async <Result>(
  core: Core,
  { tenantId, signal }: Asker,
  work: (signal: AbortSignal | null) => Promise<Result>,
): Promise<Result> => {
  if (!core.openChat) return work(null)
  const counters = countersOf(core)
  const ahead = counters.get(tenantId) ?? 0
  if (ahead >= mostWaiting) {
    log.warn({ waiting: ahead }, 'too many questions wait for models: answered from the data alone')
    return work(null)
  }
  const over = new AbortController()
  const end = (): void => over.abort()
  const timer = setTimeout(end, limits.answer.modelMs + graceMs)
  signal.addEventListener('abort', end, { once: true })
  if (signal.aborted) end()
  counters.set(tenantId, ahead + 1)
  try {
    return await work(over.signal)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
    const left = (counters.get(tenantId) ?? 1) - 1
    if (left > 0) counters.set(tenantId, left)
    else counters.delete(tenantId)
  }
}

/** Lends a question its models for as long as `work` takes. Without models this costs nothing. */
export const withModels = <Result>(
  core: Core,
  asker: Asker,
  work: (chat: Chat | null) => Promise<Result>,
): Promise<Result> =>
  whileWaiting(core, asker, async (signal) => {
    const { default_llm: defaultLlm, fallback_llm: fallbackLlm, temperature } = asker.asked
    return work(signal && (await open(core, { ...asker, signal }, { defaultLlm, fallbackLlm, temperature })))
  })

/** Lends a question each of these models alone, as `withModels` does a chain of them. */
export const withRivals = <Result>(
  core: Core,
  asker: Asker,
  { chosen, work }: { chosen: readonly ChosenModel[]; work: (rivals: Rival[]) => Promise<Result> },
): Promise<Result> =>
  whileWaiting(core, asker, async (signal) => {
    const openAlone = async (one: ChosenModel): Promise<Rival> => {
      const choice = { defaultLlm: one.name, fallbackLlm: null, temperature: null, isAlone: true }
      return { ...one, chat: signal && (await open(core, { ...asker, signal }, choice)) }
    }
    return work(await Promise.all(chosen.map(openAlone)))
  })

/** What was asked for an answer that could not be stored is paid for all the same. */
export const closeUnanswered = async ({ db }: Core, chat: Chat): Promise<void> => {
  for (const settlement of chat.settlements)
    await closeCall(db, settlement).catch((error: unknown) =>
      log.error({ err: error, attempt: settlement.attempt.id }, 'a call of a model could not be closed'),
    )
}
