import { createHmac } from 'node:crypto'
import type { Context } from 'koa'
import { Op, UniqueConstraintError } from 'sequelize'
import { v5 as uuidOf } from 'uuid'
import { limits } from '../../config/limits.ts'
import { log } from '../../config/log.ts'
import { AppError } from '../../core/errors.ts'
import type { Database } from '../../db/database.ts'
import { asOwner } from '../../db/tenant.ts'

/** What is given again for a known key. */
export interface StoredAnswer {
  status: number
  body: unknown
  headers: Record<string, string | string[]>
}

/** A first request: exactly one of both is called at its end. */
export interface Claim {
  keep(answer: StoredAnswer): Promise<void>
  /** The request failed and changed nothing: the key is free again. */
  release(): Promise<void>
}

export interface IdempotentRequest {
  /** Whose key: two callers may choose the same one. */
  scope: string
  key: string
  method: string
  path: string
  bodyHash: string
  /** The handler knows a repetition by `onceIdOf`: let it join. */
  isResumable?: boolean
}

const onceNamespace = '6f2f5f86-3c39-4d0c-9d19-6b2f1d0f8a11'

/** One id for all repetitions of a request; another body under the same key is another request. */
export const onceIdOf = ({ scope, key, method, path, bodyHash }: IdempotentRequest): string =>
  uuidOf(JSON.stringify([scope, key, method, path, bodyHash]), onceNamespace)

/** After this a claim counts as left behind by a process that died. */
const leaseMs = 2 * 60 * 1000

/** The request's key; null when it has none. @throws AppError `invalid_request` */
export const idempotencyKeyOf = (ctx: Context): string | null => {
  const key = ctx.get('idempotency-key')
  if (key === '') return null
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key
  throw new AppError('invalid_request', 'the Idempotency-Key must be 1 to 255 visible ASCII characters', {
    details: {
      errors: [{ in: 'header', pointer: '/idempotency-key', reason: '1 to 255 visible ASCII characters' }],
      count: 1,
    },
  })
}

/**
 * Of the parsed parts, so that spaces and a form's boundary make no difference. Under a key of the server, or whoever
 * reads the table could try passwords that stood in a body.
 */
export const hashBody = (parts: unknown, key: Uint8Array): string =>
  createHmac('sha256', key)
    .update(JSON.stringify(parts) ?? '')
    .digest('hex')

const insert = async (db: Database, { isResumable: _, ...request }: IdempotentRequest): Promise<boolean> => {
  const expiresAt = new Date(Date.now() + limits.api.idempotencyHours * 3_600_000)
  try {
    await asOwner(db, () => db.models.IdempotencyKey.create({ ...request, state: 'running', expiresAt }))
    return true
  } catch (error) {
    if (error instanceof UniqueConstraintError) return false
    throw error
  }
}

const dropStale = (db: Database, { scope, key }: IdempotentRequest): Promise<number> =>
  asOwner(db, () =>
    db.models.IdempotencyKey.destroy({
      where: {
        scope,
        key,
        [Op.or]: [
          { expiresAt: { [Op.lt]: new Date() } },
          { state: 'running', createdAt: { [Op.lt]: new Date(Date.now() - leaseMs) } },
        ],
      },
    }),
  )

const claimOf = (db: Database, { scope, key }: IdempotentRequest): Claim => ({
  keep: async (answer) => {
    await asOwner(db, () =>
      db.models.IdempotencyKey.update(
        { state: 'done', status: answer.status, response: answer as object },
        { where: { scope, key } },
      ),
    )
  },
  release: async () => {
    const where = { scope, key, state: 'running' }
    // The request has its own failure to tell; a key that cannot be freed now is free when its lease is over.
    await asOwner(db, () => db.models.IdempotencyKey.destroy({ where })).catch((error: unknown) =>
      log.warn({ err: error }, 'an idempotency key was not released'),
    )
  },
})

const earlier = async (
  db: Database,
  request: IdempotentRequest,
): Promise<{ claim: Claim } | { answer: StoredAnswer }> => {
  const { scope, key } = request
  const row = await asOwner(db, () => db.models.IdempotencyKey.findOne({ where: { scope, key } }))
  if (row?.state === 'running' && isSame(row, request) && request.isResumable)
    return { claim: claimOf(db, request) }
  // Released between our insert and this look: the other one failed, so trying again is right.
  if (row === null || (row.state === 'running' && isSame(row, request)))
    throw new AppError('idempotency_running', 'the first request with this key is still running', {
      details: { retryAfterMs: 1_000 },
    })
  if (!isSame(row, request))
    throw new AppError('idempotency_mismatch', 'this Idempotency-Key was used for another request')
  return { answer: row.response as StoredAnswer }
}

const isSame = (
  row: { method: string; path: string; bodyHash: string },
  request: IdempotentRequest,
): boolean => row.method === request.method && row.path === request.path && row.bodyHash === request.bodyHash

/**
 * Claims the key, or gives the answer of the first request that had it. A resumable one that still runs is joined.
 * @throws AppError `idempotency_running` (409), `idempotency_mismatch` (422)
 */
export const claimKey = async (
  db: Database,
  request: IdempotentRequest,
): Promise<{ claim: Claim } | { answer: StoredAnswer }> => {
  if (await insert(db, request)) return { claim: claimOf(db, request) }
  if ((await dropStale(db, request)) > 0 && (await insert(db, request)))
    return { claim: claimOf(db, request) }
  return earlier(db, request)
}

/** Frees the keys of requests that a process which ended was working on. For the only process of a database. */
export const dropRunningKeys = (db: Database): Promise<number> =>
  asOwner(db, () => db.models.IdempotencyKey.destroy({ where: { state: 'running' } }))

/** Removes keys whose day is over. */
export const sweepKeys = (db: Database): Promise<number> =>
  asOwner(db, () => db.models.IdempotencyKey.destroy({ where: { expiresAt: { [Op.lt]: new Date() } } }))
