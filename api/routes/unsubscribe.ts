import { createHash } from 'node:crypto'
import { z } from 'zod'
import { describeLink, followLink, type LinkTarget } from '../../core/digests/public-links.ts'
import { translate } from '../../core/locales/translate.ts'
import { confirmPath, unsubscribePath } from '../../core/mail/links.ts'
import type { Database } from '../../db/database.ts'
import { defineRoute, type Reply, type RequestInfo, type Route, reply } from '../route.ts'

const tags = ['mail']
const query = z.strictObject({
  token: z
    .string()
    .max(600)
    .meta({ description: 'Of a link in a mail: signed, for one person and one purpose' }),
})

const style = `:root{color-scheme:light dark}
body{margin:0;padding:48px 16px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif;background:#f4f5f7;color:#1c2027}
main{max-width:480px;margin:0 auto;padding:32px;background:#fff;border-radius:8px;border-top:4px solid #f0c527}
h1{margin:0 0 16px;font-size:22px;line-height:1.3}
button{padding:10px 18px;border:0;border-radius:6px;background:#1f4b99;color:#fff;font:inherit;cursor:pointer}
@media(prefers-color-scheme:dark){body{background:#14171c;color:#eef0f3}main{background:#1f242b}button{background:#8fb2ff;color:#10203f}}`

/** Nothing but this style and a form to ourselves: what a name of a tenant says can do nothing. */
const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign]!)

interface Page {
  locale: 'fr' | 'en'
  title: string
  text: string
  button?: string
}

const pageReply = (status: number, { locale, title, text, button }: Page): Reply => {
  const form = button ? `<form method="post"><button>${escapeHtml(button)}</button></form>` : ''
  const html = `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${escapeHtml(title)}</title><style>${style}</style></head>
<body><main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>${form}</main></body></html>
`
  return reply(status, html, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': contentSecurityPolicy,
  })
}

const say = (locale: 'fr' | 'en', key: string, values?: Record<string, unknown>): string =>
  translate(locale, `digests:page.${key}`, values)

const invalidPage = ({ locale }: RequestInfo): Reply =>
  pageReply(404, { locale, title: say(locale, 'invalid_title'), text: say(locale, 'invalid') })

const questionOf = ({ locale, purpose, tenantName: tenant }: LinkTarget): Page => {
  const key = purpose === 'confirm' ? 'confirm' : 'unsubscribe'
  const text = purpose === 'confirm' ? say(locale, 'confirm', { tenant }) : say(locale, `unsubscribe_${purpose}`, { tenant })
  return { locale, title: say(locale, `${key}_title`), text, button: say(locale, `${key}_button`) }
} // biome-ignore format: one page

const answerOf = ({ locale, purpose, kind }: LinkTarget): Page => {
  if (purpose === 'confirm') return { locale, title: say(locale, 'confirmed_title'), text: say(locale, 'confirmed') }
  const text = say(locale, kind === 'recipient' ? 'unsubscribed_recipient' : 'unsubscribed')
  return { locale, title: say(locale, 'unsubscribed_title'), text }
} // biome-ignore format: one page

interface Services {
  db: Database
  /** From `mailKeyOf`. */
  mailKey: Uint8Array
}

const pair = (
  { db, mailKey }: Services,
  { path, purposes, summary }: { path: string; purposes: readonly LinkTarget['purpose'][]; summary: [string, string] },
): Route[] => [
  defineRoute({
    method: 'GET',
    path,
    summary: summary[0],
    description: 'A page with a button. Looking changes nothing: programs that check mails open every link.',
    tags,
    auth: 'none',
    query,
    responses: { 200: 'text/html', 404: 'text/html' },
    handler: async ({ query: { token }, request }) => {
      const target = await describeLink(db, mailKey, token)
      return target && purposes.includes(target.purpose) ? pageReply(200, questionOf(target)) : invalidPage(request)
    },
  }),
  defineRoute({
    method: 'POST',
    path,
    summary: summary[1],
    description: 'Needs no sign-in: the token says for whom. Its body does not matter. Again, it does no harm.',
    tags,
    auth: 'none',
    isIdempotent: false,
    query,
    responses: { 200: 'text/html', 404: 'text/html' },
    handler: async ({ query: { token }, request }) => {
      const target = await followLink(db, mailKey, { token, purposes })
      return target ? pageReply(200, answerOf(target)) : invalidPage(request)
    },
  }),
] // biome-ignore format: two routes

/** Where links of mails lead that work without a sign-in: RFC 8058's one click, and the confirmation of an address. */
export const unsubscribeRoutes = (services: Services): Route[] => [
  ...pair(services, {
    path: unsubscribePath,
    purposes: ['digests', 'notices'],
    summary: ['The page that ends mails of one kind', 'End mails of one kind, in one click'],
  }),
  ...pair(services, {
    path: confirmPath,
    purposes: ['confirm'],
    summary: ['The page that confirms an address', 'Confirm an address'],
  }),
]
