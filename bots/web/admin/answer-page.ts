import type { Context } from 'koa'
import type { Locale } from '../../../core/answers/answer.ts'
import type { AppError } from '../../../core/errors.ts'
import { translate } from '../../../core/locales/translate.ts'
import { faultyFields, sentenceOf, statusOfFailure } from './failure.ts'
import { escapeExactly, renderView } from './render.ts'
import type { Done, Visit } from './section.ts'
import type { Page } from './view.ts'

/** As the chat page's, and no script may ask for anything but the session's renewal. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** A link of the menu. */
export interface Link {
  text: string
  href: string
  isCurrent: boolean
}

export interface Frame {
  page: Page
  /** Menus: of the deployment, of the tenant. */
  menus: { title: string; links: Link[] }[]
  /** Who is signed in; null on the pages before that. */
  who: string | null
  /** Token of the page's forms. */
  token: string
  timeZone: string
  typed: Visit['typed']
  done: Done | null
  failure: AppError | null
}

const tagOf = (locale: Locale): string => (locale === 'fr' ? 'fr-FR' : 'en-GB')

/** The page in the other language. */
const switchTo = (ctx: Context, locale: Locale): string => {
  const fields = new URLSearchParams(ctx.querystring)
  fields.set('lang', locale)
  return `${ctx.path}?${fields}`
}

/** A field of the failure in words, where it is one of ours. */
const fieldWord = (locale: Locale, name: string): string => {
  try {
    return translate(locale, `admin:field.${name}`)
  } catch {
    return name
  }
}

const noticeOf = (locale: Locale, { done, failure }: Frame, requestId: string) => {
  if (failure)
    return {
      isError: true,
      text: sentenceOf(failure, { locale, requestId }),
      fields: faultyFields(failure).map((name) => fieldWord(locale, name)),
      secret: null,
    }
  if (!done) return null
  try {
    const text = translate(locale, `admin:done.${done.notice}`)
    return { isError: false, text, fields: [], secret: done.secret ?? null }
  } catch {
    return null
  }
}

/** What the views work with besides the page itself. */
const toolsOf = (locale: Locale, { timeZone, token, typed }: Frame) => {
  let ids = 0
  const times = new Intl.DateTimeFormat(tagOf(locale), { dateStyle: 'medium', timeStyle: 'short', timeZone })
  return {
    locale,
    token,
    t: (key: string, values?: Record<string, unknown>) => translate(locale, `admin:${key}`, values),
    time: (date: Date) => times.format(date),
    exact: (value: unknown) => escapeExactly(String(value)),
    nextId: () => `field-${++ids}`,
    /** What was typed into this form, when it was refused. */
    typedInto: (action: string) => (typed?.action === action ? typed.values : null),
  }
}

/** Answers with a page in its frame. */
export const answerPage = (ctx: Context, locale: Locale, frame: Frame): void => {
  ctx.status = frame.failure ? statusOfFailure(frame.failure) : 200
  const retryAfterMs = frame.failure?.details.retryAfterMs
  if (typeof retryAfterMs === 'number') ctx.set('Retry-After', String(Math.ceil(retryAfterMs / 1000)))
  ctx.set({
    'Content-Security-Policy': contentSecurityPolicy,
    // With none at all a browser would keep its own forms' origin to itself.
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    'Content-Language': locale,
  })
  ctx.vary('Accept-Language')
  ctx.vary('Cookie')
  const { requestId = '' } = ctx.state as { requestId?: string }
  ctx.body = renderView('page', {
    ...frame,
    ui: toolsOf(locale, frame),
    languages: (['fr', 'en'] as const).map((to) => ({
      to,
      href: switchTo(ctx, to),
      isCurrent: to === locale,
    })),
    notice: noticeOf(locale, frame, requestId),
  })
  ctx.type = 'text/html; charset=utf-8'
}
