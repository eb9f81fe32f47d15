import { type Continued, continueInPlace } from '../../core/conversations/continue-in-place.ts'
import { translate } from '../../core/locales/translate.ts'
import { noticeCard } from '../../core/messaging/answer-card.ts'
import { placeOf } from '../../core/messaging/incoming.ts'
import { literal } from '../commands/cards/markdown.ts'
import { continuedCard } from '../commands/chat/continued-card.ts'
import { renderCard } from './blocks/render-card.ts'
import { isDiscordFailure } from './failure.ts'
import { nonceOfKey } from './nonces.ts'
import { closedCodes, openDirect, postMessage } from './post-message.ts'
import type { DiscordServices } from './services.ts'
import { showCard } from './show-card.ts'
import type { Standing } from './standing.ts'
import { type Member, meet } from './who.ts'

interface Continuing {
  standing: Standing
  conversation: Continued
  eventId: string
}

const bindPlace = async (
  { core }: DiscordServices,
  { actor, workspaceId: workspace }: Member,
  { channel, user, conversation }: { channel: string; user: string; conversation: Continued },
): Promise<void> => {
  const place = placeOf({ workspace, channel, thread: null, message: null, user, is_private: false })
  await continueInPlace(core, actor, { conversationId: conversation.id, platform: 'discord', place })
}

/** Who they are in their own conversation with us, which belongs to one tenant: that of their first linked account. */
const meetDirectly = async (
  services: DiscordServices,
  { tenantId, actor }: Member,
  user: string,
): Promise<Member | { obstacle: string; workspace?: string }> => {
  const met = await meet(services, {
    guild: null, guildName: null, channel: null, user, roles: [], isManager: false, discordLocale: null,
  }) // biome-ignore format: one person, read at a glance
  if (met.kind !== 'member') return { obstacle: 'continue_unlinked' }
  if (met.tenantId !== tenantId) return { obstacle: 'continue_of_another', workspace: met.workspaceName }
  return met.actor.id === actor.id ? met : { obstacle: 'continue_unlinked' }
}

/** Posts where it goes on. @returns the channel; null for somebody who takes no direct messages */
const sayDirectly = async (
  services: DiscordServices,
  { locale }: Member,
  { standing, conversation, eventId }: Continuing,
): Promise<string | null> => {
  const [message] = renderCard(continuedCard(locale, conversation, 'here'), { locale })
  try {
    const channel = await openDirect(services.api, standing.user)
    const nonce = nonceOfKey(`continue:${eventId}`)
    await postMessage(services, { channel, message: message!, manner: { locale }, nonce })
    return channel
  } catch (error) {
    if (isDiscordFailure(error, ...closedCodes)) return null
    throw error
  }
}

/**
 * A conversation goes on in the person's own conversation with us, also where the button stands in a server: there
 * others would read it.
 * @throws not_found, DiscordFailure
 */
export const continueHere = async (
  services: DiscordServices,
  member: Member,
  continuing: Continuing,
): Promise<void> => {
  const { standing, conversation } = continuing
  const { locale } = member
  const { channel, user, isDirect } = standing
  const shown = { standing, locale }
  if (isDirect) {
    await bindPlace(services, member, { channel, user, conversation })
    return showCard(services, shown, continuedCard(locale, conversation, 'here'))
  }
  const tell = (key: string, values: Record<string, string> = {}): Promise<void> =>
    showCard(services, shown, noticeCard(locale, translate(locale, `discord:${key}`, values)))
  const direct = await meetDirectly(services, member, user)
  if ('obstacle' in direct) return tell(direct.obstacle, { workspace: literal(direct.workspace ?? '') })
  const own = await sayDirectly(services, member, continuing)
  if (own === null) return tell('continue_closed')
  await bindPlace(services, direct, { channel: own, user, conversation })
  return tell('continued_in_direct')
}
