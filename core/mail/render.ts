import { type MailBlock, type MailSection, renderFrame } from './frame.ts'
import type { Told } from './tell.ts'

/** All words of a mail, in order. */
export interface ReadyMail extends Told {
  locale: 'fr' | 'en'
  tenant: string
  nextTitle: string
  link: { href: string; text: string } | null
  why: string
  /** What mail programs show beside the subject; the first paragraph when absent. */
  preview?: string
  /** Lists with headings, of a digest. */
  sections?: MailSection[]
  /** Small links at the end: preferences, unsubscribing. */
  footers?: { href: string; text: string }[]
}

const colonOf = { fr: '\u202f:', en: ':' } as const

const blockText = ({ title, mark, lines }: MailBlock): string =>
  [
    ...(title === null ? [] : [mark === null ? title : `${title} [${mark}]`]),
    ...lines.map(({ text, detail }) => (detail === null ? `- ${text}` : `- ${text}\n  ${detail}`)),
  ].join('\n')

const sectionText = ({ title, blocks }: MailSection): string =>
  [title.toUpperCase(), ...blocks.map(blockText)].join('\n\n')

export const renderText = (mail: ReadyMail): string => {
  const { locale, title, paragraphs, figures, sections = [], nextTitle, next, link, why, footers = [] } = mail
  const colon = colonOf[locale]
  const linkText = ({ href, text }: { href: string; text: string }) => `${text}${colon} ${href}`
  return [
    title,
    ...paragraphs,
    ...(figures.length > 0 ? [figures.map(([label, value]) => `${label}${colon} ${value}`).join('\n')] : []),
    ...sections.map(sectionText),
    ...(next.length > 0 ? [[`${nextTitle}${colon}`, ...next.map((step) => `- ${step}`)].join('\n')] : []),
    ...(link ? [linkText(link)] : []),
    ['-- ', why, ...footers.map(linkText)].join('\n'),
  ]
    .join('\n\n')
    .concat('\n')
}

/** Loads nothing from anywhere, in light and in dark; the template is compiled ahead. */
export const renderHtml = (mail: ReadyMail): string =>
  renderFrame({
    ...mail,
    preview: mail.preview ?? mail.paragraphs[0] ?? mail.title,
    figures: mail.figures.map(([label, value]) => ({ label, value })),
    sections: mail.sections ?? [],
    footers: mail.footers ?? [],
  })
