import { setTimeout as wait } from 'node:timers/promises'
import { log } from '../../config/log.ts'
import type { CommandContext } from '../commands/command.ts'
import { creationCard } from '../commands/creation-card.ts'
import { type DiscordMessage, renderCard } from './blocks/render-card.ts'

/** A message of ours that tells how far the making of an assistant has come. */
export interface CreationMessage {
  context: CommandContext
  creationId: string
  /** Edits it. */
  show(message: DiscordMessage): Promise<void>
}

export interface CreationFollower {
  /** Edits the message at every state that is reached. Never throws. @returns whether the making ended meanwhile */
  follow(message: CreationMessage): Promise<boolean>
  /** Edits nothing any more; the card's button goes on to tell. */
  close(): Promise<void>
}

/** Looked at no more often than an edit is worth. */
const lookEveryMs = 1_200
/** Whoever looks later presses the button of the card: the message can be edited for as long. */
const patienceMs = 14 * 60_000

const showStates = async (
  { context, creationId, show }: CreationMessage,
  ending: AbortSignal,
): Promise<boolean> => {
  const end = performance.now() + patienceMs
  let shown = ''
  while (!ending.aborted && performance.now() < end) {
    const { card, isEnded } = await creationCard(context, creationId)
    const { locale, publicUrl } = context
    const [first] = renderCard(card, { locale, publicUrl })
    const state = JSON.stringify(card)
    if (first && state !== shown) await show(first)
    shown = state
    if (isEnded) return true
    await wait(lookEveryMs, undefined, { signal: ending }).catch(() => undefined)
  }
  return false
}

/** Shows the real states of makings in the messages that told of their beginning. */
export const openCreationFollower = (): CreationFollower => {
  const ending = new AbortController()
  const running = new Set<Promise<boolean>>()
  return {
    follow: (message) => {
      const showing = showStates(message, ending.signal).catch((error: unknown) => {
        log.warn({ err: error }, 'the making of an assistant cannot be shown any more')
        return false
      })
      running.add(showing)
      return showing.finally(() => running.delete(showing))
    },
    close: async () => {
      ending.abort()
      await Promise.all(running)
    },
  }
}
