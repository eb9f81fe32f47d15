import type { Context } from 'koa'
import { z } from 'zod'
import { AppError } from '../../../core/errors.ts'
import { translate } from '../../../core/locales/translate.ts'
import { signIn, signOut } from '../../../core/tenancy/sign-in.ts'
import { makeSecret } from '../../../core/tenancy/tokens.ts'
import { answerPage } from './answer-page.ts'
import { setCookie } from './cookies.ts'
import { explainFailure } from './failure.ts'
import { formTokenOf, readForm } from './form.ts'
import type { AdminServices } from './section.ts'
import type { Field } from './view.ts'
import { localeOf, visitorOf } from './who.ts'

const formCookie = 'sextant_form'
const path = '/admin/sign-in'

/** Only to a page of ours: what comes after two slashes would be another server, and dots would lead out. */
const safeNext = (next: string | null | undefined): string =>
  next && /^\/admin(?:[/?][\w\-./?=&%+~]*)?$/.test(next) && !next.includes('..') && !next.startsWith(path)
    ? next
    : '/admin'

/** Binds the form to this browser while there is no session to bind it to. */
const markOf = (ctx: Context, services: AdminServices): string => {
  const known = ctx.cookies.get(formCookie)
  if (known && /^[\w-]{43}$/.test(known)) return known
  const mark = makeSecret()
  setCookie(ctx, services, { name: formCookie, value: mark, maxAge: 3600 })
  return mark
}

interface Refused {
  failure: AppError
  values: Record<string, string>
}

/** The form, and why what was sent before was refused. */
export const answerSignIn = (
  ctx: Context,
  services: AdminServices,
  { next, refused }: { next: string; refused?: Refused },
): void => {
  const locale = localeOf(ctx)
  const t = (key: string): string => translate(locale, `admin:${key}`)
  const isAmbiguous = refused?.failure.code === 'invalid_value'
  const fields: Field[] = [
    { name: 'login', label: t('sign_in.login'), type: 'text', autocomplete: 'username', isRequired: true },
    {
      name: 'password',
      label: t('sign_in.password'),
      type: 'password',
      autocomplete: 'current-password',
      isRequired: true,
    },
  ]
  if (isAmbiguous)
    fields.push({ name: 'client_id', label: t('field.client_id'), type: 'text', hint: t('sign_in.which') })
  answerPage(ctx, locale, {
    page: {
      title: t('sign_in.title'),
      parts: [
        { kind: 'note', tone: 'plain', text: t('sign_in.text') },
        {
          kind: 'form',
          action: path,
          submit: t('sign_in.submit'),
          tone: 'primary',
          hidden: { next: safeNext(next) },
          fields,
        },
      ],
    },
    menus: [],
    who: null,
    token: formTokenOf(services.key, markOf(ctx, services)),
    timeZone: 'UTC',
    typed: refused ? { action: path, values: refused.values } : null,
    done: null,
    failure: refused?.failure ?? null,
  })
  if (!refused) ctx.status = ctx.path === path ? 200 : 401
}

const fieldsSchema = z.strictObject({
  login: z.string().trim().min(1).max(320),
  password: z.string().min(1).max(1_000),
  client_id: z.string().trim().max(100).optional(),
  next: z.string().max(2_000).optional(),
})

const enter = async (ctx: Context, services: AdminServices, fields: Record<string, string>) => {
  const parsed = fieldsSchema.safeParse(fields)
  if (!parsed.success) throw new AppError('sign_in_failed', 'login or password is missing or too long')
  const { login, password, client_id: clientId, next } = parsed.data
  const tokens = await signIn(services.admin.signIn, {
    login,
    password,
    ...(clientId && { clientId }),
    ip: ctx.ip,
    userAgent: ctx.get('user-agent') || null,
    // Others' wrong guesses do not count on a device that somebody signed in on before, on whichever page.
    device: ctx.cookies.get(services.admin.deviceCookie) ?? null,
  })
  for (const line of [...services.signedInCookies(tokens), ...services.admin.deviceCookies(tokens.device)])
    ctx.append('Set-Cookie', line)
  ctx.status = 303
  ctx.redirect(safeNext(next))
}

/** `GET` and `POST /admin/sign-in`. */
export const handleSignIn = async (ctx: Context, services: AdminServices): Promise<void> => {
  if (ctx.method !== 'POST') {
    const next = safeNext(String(ctx.query.next ?? ''))
    if (await visitorOf(ctx, services)) return ctx.redirect(next)
    return answerSignIn(ctx, services, { next })
  }
  let values: Record<string, string> = {}
  try {
    const fields = await readForm(ctx, formTokenOf(services.key, ctx.cookies.get(formCookie) ?? ''))
    const { password: _, ...shown } = fields
    values = shown
    await enter(ctx, services, fields)
  } catch (error) {
    const failure = explainFailure(error)
    answerSignIn(ctx, services, { next: values.next ?? '', refused: { failure, values } })
  }
}

/** `POST /admin/sign-out`: the session ends everywhere. */
export const handleSignOut = async (ctx: Context, services: AdminServices): Promise<void> => {
  const signedIn = await visitorOf(ctx, services)
  if (signedIn) {
    await readForm(ctx, formTokenOf(services.key, signedIn.claims.sid))
    await signOut(services.admin.signIn, signedIn)
  }
  // Empty cookies that are over at once, under the names and with the attributes of those that signed in.
  for (const line of services.signedInCookies({ accessToken: '', refreshToken: '', expiresInSeconds: 0 }))
    ctx.append('Set-Cookie', line.replace(/Max-Age=\d+/, 'Max-Age=0'))
  ctx.status = 303
  ctx.redirect(path)
}
