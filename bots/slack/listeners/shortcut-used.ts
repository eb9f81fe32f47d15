import { log } from '../../../config/log.ts'
import { translate } from '../../../core/locales/translate.ts'
import { askQuestion } from '../../commands/ask-question.ts'
import { errorCardOf } from '../../commands/error-card.ts'
import { doerOf, type InteractiveBody, meetInteraction, orExplain } from '../interaction.ts'
import { readText } from '../read-text.ts'
import type { SlackServices } from '../services.ts'
import { openDirect, showCard } from '../show-card.ts'
import { showResult } from '../show-result.ts'
import { isDirectChannel, type Standing } from '../standing.ts'
import type { Member } from '../who.ts'

/** "Ask Sextant" in the menu of somebody's message. */
export interface MessageShortcut extends InteractiveBody {
  trigger_id: string
  response_url: string
  action_ts: string
  message: { ts?: string; thread_ts?: string; text?: string }
  channel: { id: string }
}

/** Where somebody used it. */
export const standingOf = (
  shortcut: MessageShortcut,
  { team, user }: { team: string; user: string },
  thread: string | null,
): Standing => ({
  workspace: team,
  channel: shortcut.channel.id,
  thread,
  user,
  isDirect: isDirectChannel(shortcut.channel.id),
  triggerId: shortcut.trigger_id,
  responseUrl: shortcut.response_url,
  pressed: null,
})

/**
 * Two people talk with each other, where the bot has no part and cannot write: the person's own conversation with it
 * takes the place of theirs, and they are told so. Slack says which that is by opening it.
 */
const whereToAnswer = async (
  services: SlackServices,
  { locale }: Member,
  standing: Standing,
): Promise<Standing> => {
  if (!standing.isDirect) return standing
  const { workspace, user, responseUrl } = standing
  const channel = await openDirect(services, workspace, user)
  if (channel === standing.channel) return standing
  const text = translate(locale, 'slack:asked_between_people')
  const said = { response_type: 'ephemeral', replace_original: false, text }
  await services.api
    .respond(responseUrl!, said)
    .catch((error: unknown) => log.warn({ err: error }, 'nobody was told where an answer goes'))
  return { ...standing, channel, thread: null, responseUrl: null }
}

/** Asks what the message says, in the message's own thread; Slack hands over this message and no other. */
export const onShortcutUsed = async (
  services: SlackServices,
  shortcut: MessageShortcut,
  ack: () => Promise<void>,
): Promise<void> => {
  await ack()
  const doer = doerOf(shortcut)
  const { message } = shortcut
  const standing = standingOf(shortcut, doer, message.thread_ts ?? message.ts ?? null)
  const locale = (await services.users.find(doer.team, doer.user))?.locale ?? 'fr'
  await orExplain(
    async () => {
      const met = await meetInteraction(services, { doer, standing })
      if ('card' in met) return showCard(services, { standing, locale: met.locale }, met.card)
      const { member, context } = met
      const result = await askQuestion(context, readText(message.text ?? '', member.workspace.botUserId))
      const eventId = `shortcut:${doer.team}:${doer.user}:${shortcut.action_ts}`
      const inPlace = await whereToAnswer(services, member, {
        ...standing,
        workspace: member.workspace.workspaceId,
      })
      await showResult(services, member, { standing: inPlace, result, eventId })
    },
    (error) => showCard(services, { standing, locale }, errorCardOf(locale, error)),
  )
}
