import type { Context } from 'koa'
import { AppError } from '../../../core/errors.ts'
import { formatBytes } from '../../../core/locales/bytes.ts'
import { translate } from '../../../core/locales/translate.ts'
import { openResultByLink, readResultLink } from '../../../core/tasks/result-links.ts'
import type { SignedIn } from '../../../core/tenancy/authentication.ts'
import { answerPage, type Frame } from './answer-page.ts'
import { explainFailure } from './failure.ts'
import { formTokenOf, readForm } from './form.ts'
import type { AdminServices } from './section.ts'
import type { Part } from './view.ts'
import { localeOf, visitorOf } from './who.ts'

/** Of links in mails: they open what was collected, once. */
export const downloadPath = '/download'

const secretOf = (ctx: Context): string => {
  const { token } = ctx.query
  if (typeof token === 'string' && /^[\w-]{43}$/.test(token)) return token
  throw new AppError('link_invalid', 'this is no link of ours', { details: { context: 'download' } })
}

/** Who holds the link knows it, and nobody else: the form needs no session to be bound to. */
const formTokenFor = ({ key }: AdminServices, secret: string): string =>
  formTokenOf(key, `download ${secret}`)

interface Shown {
  signedIn: SignedIn | null
  parts: Part[]
  token?: string
  failure?: AppError
}

const show = (ctx: Context, { signedIn, parts, token = '', failure }: Shown): void => {
  const locale = localeOf(ctx)
  const frame: Frame = {
    page: { title: translate(locale, 'admin:download.title'), parts },
    menus: [],
    who: signedIn?.account.fullName ?? null,
    token,
    timeZone: 'UTC',
    typed: null,
    done: null,
    failure: failure ?? null,
  }
  answerPage(ctx, locale, frame)
  // The address bears the secret: no other server is told of it.
  ctx.set('Referrer-Policy', 'no-referrer')
}

/** What there is, and a button: programs that look through mails follow links, and press nothing. */
const offer = async (
  ctx: Context,
  services: AdminServices,
  { secret, signedIn }: { secret: string; signedIn: SignedIn | null },
): Promise<void> => {
  const { fileName, bytes } = await readResultLink(services.admin.core, secret, signedIn?.actor ?? null)
  const locale = localeOf(ctx)
  const t = (key: string): string => translate(locale, `admin:download.${key}`)
  show(ctx, {
    signedIn,
    token: formTokenFor(services, secret),
    parts: [
      { kind: 'note', tone: 'plain', text: t('text') },
      {
        kind: 'facts',
        items: [
          [t('file'), fileName],
          [t('size'), formatBytes(locale === 'fr' ? 'fr-FR' : 'en-GB', bytes)],
        ],
      },
      { kind: 'form', action: `${downloadPath}?token=${secret}`, submit: t('submit'), tone: 'primary' },
    ],
  })
}

const asciiOf = (name: string): string => name.replace(/[^\x20-\x7e]|["\\]/g, '_')
const encodedOf = (name: string): string =>
  encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)

const giveOut = async (
  ctx: Context,
  services: AdminServices,
  { secret, signedIn }: { secret: string; signedIn: SignedIn | null },
): Promise<void> => {
  await readForm(ctx, formTokenFor(services, secret))
  const result = await openResultByLink(services.admin.core, secret, signedIn?.actor ?? null)
  const { fileName, bytes, body } = result
  ctx.set({
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': `attachment; filename="${asciiOf(fileName)}"; filename*=UTF-8''${encodedOf(fileName)}`,
    'Content-Length': String(bytes),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  })
  ctx.body = body
}

/** `GET /download?token=…` shows what the link opens; its form takes it, once. */
export const handleDownload = async (ctx: Context, services: AdminServices): Promise<void> => {
  // On an open server somebody is let in by sitting there, which says nothing about whose mail it is.
  const signedIn = services.isOpen ? null : await visitorOf(ctx, services)
  try {
    const asked = { secret: secretOf(ctx), signedIn }
    await (ctx.method === 'POST' ? giveOut : offer)(ctx, services, asked)
  } catch (error) {
    const t = (key: string): string => translate(localeOf(ctx), `admin:download.${key}`)
    const parts: Part[] = [
      { kind: 'note', tone: 'plain', text: t('refused') },
      { kind: 'links', items: [{ text: t('sign_in'), href: '/admin' }] },
    ]
    show(ctx, { signedIn, parts, failure: explainFailure(error) })
  }
}
