import type { Context, Middleware } from 'koa'
import { type Actor, operatorActor, sessionActor, type TenantActor } from '../../core/access/can.ts'
import type { Locale } from '../../core/answers/answer.ts'
import { AppError } from '../../core/errors.ts'
import type { Authentication, SignedIn } from '../../core/tenancy/authentication.ts'
import { findOrCreatePersonOf } from '../../core/tenancy/identities.ts'
import { hasNoOperator } from '../../core/tenancy/people.ts'
import { openSession } from '../../core/tenancy/sessions.ts'
import { refreshTokens, type Tokens } from '../../core/tenancy/sign-in.ts'
import { makeSecret } from '../../core/tenancy/tokens.ts'
import type { Database } from '../../db/database.ts'
import type { Person } from '../../db/models/person.ts'
import type { Tenant } from '../../db/models/tenant.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { pageEndpoint } from './endpoint.ts'
import { isLocalVisit } from './visit.ts'

const visitorSeconds = 365 * 24 * 3600

export interface WebSessionServices {
  db: Database
  /** From `deriveKey(masterKey, 'access-token')`. */
  key: Uint8Array
  authentication: Authentication
  /** Embedded database, listening on loopback only: who sits at this machine needs no password. */
  isOpen: boolean
  /** Whose data the open page shows: client id of the demo tenant. */
  openTenant: string
  publicUrl: string | null
  /** Name of the cookie with the access token, and the `Set-Cookie` lines of a signed-in page, as the API has them. */
  sessionCookie: string
  /** Name of the cookie that marks a visitor who is not signed in. */
  visitorCookie: string
  signedInCookies(tokens: Tokens): string[]
  /** Models that the tenant can ask now; absent where none ever is. */
  usableModels?(tenantId: string): Promise<{ name: string; maxTokens: number }[]>
}

/** What the page asks first. */
export interface WebSession {
  signed_in: boolean
  mode: 'open' | 'signed_in' | 'anonymous'
  name: string | null
  locale: Locale | null
  tenant: { client_id: string; name: string } | null
  permissions: string[]
  /** There is no account yet, and the page cannot be used without one. */
  setup_needed: boolean
}

const localUser = { platform: 'web', workspace: '', platformUserId: 'local', displayName: 'Local' } as const

const findTenantBy = (db: Database, where: { clientId: string } | { id: string }): Promise<Tenant | null> =>
  asOwner(db, () => db.models.Tenant.findOne({ where: { ...where, isActive: true } }))

/** The person who sits at this machine: an admin of the tenant that the open page shows. */
const localPerson = async (db: Database, tenantId: string): Promise<Person> => {
  const person = await findOrCreatePersonOf(db, tenantId, localUser)
  if (person.role !== 'admin') await withTenant(db, tenantId, () => person.update({ role: 'admin' }))
  return person
}

const signedInBy = async (ctx: Context, services: WebSessionServices): Promise<SignedIn | null> => {
  const token = ctx.cookies.get(services.sessionCookie)
  if (!token) return null
  try {
    return await services.authentication.verify(token)
  } catch (error) {
    if (error instanceof AppError && error.code === 'unauthenticated') return null
    throw error
  }
}

const openLocalSession = async (ctx: Context, services: WebSessionServices): Promise<void> => {
  const { db, key, openTenant, signedInCookies } = services
  const tenant = await findTenantBy(db, { clientId: openTenant })
  if (!tenant) return
  const { id, tokenVersion } = await localPerson(db, tenant.id)
  const holder = { kind: 'person' as const, id, tenantId: tenant.id }
  const userAgent = ctx.get('user-agent') || null
  const { refreshToken } = await openSession(db, holder, { userAgent, tokenVersion })
  for (const line of signedInCookies(await refreshTokens({ db, key }, refreshToken)))
    ctx.append('Set-Cookie', line)
}

