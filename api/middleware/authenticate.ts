import type { Context } from 'koa'
import { requestContext } from '../../config/log.ts'
import { recordAct, recordDeploymentAct } from '../../core/access/audit.ts'
import { type Actor, can, sessionActor } from '../../core/access/can.ts'
import { AppError } from '../../core/errors.ts'
import type { Authentication, SignedIn } from '../../core/tenancy/authentication.ts'
import { serviceTokenPrefix } from '../../core/tenancy/service-tokens.ts'
import { findSuspension } from '../../core/tenancy/standing.ts'
import { findTenant } from '../../core/tenancy/tenants.ts'
import { hashSecret } from '../../core/tenancy/tokens.ts'
import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import type { Route } from '../route.ts'
import { checkSameOrigin } from './same-origin.ts'
import { sessionCookie, visitorCookie } from './session-cookie.ts'

/** Who calls. */
export interface Caller {
  actor: Actor | null
  /** Whose data the call is about. */
  tenantId: string | null
  /** Counts requests and owns idempotency keys: `operator:<id>`, `person:<id>` or `ip:<address>`. */
  key: string
  /** Whose share of requests the call takes from as well, besides its own; null = nobody's. */
  share: string | null
  signedIn: SignedIn | null
}

export interface Access {
  /** @throws AppError `unauthenticated`, `forbidden`, `not_found`, `invalid_request` */
  authenticate(ctx: Context, route: Route): Promise<Caller>
  /** @throws AppError `forbidden` with `missing`, `tenant_suspended` */
  authorise(caller: Caller, route: Route): Promise<void>
}

const bearerOf = (ctx: Context): string | null => {
  const header = ctx.get('authorization')
  if (header === '') return null
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+|sxt_[\w-]+)$/i.exec(header)?.[1]
  if (!token) throw new AppError('unauthenticated', 'the Authorization header must be: Bearer <access token>')
  return token
}

/** Only our own pages have cookies of ours. */
const noteWeb = (): void => {
  const context = requestContext.getStore()
  if (context) context.surface = 'web'
}

/** The bearer token, else the cookie's; a page of another site can send the cookie but not forge where it is from. */
const tokenOf = (ctx: Context): string | null => {
  const bearer = bearerOf(ctx)
  if (bearer) return bearer
  const cookie = ctx.cookies.get(sessionCookie) ?? null
  if (cookie === null) return null
  checkSameOrigin(ctx)
  noteWeb()
  return cookie
}

const namedTenant = async (ctx: Context, db: Database): Promise<string | null> => {
  const clientId = ctx.get('x-tenant')
  if (clientId === '') return null
  if (!/^[\w-]{1,100}$/.test(clientId)) throw new AppError('not_found', 'there is no such tenant')
  return (await findTenant(db, clientId)).id
}

const chooseTenant = async (ctx: Context, db: Database, actor: Actor): Promise<string | null> => {
  const named = await namedTenant(ctx, db)
  if (actor.kind === 'operator') return named
  // To a person, another tenant does not exist.
  if (named !== null && named !== actor.tenantId) throw new AppError('not_found', 'there is no such tenant')
  return actor.tenantId
}

/**
 * A tenant's members share one number of requests. Visitors have another, or strangers could use up that of the
 * members; operators, who come to see what is wrong, take from none.
 */
const shareOf = ({ kind }: Actor, tenantId: string | null): string | null => {
  if (tenantId === null || kind === 'operator') return null
  return `${kind === 'session' ? 'visitors' : 'members'}:${tenantId}`
}

const tenantWanted = () =>
  new AppError('invalid_request', 'an operator names the tenant with X-Tenant: <client_id>', {
    details: {
      errors: [{ in: 'header', pointer: '/x-tenant', reason: 'client_id of the tenant' }],
      count: 1,
    },
  })

