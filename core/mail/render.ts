import type { Told } from './tell.ts'

/** All words of a mail, in order. */
export interface ReadyMail extends Told {
  locale: 'fr' | 'en'
  tenant: string
  nextTitle: string
  link: { href: string; text: string } | null
  why: string
}

const colonOf = { fr: '\u202f:', en: ':' } as const

export const renderText = ({ locale, title, paragraphs, figures, nextTitle, next, link, why }: ReadyMail): string =>
  [
    title,
    ...paragraphs,
    figures.map(([label, value]) => `${label}${colonOf[locale]} ${value}`).join('\n'),
    [`${nextTitle}${colonOf[locale]}`, ...next.map((step) => `- ${step}`)].join('\n'),
    ...(link ? [`${link.text}${colonOf[locale]} ${link.href}`] : []),
    `-- \n${why}`,
  ].join('\n\n').concat('\n') // biome-ignore format: part by part

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => entities[character]!)

const font = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
const quiet = 'color:#5c6470'

/** Inline styles and a table, which every mail program shows; nothing is loaded from anywhere. */
export const renderHtml = (mail: ReadyMail): string => {
  const paragraph = (text: string) => `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`
  const row = ([label, value]: [string, string]) =>
    `<tr><th scope="row" style="padding:8px 16px 8px 0;text-align:left;font-weight:400;vertical-align:top;border-top:1px solid #e4e7eb;${quiet}">${escapeHtml(label)}</th>` +
    `<td style="padding:8px 0;border-top:1px solid #e4e7eb">${escapeHtml(value)}</td></tr>`
  const step = (text: string) => `<li style="margin:0 0 8px">${escapeHtml(text)}</li>`
  const link = ({ href, text }: { href: string; text: string }) =>
    `<p style="margin:24px 0 0"><a href="${escapeHtml(href)}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#1f4b99;color:#ffffff;text-decoration:none">${escapeHtml(text)}</a></p>`
  return `<!doctype html>
<html lang="${mail.locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(mail.title)}</title></head>
<body style="margin:0;padding:24px 16px;background:#f4f5f7;${font};font-size:16px;line-height:1.5;color:#1c2027">
<div style="max-width:560px;margin:0 auto;padding:32px;background:#ffffff;border-radius:8px">
<p style="margin:0 0 8px;font-size:14px;${quiet}">Sextant · ${escapeHtml(mail.tenant)}</p>
<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">${escapeHtml(mail.title)}</h1>
${mail.paragraphs.map(paragraph).join('\n')}
<table style="width:100%;margin:8px 0 24px;border-collapse:collapse">
${mail.figures.map(row).join('\n')}
</table>
<h2 style="margin:0 0 8px;font-size:17px">${escapeHtml(mail.nextTitle)}</h2>
<ul style="margin:0;padding-left:20px">
${mail.next.map(step).join('\n')}
</ul>
${mail.link ? link(mail.link) : ''}
</div>
<p style="max-width:560px;margin:16px auto 0;font-size:13px;${quiet}">${escapeHtml(mail.why)}</p>
</body>
</html>
`
}
