import type { DiscordApi } from './api.ts'
import type { DiscordMessage } from './blocks/render-card.ts'
import { type Composed, trySimpler } from './compose.ts'
import type { DrawServices, Manner } from './draw-images.ts'
import { nonceOfKey } from './nonces.ts'

export interface PostServices extends DrawServices {
  api: DiscordApi
}

export interface Posting {
  channel: string
  message: DiscordMessage
  manner: Manner
  /** See `nonces.ts`: within some minutes the same one again is the same message. */
  nonce: string
  /** The message that is replied to, in this channel; it may be gone. */
  replyTo?: string | null
}

const referenceTo = (messageId: string | null | undefined) =>
  messageId ? { message_reference: { message_id: messageId, fail_if_not_exists: false } } : {}

/** Posts in a channel or a thread, with the bot's own rights. @returns the message's id @throws DiscordFailure */
export const postMessage = (
  services: PostServices,
  { channel, message, manner, nonce, replyTo }: Posting,
): Promise<string> => {
  const send = async ({ body, files, index }: Composed): Promise<string> => {
    const own = index === 0 ? nonce : nonceOfKey(`${nonce}:${index}`)
    const { id } = await services.api.call<{ id: string }>('POST', `/channels/${channel}/messages`, {
      body: { ...body, nonce: own, enforce_nonce: true, ...referenceTo(replyTo) },
      files,
    })
    return id
  }
  return trySimpler(services, manner, { message, send })
}

/** The person's own conversation with the bot. @throws DiscordFailure */
export const openDirect = async (api: DiscordApi, user: string): Promise<string> => {
  const { id } = await api.call<{ id: string }>('POST', '/users/@me/channels', {
    body: { recipient_id: user },
  })
  return id
}

/** Codes of a person who takes no direct messages, from us or at all. */
export const closedCodes = [50007, 40003, 50278]
