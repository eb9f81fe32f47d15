import type { AlertMail } from '../notifications/catalogue.ts'
import { type ReadyMail, renderHtml, renderText } from './render.ts'
import { tell } from './tell.ts'
import { oneLine, wordingOf } from './wording.ts'

export interface Composed {
  subject: string
  text: string
  html: string
}

/** Where the link of a mail leads to, under the public address, and what it is called. */
const linkOf = ({ type }: AlertMail, secret: string | null): { path: string; word: string } => {
  if (secret === null) return { path: '/', word: 'open' }
  if (type === 'privacy.exported') return { path: `/download?token=${secret}`, word: 'download' }
  return { path: `/reset?token=${secret}`, word: 'choose_password' }
}

const whyOf = { person: 'why_person', operator: 'why_operator' } as const

/**
 * @param publicUrl the one address that a mail links to; null = no link, and the reader is told the path
 * @param secret of the link that sets a password or opens a file, in a mail that is about one
 */
export const composeMail = (
  mail: AlertMail,
  publicUrl: string | null,
  secret: string | null = null,
): Composed => {
  const words = wordingOf(mail)
  const tenant = oneLine(mail.tenant_name)
  const told = tell(mail, words)
  const { path, word } = linkOf(mail, secret)
  const text = words.say(word)
  const ready: ReadyMail = {
    ...told,
    // Not known here where it can be reached: whoever reads the mail knows.
    figures:
      secret !== null && publicUrl === null
        ? [...told.figures, [words.say('figure.path'), path]]
        : told.figures,
    locale: mail.locale,
    tenant,
    nextTitle: words.say('next'),
    link: publicUrl === null ? null : { href: `${publicUrl}${path}`, text },
    why: words.say(mail.audience ? whyOf[mail.audience] : 'why', { tenant }),
  }
  return {
    subject: words.say('subject', { tenant, what: told.title }),
    text: renderText(ready),
    html: renderHtml(ready),
  }
}
