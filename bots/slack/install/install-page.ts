import type { Locale } from '../../../core/answers/answer.ts'
import { translate } from '../../../core/locales/translate.ts'

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** What a browser shows after Slack's consent: no script, no foreign word unescaped. */
export const installPage = (locale: Locale, { isDone, text }: { isDone: boolean; text: string }): string => {
  const title = translate(locale, isDone ? 'slack:install.done_title' : 'slack:install.failed_title')
  const open = isDone
    ? `<p><a href="https://slack.com/app_redirect">${escapeHtml(translate(locale, 'slack:install.open'))}</a></p>`
    : ''
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="/page/base.css">
</head>
<body><main class="notice"><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>${open}</main></body>
</html>
`
}
