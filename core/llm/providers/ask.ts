import { z } from 'zod'
import { limits } from '../../../config/limits.ts'
import {
  type CallOptions,
  type ChatCall,
  type Completion,
  ProviderFailure,
  type Target,
  type TokenUsage,
} from '../provider.ts'
import { type Classify, failureOf } from './failure.ts'
import { concludeAnswer, openReceipt, type Receipt } from './receipt.ts'
import { openWatch, type Watch } from './watch.ts'

/** A model that a key may use; `shutdownDate` as the provider writes it. */
export interface ListedModel {
  id: string
  shutdownDate: string | null
}

/** What differs between the languages of providers. */
export interface Dialect {
  /** What is loaded at the first question, which no deadline counts. */
  load(): Promise<unknown>
  /** Sends the request; the stream's events come as the SDK parsed them, whatever they are. */
  open(target: Target, call: ChatCall, watch: Watch): Promise<AsyncIterable<unknown>>
  /**
   * Takes one event into the receipt and returns its text, `''` for one without, null for one without a token.
   * @throws ProviderFailure, or a TypeError for an event of no known shape
   */
  read(event: unknown, receipt: Receipt): string | null
  classify: Classify
  listModels(signal: AbortSignal): Promise<Response>
  /** What a broken-off answer cost, as far as the provider said. */
  partialUsage?(receipt: Receipt): TokenUsage | null
}

const loaded = new WeakSet<Dialect>()

const load = async (dialect: Dialect): Promise<void> => {
  await dialect.load().then(
    () => loaded.add(dialect),
    () => undefined,
  )
}

/** Asks once, streaming. Never retries. @throws ProviderFailure, and nothing else */
export const ask = async (
  dialect: Dialect,
  { target, call }: { target: Target; call: ChatCall },
  options: CallOptions,
): Promise<Completion> => {
  // `open` meets the same error again, where it is classified.
  if (!loaded.has(dialect)) await load(dialect)
  const watch = openWatch(options)
  const receipt = openReceipt(target.model)
  try {
    refuseWhenOver(watch)
    const events = (await dialect.open(target, call, watch))[Symbol.asyncIterator]()
    await receive(dialect, events, { watch, receipt, onText: options.onText })
    const completion = concludeAnswer(receipt)
    void drain(events, watch)
    return completion
  } catch (error) {
    watch.abort()
    throw brokenOff(error, { dialect, watch, receipt })
  } finally {
    watch.stop()
  }
}

interface Receiving {
  watch: Watch
  receipt: Receipt
  onText?: CallOptions['onText']
}

/** Both SDKs end a stream whose signal fired as if it were complete. */
const refuseWhenOver = (watch: Watch): void => {
  const kind = watch.cause()
  if (kind) throw new ProviderFailure({ kind })
}

const receive = async (
  dialect: Dialect,
  events: AsyncIterator<unknown>,
  { watch, receipt, onText }: Receiving,
): Promise<void> => {
  try {
    for (;;) {
      const { done, value } = await events.next()
      if (done) break
      receipt.hasEvents = true
      const wasFinished = receipt.finish !== null
      const text = dialect.read(value, receipt)
      if (text) onText?.(text)
      if (receipt.isOver) return
      if (receipt.finish !== null && !wasFinished) watch.finished()
      else if (text !== null) watch.progressed()
    }
    refuseWhenOver(watch)
  } catch (error) {
    // Whole but for its count of tokens: what breaks after the finish reason takes nothing away.
    if (receipt.finish === null || watch.cause() === 'cancelled') throw error
  }
}

/** Reads up to the end mark, so that the connection can be used again, but not for long. */
const drain = async (events: AsyncIterator<unknown>, watch: Watch): Promise<void> => {
  const timer = setTimeout(watch.abort, limits.provider.drainMs)
  timer.unref()
  try {
    while (!(await events.next()).done);
  } catch {
    // The answer is complete; how its connection ends is nobody's concern.
  } finally {
    clearTimeout(timer)
  }
}

const brokenOff = (
  error: unknown,
  { dialect, watch, receipt }: Receiving & { dialect: Dialect },
): ProviderFailure => {
  const failure = failureOf(error, dialect.classify)
  return new ProviderFailure({
    kind: watch.cause() ?? failure.kind,
    status: failure.status,
    retryAfterMs: failure.retryAfterMs,
    partialText: receipt.text,
    characters: receipt.characters,
    usage: dialect.partialUsage ? dialect.partialUsage(receipt) : receipt.usage,
    cause: failure.cause,
  })
}

/** The models that a key may use: what shows that it works. @throws ProviderFailure, and nothing else */
export const list = async (
  dialect: Dialect,
  { signal, deadlineMs }: { signal: AbortSignal; deadlineMs: number },
): Promise<ListedModel[]> => {
  await dialect.load().catch(() => undefined)
  const deadline = AbortSignal.timeout(deadlineMs)
  try {
    const response = await dialect.listModels(AbortSignal.any([signal, deadline]))
    return modelsOf(await response.json())
  } catch (error) {
    if (signal.aborted) throw new ProviderFailure({ kind: 'cancelled' })
    if (deadline.aborted) throw new ProviderFailure({ kind: 'timeout' })
    throw failureOf(error, dialect.classify)
  }
}

const listed = z.object({
  data: z.array(z.object({ id: z.string().min(1), shutdown_date: z.string().nullish() })),
})

/** Read here: the SDKs make an empty list of whatever is none, and a key would seem to work. */
const modelsOf = (body: unknown): ListedModel[] => {
  const { success, data } = listed.safeParse(body)
  if (!success) throw new ProviderFailure({ kind: 'malformed' })
  return data.data.map(({ id, shutdown_date }) => ({ id, shutdownDate: shutdown_date ?? null }))
}
