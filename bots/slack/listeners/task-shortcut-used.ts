import { log } from '../../../config/log.ts'
import { errorCardOf } from '../../commands/error-card.ts'
import { runAction } from '../../commands/run.ts'
import { draftOf } from '../../commands/task/draft.ts'
import { doerOf, meetInteraction, orExplain } from '../interaction.ts'
import { readText } from '../read-text.ts'
import type { SlackServices } from '../services.ts'
import { showCard } from '../show-card.ts'
import { showResult } from '../show-result.ts'
import { type MessageShortcut, standingOf } from './shortcut-used.ts'

/** Where the message stands; null where Slack does not tell the bot, as between two people. */
const linkOf = async (
  { api }: SlackServices,
  { workspace, channel, ts }: { workspace: string; channel: string; ts: string | undefined },
): Promise<string | null> => {
  if (ts === undefined) return null
  const body = { channel, message_ts: ts }
  try {
    return (await api.call<{ permalink: string }>(workspace, 'chat.getPermalink', body)).permalink
  } catch (error) {
    log.info({ err: error }, 'a message has no link that the bot can see')
    return null
  }
}

/**
 * "Make a task" in the menu of somebody's message: the form of a task, filled with the message. What comes of it is told
 * in the person's own conversation, since the bot need not be where the message is.
 */
export const onTaskShortcutUsed = async (
  services: SlackServices,
  shortcut: MessageShortcut,
  ack: () => Promise<void>,
): Promise<void> => {
  await ack()
  const doer = doerOf(shortcut)
  const { channel, message } = shortcut
  const standing = standingOf(shortcut, doer, null)
  const locale = (await services.users.find(doer.team, doer.user))?.locale ?? 'fr'
  await orExplain(
    async () => {
      const met = await meetInteraction(services, { doer, standing })
      if ('card' in met) return showCard(services, { standing, locale: met.locale }, met.card)
      const { member, context } = met
      const workspace = member.workspace.workspaceId
      const link = await linkOf(services, { workspace, channel: channel.id, ts: message.ts })
      const text = readText(message.text ?? '', member.workspace.botUserId)
      const result = await runAction(context, 'task.new', draftOf(member.locale, { text, link }))
      const place = result.kind === 'form' ? { channel: null, isDirect: true } : {}
      const eventId = `task-shortcut:${doer.team}:${doer.user}:${shortcut.action_ts}`
      await showResult(services, member, { standing: { ...standing, workspace, ...place }, result, eventId })
    },
    (error) => showCard(services, { standing, locale }, errorCardOf(locale, error)),
  )
}
