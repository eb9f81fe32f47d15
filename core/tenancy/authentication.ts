import type { Database } from '../../db/database.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { type Actor, operatorActor, personActor, serviceActor, type TenantActor } from '../access/can.ts'
import { type Permission, permissions } from '../access/permissions.ts'
import { loadRole } from '../access/roles.ts'
import { AppError } from '../errors.ts'
import { findServiceToken } from './service-tokens.ts'
import { isEnded } from './sessions.ts'
import { type AccessClaims, type Holder, hashSecret, verifyAccessToken } from './tokens.ts'

/** Somebody who may sign in, as the database knows him now. */
export interface Account {
  holder: Holder
  email: string | null
  userName: string | null
  fullName: string
  /** Of a person; operators have none. */
  role: string | null
  /** Of that role at this moment. */
  permissions?: ReadonlySet<Permission>
  locale: 'fr' | 'en' | null
  tokenVersion: number
}

/** What a valid access token stands for. */
export interface SignedIn {
  account: Account
  claims: AccessClaims
  /** A person in the own tenant; an operator in none yet. */
  actor: Actor
}

const operatorAccount = async (db: Database, id: string): Promise<Account | null> => {
  const row = await asOwner(db, () => db.models.Operator.findOne({ where: { id, isActive: true } }))
  if (!row) return null
  const { email, userName, fullName, tokenVersion } = row
  return {
    holder: { kind: 'operator', id, tenantId: null },
    email,
    userName,
    fullName,
    role: null,
    locale: null,
    tokenVersion,
  }
}

const personAccount = async (db: Database, tenantId: string, id: string): Promise<Account | null> => {
  const found = await withTenant(db, tenantId, async () => {
    const row = await db.models.Person.findOne({ where: { tenantId, id, isActive: true } })
    return row && { row, held: await loadRole(db, tenantId, row.role) }
  })
  if (!found) return null
  const { email, userName, fullName, role, locale, tokenVersion } = found.row
  return {
    holder: { kind: 'person', id, tenantId },
    email,
    userName,
    fullName,
    role,
    permissions: found.held.permissions,
    locale,
    tokenVersion,
  }
}

/** The active account behind a holder; null when it is switched off or gone. */
export const findAccount = (db: Database, holder: Holder): Promise<Account | null> =>
  holder.tenantId === null ? operatorAccount(db, holder.id) : personAccount(db, holder.tenantId, holder.id)

/** Rights come from the database and not from the token: a changed role counts at the next request. */
export const actorOf = ({ holder, role, permissions }: Account): Actor =>
  holder.tenantId === null
    ? operatorActor(holder.id, null)
    : personActor({ id: holder.id, tenantId: holder.tenantId, role: role ?? '', permissions })

/** How long an answer of the database counts. Signing out in this process ends it at once, in another one after this. */
const trustMs = 2_000
const maxTrusted = 10_000

export interface Authentication {
  /** @throws AppError `unauthenticated` for a token that is forged, expired, signed out, or of somebody switched off */
  verify(token: string): Promise<SignedIn>
  /** A program, by its service token. @throws AppError `unauthenticated` for one that is unknown, over or revoked */
  verifyService(token: string): Promise<TenantActor>
  /** Forgets what is known of somebody, or of a service token: it ended just now. */
  forget(id: string): void
}

interface Remembered<T> {
  whose: string
  until: number
  found: T
}

/** What the database said a moment ago, by token. */
const openMemory = <T>() => {
  const known = new Map<string, Remembered<T>>()
  let forgotten = 0
  return {
    /** @param look what it says now, and whose it is; null = nothing, which is not remembered */
    recall: async (
      token: string,
      look: () => Promise<{ whose: string; found: T } | null>,
    ): Promise<T | null> => {
      const one = known.get(token)
      if (one && one.until > performance.now()) return one.found
      known.delete(token)
      const before = forgotten
      const looked = await look()
      if (!looked) return null
      if (known.size >= maxTrusted) known.clear()
      // What was looked up while somebody's session ended may be from before.
      if (before === forgotten) known.set(token, { ...looked, until: performance.now() + trustMs })
      return looked.found
    },
    forget: (id: string): void => {
      forgotten += 1
      for (const [token, { whose }] of known) if (whose === id) known.delete(token)
    },
  }
}

const ended = (): AppError => new AppError('unauthenticated', 'the access token counts no more')

/** @param key from `deriveKey(masterKey, 'access-token')` */
export const openAuthentication = (db: Database, key: Uint8Array): Authentication => {
  const accounts = openMemory<Account>()
  const services = openMemory<{ actor: TenantActor; expiresAt: Date }>()
  const lookUp = async (claims: AccessClaims) => {
    if (await isEnded(db, { jti: claims.jti, familyId: claims.sid })) return null
    const found = await findAccount(db, { kind: claims.kind, id: claims.sub, tenantId: claims.tenant })
    const isCurrent = found?.holder.kind === claims.kind && found.tokenVersion === claims.token_version
    return isCurrent ? { whose: found.holder.id, found } : null
  }
  const lookUpService = async (token: string) => {
    const row = await findServiceToken(db, token)
    if (!row) return null
    const { id, tenantId, expiresAt } = row
    const scopes = new Set(permissions.filter((code) => row.scopes.includes(code)))
    return { whose: id, found: { actor: serviceActor({ id, tenantId, permissions: scopes }), expiresAt } }
  }
  return {
    verify: async (token) => {
      const claims = await verifyAccessToken(key, token)
      const account = await accounts.recall(claims.jti, () => lookUp(claims))
      if (!account) throw ended()
      return { account, claims, actor: actorOf(account) }
    },
    verifyService: async (token) => {
      const service = await services.recall(hashSecret(token), () => lookUpService(token))
      if (!service || service.expiresAt <= new Date()) throw ended()
      return service.actor
    },
    forget: (id) => {
      accounts.forget(id)
      services.forget(id)
    },
  }
}
