import { log } from '../../../config/log.ts'
import type { DiscordMessage } from '../blocks/render-card.ts'
import { type Composed, trySimpler } from '../compose.ts'
import { isDiscordFailure } from '../failure.ts'
import { answerPerson, type Deferral, defer, openModal } from './callback.ts'
import { type Missed, openLate } from './late.ts'
import { privateNotice } from './notices.ts'
import { goneCode, openWebhook, type ReplyServices } from './webhook.ts'

/** What an interaction is answered by, for fifteen minutes; done again after a crash, it does no harm. */
export interface Reply {
  /** For who acted alone. @throws DiscordFailure */
  tellPerson(message: DiscordMessage): Promise<void>
  /** For everybody there. @returns the message's id @throws DiscordFailure */
  tellPlace(message: DiscordMessage): Promise<string>
  /** Puts the message in the place of what was pressed, or of what was told before. @throws DiscordFailure */
  edit(message: DiscordMessage): Promise<void>
  /** Takes away what was pressed. @throws DiscordFailure */
  remove(): Promise<void>
  /** Opens a form, which only a first response can. @returns whether it could @throws DiscordFailure */
  openForm(modal: object): Promise<boolean>
  /** As a first response, unless there was one. @throws DiscordFailure */
  promise(deferral: Deferral): Promise<void>
  /** Nobody is left with a promise: one that nothing came of is taken back. @throws DiscordFailure */
  settle(): Promise<void>
}

export interface ReplyOptions extends Missed {
  token: string
  /** What was promised already; null = nothing, the first response is still to come. */
  deferral: Deferral | null
}

/** Discord takes nothing by this token any more, or never did. */
const overCodes = [50027, 10015, 10062]

export const openReply = (services: ReplyServices, options: ReplyOptions): Reply => {
  const { id, token, isDirect, pressed, locale } = options
  const manner = { locale }
  const late = openLate(services, options)
  const webhook = openWebhook(services, { token, manner, isWhispering: !isDirect })
  let { deferral } = options
  /** A placeholder says "thinking", as far as this process knows. */
  let isThinking = deferral === 'person' || deferral === 'place'
  /** The first response holds what was told. */
  let holdsWord = false
  /** Nothing is told before Discord has heard the promise. */
  let promised: Promise<unknown> = Promise.resolve()

  const promise = async (wanted: Deferral): Promise<void> => {
    if (deferral === null) {
      deferral = wanted
      isThinking = wanted !== 'update'
      promised = defer(services.api, { id, token }, wanted)
    }
    await promised
  }

  const whileOpen = async <Told>(tell: () => Promise<Told>, instead: () => Promise<Told>): Promise<Told> => {
    try {
      await promised
      return await tell()
    } catch (error) {
      if (!isDiscordFailure(error, ...overCodes)) throw error
      log.warn({ err: error, interaction: id }, 'an interaction takes no more messages')
      isThinking = false
      return instead()
    }
  }

  const original = async (message: DiscordMessage): Promise<string> => {
    const messageId = await webhook.edit(message)
    isThinking = false
    holdsWord = true
    return messageId
  }

  const drop = async (): Promise<void> => {
    await webhook.drop()
    isThinking = false
    holdsWord = false
  }

  /** What everybody was promised becomes nothing before one person is told: a first word would take its place. */
  const withdraw = async (): Promise<void> => {
    await original(privateNotice(locale)).catch((error: unknown) => {
      if (!isDiscordFailure(error, goneCode)) throw error
    })
    await drop()
  }

  const whisper = async (message: DiscordMessage): Promise<void> => {
    if (deferral === 'place' && isThinking && !isDirect) await withdraw()
    if (!isThinking) return webhook.follow(message)
    try {
      await original(message)
    } catch (error) {
      // Somebody took the placeholder away.
      if (!isDiscordFailure(error, goneCode)) throw error
      isThinking = false
      await webhook.follow(message)
    }
  }

  const answerFirst = async (message: DiscordMessage): Promise<void> => {
    deferral = 'person'
    const send = async (composed: Composed): Promise<void> => {
      if (composed.index === 0) await answerPerson(services.api, { id, token }, { composed, isDirect })
    }
    await trySimpler(services, manner, { message, send })
    holdsWord = true
  }

  const tellPerson = async (message: DiscordMessage): Promise<void> => {
    if (deferral === null) return answerFirst(message)
    await whileOpen(
      () => whisper(message),
      () => late.tellPerson(message),
    )
  }

  return {
    promise,
    tellPerson,
    tellPlace: async (message) => {
      await promise('place')
      if (deferral !== 'place' || !isThinking) return late.post(message)
      return whileOpen(
        () => original(message),
        () => late.post(message),
      )
    },
    edit: async (message) => {
      if (pressed) await promise('update')
      if (deferral !== 'update' && !holdsWord) return tellPerson(message)
      await whileOpen(
        async () => void (await original(message)),
        () => (deferral === 'update' ? late.edit(message) : Promise.resolve()),
      )
    },
    remove: async () => {
      await promise('update')
      if (deferral === 'update') await whileOpen(drop, late.remove)
    },
    openForm: async (modal) => {
      if (deferral !== null) return false
      deferral = 'update'
      await openModal(services.api, { id, token }, modal)
      return true
    },
    settle: async () => {
      await promise(pressed ? 'update' : 'person')
      if (isThinking) await whileOpen(drop, async () => undefined)
    },
  }
}
