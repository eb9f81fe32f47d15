import type { Context } from 'koa'
import { limits } from '../../config/limits.ts'
import { AppError } from '../../core/errors.ts'
import { parseJson } from '../json.ts'

const tooLarge = () =>
  new AppError('body_too_large', 'the body is larger than 1 MB', {
    details: { maxBytes: limits.api.maxJsonBytes, maxMb: Math.floor(limits.api.maxJsonBytes / 1024 / 1024) },
  })

/** What a client still sends after the limit is dropped up to here, so that it sees the answer and not a reset connection. */
const graceBytes = 1024 * 1024 + 64 * 1024

const collect = async (ctx: Context): Promise<Buffer> => {
  const { maxJsonBytes } = limits.api
  const declared = Number(ctx.get('content-length') || 0)
  if (declared > maxJsonBytes + graceBytes) throw tooLarge()
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of ctx.req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes <= maxJsonBytes) chunks.push(chunk)
    if (bytes > maxJsonBytes + graceBytes) break
  }
  if (bytes > maxJsonBytes) throw tooLarge()
  return Buffer.concat(chunks)
}

const decode = (bytes: Buffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new AppError('invalid_json', 'the body is not UTF-8', {
      cause,
      details: {
        line: 1,
        column: 1,
        offset: 0,
        errors: [{ in: 'body', pointer: '', reason: 'not UTF-8' }],
      },
    })
  }
}

/**
 * The JSON body; undefined when there is none.
 * @throws AppError `unsupported_media_type`, `body_too_large`, `invalid_json`, `invalid_value`
 */
export const readJsonBody = async (ctx: Context): Promise<unknown> => {
  const hasBody = Number(ctx.get('content-length') || 0) > 0 || ctx.get('transfer-encoding') !== ''
  if (!hasBody) return undefined
  if (!ctx.is('application/json', 'application/*+json') || ctx.get('content-encoding') !== '')
    throw new AppError('unsupported_media_type', 'the body must be application/json', {
      details: { wanted: 'application/json' },
    })
  const bytes = await collect(ctx)
  return bytes.length === 0 ? undefined : parseJson(decode(bytes))
}
