import type { IncomingMessage } from 'node:http'
import type { Context, Middleware } from 'koa'
import { limits } from '../../config/limits.ts'
import { log } from '../../config/log.ts'
import { AppError } from '../../core/errors.ts'
import { answerInTime, type Interactions } from './answer-in-time.ts'
import type { Loose } from './event-keys.ts'
import { openSignatureCheck, type SignedRequest, type Verdict } from './signature.ts'
import { takeEvent } from './take-event.ts'

export interface ReceiverOptions extends Interactions {
  /** Of the app; two while one replaces the other. */
  signingSecrets: readonly string[]
}

const path = '/slack/events'
const json = 'application/json'
const form = 'application/x-www-form-urlencoded'
const { maxBytes } = limits.slackRequests

const tooLarge = (): AppError =>
  new AppError('body_too_large', 'the body is larger than 1 MB', { details: { maxBytes } })

/** What is still sent beyond the limit is dropped up to here, so that the sender sees the answer and no broken line. */
const graceBytes = maxBytes

/** The bytes that were signed. */
const readBody = (request: IncomingMessage): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    request
      .on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes <= maxBytes) chunks.push(chunk)
        if (bytes > maxBytes + graceBytes) reject(tooLarge())
      })
      .once('end', () => (bytes > maxBytes ? reject(tooLarge()) : resolve(Buffer.concat(chunks))))
      .once('error', reject)
      .once('close', () => request.complete || reject(new Error('the request broke off')))
  })

const typeOf = (ctx: Context): typeof json | typeof form => {
  const given = ctx.get('content-type').split(';', 1)[0]!.trim().toLowerCase()
  if ((given !== json && given !== form) || ctx.get('content-encoding') !== '')
    throw new AppError('unsupported_media_type', 'the body must be JSON or a form', {
      details: { wanted: `${json}, ${form}` },
    })
  return given
}

const checkMethod = ({ method }: Context): void => {
  if (method !== 'POST')
    throw new AppError('method_not_allowed', `${method} is not possible here`, {
      details: { allow: 'POST', method },
    })
}

const parse = (text: string): Loose => {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as Loose
  } catch {
    // Below: signed by Slack, and no JSON all the same.
  }
  throw new AppError('invalid_json', 'the body is no JSON object', {
    details: { errors: [{ in: 'body', pointer: '', reason: 'no JSON object' }] },
  })
}

/** A press or a form is JSON in a field; a command is the fields themselves. */
const parseForm = (fields: URLSearchParams): Loose => {
  const payload = fields.get('payload')
  return payload === null ? Object.fromEntries(fields) : parse(payload)
}

/** A wrong secret or clock stops everything: the log names which, at most once a minute, for anybody can cause it. */
const openComplaint = (): ((verdict: Verdict) => void) => {
  let lastAt = Number.NEGATIVE_INFINITY
  return (verdict) => {
    if (performance.now() - lastAt < 60_000) return
    lastAt = performance.now()
    log.warn({ reason: verdict }, 'a request to Slack’s address was not signed by Slack, or not just now')
  }
}

const openVerification = (secrets: readonly string[]): ((request: SignedRequest) => void) => {
  const check = openSignatureCheck(secrets)
  const complain = openComplaint()
  return (request) => {
    const verdict = check(request)
    if (verdict === 'valid') return
    complain(verdict)
    throw new AppError('signature_invalid', 'the signature is not valid, or too old')
  }
}

const answerEvent = async (ctx: Context, { db }: ReceiverOptions, text: string): Promise<void> => {
  const envelope = parse(text)
  ctx.status = 200
  if (envelope.type === 'url_verification') ctx.body = { challenge: String(envelope.challenge ?? '') }
  else {
    await takeEvent(db, envelope, text)
    ctx.body = ''
  }
}

const answerForm = async (ctx: Context, options: ReceiverOptions, fields: URLSearchParams): Promise<void> => {
  const { status, body } = await answerInTime(options, parseForm(fields), ctx.req.headers)
  ctx.status = status
  ctx.body = body
}

/**
 * Where Slack delivers everything. Events are acknowledged once they are stored; commands, presses and forms get their
 * answer in the response.
 * @throws (as problems) `signature_invalid`, `request_repeated`, `database_unavailable` and what a body can have wrong
 */
export const slackReceiver = (options: ReceiverOptions): Middleware => {
  const verify = openVerification(options.signingSecrets)
  return async (ctx, next) => {
    if (ctx.path !== path) return next()
    // For the access log and the metrics, which know no other name for an address that is no route of the API.
    ctx.state.route = path
    checkMethod(ctx)
    const type = typeOf(ctx)
    const body = await readBody(ctx.req)
    const fields = type === form ? new URLSearchParams(body.toString()) : null
    // Slack's test of the certificate is not signed; nothing is done about it.
    if (fields?.get('ssl_check') === '1') ctx.body = ''
    else {
      const timestamp = ctx.get('x-slack-request-timestamp')
      verify({ body, timestamp, signature: ctx.get('x-slack-signature') })
      if (fields) await answerForm(ctx, options, fields)
      else await answerEvent(ctx, options, body.toString())
    }
  }
}
