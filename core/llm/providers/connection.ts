import { limits } from '../../../config/limits.ts'
import { ProviderFailure } from '../provider.ts'
import { type Classify, refuseFailure } from './failure.ts'
import type { Watch } from './watch.ts'

/** `fetch` of one kind of address; `dispatcher` is undici's, as Node's own `fetch` takes it too. */
export interface Transport {
  fetch(url: string, init: DispatchedInit): Promise<Response>
  /** Where requests go; the watch stands before it. */
  dispatcher(): Promise<Dispatcher> | Dispatcher
}

export interface DispatchedInit extends Omit<RequestInit, 'dispatcher'> {
  dispatcher?: Dispatcher
}

/** The part of undici's dispatcher and handler that is stood before; both of its handler styles. */
export interface Dispatcher {
  dispatch(options: object, handler: Handler): boolean
}

type Method = (...values: never[]) => unknown
type Handler = Record<string, Method | undefined>
type Abort = (reason: Error) => void

/** Per call: how a request of the SDK finds the watch over it. */
export interface WatchedInit extends RequestInit {
  watch?: Watch
}

/** Only these leave: the SDKs add what describes this machine, and headers that their own variables name. */
const sentHeaders = ['accept', 'content-type', 'anthropic-version', 'user-agent']

const headersOf = (init: RequestInit, apiKey: string): Record<string, string> => {
  const given = init.headers instanceof Headers ? init.headers : new Headers(init.headers)
  const sent: Record<string, string> = { 'accept-encoding': 'identity' }
  if (apiKey) sent.authorization = `Bearer ${apiKey}`
  for (const name of sentHeaders) {
    const value = given.get(name)
    if (value !== null) sent[name] = value
  }
  return sent
}

/** Calls `before` and then the handler's own method of that name. */
const before = (handler: Handler, name: string, act: (...values: never[]) => unknown): void => {
  const own = handler[name]
  if (!own) return
  handler[name] = function (this: unknown, ...values: never[]) {
    act(...values)
    return own.apply(this, values)
  }
}

/** Tells the watch that a connection stands, and ends an answer that has too many bytes. */
const watchHandler = (handler: Handler, watch: Watch | undefined): Handler => {
  let received = 0
  let abort: Abort = () => undefined
  const connect = (given: Abort): void => {
    abort = given
    watch?.connected()
  }
  const count = (chunk: Uint8Array): void => {
    received += chunk.length
    if (received > limits.provider.maxReceivedBytes) abort(new ProviderFailure({ kind: 'malformed' }))
  }
  before(handler, 'onConnect', connect)
  before(handler, 'onRequestStart', (controller: { abort: Abort }) => connect((why) => controller.abort(why)))
  before(handler, 'onData', count)
  before(handler, 'onResponseData', (_: unknown, chunk: Uint8Array) => count(chunk))
  return handler
}

/** What the SDKs are given for a key: they insist on one, and what they do not know they cannot show. */
export const noKey = 'none'

interface FetchOptions {
  transport: Transport
  apiKey: string
  classify: Classify
}

/**
 * The `fetch` that an SDK is given: it adds the key, is watched and bounded, follows no redirect, and fails with a
 * `ProviderFailure` already when the answer is no stream.
 */
export const openFetch =
  ({ transport, apiKey, classify }: FetchOptions) =>
  async (input: string | URL | Request, { watch, ...init }: WatchedInit = {}): Promise<Response> => {
    const next = await transport.dispatcher()
    const dispatcher: Dispatcher = {
      dispatch: (options, handler) => next.dispatch(options, watchHandler(handler, watch)),
    }
    const headers = headersOf(init, apiKey)
    const request = { ...init, headers, redirect: 'manual', dispatcher } as DispatchedInit
    const response = await transport.fetch(String(input), request)
    await refuseFailure(response, { isList: init.method === 'GET', classify })
    return response
  }

const globalDispatcher = Symbol.for('undici.globalDispatcher.1')

/**
 * Node's own `fetch` with its own connections, for addresses that the operator chose. Under the symbol stands Node's
 * dispatcher (undici documents it for exactly this); the package of that name would cost 30 MB of memory.
 */
export const openTransport: Transport = {
  fetch: (url, init) => fetch(url, init as RequestInit),
  dispatcher: () => (globalThis as unknown as Record<symbol, Dispatcher>)[globalDispatcher] as Dispatcher,
}
