import { can } from '../../../core/access/can.ts'
import { readAssistant } from '../../../core/assistants/assistants.ts'
import { isAppError } from '../../../core/errors.ts'
import { noticeCard } from '../../../core/messaging/answer-card.ts'
import type { Card } from '../../../core/messaging/card.ts'
import {
  type ChannelPlace,
  type ChannelSetting,
  readChannel,
  setChannel,
} from '../../../core/tenancy/channels.ts'
import { button, cardOf, controls, fields, text, toPerson } from '../cards/card-parts.ts'
import { openWords } from '../cards/words.ts'
import type { Command, CommandContext, Result } from '../command.ts'
import { pickAssistant } from '../pick-assistant.ts'

/** `off` unbinds the assistant; the others say when Sextant answers in the channel: `silent` is never. */
export const bindModes = ['off', 'mention', 'thread', 'silent'] as const

const followUpOf: Record<string, ChannelSetting['followUp']> = {
  mention: 'mention',
  thread: 'thread',
  silent: 'off',
}

/** The channel that a command is given in; null where nothing can be set. */
export const channelOf = ({ place }: CommandContext): ChannelPlace | null => {
  const { platform, workspace, channel, isDirect } = place
  return platform === 'web' || channel === null || isDirect ? null : { platform, workspace, channel }
}

const nameOf = async ({ core, actor, locale }: CommandContext, id: string | null): Promise<string> => {
  const say = openWords(locale)
  if (id === null) return say('bind.nobody')
  try {
    return (await readAssistant(core, actor, id)).name
  } catch (error) {
    if (isAppError(error, 'not_found')) return say('bind.hidden')
    throw error
  }
}

/** How Sextant is set in the channel, and what this person may change about it. */
export const channelCard = async (
  context: CommandContext,
  channel: ChannelPlace,
  { isChanged = false }: { isChanged?: boolean } = {},
): Promise<Card> => {
  const { core, actor, locale } = context
  const say = openWords(locale)
  const { assistantId, followUp } = await readChannel(core.db, actor.tenantId, channel)
  const set = (mode: string) => button(say(`bind.set.${mode}`), 'assistant.bind', { mode })
  const mayManage = can(actor, 'installs:manage')
  return cardOf(
    say('bind.title'),
    [
      isChanged ? text(say('bind.done')) : null,
      fields([
        [say('bind.assistant'), await nameOf(context, assistantId)],
        [say('bind.follow_up'), say(`bind.follow.${followUp}`)],
      ]),
      controls([
        can(actor, 'assistants:edit') && assistantId !== null && set('off'),
        mayManage && followUp !== 'thread' && set('thread'),
        mayManage && followUp !== 'mention' && set('mention'),
        mayManage && followUp !== 'off' && set('silent'),
      ]),
    ],
    { tone: isChanged ? 'good' : 'plain' },
  )
}

type Changes = Parameters<typeof setChannel>[3]

/** What was asked for; a card when the assistant has to be chosen first. */
const wanted = async (
  context: CommandContext,
  { assistant, mode }: Readonly<Record<string, string>>,
): Promise<{ changes: Changes } | { result: Result }> => {
  if (mode === 'off') return { changes: { assistantId: null } }
  const followUp = mode === undefined ? undefined : followUpOf[mode]
  if (followUp !== undefined && assistant === undefined) return { changes: { followUp } }
  const picked = await pickAssistant(context, assistant, {
    action: 'assistant.bind',
    ...(mode !== undefined && { value: { mode } }),
  })
  if ('result' in picked) return picked
  return { changes: { assistantId: picked.assistant.id, ...(followUp && { followUp }) } }
}

/**
 * Binds an assistant to the channel, unbinds it, or sets when Sextant answers there.
 * @throws what `setChannel` throws
 */
export const bindHere = async (
  context: CommandContext,
  args: Readonly<Record<string, string>>,
): Promise<Result> => {
  const { core, actor, locale } = context
  const channel = channelOf(context)
  if (!channel) return toPerson(noticeCard(locale, openWords(locale)('bind.no_channel')))
  const asked = await wanted(context, args)
  if ('result' in asked) return asked.result
  const { changes } = asked
  const { followUp } = await readChannel(core.db, actor.tenantId, channel)
  // Where Sextant keeps silent, nobody would notice what was bound.
  const isWoken =
    changes.assistantId && !changes.followUp && followUp === 'off' && can(actor, 'installs:manage')
  await setChannel(core.db, actor, channel, { ...changes, ...(isWoken && { followUp: 'thread' as const }) })
  return toPerson(await channelCard(context, channel, { isChanged: true }))
}

/** `/sextant assistant bind [assistant] [off | mention | thread | silent]` */
export const assistantBind: Command = {
  path: ['assistant', 'bind'],
  permission: 'assistants:edit',
  arguments: [
    { name: 'assistant', kind: 'assistant', isRequired: false },
    { name: 'mode', kind: 'choice', isRequired: false, choices: bindModes },
  ],
  run: bindHere,
}
