import type { Locale } from '../../../core/answers/answer.ts'
import type { DiscordMessage } from '../blocks/render-card.ts'
import { type Composed, trySimpler } from '../compose.ts'
import { isDiscordFailure } from '../failure.ts'
import { nonceOfKey } from '../nonces.ts'
import { closedCodes, openDirect, type PostServices, postMessage } from '../post-message.ts'
import { lateNotice } from './notices.ts'
import { goneCode } from './webhook.ts'

/** What happened, and where, once its interaction takes no messages any more. */
export interface Missed {
  id: string
  /** Where it happened. */
  channel: string
  user: string
  isDirect: boolean
  /** The message that was pressed, which the bot may edit by itself unless one person alone sees it. */
  pressed: { id: string; isEphemeral: boolean } | null
  locale: Locale
}

/** The same words as messages of the bot's own. */
export interface Late {
  post(message: DiscordMessage): Promise<string>
  tellPerson(message: DiscordMessage): Promise<void>
  edit(message: DiscordMessage): Promise<void>
  remove(): Promise<void>
}

export const openLate = (services: PostServices, missed: Missed): Late => {
  const { id, channel, user, isDirect, pressed, locale } = missed
  const manner = { locale }
  let count = 0

  const post = (message: DiscordMessage, to = channel): Promise<string> =>
    postMessage(services, { channel: to, message, manner, nonce: nonceOfKey(`${id}:${count++}`) })

  const ofPressed = pressed && !pressed.isEphemeral ? pressed : null

  return {
    post: (message) => post(message),
    /** A word for one person goes to nobody else. */
    tellPerson: async (message) => {
      if (isDirect) return void (await post(message))
      try {
        await post(message, await openDirect(services.api, user))
      } catch (error) {
        if (!isDiscordFailure(error, ...closedCodes)) throw error
        await post(lateNotice(locale))
      }
    },
    edit: async (message) => {
      if (!ofPressed) return
      const route = `/channels/${channel}/messages/${ofPressed.id}` as const
      const send = async ({ body, files, isClassic }: Composed): Promise<void> => {
        if (!isClassic) await services.api.call('PATCH', route, { body, files })
      }
      await trySimpler(services, manner, { message, send })
    },
    remove: async () => {
      if (!ofPressed) return
      await services.api
        .call('DELETE', `/channels/${channel}/messages/${ofPressed.id}`)
        .catch((error: unknown) => {
          if (!isDiscordFailure(error, goneCode)) throw error
        })
    },
  }
}
