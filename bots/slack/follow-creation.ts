import { setTimeout as wait } from 'node:timers/promises'
import { log } from '../../config/log.ts'
import type { CommandContext } from '../commands/command.ts'
import { creationCard } from '../commands/creation-card.ts'
import type { SlackApi } from './api.ts'
import { renderCard } from './blocks/render-card.ts'

/** A message of ours that tells how far the making of an assistant has come. */
export interface CreationMessage {
  workspace: string
  channel: string
  ts: string
  context: CommandContext
  creationId: string
}

export interface CreationFollower {
  /** Edits the message at every state that is reached. @returns whether the making ended meanwhile */
  follow(message: CreationMessage): Promise<boolean>
  /** Edits nothing any more; the card's button goes on to tell. */
  close(): Promise<void>
}

const lookEveryMs = 400
/** Whoever looks later presses the button of the card. */
const patienceMs = 15 * 60_000

const showStates = async (api: SlackApi, message: CreationMessage, ending: AbortSignal): Promise<boolean> => {
  const { workspace, channel, ts, context, creationId } = message
  const end = performance.now() + patienceMs
  let shown = ''
  while (!ending.aborted && performance.now() < end) {
    const { card, isEnded } = await creationCard(context, creationId)
    const [first] = renderCard(card, { locale: context.locale })
    const state = JSON.stringify(card)
    if (first && state !== shown) {
      const { text, blocks } = first
      await api.call(workspace, 'chat.update', { channel, ts, text, blocks }, { channel })
      shown = state
    }
    if (isEnded) return true
    await wait(lookEveryMs, undefined, { signal: ending }).catch(() => undefined)
  }
  return false
}

/** Shows the real states of makings in the messages that told of their beginning, without a word more in the channel. */
export const openCreationFollower = (api: SlackApi): CreationFollower => {
  const ending = new AbortController()
  const running = new Set<Promise<boolean>>()
  return {
    follow: async (message) => {
      const showing = showStates(api, message, ending.signal).catch((error: unknown) => {
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
