import { Op } from 'sequelize'
import { v7 as uuidv7 } from 'uuid'
import { limits } from '../../config/limits.ts'
import type { Database } from '../../db/database.ts'
import type { Session } from '../../db/models/session.ts'
import { asOwner } from '../../db/tenant.ts'
import { AppError } from '../errors.ts'
import { type Holder, hashSecret, makeSecret } from './tokens.ts'

/** A family lives so long however often it is used. */
export const absoluteSeconds = 30 * 24 * 3600
const inSeconds = (seconds: number): Date => new Date(Date.now() + seconds * 1000)

/** One live refresh token of a family. */
export interface OpenSession {
  familyId: string
  /** Given away once; only its hash is kept. */
  refreshToken: string
  holder: Holder
  /** The holder's when the family began: with another one it is over. */
  tokenVersion: number
}

const addToken = async (
  db: Database,
  session: {
    holder: Holder
    familyId: string
    absoluteExpiresAt: Date
    previousHash: string | null
    userAgent: string | null
    tokenVersion: number
  },
): Promise<OpenSession> => {
  const { holder, familyId, ...rest } = session
  const refreshToken = makeSecret()
  await db.models.Session.create({
    ...rest,
    familyId,
    holderKind: holder.kind,
    holderId: holder.id,
    tenantId: holder.tenantId,
    tokenHash: hashSecret(refreshToken),
    expiresAt: inSeconds(limits.auth.refreshTokenSeconds),
  })
  return { familyId, refreshToken, holder, tokenVersion: session.tokenVersion }
}

/** Starts a family: the first refresh token after a sign-in. It lives 7 days without use and 30 with. */
export const openSession = (
  db: Database,
  holder: Holder,
  { userAgent, tokenVersion }: { userAgent: string | null; tokenVersion: number },
): Promise<OpenSession> =>
  asOwner(db, () =>
    addToken(db, {
      holder,
      familyId: uuidv7(),
      absoluteExpiresAt: inSeconds(absoluteSeconds),
      previousHash: null,
      userAgent: userAgent?.slice(0, 300) ?? null,
      tokenVersion,
    }),
  )

/** What a refresh token was found to be. */
type Found =
  | { kind: 'rotated'; session: OpenSession }
  | { kind: 'reused'; session: Session; wasLive: boolean }
  | { kind: 'unknown' }

const rotate = async (db: Database, token: string): Promise<Found> => {
  const now = new Date()
  const { Session } = db.models
  const old = await Session.findOne({ where: { tokenHash: hashSecret(token) }, lock: true })
  if (!old || old.expiresAt < now || old.absoluteExpiresAt < now) return { kind: 'unknown' }
  if (old.revokedAt !== null) {
    const live = { familyId: old.familyId, revokedAt: null }
    const [ended] = await Session.update({ revokedAt: now }, { where: live })
    return { kind: 'reused', session: old, wasLive: ended > 0 }
  }
  await old.update({ revokedAt: now })
  const session = await addToken(db, {
    holder: { kind: old.holderKind, id: old.holderId, tenantId: old.tenantId },
    familyId: old.familyId,
    absoluteExpiresAt: old.absoluteExpiresAt,
    previousHash: old.tokenHash,
    userAgent: old.userAgent,
    tokenVersion: old.tokenVersion,
  })
  return { kind: 'rotated', session }
}

/** What `token_reuse` is about. */
export interface Reuse {
  holder: Holder
  familyId: string
  userAgent: string | null
  openedAt: Date
  /** False when the family was over before: somebody comes late, and nothing new has happened. */
  wasLive: boolean
}

/** A family's beginning is not stored; its end is, and does not move. */
export const startOf = (absoluteExpiresAt: Date): Date =>
  new Date(absoluteExpiresAt.getTime() - absoluteSeconds * 1000)

/**
 * Exchanges a refresh token for the next one of its family. A token that was exchanged before ends the whole family:
 * either its owner or a thief has the newer one, and nobody can tell which.
 * @throws AppError `unauthenticated` (unknown or expired), `token_reuse`
 */
export const rotateSession = async (db: Database, token: string): Promise<OpenSession> => {
  const found = await asOwner(db, () => rotate(db, token))
  if (found.kind === 'rotated') return found.session
  if (found.kind === 'unknown') throw new AppError('unauthenticated', 'the refresh token is not valid')
  const { holderKind: kind, holderId: id, tenantId, familyId, userAgent, absoluteExpiresAt } = found.session
  const reuse: Reuse = {
    holder: { kind, id, tenantId },
    familyId,
    userAgent,
    openedAt: startOf(absoluteExpiresAt),
    wasLive: found.wasLive,
  }
  throw new AppError('token_reuse', 'this refresh token was used before; all of its family are void now', {
    details: { ...reuse },
  })
}

/** Ends a family and the access token at hand. */
export const closeSession = (
  db: Database,
  session: { familyId: string; jti: string; expiresAt: Date },
): Promise<void> =>
  asOwner(db, async () => {
    const { familyId, jti, expiresAt } = session
    await db.models.Session.update({ revokedAt: new Date() }, { where: { familyId, revokedAt: null } })
    await db.models.RevokedToken.upsert({ jti, expiresAt })
  })

/** Whether the access token was signed out or its family ended. */
export const isEnded = (db: Database, token: { jti: string; familyId: string }): Promise<boolean> =>
  asOwner(db, async () => {
    const { Session, RevokedToken } = db.models
    if (await RevokedToken.findByPk(token.jti)) return true
    return (await Session.count({ where: { familyId: token.familyId, revokedAt: null } })) === 0
  })

/** Removes what has no use any more. @returns rows removed */
export const sweepSessions = (db: Database): Promise<number> =>
  asOwner(db, async () => {
    const over = { [Op.lt]: new Date() }
    const dayAgo = { [Op.lt]: new Date(Date.now() - 24 * 3600 * 1000) }
    const { RevokedToken, Session, SignInCounter, PasswordLink } = db.models
    const tokens = await RevokedToken.destroy({ where: { expiresAt: over } })
    const sessions = await Session.destroy({ where: { absoluteExpiresAt: over } })
    // The memory of repeated failures is a day long.
    const counters = await SignInCounter.destroy({ where: { endsAt: dayAgo } })
    return tokens + sessions + counters + (await PasswordLink.destroy({ where: { expiresAt: dayAgo } }))
  })
