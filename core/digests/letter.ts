import type { DigestKind } from '../../db/models/digest.ts'
import type { Composed } from '../mail/compose.ts'
import { type MailLinks, unsubscribeHeaders, unsubscribeUrl } from '../mail/links.ts'
import { type ReadyMail, renderHtml, renderText } from '../mail/render.ts'
import type { Card } from '../messaging/card.ts'
import { unmarked } from '../notifications/delivery/notice-card.ts'
import type { DigestContent } from './content.ts'
import type { Period } from './facts.ts'
import type { Reader } from './readers.ts'
import { summaryOf, tellDigest } from './tell.ts'
import { openWording } from './wording.ts'

/** A digest of one reader, with all that it is made of. */
export interface DigestSending {
  tenantId: string
  tenantName: string
  kind: DigestKind
  period: Period
  reader: Reader
  content: DigestContent
}

const told = ({ reader, kind, period, content }: DigestSending) => {
  const words = openWording(reader.locale, reader.timeZone)
  const { say, moment, dayOf } = words
  const sections = tellDigest(words, content)
  return {
    words,
    title: say(`title_${kind}`, { day: dayOf(period.to) }),
    summary: summaryOf(words, content),
    span: say('period', { from: moment(period.from), to: moment(period.to), zone: reader.timeZone }),
    nothing: sections.length === 0 ? say('nothing') : null,
    sections,
  }
}

/** Where somebody says when and how they want it; whoever has no account has the link that ends it. */
const footersOf = (
  { reader }: DigestSending,
  { publicUrl, unsubscribe, say }: { publicUrl: string | null; unsubscribe: string | null; say: (key: string) => string },
): { href: string; text: string }[] => [
  ...(publicUrl !== null && reader.kind === 'person'
    ? [{ href: `${publicUrl}/#preferences`, text: say('preferences') }]
    : []),
  ...(unsubscribe === null ? [] : [{ href: unsubscribe, text: say('unsubscribe') }]),
] // biome-ignore format: one list

/** The mail of a digest, in its reader's language, with the headers by which it can be ended in one click. */
export const composeDigest = (
  sending: DigestSending,
  links: MailLinks,
): Composed & { headers: Record<string, string> } => {
  const { words, title, summary, span, nothing, sections } = told(sending)
  const { say, name } = words
  const { reader, tenantId } = sending
  const tenant = name(sending.tenantName)
  const unsubscribe = unsubscribeUrl(links, {
    purpose: 'digests',
    tenantId,
    kind: reader.kind,
    id: reader.id,
  })
  const { publicUrl } = links
  const ready: ReadyMail = {
    locale: words.locale,
    tenant,
    title,
    preview: summary === '' ? span : summary,
    paragraphs: nothing === null ? [span] : [span, nothing],
    figures: [],
    sections,
    nextTitle: '',
    next: [],
    link:
      publicUrl !== null && reader.kind === 'person' ? { href: `${publicUrl}/`, text: say('open') } : null,
    why: say(reader.kind === 'person' ? 'why' : 'why_recipient', { tenant }),
    footers: footersOf(sending, { publicUrl, unsubscribe, say }),
  }
  return {
    subject: name(say(summary === '' ? 'subject_none' : 'subject', { tenant, title, what: summary })),
    text: renderText(ready),
    html: renderHtml(ready),
    headers: {
      ...unsubscribeHeaders(unsubscribe),
      'List-Id': `Sextant <digests.${publicUrl ? new URL(publicUrl).hostname : 'localhost'}>`,
    },
  }
}

/** The same for a direct message on a chat platform. */
export const digestCard = (sending: DigestSending): Card => {
  const { words, title, span, nothing, sections } = told(sending)
  const lines = sections.map(({ title: heading, blocks }): Card['parts'] => [
    { kind: 'heading', text: heading },
    ...blocks.map(({ title: of, mark, lines: items }): Card['parts'][number] => ({
      kind: 'text',
      text: [
        ...(of === null ? [] : [`**${unmarked(of)}**${mark === null ? '' : ` (${unmarked(mark)})`}`]),
        ...items.map(
          ({ text, detail }) => `- ${unmarked(text)}${detail === null ? '' : ` (${unmarked(detail)})`}`,
        ),
      ].join('\n'),
    })),
  ])
  return {
    tone: 'plain',
    title,
    parts: [{ kind: 'text', text: unmarked(nothing ?? span) }, ...lines.flat()],
    footer: words.say('why', { tenant: words.name(sending.tenantName) }),
  }
}