/** Lax: who comes by a link of another site keeps the own conversations. */
const markVisitor = (ctx: Context, { publicUrl, visitorCookie }: WebSessionServices): void => {
  if (ctx.cookies.get(visitorCookie)) return
  const secure = ctx.secure || publicUrl?.startsWith('https:') ? '; Secure' : ''
  const parts = `${visitorCookie}=${makeSecret()}; Path=/; Max-Age=${visitorSeconds}; HttpOnly; SameSite=Lax`
  ctx.append('Set-Cookie', parts + secure)
}

/**
 * Before the page is answered: whoever sits at the machine of an open server gets a session, and a visitor of a
 * tenant's page a mark of their own. Whoever is signed in keeps what they have.
 */
export const startSession =
  (services: WebSessionServices) =>
  async (ctx: Context): Promise<void> => {
    if (await signedInBy(ctx, services)) return
    if (services.isOpen && isLocalVisit(ctx, services.publicUrl)) return openLocalSession(ctx, services)
    if (ctx.query.tenant) markVisitor(ctx, services)
  }

const present = (
  actor: Actor | null,
  tenant: Tenant | null,
  rest: Pick<WebSession, 'mode' | 'name' | 'setup_needed'> & { locale?: Locale | null },
): WebSession => ({
  signed_in: rest.mode !== 'anonymous',
  locale: tenant?.locale ?? null,
  ...rest,
  tenant: tenant && { client_id: tenant.clientId, name: tenant.name },
  permissions: actor ? [...actor.permissions] : [],
})

const namedTenant = (ctx: Context, db: Database): Promise<Tenant | null> =>
  ctx.get('x-tenant') === '' ? Promise.resolve(null) : findTenantBy(db, { clientId: ctx.get('x-tenant') })

const isLocalPerson = async ({ account }: SignedIn, db: Database): Promise<boolean> => {
  const { id, tenantId } = account.holder
  if (tenantId === null) return false
  const { platform, platformUserId } = localUser
  const count = await withTenant(db, tenantId, () =>
    db.models.PlatformIdentity.count({ where: { tenantId, personId: id, platform, platformUserId } }),
  )
  return count > 0
}

/** Who this page is for. People are in their own tenant; an operator or visitor in the one that the page names. */
export const describeSession = async (ctx: Context, services: WebSessionServices): Promise<WebSession> => {
  const { db } = services
  const signedIn = await signedInBy(ctx, services)
  if (!signedIn) {
    const tenant = await namedTenant(ctx, db)
    const actor = tenant && sessionActor('visitor', tenant.id)
    return present(actor, tenant, {
      mode: 'anonymous',
      name: null,
      setup_needed: tenant === null && (await hasNoOperator(db)),
    })
  }
  const { account } = signedIn
  const { id, tenantId } = account.holder
  const tenant = tenantId === null ? await namedTenant(ctx, db) : await findTenantBy(db, { id: tenantId })
  const isLocal = services.isOpen && (await isLocalPerson(signedIn, db))
  const actor = tenantId === null ? operatorActor(id, tenant?.id ?? null) : signedIn.actor
  return present(actor, tenant, {
    mode: isLocal ? 'open' : 'signed_in',
    name: isLocal ? null : account.fullName,
    locale: account.locale ?? tenant?.locale ?? null,
    setup_needed: false,
  })
}

/** Who is signed in, in the tenant that the page shows; null for anybody else. */
export const memberOf = async (ctx: Context, services: WebSessionServices): Promise<TenantActor | null> => {
  const signedIn = await signedInBy(ctx, services)
  if (!signedIn) return null
  const { id, tenantId } = signedIn.account.holder
  if (tenantId !== null) return { ...signedIn.actor, tenantId }
  const tenant = await namedTenant(ctx, services.db)
  return tenant && operatorActor(id, tenant.id)
}

/** `GET /web/session`. Signing in and out is the API's (`/v1/auth`). */
export const sessionEndpoint = (services: WebSessionServices): Middleware =>
  pageEndpoint('/web/session', (ctx) => describeSession(ctx, services))
