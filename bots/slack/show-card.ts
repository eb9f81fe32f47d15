import type { Locale } from '../../core/answers/answer.ts'
import type { Card } from '../../core/messaging/card.ts'
import { renderCard, type SlackMessage } from './blocks/render-card.ts'
import { isSlackFailure } from './failure.ts'
import type { SlackServices } from './services.ts'
import type { Standing } from './standing.ts'

/** No previews of what stands in a message. */
export const quiet = { unfurl_links: false, unfurl_media: false }

export const threadOf = ({ thread }: Standing) => (thread === null ? {} : { thread_ts: thread })

/** A person's own conversation with the bot. */
export const openDirect = async (
  { api }: SlackServices,
  workspace: string,
  user: string,
): Promise<string> => {
  const { channel } = await api.call<{ channel: { id: string } }>(workspace, 'conversations.open', {
    users: user,
  })
  return channel.id
}

/** Seen by one person: in their own conversation as a message, elsewhere so that nobody else sees it. */
export const tellPerson = async (
  services: SlackServices,
  standing: Standing,
  message: SlackMessage,
): Promise<void> => {
  const { api } = services
  const { workspace, user } = standing
  const { text, blocks } = message
  const whispered = { response_type: 'ephemeral', replace_original: false, text, blocks }
  if (standing.responseUrl && !standing.isDirect) return api.respond(standing.responseUrl, whispered)
  const channel = standing.channel ?? (await openDirect(services, workspace, user))
  const body = { channel, text, blocks, ...threadOf(standing) }
  if (standing.isDirect || standing.channel === null)
    await api
      .call(workspace, 'chat.postMessage', { ...body, ...quiet }, { channel })
      .catch((error: unknown) => {
        // A conversation of two people, where the bot is not: only what they did there can be answered.
        if (!standing.responseUrl || !isSlackFailure(error, 'channel_not_found', 'not_in_channel'))
          throw error
        return api.respond(standing.responseUrl, whispered)
      })
  else await api.call(workspace, 'chat.postEphemeral', { ...body, user }, { channel })
}

/** Shows a card to one person, wherever they stand. */
export const showCard = async (
  services: SlackServices,
  { standing, locale }: { standing: Standing; locale: Locale },
  card: Card,
): Promise<void> => {
  const publicUrl = services.publicUrl()
  for (const message of renderCard(card, { locale, publicUrl })) await tellPerson(services, standing, message)
}
