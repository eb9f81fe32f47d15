import { limits } from '../../config/limits.ts'
import type { Database } from '../../db/database.ts'
import { AppError, isAppError } from '../errors.ts'
import { tellHolder } from '../notifications/tell-holder.ts'
import { type Account, type Authentication, actorOf, findAccount, type SignedIn } from './authentication.ts'
import { knownDevice, markDevice } from './devices.ts'
import { type Candidate, findCandidates } from './find-login.ts'
import { inHolderScope, recordOwn } from './holder-trail.ts'
import { noteFailing } from './note-failing.ts'
import { verifyPassword } from './passwords.ts'
import { closeSession, type OpenSession, openSession, type Reuse, rotateSession } from './sessions.ts'
import type { Attempt, SignInGuard } from './sign-in-guard.ts'
import { type Holder, signAccessToken } from './tokens.ts'

export interface SignInServices {
  db: Database
  /** From `deriveKey(masterKey, 'access-token')`. */
  key: Uint8Array
  guard: SignInGuard
  authentication: Authentication
}

export interface SignInRequest {
  /** E-mail address or user name, whatever its case. */
  login: string
  password: string
  /** Only needed by somebody who has the same login in several tenants. */
  clientId?: string
  ip: string
  userAgent: string | null
  /** The mark that an earlier sign-in left on the device. */
  device?: string | null
}

export interface Tokens {
  accessToken: string
  refreshToken: string
  expiresInSeconds: number
}

/** A new session. */
export interface Entered extends Tokens {
  /** To be left on the device, and shown again with its next sign-in. */
  device: string
}

/** Of the candidates, those whose password it is. Nobody at all takes as long as one. */
const withPassword = async (candidates: Candidate[], password: string): Promise<Holder[]> => {
  const right: Holder[] = []
  for (const { holder, passwordHash } of candidates.length > 0 ? candidates : [nobody])
    if (await verifyPassword(passwordHash, password)) right.push(holder)
  return right
}

const nobody: Candidate = { holder: { kind: 'person', id: '', tenantId: null }, passwordHash: null }

const issue = async (key: Uint8Array, account: Account, session: OpenSession): Promise<Tokens> => {
  const { holder, role, email, tokenVersion } = account
  const accessToken = await signAccessToken(key, {
    sub: holder.id,
    kind: holder.kind,
    tenant: holder.tenantId,
    role,
    perms: [...actorOf(account).permissions],
    email,
    is_admin: holder.kind === 'operator' || role === 'admin',
    token_version: tokenVersion,
    sid: session.familyId,
  })
  return {
    accessToken,
    refreshToken: session.refreshToken,
    expiresInSeconds: limits.auth.accessTokenSeconds,
  }
}

const fail = async (
  { db }: SignInServices,
  { request, known, last }: { request: SignInRequest; known?: Candidate; last: Map<string, number> },
): Promise<never> => {
  const holder = known?.holder ?? null
  await recordOwn(db, holder, {
    action: 'session.opened',
    outcome: 'failed',
  })
  const closedAfter = (holder && last.get(holder.id)) ?? null
  await noteFailing(db, { holder, login: request.login, closedAfter })
  throw new AppError('sign_in_failed', 'login or password is wrong')
}

/** Counted by account, or a login that has two names would have two chances. */
const attemptOf = (key: Uint8Array, request: SignInRequest, candidates: Candidate[]): Attempt => {
  const ids = candidates.map(({ holder }) => holder.id)
  const devices = ids
    .map((id) => knownDevice(key, id, request.device ?? null))
    .filter((device) => device !== null)
  return {
    subjects: ids.length > 0 ? ids : [request.login.trim().toLowerCase()],
    ip: request.ip,
    device: devices[0] ?? null,
  }
}

/** Opens a session for an account whose owner has just proved to be it. */
export const enter = async (
  { db, key }: Pick<SignInServices, 'db' | 'key'>,
  account: Account,
  userAgent: string | null,
): Promise<Entered> => {
  const { holder, tokenVersion } = account
  const session = await openSession(db, holder, { userAgent, tokenVersion })
  await recordOwn(db, holder, { action: 'session.opened', target: { kind: 'session', id: session.familyId } })
  return { ...(await issue(key, account, session)), device: markDevice(key, holder.id) }
}

/**
 * Signs an operator or a person in. An unknown login and a wrong password give the same answer in the same time.
 * @throws AppError `sign_in_failed`, `too_many_requests`, `invalid_value` when the login needs its `client_id`
 */
export const signIn = async (services: SignInServices, request: SignInRequest): Promise<Entered> => {
  const { db, key, guard } = services
  const candidates = await findCandidates(db, request)
  const attempt = attemptOf(key, request, candidates)
  const last = await guard.begin(attempt)
  const [holder, ...others] = await withPassword(candidates, request.password)
  const account = holder && (await findAccount(db, holder))
  if (!account) return fail(services, { request, known: candidates[0], last })
  await guard.succeeded(attempt)
  if (others.length > 0)
    throw new AppError('invalid_value', 'several tenants know this login, say which one is meant', {
      details: { errors: [{ in: 'body', pointer: '/client_id', reason: 'several tenants' }], count: 1 },
    })
  return enter(services, account, request.userAgent)
}

/** On record each time; told by mail when it ended a session that was still in use. */
const noteReuse = (db: Database, { holder, familyId, userAgent, openedAt, wasLive }: Reuse): Promise<void> =>
  inHolderScope(db, holder, async () => {
    const target = { kind: 'session', id: familyId }
    await recordOwn(db, holder, { action: 'session.reused', outcome: 'failed', target })
    if (!wasLive) return
    const data = { user_agent: userAgent, opened_at: openedAt.toISOString() }
    await tellHolder(db, holder, { type: 'session.reused', onceKey: `session.reused ${familyId}`, data })
  })

/** The next pair of tokens. @throws AppError `unauthenticated`, `token_reuse` */
export const refreshTokens = async (
  { db, key }: Pick<SignInServices, 'db' | 'key'>,
  refreshToken: string,
): Promise<Tokens> => {
  const session = await rotateSession(db, refreshToken).catch(async (error: unknown) => {
    if (isAppError(error, 'token_reuse')) await noteReuse(db, error.details as unknown as Reuse)
    throw error
  })
  const account = await findAccount(db, session.holder)
  if (account?.tokenVersion !== session.tokenVersion)
    throw new AppError('unauthenticated', 'this session is over: switched off, or its password changed')
  return issue(key, account, session)
}

/** Ends the session of this access token, at once. */
export const signOut = async (
  { db, authentication }: Pick<SignInServices, 'db' | 'authentication'>,
  { account, claims }: SignedIn,
): Promise<void> => {
  const { jti, sid: familyId, exp } = claims
  await closeSession(db, { familyId, jti, expiresAt: new Date(exp * 1000) })
  authentication.forget(account.holder.id)
  await recordOwn(db, account.holder, { action: 'session.closed', target: { kind: 'session', id: familyId } })
}
