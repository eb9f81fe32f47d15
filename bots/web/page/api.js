import { locale } from './words.js'

/** @typedef {{ status: number, code: string, detail: string, errors?: { pointer?: string, detail?: string, reason?: string }[], retryAfter?: number }} Problem */

/** A refusal of the server (its problem document) or, with code `offline`, no answer at all. */
export class ApiError extends Error {
  /** @param {Problem} problem */
  constructor(problem) {
    super(problem.detail)
    this.problem = problem
  }
}

/** The tenant that the address names: an operator's choice, or whose public assistants a visitor uses. */
export const namedTenant = new URLSearchParams(location.search).get('tenant')
let sendsTenant = true
/** A person is in their own tenant, whatever the address says. */
export const leaveTenantOut = () => {
  sendsTenant = false
}

/** @param {Record<string, string>} [more] */
export const requestHeaders = (more = {}) => ({
  'Accept-Language': locale(),
  ...(namedTenant && sendsTenant && { 'X-Tenant': namedTenant }),
  ...more,
})

/**
 * @param {Response} response
 * @returns {Promise<ApiError>}
 */
const readProblem = async (response) => {
  const body = await response.json().catch(() => ({}))
  const retryAfter = Number(response.headers.get('Retry-After'))
  return new ApiError({
    status: response.status,
    code: body.code ?? 'internal',
    detail: body.detail ?? '',
    errors: body.errors,
    ...(retryAfter > 0 && { retryAfter }),
  })
}

/** @returns {ApiError} */
export const offlineError = () => new ApiError({ status: 0, code: 'offline', detail: '' })

/** @type {{ renew: () => Promise<boolean>, lost: () => void } | null} */
let session = null
/**
 * What to do when the access token is over: `renew` says whether there is a new one, `lost` asks to sign in.
 * @param {{ renew: () => Promise<boolean>, lost: () => void }} next
 */
export const onSessionEnd = (next) => {
  session = next
}

/** @type {Promise<boolean> | null} */
let renewal = null
/** Several requests may meet the end at once; a refresh token works only once. */
const renewOnce = () => {
  renewal ??= (session?.renew() ?? Promise.resolve(false)).finally(() => {
    renewal = null
  })
  return renewal
}

/**
 * fetch with the session in mind: what was refused because the access token is over is sent once more.
 * @param {string} path
 * @param {RequestInit} request
 * @returns {Promise<Response>} of a good status
 * @throws {ApiError}
 */
export const send = async (path, request) => {
  const once = () =>
    fetch(path, { ...request, credentials: 'same-origin' }).catch((error) => {
      throw error.name === 'AbortError' ? error : offlineError()
    })
  let response = await once()
  if (response.status === 401 && session) {
    if (await renewOnce()) response = await once()
    else session.lost()
  }
  if (!response.ok) throw await readProblem(response)
  return response
}

/**
 * One call of the REST API; JSON both ways, a FormData as it is. 204 gives null.
 * @param {string} method
 * @param {string} path
 * @param {any} [body]
 * @param {{ signal?: AbortSignal, headers?: Record<string, string> }} [options]
 * @returns {Promise<any>}
 * @throws {ApiError}
 */
export const call = async (method, path, body, { signal, headers = {} } = {}) => {
  const isForm = body instanceof FormData
  const response = await send(path, {
    method,
    headers: requestHeaders({
      Accept: 'application/json',
      ...(body !== undefined && !isForm && { 'Content-Type': 'application/json' }),
      ...headers,
    }),
    body: body === undefined ? undefined : isForm ? body : JSON.stringify(body),
    signal,
  })
  return response.status === 204 ? null : response.json().catch(() => null)
}

/**
 * Every item of a list, page after page.
 * @param {string} path
 * @returns {Promise<any[]>}
 */
export const callAll = async (path) => {
  const items = []
  /** @type {string | null} */
  let cursor = null
  do {
    const url = new URL(path, location.origin)
    url.searchParams.set('limit', '200')
    if (cursor) url.searchParams.set('cursor', cursor)
    const page = await call('GET', url.pathname + url.search)
    items.push(...page.items)
    cursor = page.next_cursor
  } while (cursor && items.length < 2000)
  return items
}

/** A key that makes a repeated POST safe. `randomUUID` would need a secure context, which a LAN address is not. */
export const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
