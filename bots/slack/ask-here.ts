import { isOpenToChannel } from '../../core/assistants/audience.ts'
import { translate } from '../../core/locales/translate.ts'
import { noticeCard } from '../../core/messaging/answer-card.ts'
import { receiveQuestion } from '../../core/messaging/inbox.ts'
import { escapeText } from './blocks/escape.ts'
import { isSlackFailure } from './failure.ts'
import type { SlackServices } from './services.ts'
import { openDirect, showCard } from './show-card.ts'
import type { Standing } from './standing.ts'
import type { Member } from './who.ts'

/** What is asked, and what makes it the same question when Slack tells of it twice. */
export interface Asking {
  assistantId: string
  text: string
  eventId: string
  /** The question's own message; null for a command or a button. */
  message: string | null
}

/** Slack's words for a channel that the bot takes no part in, or may not write in. */
const outside = ['not_in_channel', 'channel_not_found', 'is_archived', 'restricted_action'] as const

/** A command has no message that an answer could stand below: the question is posted for it. */
const postQuestion = async (
  { api }: SlackServices,
  { workspace, locale }: Member,
  { channel, user, text }: { channel: string; user: string; text: string },
): Promise<string> => {
  const question = escapeText(text)
  const { ts } = await api.call<{ ts: string }>(
    workspace.workspaceId,
    'chat.postMessage',
    {
      channel,
      text: translate(locale, 'slack:asked', { user, question }),
      unfurl_links: false,
      unfurl_media: false,
    },
    { channel },
  )
  return ts
}

/** Where the question stands: in the channel, or in the person's own conversation where the bot may not write. */
const beginThread = async (
  services: SlackServices,
  member: Member,
  { standing, text }: { standing: Standing & { channel: string }; text: string },
): Promise<{ channel: string; thread: string }> => {
  const { channel, user } = standing
  try {
    return { channel, thread: await postQuestion(services, member, { channel, user, text }) }
  } catch (error) {
    // Also where two people talk with each other: the bot takes no part in that.
    if (!isSlackFailure(error, ...outside)) throw error
    const direct = await openDirect(services, standing.workspace, user)
    const thread = await postQuestion(services, member, { channel: direct, user, text })
    const { locale } = member
    await showCard(
      services,
      { standing, locale },
      noticeCard(locale, translate(locale, 'slack:asked_in_direct')),
    )
    return { channel: direct, thread }
  }
}

/**
 * Puts a question to an assistant in the place where it was asked. What not everybody there may read is answered to
 * who asked alone.
 *
 * A thread of a channel is one conversation, and belongs to who began it: what others ask there goes on with it, and is
 * among that person's own conversations (Home, `/sextant chat …`) even after they left a private channel. Slack does not
 * tell us that they did: who is in a channel (`conversations.members`) and who leaves it (`member_left_channel`) take
 * `groups:read`, which would show us every private channel that we are in, with its members. Of that conversation they
 * are shown nothing but answers of an assistant that is public or bound to the channel; where that is too much, an
 * assistant is bound to no channel and not public, and answers each person in a conversation of their own. In Slack
 * itself nobody who left is shown anything: what goes to one person in a channel is refused by Slack for them.
 * @throws what `receiveQuestion` throws
 */
export const askHere = async (
  services: SlackServices,
  member: Member,
  { standing, asking }: { standing: Standing & { channel: string }; asking: Asking },
): Promise<void> => {
  const { core } = services
  const { tenantId, boundAssistantId, workspace } = member
  const { user, isDirect } = standing
  const { assistantId, text, eventId, message } = asking
  const isOpen = isDirect || (await isOpenToChannel(core, tenantId, { assistantId, boundAssistantId }))
  const isHeard = standing.thread !== null || !isOpen
  const { channel, thread } = isHeard ? standing : await beginThread(services, member, { standing, text })
  await receiveQuestion(core, member.actor, {
    platform: 'slack',
    assistantId,
    text,
    eventId,
    locale: null,
    chat: { workspace: workspace.workspaceId, channel, thread, message, user, is_private: !isOpen },
  })
}
