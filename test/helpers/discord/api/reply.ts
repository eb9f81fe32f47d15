import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Fault } from './faults.ts'
import type { ApiAnswer } from './route.ts'

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): ApiAnswer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body,
})

export const send = (response: ServerResponse, { status, headers, body }: ApiAnswer): void => {
  if (response.destroyed) return
  response.writeHead(status, headers)
  if (status === 204) response.end()
  else response.end(body instanceof Uint8Array || typeof body === 'string' ? body : JSON.stringify(body))
}

export const tooMany = (
  seconds: number,
  isGlobal: boolean,
  headers: Record<string, string> = {},
): ApiAnswer =>
  json(
    429,
    { message: 'You are being rate limited.', retry_after: seconds, global: isGlobal },
    {
      ...headers,
      'retry-after': String(Math.ceil(seconds)),
      'x-ratelimit-scope': isGlobal ? 'global' : 'user',
      ...(isGlobal && { 'x-ratelimit-global': 'true' }),
      via: '1.1 loopback',
    },
  )

const serverError = (): ApiAnswer => json(500, { message: '500: Internal Server Error', code: 0 })

/** What the fault does instead of the call; null = the call goes on. */
export const replyInstead = (fault: Fault | null, request: IncomingMessage): ApiAnswer | 'silence' | null => {
  if (fault === 'http_500') return serverError()
  if (fault === 'hang') return 'silence'
  if (fault === 'reset') {
    request.socket.resetAndDestroy()
    return 'silence'
  }
  if (fault === null || typeof fault === 'string' || 'meanwhile' in fault) return null
  if ('rateLimited' in fault) return tooMany(fault.rateLimited, fault.global ?? false)
  return json(fault.status ?? 400, { message: 'An error that the test asked for', code: fault.error })
}

/** The answer of an accepted call, or what the fault makes of it. */
export const replyAfter = (fault: Fault | null, answer: ApiAnswer, response: ServerResponse): void => {
  if (fault === 'hang_after_acceptance') return
  if (fault === 'drop_reply_after_acceptance') response.socket?.destroy()
  else send(response, fault === 'http_500_after_acceptance' ? serverError() : answer)
}
