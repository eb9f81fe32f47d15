import type { Locale } from '../../answers/answer.ts'
import { translate } from '../../locales/translate.ts'
import type { Card, CardButton, CardPart, CardSelect, Tone } from '../../messaging/card.ts'
import { kindOf, type NoticePriority } from '../types.ts'
import type { NoticeSending, SendingNotice } from './read-sending.ts'
import { labelOf, sentenceOf } from './sentence.ts'

/** More would bury what is new; the inbox has all of them. */
const mostLines = 10

const toneOf: Record<NoticePriority, Tone> = {
  low: 'plain',
  normal: 'plain',
  high: 'caution',
  critical: 'bad',
}

const say = (locale: Locale, key: string, values?: Record<string, unknown>): string =>
  translate(locale, `notices:${key}`, values)

/** A sentence with foreign names in it, letter for letter inside our Markdown. */
export const unmarked = (sentence: string): string =>
  sentence
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[\\`*]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')

/** Mark, name of the type and, where it is not the usual one, the priority in words. */
export const headOf = (locale: Locale, { type }: Pick<SendingNotice, 'type'>): string => {
  const { priority } = kindOf(type)
  const words =
    priority === 'high' || priority === 'critical' ? ` · ${say(locale, `priority.${priority}`)}` : ''
  return `${say(locale, `mark.${priority}`)} **${labelOf(locale, type)}**${words}`
}

const button = (label: string, action: string, value: Record<string, string>): CardButton => ({
  kind: 'button', label, style: 'plain', action, value, confirm: null,
}) // biome-ignore format: one button, read at a glance

const whyButton = (locale: Locale, { noticeId, eventId }: SendingNotice): CardButton =>
  button(say(locale, 'card.why'), 'notice.why', noticeId ? { notice: noticeId } : { event: eventId })

const singleCard = (notice: SendingNotice, { locale, isChannel }: NoticeSending): CardPart[] => [
  { kind: 'text', text: `${headOf(locale, notice)}\n\n${unmarked(sentenceOf(locale, notice))}` },
  {
    kind: 'controls',
    controls: [
      ...(isChannel ? [] : [button(say(locale, 'card.open'), 'notice.open', { notice: notice.noticeId! })]),
      whyButton(locale, notice),
    ],
  },
]

const whySelect = (locale: Locale, notices: SendingNotice[]): CardSelect => ({
  kind: 'select',
  label: say(locale, 'card.why'),
  action: 'notice.why',
  value: {},
  selected: null,
  options: notices.map((notice) => ({
    label: labelOf(locale, notice.type),
    value: notice.noticeId ?? `event:${notice.eventId}`,
    description: sentenceOf(locale, notice),
  })),
})

const listCard = ({ locale, notices, isChannel }: NoticeSending): CardPart[] => {
  const shown = notices.slice(-mostLines)
  const hidden = notices.length - shown.length
  const lines = shown.map((notice) => `- ${headOf(locale, notice)} — ${unmarked(sentenceOf(locale, notice))}`)
  return [
    { kind: 'text', text: lines.join('\n') },
    ...(hidden > 0
      ? [
          {
            kind: 'notes' as const,
            tone: 'plain' as const,
            notes: [say(locale, 'card.more', { count: hidden })],
          },
        ]
      : []),
    {
      kind: 'controls',
      controls: [
        ...(isChannel ? [] : [button(say(locale, 'card.open'), 'inbox', {})]),
        whySelect(locale, shown),
      ],
    },
  ]
}

const titleOf = ({ locale, notices, isHeld }: NoticeSending): string | null => {
  const count = notices.length
  if (isHeld) return say(locale, count === 1 ? 'card.held.one' : 'card.held.many', { count })
  return count === 1 ? null : say(locale, 'card.burst', { count })
}

/** A message that tells notices, the same on every platform. Who presses a button is looked at again. */
export const noticeMessage = (sending: NoticeSending): Card => {
  const { notices, priority } = sending
  const [only] = notices
  return {
    tone: toneOf[priority],
    title: titleOf(sending),
    parts: notices.length === 1 ? singleCard(only!, sending) : listCard(sending),
    footer: null,
  }
}
