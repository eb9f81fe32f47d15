import { limits } from '../../config/limits.ts'
import { isOpenToChannel } from '../../core/assistants/audience.ts'
import { titleOf } from '../../core/conversations/title.ts'
import { translate } from '../../core/locales/translate.ts'
import { receiveQuestion } from '../../core/messaging/inbox.ts'
import type { ChatPlace } from '../../core/messaging/incoming.ts'
import { beginThread } from './begin-thread.ts'
import { escapeText } from './blocks/escape.ts'
import type { DiscordMessage } from './blocks/render-card.ts'
import { noticeOf } from './interactions/notices.ts'
import { tokenEndsAt } from './interactions/token-life.ts'
import type { DiscordServices } from './services.ts'
import { tellPlace } from './show-card.ts'
import type { Standing } from './standing.ts'
import type { Member } from './who.ts'

/** What is asked, and what makes it the same question when Discord tells of it twice. */
export interface Asking {
  assistantId: string
  text: string
  eventId: string
  /** The question's own message; null for a command or a button. */
  message: string | null
}

interface Here {
  standing: Standing
  asking: Asking
}

/** A command has no message that an answer could stand below: what it leaves in the place says what was asked. */
const questionMessage = ({ locale }: Member, { standing, asking }: Here): DiscordMessage => {
  const question = escapeText(asking.text.slice(0, limits.question.maxCharacters).toWellFormed())
  // Escaped it may be twice as long.
  const shown = [...question].slice(0, maxShown).join('')
  const text = translate(locale, 'discord:asked', { user: standing.user, question: shown })
  return { flags: 0, components: [{ type: 10, content: text }], text, files: [] }
}

const maxShown = 3_000

/** Where everybody reads along: below the question, in a thread of its own where there can be one. */
const openPlace = async (
  services: DiscordServices,
  member: Member,
  here: Here,
): Promise<Pick<ChatPlace, 'thread' | 'message'>> => {
  const { standing, asking } = here
  const { locale, followUp } = member
  const message =
    asking.message ?? (await tellPlace(services, { standing, locale }, questionMessage(member, here)))
  if (standing.thread !== null || standing.isDirect || followUp !== 'thread')
    return { thread: standing.thread, message }
  const { channel } = standing
  const thread = await beginThread(services.api, { channel, message, name: titleOf(asking.text) })
  return { thread, message }
}

/** For who asked alone: nothing of it is left where others read. */
const hidePlace = async ({ locale }: Member, { standing, asking }: Here): Promise<Partial<ChatPlace>> => {
  const { reply, interaction, thread } = standing
  const place = { thread, message: asking.message }
  if (!reply || !interaction) return place
  await reply.tellPerson(noticeOf(locale, translate(locale, 'discord:answering_privately')))
  return { ...place, reply: { token: interaction.token, until: tokenEndsAt(interaction.id).toISOString() } }
}

/**
 * Puts a question to an assistant in the place where it was asked. What not everybody there may read is answered to
 * who asked alone.
 * @throws what `receiveQuestion` throws, DiscordFailure
 */
export const askHere = async (services: DiscordServices, member: Member, here: Here): Promise<void> => {
  const { core } = services
  const { tenantId, boundAssistantId, workspaceId } = member
  const { standing, asking } = here
  const { assistantId, text, eventId } = asking
  const { channel, user, isDirect } = standing
  const isOpen = isDirect || (await isOpenToChannel(core, tenantId, { assistantId, boundAssistantId }))
  const place = isOpen ? await openPlace(services, member, here) : await hidePlace(member, here)
  await receiveQuestion(core, member.actor, {
    platform: 'discord',
    assistantId,
    text,
    eventId,
    locale: null,
    chat: {
      workspace: workspaceId,
      channel,
      thread: null,
      message: null,
      user,
      is_private: !isOpen,
      ...place,
    },
  })
}
