import { type Continued, continueInPlace } from '../../core/conversations/continue-in-place.ts'
import { translate } from '../../core/locales/translate.ts'
import { noticeCard } from '../../core/messaging/answer-card.ts'
import { placeOf } from '../../core/messaging/incoming.ts'
import { continuedCard } from '../commands/chat/continued-card.ts'
import { renderCard } from './blocks/render-card.ts'
import type { SlackServices } from './services.ts'
import { openDirect, quiet, showCard } from './show-card.ts'
import type { Standing } from './standing.ts'
import type { Member } from './who.ts'

const directPlace = { message: null, is_private: false }

/** Their own conversation with us: what is shown to one person alone is shown between two people, without us. */
const isOurs = ({ isDirect, channel, pressed }: Standing): boolean =>
  isDirect && channel !== null && pressed?.isEphemeral !== true

/** A conversation in Slack is a thread: a message of ours begins the one in which it goes on. */
const beginThread = async (
  { api }: SlackServices,
  { locale }: Member,
  { workspace, channel, conversation }: { workspace: string; channel: string; conversation: Continued },
): Promise<string> => {
  const [message] = renderCard(continuedCard(locale, conversation, 'thread'), { locale })
  const { text, blocks } = message!
  const body = { channel, text, blocks, ...quiet }
  const { ts } = await api.call<{ ts: string }>(workspace, 'chat.postMessage', body, { channel })
  return ts
}

/**
 * A conversation goes on in the thread that a person's card stands in, or in a new one of their own conversation with
 * us: in a channel others would read it.
 * @throws not_found, SlackFailure
 */
export const continueHere = async (
  services: SlackServices,
  member: Member,
  { standing, conversation }: { standing: Standing; conversation: Continued },
): Promise<void> => {
  const { actor, locale } = member
  const { workspace, user } = standing
  const isHere = isOurs(standing)
  const channel = isHere ? standing.channel! : await openDirect(services, workspace, user)
  const begun = isHere ? standing.thread : null
  const thread = begun ?? (await beginThread(services, member, { workspace, channel, conversation }))
  const place = placeOf({ ...directPlace, workspace: member.workspace.workspaceId, channel, thread, user })
  await continueInPlace(services.core, actor, { conversationId: conversation.id, platform: 'slack', place })
  const told = { standing, locale }
  if (begun !== null) await showCard(services, told, continuedCard(locale, conversation, 'here'))
  else if (!isHere && standing.channel !== null)
    await showCard(services, told, noticeCard(locale, translate(locale, 'slack:continued_in_direct')))
}
