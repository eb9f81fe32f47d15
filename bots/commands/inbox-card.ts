import type { Locale } from '../../core/answers/answer.ts'
import { translate } from '../../core/locales/translate.ts'
import type { Card, CardControl } from '../../core/messaging/card.ts'
import { headOf } from '../../core/notifications/delivery/notice-card.ts'
import { labelOf, sentenceOf } from '../../core/notifications/delivery/sentence.ts'
import { countUnread, listNotices, type Notice } from '../../core/notifications/inbox/list.ts'
import { type Explanation, toldOf } from '../../core/notifications/inbox/why.ts'
import { kindOf, type NoticeType } from '../../core/notifications/types.ts'
import { button, cardOf, controls, select, text } from './cards/card-parts.ts'
import { openTimes } from './cards/dates.ts'
import { literal } from './cards/markdown.ts'
import { openWords } from './cards/words.ts'
import type { CommandContext } from './command.ts'

/** As many as a card shows on every platform without being split. */
const pageSize = 8

/** Words of the namespace `notices`. */
export const openNoticeWords =
  (locale: Locale) =>
  (key: string, values?: Record<string, unknown>): string =>
    translate(locale, `notices:${key}`, values)

const typeOf = ({ type }: Notice): NoticeType => type as NoticeType

/** Whoever is linked to no person has no inbox, and is told how to get one. */
export const strangerCard = ({ locale }: CommandContext): Card =>
  cardOf(openNoticeWords(locale)('inbox.title'), [
    text(openNoticeWords(locale)('inbox.sign_in')),
    controls([button(openWords(locale)('link.button'), 'link')]),
  ])

const unreadText = (locale: Locale, count: number): string => {
  const key = count === 0 ? 'none' : count === 1 ? 'one' : 'many'
  return openNoticeWords(locale)(`inbox.unread.${key}`, { count })
}

/** One's own notices, newest first. @param after the last one of the page before */
export const inboxCard = async (context: CommandContext, after: Notice | null = null): Promise<Card> => {
  const { core, actor, locale } = context
  const say = openNoticeWords(locale)
  const from = after ? { createdAt: after.createdAt!, id: after.id } : null
  const found = await listNotices(core.db, actor, { page: { limit: pageSize + 1, after: from } })
  const shown = found.slice(0, pageSize)
  const unread = await countUnread(core.db, actor)
  const times = await openTimes(context)
  const lines = shown.map((notice) => {
    const mark = notice.state === 'unread' ? '●' : '○'
    const sentence = literal(sentenceOf(locale, toldOf(notice)))
    return `- ${mark} ${headOf(locale, { type: typeOf(notice) })} — ${sentence} · ${times.time(notice.createdAt!)}`
  })
  const options = shown.map((notice) => ({
    label: labelOf(locale, typeOf(notice)),
    value: notice.id,
    description: sentenceOf(locale, toldOf(notice)),
  }))
  const last = shown.at(-1)
  return cardOf(say('inbox.title'), [
    text(shown.length > 0 ? lines.join('\n') : say('inbox.empty')),
    controls([
      shown.length > 0 && select(say('inbox.choose'), 'notice.open', options, { value: { from: 'inbox' } }),
      unread > 0 && button(say('inbox.mark_all'), 'notice.read_all', {}, 'primary'),
      found.length > pageSize && last ? button(say('inbox.older'), 'inbox.page', { after: last.id }) : null,
      after !== null && button(say('inbox.newer'), 'inbox.page'),
      button(openWords(locale)('prefs.title'), 'prefs'),
    ]),
  ], { footer: unreadText(locale, unread) }) // biome-ignore format: one card, read at a glance
}

const muteButtons = (
  locale: Locale,
  { notice, scopes }: Pick<Explanation, 'notice' | 'scopes'>,
): CardControl[] => {
  const say = openNoticeWords(locale)
  return scopes
    .filter((scope) => scope !== 'type_in_project')
    .map((scope) => button(say(`why.mute_${scope}`), 'notice.mute', { notice: notice.id, scope }))
}

/** One notice, with all that can be done about it. */
export const openedCard = async (context: CommandContext, why: Explanation): Promise<Card> => {
  const { locale } = context
  const { notice } = why
  const say = openNoticeWords(locale)
  const times = await openTimes(context)
  return cardOf(labelOf(locale, typeOf(notice)), [
    text(literal(sentenceOf(locale, toldOf(notice)))),
    controls([
      button(say('inbox.archive'), 'notice.archive', { notice: notice.id }),
      button(say('inbox.why'), 'notice.why', { notice: notice.id }),
      ...muteButtons(locale, why),
      button(say('inbox.back'), 'inbox.page'),
    ]),
  ], { footer: `${say(`priority.${kindOf(typeOf(notice)).priority}`)} · ${times.time(notice.createdAt!)}` }) // biome-ignore format: one card
}

/** Why somebody got a notice, and what mutes it in one click. */
export const whyCard = ({ locale }: CommandContext, why: Explanation): Card => {
  const say = openNoticeWords(locale)
  const buttons = muteButtons(locale, why)
  return cardOf(say('why.title'), [
    text(literal(why.text)),
    buttons.length > 0 ? controls(buttons) : text(say('why.critical')),
  ])
}
