import type { Context, Middleware } from 'koa'
import { requestContext } from '../../../config/log.ts'
import { can } from '../../../core/access/can.ts'
import { AppError } from '../../../core/errors.ts'
import { translate } from '../../../core/locales/translate.ts'
import type { SignedIn } from '../../../core/tenancy/authentication.ts'
import { requireActiveTenant } from '../../../core/tenancy/tenants.ts'
import type { Tenant } from '../../../db/models/tenant.ts'
import { asOwner } from '../../../db/tenant.ts'
import { type Place, readAddress } from './address.ts'
import { answerPage, type Frame } from './answer-page.ts'
import { downloadPath, handleDownload } from './download.ts'
import { explainFailure } from './failure.ts'
import { keepNotice, takeNotice } from './flash.ts'
import { formTokenOf, readForm } from './form.ts'
import type { AdminServices, Section, Visit } from './section.ts'
import { deploymentSections, tenantSections } from './sections.ts'
import { answerSignIn, handleSignIn, handleSignOut } from './sign-in.ts'
import { actIn, isLocale, keepLocale, localeOf, requireRight, visitorOf } from './who.ts'

/** A request that has found its page. */
interface Found {
  visit: Visit
  section: Section<Visit>
  place: Place
  tenant: Tenant | null
}

const nothing = (): AppError => new AppError('not_found', 'there is no such page')

const find = async (ctx: Context, services: AdminServices, signedIn: SignedIn): Promise<Found> => {
  const place = readAddress(ctx.path)
  if (!place) throw nothing()
  const sections: Section<never>[] = place.clientId === null ? deploymentSections : tenantSections
  const section = sections.find(({ name }) => name === place.section)
  if (!section) throw nothing()
  const locale = localeOf(ctx)
  const { admin, db } = services
  const inTenant = place.clientId === null ? null : await actIn(db, signedIn, place.clientId)
  const context = requestContext.getStore()
  if (context && inTenant) context.tenantId = inTenant.tenant.id
  const visit: Visit = {
    core: admin.core,
    admin,
    actor: signedIn.actor,
    signedIn,
    locale,
    t: (key, values) => translate(locale, `admin:${key}`, values),
    query: new URLSearchParams(ctx.querystring),
    path: place.path,
    typed: null,
    ...inTenant,
  }
  return { visit, section: section as unknown as Section<Visit>, place, tenant: inTenant?.tenant ?? null }
}

const menusOf = ({ visit, section, place, tenant }: Found): Frame['menus'] => {
  const { actor, t } = visit
  const link = (one: Section<never>, base: string, isHere: boolean) => ({
    text: t(`nav.${one.title}`),
    href: one.name === '' ? base : `${base}/${one.name}`,
    isCurrent: isHere && one.name === section.name,
  })
  const ofDeployment = {
    title: t('nav.deployment'),
    links: deploymentSections.map((one) => link(one, '/admin', tenant === null)),
  }
  const ofTenant = tenant && {
    title: tenant.name,
    links: tenantSections
      .filter(({ permission }) => permission === null || can(actor, permission))
      .map((one) => link(one, place.base, true)),
  }
  return [...(actor.kind === 'operator' ? [ofDeployment] : []), ...(ofTenant ? [ofTenant] : [])]
}

const tokenOf = ({ key }: AdminServices, { claims }: SignedIn): string => formTokenOf(key, claims.sid)

/** The section's page, above it what was done or why not. */
const show = async (
  ctx: Context,
  services: AdminServices,
  { found, failure = null }: { found: Found; failure?: AppError | null },
): Promise<void> => {
  const { visit, section, tenant } = found
  const page = await section.read(visit)
  answerPage(ctx, visit.locale, {
    page,
    menus: menusOf(found),
    who: visit.signedIn.account.fullName,
    token: tokenOf(services, visit.signedIn),
    timeZone: tenant?.timeZone ?? 'UTC',
    typed: visit.typed,
    done: failure ? null : takeNotice(ctx, services),
    failure,
  })
}

