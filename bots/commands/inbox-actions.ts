import { noticeCard } from '../../core/messaging/answer-card.ts'
import { labelOf, ruleOf } from '../../core/notifications/delivery/sentence.ts'
import { findNotice } from '../../core/notifications/inbox/list.ts'
import { markNotices } from '../../core/notifications/inbox/mark.ts'
import { explainNotice, muteNotice, muteScopes } from '../../core/notifications/inbox/why.ts'
import { explainEvent } from '../../core/notifications/inbox/why-channel.ts'
import type { NoticeType } from '../../core/notifications/types.ts'
import { cardOf, text, toPerson } from './cards/card-parts.ts'
import { literal } from './cards/markdown.ts'
import type { Action, CommandContext, Result } from './command.ts'
import { inboxCard, openedCard, openNoticeWords, strangerCard, whyCard } from './inbox-card.ts'

type Value = Readonly<Record<string, string>>

const edited = (card: Extract<Result, { kind: 'card' }>['card']): Result => ({
  kind: 'card',
  card,
  audience: 'edit',
})

/** Only who is somebody here has an inbox; whose notice it is, is looked up with their rights. */
const forPerson =
  (run: (context: CommandContext, value: Value) => Promise<Result>): Action['run'] =>
  async (context, value) =>
    context.actor.kind === 'person' ? run(context, value) : toPerson(strangerCard(context))

const idOf = ({ selected, notice = '' }: Value): string => selected ?? notice

/** Opening is reading. */
const noticeOpen: Action = {
  name: 'notice.open',
  permission: null,
  run: forPerson(async (context, value) => {
    const { core, actor, locale } = context
    const why = await explainNotice(core.db, actor, { id: idOf(value), locale })
    await markNotices(core.db, actor, { ids: [why.notice.id], state: 'read' })
    const card = await openedCard(context, why)
    return value.from === 'inbox' ? edited(card) : toPerson(card)
  }),
}

const noticeArchive: Action = {
  name: 'notice.archive',
  permission: null,
  run: forPerson(async (context, value) => {
    const { core, actor } = context
    const { id } = await findNotice(core.db, actor, idOf(value))
    await markNotices(core.db, actor, { ids: [id], state: 'archived' })
    return edited(await inboxCard(context))
  }),
}

const noticeReadAll: Action = {
  name: 'notice.read_all',
  permission: null,
  run: forPerson(async (context) => {
    await markNotices(context.core.db, context.actor, { ids: null, state: 'read' })
    return edited(await inboxCard(context))
  }),
}

/** In a channel the rule is the channel's, and everybody there may ask. */
const whyInChannel = async ({ core, actor, locale }: CommandContext, eventId: string): Promise<Result> => {
  const told = await explainEvent(core.db, actor, eventId)
  const title = openNoticeWords(locale)('why.title')
  return toPerson(cardOf(title, [text(literal(ruleOf(locale, 'channel', told)))]))
}

const noticeWhy: Action = {
  name: 'notice.why',
  permission: null,
  run: async (context, value) => {
    const { core, actor, locale } = context
    const [, chosenEvent] = /^event:(.+)$/.exec(value.selected ?? '') ?? []
    const event = chosenEvent ?? value.event
    if (event !== undefined) return whyInChannel(context, event)
    if (actor.kind !== 'person') return toPerson(strangerCard(context))
    return toPerson(whyCard(context, await explainNotice(core.db, actor, { id: idOf(value), locale })))
  },
}

const noticeMute: Action = {
  name: 'notice.mute',
  permission: null,
  run: forPerson(async (context, value) => {
    const { core, actor, locale } = context
    const scope = muteScopes.find((one) => one === value.scope) ?? 'type'
    const notice = await muteNotice(core.db, actor, { id: idOf(value), scope })
    const label = labelOf(locale, notice.type as NoticeType)
    const words = { label, project: notice.event.projectName ?? '—' }
    const key = scope === 'project' ? 'why.muted_project' : 'why.muted_type'
    return edited(noticeCard(locale, literal(openNoticeWords(locale)(key, words)), 'good'))
  }),
}

const inboxPage: Action = {
  name: 'inbox.page',
  permission: null,
  run: forPerson(async (context, { after }) => {
    const { core, actor } = context
    const last = after === undefined ? null : await findNotice(core.db, actor, after)
    return edited(await inboxCard(context, last))
  }),
}

/** What the buttons and selects of notices and of the inbox do. */
export const inboxActions: readonly Action[] = [
  noticeOpen,
  noticeArchive,
  noticeReadAll,
  noticeWhy,
  noticeMute,
  inboxPage,
]
