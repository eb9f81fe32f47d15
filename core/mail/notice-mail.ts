import type { Database } from '../../db/database.ts'
import { translate } from '../locales/translate.ts'
import type { NoticeRow, Sender } from '../messaging/outbox.ts'
import {
  type NoticeSending,
  readNoticeSending,
  type SendingNotice,
} from '../notifications/delivery/read-sending.ts'
import { labelOf, ruleOf, sentenceOf } from '../notifications/delivery/sentence.ts'
import { kindOf } from '../notifications/types.ts'
import type { Composed } from './compose.ts'
import type { MailBlock } from './frame.ts'
import { type MailLinks, unsubscribeHeaders, unsubscribeUrl } from './links.ts'
import { type ReadyMail, renderHtml, renderText } from './render.ts'
import type { MailSender } from './send.ts'
import { oneLine } from './wording.ts'

const toneOf = ({ type }: SendingNotice): MailBlock['tone'] =>
  ['high', 'critical'].includes(kindOf(type).priority) ? 'bad' : 'plain'

/** What belongs to one project under its name, in the order in which it happened. */
const blocksOf = ({ locale, notices }: NoticeSending): MailBlock[] =>
  [...Map.groupBy(notices, ({ projectId }) => projectId)].map(([, told]) => ({
    title: told[0]?.projectName ? oneLine(told[0].projectName) : null,
    mark: null,
    tone: told.some((notice) => toneOf(notice) === 'bad') ? 'bad' : 'plain',
    lines: told.map((notice) => ({
      text: sentenceOf(locale, notice),
      detail: labelOf(locale, notice.type),
    })),
  }))

const subjectKeys = {
  low: 'subject',
  normal: 'subject',
  high: 'subject_high',
  critical: 'subject_critical',
} as const

/** The mail of notices, in its reader's language: one for a burst, one for all that waited. */
export const composeNotices = (sending: NoticeSending, publicUrl: string | null): Composed => {
  const { locale, notices, priority } = sending
  const tenant = oneLine(sending.tenantName)
  const say = (key: string, values?: Record<string, unknown>) =>
    translate(locale, `notices:mail.${key}`, values)
  const [first] = notices
  const count = notices.length
  const title = count === 1 ? labelOf(locale, first!.type) : say('many.many', { count })
  const rules = [...new Set(notices.map((notice) => ruleOf(locale, notice.rule, notice)))]
  const ready: ReadyMail = {
    locale,
    tenant,
    title,
    paragraphs: count === 1 ? [sentenceOf(locale, first!)] : [],
    figures: [],
    sections: count === 1 ? [] : [{ title: say('news'), blocks: blocksOf(sending) }],
    preview: sentenceOf(locale, notices.at(-1)!),
    nextTitle: '',
    next: [],
    link: publicUrl === null ? null : { href: `${publicUrl}/`, text: say('open') },
    why: [...rules.map((rule) => say('reason', { rule })), say('why', { tenant })].join(' '),
    footers: publicUrl === null ? [] : [{ href: `${publicUrl}/#preferences`, text: say('preferences') }],
  }
  return {
    subject: oneLine(say(subjectKeys[priority], { what: count === 1 ? oneLine(title) : title, tenant })),
    text: renderText(ready),
    html: renderHtml(ready),
  }
}

interface NoticeLinks {
  publicUrl: string | null
  /** Absent: nothing can be ended from a mail program. */
  links?: MailLinks | undefined
}

/** Ends mails of notices to this person in one click. */
const stopUrl = (tenantId: string, { personId }: NoticeSending, links?: MailLinks): string | null =>
  links && personId !== null
    ? unsubscribeUrl(links, { purpose: 'notices', tenantId, kind: 'person', id: personId })
    : null

/** Sends notices by mail, each message once; what nobody is to read any more is not sent. */
export const noticeMails =
  (db: Database, sender: MailSender, { publicUrl, links }: NoticeLinks): Sender<NoticeRow> =>
  (tenantId, row) =>
    sender.sendLetter(row, async () => {
      const sending = await readNoticeSending(db, tenantId, row.payload.send_id)
      if (!sending) return null
      const { notices, priority } = sending
      // The same at every try: of what it tells, the last.
      const raisedAt = notices.at(-1)!.createdAt
      const headers = unsubscribeHeaders(stopUrl(tenantId, sending, links))
      return { ...composeNotices(sending, publicUrl), headers, raisedAt, isUrgent: priority === 'critical' }
    })