const deny = async (db: Database, actor: Actor, route: Route, missing: string): Promise<never> => {
  const act = {
    action: 'request.denied',
    outcome: 'denied' as const,
    permission: route.permission,
    details: { method: route.method, route: route.path, missing },
  }
  const { tenantId } = actor
  if (tenantId === null) await recordDeploymentAct(db, actor, act)
  else await withTenant(db, tenantId, () => recordAct(db, { ...actor, tenantId }, act))
  throw new AppError('forbidden', `this needs ${missing}`, { details: { missing } })
}

/**
 * Somebody who is not signed in but has the mark that the tenant's page gave: owns the own conversations with public
 * assistants, and sees nothing else.
 */
const visitorOf = async (ctx: Context, db: Database): Promise<Caller | null> => {
  const mark = ctx.cookies.get(visitorCookie)
  const tenantId = mark ? await namedTenant(ctx, db) : null
  if (!mark || tenantId === null) return null
  checkSameOrigin(ctx)
  noteWeb()
  const actor = sessionActor(`web:${hashSecret(mark).slice(0, 32)}`, tenantId)
  // By address and not by mark: a new mark costs a visitor nothing.
  return { actor, tenantId, key: `ip:${ctx.ip}`, share: shareOf(actor, tenantId), signedIn: null }
}

/** What is about somebody's own account, and what makes further tokens: no program has any business there. */
const isForPeople = ({ path, auth }: Route): boolean =>
  auth !== 'operator' && /^\/v1\/(?:auth|service-tokens)(?:\/|$)/.test(path)

/** A program with a service token of a tenant: there it may what its scopes say. */
const serviceOf = async (
  ctx: Context,
  { db, authentication }: { db: Database; authentication: Authentication },
  { token, route }: { token: string; route: Route },
): Promise<Caller> => {
  const service = await authentication.verifyService(token)
  await chooseTenant(ctx, db, service)
  if (isForPeople(route)) throw new AppError('forbidden', 'a service token does not count here')
  const { tenantId } = service
  const context = requestContext.getStore()
  if (context) context.tenantId = tenantId
  return {
    actor: service,
    tenantId,
    key: `service:${service.id}`,
    share: shareOf(service, tenantId),
    signedIn: null,
  }
}

/** Whoever may still read must get in, and out again. */
const isOwnAccess = ({ path }: Route): boolean => path.startsWith('/v1/auth/')

/** In a suspended tenant people read and begin nothing; operators, who put it right, do. */
const requireStanding = async (db: Database, { kind, tenantId }: Actor, route: Route): Promise<void> => {
  if (route.method === 'GET' || kind === 'operator' || tenantId === null || isOwnAccess(route)) return
  const suspended = await findSuspension(db, tenantId)
  if (suspended) throw suspended
}

/** Finds out who calls and whether they may; denials are recorded. */
export const openAccess = (db: Database, authentication: Authentication): Access => ({
  authenticate: async (ctx, route) => {
    const token = tokenOf(ctx)
    if (token === null) {
      const visitor = route.auth === 'guest' ? await visitorOf(ctx, db) : null
      if (visitor) return visitor
      if (route.auth !== 'optional') throw new AppError('unauthenticated', 'this needs an access token')
      return { actor: null, tenantId: null, key: `ip:${ctx.ip}`, share: null, signedIn: null }
    }
    if (token.startsWith(serviceTokenPrefix)) return serviceOf(ctx, { db, authentication }, { token, route })
    const signedIn = await authentication.verify(token)
    const tenantId = await chooseTenant(ctx, db, signedIn.actor)
    if ((route.auth === 'required' || route.auth === 'guest') && tenantId === null) throw tenantWanted()
    const context = requestContext.getStore()
    if (context && tenantId !== null) context.tenantId = tenantId
    const actor = { ...signedIn.actor, tenantId }
    const key = `${actor.kind}:${actor.id}`
    return { actor, tenantId, key, share: shareOf(actor, tenantId), signedIn }
  },
  authorise: async ({ actor }, route) => {
    if (actor === null) return
    if (route.auth === 'operator' && actor.kind !== 'operator') await deny(db, actor, route, 'tenants:manage')
    if (route.permission && !can(actor, route.permission)) await deny(db, actor, route, route.permission)
    await requireStanding(db, actor, route)
  },
})
