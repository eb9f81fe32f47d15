import { QueryTypes } from 'sequelize'
import { limits } from '../../config/limits.ts'
import type { Database } from '../../db/database.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { type Act, recordAct, recordDeploymentAct } from '../access/audit.ts'
import { personActor } from '../access/can.ts'
import { AppError } from '../errors.ts'
import { type Account, type Authentication, actorOf, findAccount, type SignedIn } from './authentication.ts'
import { verifyPassword } from './passwords.ts'
import { closeSession, type OpenSession, openSession, rotateSession } from './sessions.ts'
import type { SignInGuard } from './sign-in-guard.ts'
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
}

export interface Tokens {
  accessToken: string
  refreshToken: string
  expiresInSeconds: number
}

interface Candidate {
  holder: Holder
  passwordHash: string | null
}

interface Row {
  kind: 'operator' | 'person'
  id: string
  tenant_id: string | null
  password_hash: string | null
}

/** More tenants with the same login than this are not looked at: each costs a password hash. */
const maxCandidates = 5

const candidatesSql = `
  select 'operator' as kind, id, null::uuid as tenant_id, password_hash from operators
  where is_active and :clientId::text is null and (lower(email) = :login or lower(user_name) = :login)
  union all
  select 'person', people.id, tenant_id, password_hash from people join tenants on tenants.id = tenant_id
  where people.is_active and (:clientId::text is null or client_id = :clientId)
    and (lower(email) = :login or lower(user_name) = :login)
  limit ${maxCandidates}`

const findCandidates = (db: Database, request: SignInRequest): Promise<Candidate[]> =>
  asOwner(db, async (transaction) => {
    const login = request.login.trim().toLowerCase()
    // Row-level security shows the owner those people only whose login this is.
    await db.sequelize.query(`select set_config('app.login', :login, true)`, {
      replacements: { login },
      transaction,
    })
    const rows = await db.sequelize.query<Row>(candidatesSql, {
      replacements: { login, clientId: request.clientId ?? null },
      type: QueryTypes.SELECT,
      transaction,
    })
    return rows.map(({ kind, id, tenant_id, password_hash }) => ({
      holder: { kind, id, tenantId: tenant_id },
      passwordHash: password_hash,
    }))
  })

/** Of the candidates, those whose password it is. Nobody at all takes as long as one. */
const withPassword = async (candidates: Candidate[], password: string): Promise<Holder[]> => {
  const right: Holder[] = []
  for (const { holder, passwordHash } of candidates.length > 0 ? candidates : [nobody])
    if (await verifyPassword(passwordHash, password)) right.push(holder)
  return right
}

const nobody: Candidate = { holder: { kind: 'person', id: '', tenantId: null }, passwordHash: null }

/** Into the tenant's trail for a person, into the deployment's for operators and unknown logins. */
const record = async (db: Database, holder: Holder | null, act: Act): Promise<void> => {
  if (holder === null) return recordDeploymentAct(db, { kind: 'session', id: 'unknown' }, act)
  const { tenantId, id } = holder
  if (tenantId === null) return recordDeploymentAct(db, { kind: 'operator', id }, act)
  await withTenant(db, tenantId, () => recordAct(db, personActor({ id, tenantId, role: '' }), act))
}

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

const fail = async (services: SignInServices, request: SignInRequest, known?: Candidate): Promise<never> => {
  await services.guard.failed(request.login, request.ip)
  await record(services.db, known?.holder ?? null, {
    action: 'session.opened',
    outcome: 'failed',
    details: { ip: request.ip },
  })
  throw new AppError('sign_in_failed', 'login or password is wrong')
}

/**
 * Signs an operator or a person in. An unknown login and a wrong password give the same answer in the same time.
 * @throws AppError `sign_in_failed`, `too_many_requests`, `invalid_value` when the login needs its `client_id`
 */
export const signIn = async (services: SignInServices, request: SignInRequest): Promise<Tokens> => {
  const { db, key, guard } = services
  await guard.check(request.login, request.ip)
  const candidates = await findCandidates(db, request)
  const [holder, ...others] = await withPassword(candidates, request.password)
  if (!holder) return fail(services, request, candidates[0])
  if (others.length > 0)
    throw new AppError('invalid_value', 'several tenants know this login, say which one is meant', {
      details: { errors: [{ in: 'body', pointer: '/client_id', reason: 'several tenants' }], count: 1 },
    })
  const account = await findAccount(db, holder)
  if (!account) return fail(services, request, candidates[0])
  await guard.succeeded(request.login, request.ip)
  const session = await openSession(db, holder, request.userAgent)
  await record(db, holder, { action: 'session.opened', target: { kind: 'session', id: session.familyId } })
  return issue(key, account, session)
}

const recordReuse = async (db: Database, error: unknown): Promise<never> => {
  if (error instanceof AppError && error.code === 'token_reuse') {
    const { holder, familyId } = error.details as { holder: Holder; familyId: string }
    const target = { kind: 'session', id: familyId }
    await record(db, holder, { action: 'session.reused', outcome: 'failed', target })
  }
  throw error
}

/** The next pair of tokens. @throws AppError `unauthenticated`, `token_reuse` */
export const refreshTokens = async (
  { db, key }: Pick<SignInServices, 'db' | 'key'>,
  refreshToken: string,
): Promise<Tokens> => {
  const session = await rotateSession(db, refreshToken).catch((error) => recordReuse(db, error))
  const account = await findAccount(db, session.holder)
  if (!account) throw new AppError('unauthenticated', 'this account is switched off')
  return issue(key, account, session)
}

/** Ends the session of this access token, at once. */
export const signOut = async (
  { db, authentication }: Pick<SignInServices, 'db' | 'authentication'>,
  { account, claims }: SignedIn,
): Promise<void> => {
  const { jti, sid: familyId, exp } = claims
  await closeSession(db, { familyId, jti, expiresAt: new Date(exp * 1000) })
  authentication.forget(jti)
  await record(db, account.holder, { action: 'session.closed', target: { kind: 'session', id: familyId } })
}
