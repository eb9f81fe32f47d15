import createClient, { type Client, type Middleware } from 'openapi-fetch'
import { errorOf } from './error.ts'
import { repeatable } from './operations.ts'
import { type RetryOptions, sendPatiently } from './retry.ts'
import type { paths } from './schema.d.ts'
import { type Credentials, openTokens } from './tokens.ts'

export type SextantClientOptions = Credentials & {
  /** Where Sextant answers: `https://sextant.example.org`. */
  baseUrl: string
  /** The tenant's client id, for operators. */
  tenant?: string
  /** The language of messages. */
  locale?: 'fr' | 'en'
  retry?: RetryOptions
  /** Instead of the platform's own. */
  fetch?: (request: Request) => Promise<Response>
}

type Api = Client<paths, 'application/json'>
type JsonOf<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } }
}
  ? Body
  : never

/** Addresses that give a list page by page. */
export type ListPath = {
  [P in keyof paths]: JsonOf<P> extends { items: unknown[]; next_cursor: string | null } ? P : never
}[keyof paths]
export type ItemOf<P extends ListPath> = JsonOf<P> extends { items: (infer Item)[] } ? Item : never
type ParametersOf<P extends ListPath> = paths[P] extends { get: { parameters: infer Given } }
  ? Omit<Given, 'header' | 'cookie'>
  : never

export interface SextantClient {
  /** Calls by method and address, typed by the document: `api.GET('/v1/tenants')`. Failures are thrown. */
  api: Api
  /** The items of a list, all pages one after the other. */
  pages<P extends ListPath>(
    path: P,
    options?: { params?: ParametersOf<P>; signal?: AbortSignal },
  ): AsyncGenerator<ItemOf<P>, void, void>
}

/** What a call gave: `const tenant = await dataOf(api.GET('/v1/tenants/{client_id}', …))`. */
export const dataOf = async <T>(call: Promise<{ data?: T }>): Promise<T> => (await call).data as T

const withKey: Middleware = {
  onRequest: ({ request, schemaPath }) => {
    const isRepeatable = repeatable.has(`${request.method} ${schemaPath}`)
    if (isRepeatable && !request.headers.has('idempotency-key'))
      request.headers.set('idempotency-key', crypto.randomUUID())
    return request
  },
}

/** A client of a Sextant. It signs in when first needed, refreshes its token, and repeats what may be repeated. */
export const openSextantClient = (options: SextantClientOptions): SextantClient => {
  const { baseUrl, retry, tenant, locale, fetch: send = fetch } = options
  const post = (path: string, body: object) =>
    send(
      new Request(new URL(path, baseUrl), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(locale && { 'accept-language': locale }) },
        body: JSON.stringify(body),
      }),
    )
  const tokens = openTokens(options, post)

  const sendAs = (request: Request, token: string): Promise<Response> => {
    const signed = new Request(request.clone())
    if (token !== '') signed.headers.set('authorization', `Bearer ${token}`)
    return sendPatiently(signed, send, retry)
  }

  const sendSignedIn = async (request: Request): Promise<Response> => {
    const token = await tokens.current()
    const answer = await sendAs(request, token)
    const renewed = answer.status === 401 ? await tokens.renew(token) : null
    const last = renewed === null ? answer : await sendAs(request, renewed)
    if (!last.ok) throw await errorOf(last)
    return last
  }

  const headers = { ...(tenant && { 'x-tenant': tenant }), ...(locale && { 'accept-language': locale }) }
  const api: Api = createClient<paths, 'application/json'>({ baseUrl, fetch: sendSignedIn, headers })
  api.use(withKey)

  async function* pages(path: string, given: { params?: object; signal?: AbortSignal } = {}) {
    const { params = {}, signal } = given
    const get = api.GET as unknown as (path: string, init: object) => Promise<{ data: Page }>
    const { query = {} } = params as { query?: object }
    let cursor: string | null = null
    do {
      const page = { ...params, query: { ...query, ...(cursor !== null && { cursor }) } }
      const { data } = await get(path, { params: page, signal })
      yield* data.items
      cursor = data.next_cursor
    } while (cursor !== null)
  }
  return { api, pages: pages as SextantClient['pages'] }
}

interface Page {
  items: unknown[]
  next_cursor: string | null
}
