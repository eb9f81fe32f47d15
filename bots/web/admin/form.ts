import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context } from 'koa'
import { AppError } from '../../../core/errors.ts'

const maxBytes = 16 * 1024

const isOwnOrigin = (ctx: Context): boolean => {
  const origin = ctx.get('origin')
  return URL.canParse(origin) && new URL(origin).host === ctx.get('host')
}

/** A browser says by one of both headers where a form comes from; without either it is none. */
const requireSameOrigin = (ctx: Context): void => {
  const site = ctx.get('sec-fetch-site')
  if (!(site === '' ? isOwnOrigin(ctx) : site === 'same-origin'))
    throw new AppError('forbidden', 'a form must come from a page of the same origin')
}

/** What a form of ours bears and a page of somebody else cannot know: bound to the session, or to the sign-in page. */
export const formTokenOf = (key: Uint8Array, subject: string): string =>
  createHmac('sha256', key).update(`admin-form ${subject}`).digest('base64url')

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))

const readBody = async (ctx: Context): Promise<string> => {
  if (!ctx.is('application/x-www-form-urlencoded'))
    throw new AppError('unsupported_media_type', 'a form is sent as application/x-www-form-urlencoded')
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > maxBytes) {
      // What is left is not read; on a kept connection it would be taken for the next request.
      ctx.set('Connection', 'close')
      throw new AppError('body_too_large', 'the form is too large')
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

/**
 * The fields of a form that this very page sent, without its token. Of a field that is sent twice the last counts.
 * @throws AppError `forbidden`, `unsupported_media_type`, `body_too_large`
 */
export const readForm = async (ctx: Context, token: string): Promise<Record<string, string>> => {
  requireSameOrigin(ctx)
  const { form_token: given = '', ...fields } = Object.fromEntries(new URLSearchParams(await readBody(ctx)))
  if (!isSame(given, token))
    throw new AppError('forbidden', 'the form bears no token of this session', {
      details: { context: 'form' },
    })
  return fields
}
