import { MessageFlags } from 'discord-api-types/v10'
import { log } from '../../../config/log.ts'
import type { DiscordMessage } from '../blocks/render-card.ts'
import { type Composed, trySimpler } from '../compose.ts'
import type { Manner } from '../draw-images.ts'
import { isDiscordFailure } from '../failure.ts'
import type { PostServices } from '../post-message.ts'

export interface ReplyServices extends PostServices {
  applicationId: string
}

/** The messages that an interaction's token may write. */
export interface Webhook {
  /** Edits the first response, or the message that was pressed. @returns its id @throws DiscordFailure */
  edit(message: DiscordMessage): Promise<string>
  /** Takes it away, if it is there. @throws DiscordFailure */
  drop(): Promise<void>
  /** A further message. @throws DiscordFailure */
  follow(message: DiscordMessage): Promise<void>
}

/** The message is not there (any more). */
export const goneCode = 10008

export const whispered = (body: Composed['body']): Composed['body'] => ({
  ...body,
  flags: body.flags | MessageFlags.Ephemeral,
})

/** @param given.isWhispering further messages are for who acted alone */
export const openWebhook = (
  services: ReplyServices,
  { token, manner, isWhispering }: { token: string; manner: Manner; isWhispering: boolean },
): Webhook => {
  const { api, applicationId } = services
  const route = `/webhooks/${applicationId}/${token}` as const
  const original = `${route}/messages/@original` as const

  const followWith = async ({ body, files }: Composed): Promise<void> => {
    try {
      await api.callInteraction('POST', route, { body: isWhispering ? whispered(body) : body, files })
    } catch (error) {
      // Sent again it might be there twice.
      if (!isDiscordFailure(error) || error.kind !== 'unknown_outcome') throw error
      log.warn({ err: error }, 'a word about an interaction may not have arrived')
    }
  }

  return {
    edit: (message) => {
      const send = async (composed: Composed): Promise<string> => {
        const { body, files, index } = composed
        if (index > 0) return followWith(composed).then(() => '')
        return (await api.callInteraction<{ id: string }>('PATCH', original, { body, files })).id
      }
      return trySimpler(services, manner, { message, send })
    },
    drop: async () => {
      await api.callInteraction('DELETE', original).catch((error: unknown) => {
        if (!isDiscordFailure(error, goneCode)) throw error
      })
    },
    follow: (message) => trySimpler(services, manner, { message, send: followWith }),
  }
}
