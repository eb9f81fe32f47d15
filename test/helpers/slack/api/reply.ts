import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ApiAnswer, tooMany } from './answer-call.ts'
import type { Fault } from './faults.ts'

export const send = (response: ServerResponse, { status, headers, body }: ApiAnswer): void => {
  if (response.destroyed) return
  response.writeHead(status, headers)
  response.end(typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body))
}

export const text = (status: number, body: string | Uint8Array, type = 'text/plain'): ApiAnswer => ({
  status,
  headers: { 'content-type': type },
  body,
})

export const bearerOf = (request: IncomingMessage): string =>
  /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''

/** What the fault does instead of the call; null = the call goes on. */
export const replyInstead = (fault: Fault | null, response: ServerResponse): ApiAnswer | 'silence' | null => {
  if (fault === null) return null
  if (fault === 'http_500') return text(500, 'Internal Server Error')
  if (fault === 'hang') return 'silence'
  if (fault === 'reset') {
    response.socket?.resetAndDestroy()
    return 'silence'
  }
  if (typeof fault === 'string' || 'meanwhile' in fault) return null
  if ('rateLimited' in fault) return tooMany(fault.rateLimited)
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: { ok: false, ...fault },
  }
}

/** The answer of an accepted call, or what the fault makes of it. */
export const replyAfter = (fault: Fault | null, answer: ApiAnswer, response: ServerResponse): void => {
  if (fault === 'hang_after_acceptance') return
  if (fault === 'drop_reply_after_acceptance') response.socket?.destroy()
  else send(response, fault === 'http_500_after_acceptance' ? text(500, 'Internal Server Error') : answer)
}
