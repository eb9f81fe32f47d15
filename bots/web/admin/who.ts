import type { Context } from 'koa'
import { recordAct, recordDeploymentAct } from '../../../core/access/audit.ts'
import { type Actor, can, operatorActor, type TenantActor } from '../../../core/access/can.ts'
import type { Permission } from '../../../core/access/permissions.ts'
import { type Locale, locales } from '../../../core/answers/answer.ts'
import { AppError } from '../../../core/errors.ts'
import type { SignedIn } from '../../../core/tenancy/authentication.ts'
import { findTenant } from '../../../core/tenancy/tenants.ts'
import type { Database } from '../../../db/database.ts'
import type { Tenant } from '../../../db/models/tenant.ts'
import { withTenant } from '../../../db/tenant.ts'
import { startSession } from '../session.ts'
import { setCookie } from './cookies.ts'
import type { AdminServices } from './section.ts'

const localeCookie = 'sextant_locale'
export const isLocale = (text: unknown): text is Locale => locales.includes(text as Locale)

/** The language that was chosen on a page; else the browser's, French unless it prefers English. */
export const localeOf = (ctx: Context): Locale => {
  const chosen = ctx.cookies.get(localeCookie)
  if (isLocale(chosen)) return chosen
  return ctx.get('accept-language') !== '' && ctx.acceptsLanguages([...locales]) === 'en' ? 'en' : 'fr'
}

const yearSeconds = 365 * 24 * 3600

export const keepLocale = (ctx: Context, services: AdminServices, locale: Locale): void =>
  setCookie(ctx, services, { name: localeCookie, value: locale, maxAge: yearSeconds })

/** The token of the cookies that this very answer sets. */
const tokenJustSet = (ctx: Context, name: string): string | null => {
  const lines = [ctx.response.get('Set-Cookie') as string | string[]].flat()
  const line = lines.find((one) => one.startsWith(`${name}=`))
  return line?.slice(name.length + 1).split(';')[0] || null
}

const verify = async (
  token: string | null | undefined,
  services: AdminServices,
): Promise<SignedIn | null> => {
  if (!token) return null
  try {
    return await services.authentication.verify(token)
  } catch (error) {
    if (error instanceof AppError && error.code === 'unauthenticated') return null
    throw error
  }
}

/** Who is signed in by the page's cookie. Whoever sits at the machine of an open server is let in, as on the chat page. */
export const visitorOf = async (ctx: Context, services: AdminServices): Promise<SignedIn | null> => {
  const { sessionCookie, isOpen } = services
  const known = await verify(ctx.cookies.get(sessionCookie), services)
  if (known || !isOpen || ctx.method === 'POST') return known
  await startSession(services)(ctx)
  return verify(tokenJustSet(ctx, sessionCookie), services)
}

/**
 * Somebody who is signed in, acting in the tenant that the address names: an operator in any, a person in the own one.
 * To them, another tenant is not there.
 * @throws AppError `not_found`
 */
export const actIn = async (
  db: Database,
  { actor }: SignedIn,
  clientId: string,
): Promise<{ actor: TenantActor; tenant: Tenant }> => {
  const tenant = await findTenant(db, clientId)
  if (actor.kind === 'operator') return { actor: operatorActor(actor.id, tenant.id), tenant }
  if (actor.kind !== 'person' || actor.tenantId !== tenant.id)
    throw new AppError('not_found', 'there is no such tenant')
  return { actor: { ...actor, tenantId: tenant.id }, tenant }
}

interface Wanted {
  permission: Permission | null
  /** Only operators, whatever permissions somebody has. */
  isForOperators: boolean
  method: string
  /** Pattern of the page, without ids. */
  page: string
}

/** Lets a request pass, or records the denial as the API does. @throws AppError `forbidden` with `missing` */
export const requireRight = async (
  db: Database,
  actor: Actor,
  { permission, isForOperators, method, page }: Wanted,
): Promise<void> => {
  const isStranger = isForOperators && actor.kind !== 'operator'
  if (!isStranger && (permission === null || can(actor, permission))) return
  const missing = isStranger ? 'tenants:manage' : permission!
  const act = {
    action: 'request.denied',
    outcome: 'denied' as const,
    ...(permission && { permission }),
    details: { method, route: page, missing },
  }
  const { tenantId } = actor
  if (tenantId === null) await recordDeploymentAct(db, actor, act)
  else await withTenant(db, tenantId, () => recordAct(db, { ...actor, tenantId }, act))
  throw new AppError('forbidden', `this needs ${missing}`, { details: { missing } })
}