const act = async (ctx: Context, services: AdminServices, found: Found): Promise<void> => {
  const { visit, section, place, tenant } = found
  const { db } = services
  const fields = await readForm(ctx, tokenOf(services, visit.signedIn))
  const known = Object.hasOwn(section.acts, place.act!) ? section.acts[place.act!] : undefined
  if (!known) throw nothing()
  const isForOperators = place.clientId === null
  const wanted = { permission: known.permission, isForOperators, method: ctx.method, page: place.pattern }
  await requireRight(db, visit.actor, wanted)
  try {
    if (visit.actor.kind !== 'operator' && tenant) await requireActiveTenant(db, tenant.id)
    const parsed = known.fields.safeParse(fields)
    if (!parsed.success) {
      const errors = parsed.error.issues.map(({ path: [name = ''], message }) => ({
        in: 'body',
        pointer: `/${String(name)}`,
        reason: message,
      }))
      throw new AppError('invalid_value', 'a field will not do', {
        details: { errors, count: errors.length },
      })
    }
    keepNotice(ctx, services, await known.run(visit, parsed.data as never))
    ctx.status = 303
    ctx.redirect(place.path)
  } catch (error) {
    const failure = explainFailure(error)
    const typed = { action: ctx.path, values: fields }
    await show(ctx, services, { found: { ...found, visit: { ...visit, typed } }, failure })
  }
}

const serve = async (ctx: Context, services: AdminServices, signedIn: SignedIn): Promise<void> => {
  const found = await find(ctx, services, signedIn)
  const { visit, section, place } = found
  const isForOperators = place.clientId === null
  const { permission } = section
  const wanted = { permission, isForOperators, method: ctx.method, page: place.pattern }
  await requireRight(services.db, visit.actor, wanted)
  if (place.act !== null) {
    if (ctx.method !== 'POST') throw nothing()
    return act(ctx, services, found)
  }
  if (ctx.method === 'POST')
    throw new AppError('method_not_allowed', 'this page is only read', { details: { allow: 'GET, HEAD' } })
  return show(ctx, services, { found })
}

/** `/admin` itself: an operator's list of tenants, or the first page of a person's own. */
const startPage = async ({ db }: AdminServices, { actor }: SignedIn): Promise<string> => {
  if (actor.tenantId === null) return '/admin/tenants'
  const { tenantId } = actor
  const tenant = await asOwner(db, () => db.models.Tenant.findByPk(tenantId))
  return tenant ? `/admin/t/${tenant.clientId}` : '/admin/tenants'
}

const answerFailure = (
  ctx: Context,
  services: AdminServices,
  { error, signedIn }: { error: unknown; signedIn: SignedIn },
): void => {
  const failure = explainFailure(error)
  const locale = localeOf(ctx)
  answerPage(ctx, locale, {
    page: {
      title: translate(locale, 'admin:failure.title'),
      parts: [{ kind: 'links', items: [{ text: translate(locale, 'admin:failure.back'), href: '/admin' }] }],
    },
    menus: [],
    who: signedIn.account.fullName,
    token: tokenOf(services, signedIn),
    timeZone: 'UTC',
    typed: null,
    done: null,
    failure,
  })
}

const handle = async (ctx: Context, services: AdminServices): Promise<void> => {
  const { lang, ...others } = ctx.query
  if (ctx.method !== 'POST' && isLocale(lang)) {
    keepLocale(ctx, services, lang)
    const rest = new URLSearchParams(others as Record<string, string>)
    return ctx.redirect(rest.size > 0 ? `${ctx.path}?${rest}` : ctx.path)
  }
  if (ctx.path === '/admin/sign-in') return handleSignIn(ctx, services)
  if (ctx.path === downloadPath) return handleDownload(ctx, services)
  const signedIn = await visitorOf(ctx, services)
  if (!signedIn) {
    if (ctx.method === 'POST') return answerSignIn(ctx, services, { next: readAddress(ctx.path)?.path ?? '' })
    return ctx.redirect(`/admin/sign-in?${new URLSearchParams({ next: ctx.url })}`)
  }
  try {
    if (ctx.path === '/admin/sign-out' && ctx.method === 'POST') return await handleSignOut(ctx, services)
    if (ctx.path === '/admin' || ctx.path === '/admin/')
      return ctx.redirect(await startPage(services, signedIn))
    await serve(ctx, services, signedIn)
  } catch (error) {
    answerFailure(ctx, services, { error, signedIn })
  }
}

const methods = ['GET', 'HEAD', 'POST']

/** The admin pages: `/admin` and what is below, and the one that links in mails lead to. They call what the API's routes call, under the same permissions. */
export const adminEdge =
  (services: AdminServices): Middleware =>
  async (ctx, next) => {
    const isOurs = ctx.path === '/admin' || ctx.path.startsWith('/admin/') || ctx.path === downloadPath
    if (!isOurs) return next()
    if (!methods.includes(ctx.method))
      throw new AppError('method_not_allowed', `${ctx.method} is not possible here`, {
        details: { allow: methods.join(', '), method: ctx.method },
      })
    return handle(ctx, services)
  }
