import type { AlertMail } from '../notifications/catalogue.ts'
import { type ReadyMail, renderHtml, renderText } from './render.ts'
import { tell } from './tell.ts'
import { oneLine, wordingOf } from './wording.ts'

export interface Composed {
  subject: string
  text: string
  html: string
}

/** @param publicUrl the one address that a mail links to; null = no link */
export const composeMail = (mail: AlertMail, publicUrl: string | null): Composed => {
  const words = wordingOf(mail)
  const tenant = oneLine(mail.tenant_name)
  const told = tell(mail, words)
  const ready: ReadyMail = {
    ...told,
    locale: mail.locale,
    tenant,
    nextTitle: words.say('next'),
    link: publicUrl === null ? null : { href: `${publicUrl}/`, text: words.say('open') },
    why: words.say(mail.audience === 'person' ? 'why_person' : 'why', { tenant }),
  }
  return {
    subject: words.say('subject', { tenant, what: told.title }),
    text: renderText(ready),
    html: renderHtml(ready),
  }
}
