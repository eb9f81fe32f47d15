import { askQuestion } from '../../commands/ask-question.ts'
import { errorCardOf } from '../../commands/error-card.ts'
import { doerOf, type InteractiveBody, meetInteraction, orExplain } from '../interaction.ts'
import { readText } from '../read-text.ts'
import type { SlackServices } from '../services.ts'
import { showCard } from '../show-card.ts'
import { showResult } from '../show-result.ts'
import { isDirectChannel, type Standing } from '../standing.ts'

/** "Ask Sextant" in the menu of somebody's message. */
export interface MessageShortcut extends InteractiveBody {
  trigger_id: string
  response_url: string
  action_ts: string
  message: { ts?: string; thread_ts?: string; text?: string }
  channel: { id: string }
}

/** Asks what the message says, in the message's own thread; Slack hands over this message and no other. */
export const onShortcutUsed = async (
  services: SlackServices,
  shortcut: MessageShortcut,
  ack: () => Promise<void>,
): Promise<void> => {
  await ack()
  const doer = doerOf(shortcut)
  const { channel, message } = shortcut
  const standing: Standing = {
    workspace: doer.team,
    channel: channel.id,
    thread: message.thread_ts ?? message.ts ?? null,
    user: doer.user,
    isDirect: isDirectChannel(channel.id),
    triggerId: shortcut.trigger_id,
    responseUrl: shortcut.response_url,
    pressed: null,
  }
  const locale = (await services.users.find(doer.team, doer.user))?.locale ?? 'fr'
  await orExplain(
    async () => {
      const met = await meetInteraction(services, { doer, standing })
      if ('card' in met) return showCard(services, { standing, locale: met.locale }, met.card)
      const { member, context } = met
      const result = await askQuestion(context, readText(message.text ?? '', member.workspace.botUserId))
      const eventId = `shortcut:${doer.team}:${doer.user}:${shortcut.action_ts}`
      const inPlace = { ...standing, workspace: member.workspace.workspaceId }
      await showResult(services, member, { standing: inPlace, result, eventId })
    },
    (error) => showCard(services, { standing, locale }, errorCardOf(locale, error)),
  )
}
