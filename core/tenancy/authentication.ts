import type { Database } from '../../db/database.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { type Actor, operatorActor, personActor } from '../access/can.ts'
import { AppError } from '../errors.ts'
import { isEnded } from './sessions.ts'
import { type AccessClaims, type Holder, verifyAccessToken } from './tokens.ts'

/** Somebody who may sign in, as the database knows him now. */
export interface Account {
  holder: Holder
  email: string | null
  userName: string | null
  fullName: string
  /** Of a person; operators have none. */
  role: string | null
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
  const row = await withTenant(db, tenantId, () =>
    db.models.Person.findOne({ where: { tenantId, id, isActive: true } }),
  )
  if (!row) return null
  const { email, userName, fullName, role, locale, tokenVersion } = row
  return {
    holder: { kind: 'person', id, tenantId },
    email,
    userName,
    fullName,
    role,
    locale,
    tokenVersion,
  }
}

/** The active account behind a holder; null when it is switched off or gone. */
export const findAccount = (db: Database, holder: Holder): Promise<Account | null> =>
  holder.tenantId === null ? operatorAccount(db, holder.id) : personAccount(db, holder.tenantId, holder.id)

/** Rights come from the database and not from the token: a changed role counts at the next request. */
export const actorOf = ({ holder, role }: Account): Actor =>
  holder.tenantId === null
    ? operatorActor(holder.id, null)
    : personActor({ id: holder.id, tenantId: holder.tenantId, role: role ?? '' })

/** How long an answer of the database counts. Signing out in this process ends it at once, in another one after this. */
const trustMs = 2_000
const maxTrusted = 10_000

export interface Authentication {
  /** @throws AppError `unauthenticated` for a token that is forged, expired, signed out, or of somebody switched off */
  verify(token: string): Promise<SignedIn>
  /** Forgets what is known of a token that has just been signed out. */
  forget(jti: string): void
}

/** @param key from `deriveKey(masterKey, 'access-token')` */
export const openAuthentication = (db: Database, key: Uint8Array): Authentication => {
  const trusted = new Map<string, { until: number; account: Account }>()
  const remember = (jti: string, account: Account): void => {
    if (trusted.size >= maxTrusted) trusted.clear()
    trusted.set(jti, { until: performance.now() + trustMs, account })
  }
  const look = async (claims: AccessClaims): Promise<Account | null> => {
    if (await isEnded(db, { jti: claims.jti, familyId: claims.sid })) return null
    const account = await findAccount(db, { kind: claims.kind, id: claims.sub, tenantId: claims.tenant })
    return account?.holder.kind === claims.kind && account.tokenVersion === claims.token_version
      ? account
      : null
  }
  return {
    verify: async (token) => {
      const claims = await verifyAccessToken(key, token)
      const known = trusted.get(claims.jti)
      const account = known && known.until > performance.now() ? known.account : await look(claims)
      if (!account) {
        trusted.delete(claims.jti)
        throw new AppError('unauthenticated', 'the access token counts no more')
      }
      if (known?.account !== account) remember(claims.jti, account)
      return { account, claims, actor: actorOf(account) }
    },
    forget: (jti) => void trusted.delete(jti),
  }
}
