import type { Context, Middleware } from 'koa'
import { log } from '../../config/log.ts'
import { AppError, type ErrorCode } from '../../core/errors.ts'
import {
  DatabaseUnavailableError,
  DataDirUnusableError,
  DiskFullError,
  explainDatabaseError,
} from '../../db/errors.ts'
import { stateOf } from '../context.ts'
import { type Problem, problemOf } from '../problem.ts'

const retryAfterSeconds = 5

/** Failures of the machine that have their own code; null = a bug. */
const machineCode = (error: unknown): ErrorCode | null => {
  const explained = explainDatabaseError(error)
  if (explained instanceof DatabaseUnavailableError) return 'database_unavailable'
  if (explained instanceof DiskFullError) return 'disk_full'
  if (explained instanceof DataDirUnusableError) return explained.reason === 'disk_full' ? 'disk_full' : null
  return null
}

/**
 * The explained form of any failure; a bug becomes `internal` and is logged here, once, with its stack.
 * @param isGone the client has left: what was broken off by that is nobody's fault and nobody reads the answer
 */
export const explain = (error: unknown, isGone = false): AppError => {
  if (error instanceof AppError) return error
  if (isGone) {
    log.debug({ err: error }, 'the client left')
    return new AppError('internal', 'the client left', { cause: error })
  }
  const code = machineCode(error)
  if (code) {
    log.warn({ err: error, code }, 'the machine failed a request')
    return new AppError(code, 'the machine cannot do this now', { cause: error })
  }
  log.error({ err: error }, 'a bug')
  return new AppError('internal', 'an unexpected error', { cause: error })
}

export const problemFor = (ctx: Context, error: AppError): Problem => {
  const { requestId, locale } = stateOf(ctx)
  return problemOf(error, { requestId, locale, path: ctx.path })
}

const isPositive = (value: unknown): value is number => typeof value === 'number' && value > 0

const setHeaders = (ctx: Context, error: AppError, status: number): void => {
  const { retryAfterMs, allow } = error.details
  if (isPositive(retryAfterMs)) ctx.set('Retry-After', String(Math.ceil(retryAfterMs / 1000)))
  else if (status === 503) ctx.set('Retry-After', String(retryAfterSeconds))
  if (typeof allow === 'string') ctx.set('Allow', allow)
  if (status === 401) ctx.set('WWW-Authenticate', 'Bearer realm="sextant"')
  // What is left of the body is not read; on a kept connection it would be taken for the next request.
  if (status === 413) ctx.set('Connection', 'close')
}

/** Answers with a problem document (RFC 9457). */
export const answerProblem = (ctx: Context, error: AppError): void => {
  const problem = problemFor(ctx, error)
  ctx.status = problem.status
  setHeaders(ctx, error, problem.status)
  ctx.set('Cache-Control', 'no-store')
  ctx.body = JSON.stringify(problem)
  ctx.type = 'application/problem+json'
}

/** Every failure below becomes a problem document; a bug shows its request id and nothing else. */
export const problemErrors = (): Middleware => async (ctx, next) => {
  try {
    await next()
    if (ctx.status === 404 && ctx.body === undefined && ctx.respond !== false)
      throw new AppError('not_found', 'there is nothing at this address')
  } catch (error) {
    answerProblem(ctx, explain(error, ctx.res.closed && !ctx.res.writableFinished))
  }
}
