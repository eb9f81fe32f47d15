import { limits } from '../../config/limits.ts'
import { isSlackFailure } from './failure.ts'
import { gapBefore } from './live-cadence.ts'
import type { Content, Portion } from './live-content.ts'
import {
  append,
  edit,
  endStream,
  type LiveMessage,
  type LivePlace,
  type LiveServices,
  openPlain,
  openStream,
} from './live-message.ts'

/** Puts what an answer says into Slack, one call at a time. */
export interface Writer {
  readonly messages: readonly LiveMessage[]
  /** The stream that holds all that was said, and takes more. */
  readonly stream: { message: LiveMessage; characters: number } | null
  /** Makes the next call; the one before must be over. What Slack refuses ends the showing, and is no error. */
  write(): Promise<void>
  /** When the next call is due, on the clock of `performance.now`; null = not before something comes. */
  dueAt(): number | null
  /** Nothing more is shown before the answer is whole. */
  silence(): void
}

export interface WriterOptions {
  services: LiveServices
  place: LivePlace
  content: Content
  /** A stream that is this old is gone on with in a new message. */
  streamLifeMs: number
  /** Divides the gaps between calls. */
  haste: number
}

const retryMs = 2_000
/** What must be left for other answers before this one is streamed, or edited while it grows. */
const leastRoom = { streams: 2, appends: 10, edits: 20 }

export const openWriter = ({ services, place, content, streamLifeMs, haste }: WriterOptions): Writer => {
  const { api } = services
  const { workspace } = place
  const messages: LiveMessage[] = []
  let isSilent = false
  let characters = 0
  let writes = 0
  let openedAt = 0
  let lastAt = 0
  let notBefore = 0

  const last = (): LiveMessage | null => messages.at(-1) ?? null
  /** The message that takes more. */
  const current = (): LiveMessage | null => (last()?.isOver ? null : last())

  const silence = (): void => {
    isSilent = true
  }

  const canStream = (): boolean =>
    api.room(workspace, 'chat.startStream') >= leastRoom.streams &&
    api.room(workspace, 'chat.stopStream') >= leastRoom.streams &&
    api.room(workspace, 'chat.appendStream') >= leastRoom.appends

  const begun = (message: LiveMessage, portion: Pick<Portion, 'taken'> & { characters?: number }): void => {
    messages.push(message)
    characters = portion.characters ?? 0
    openedAt = performance.now()
    portion.taken()
  }

  const beginPlain = async (): Promise<void> => {
    const hasRoom = api.room(workspace, 'chat.update') >= leastRoom.edits
    // One message that is edited takes the whole text: a second one would say it twice.
    if (!hasRoom || messages.length > 0) return silence()
    const whole = content.whole()
    const opened = await openPlain(services, place, { position: 0, text: whole.text })
    if (typeof opened === 'object' && 'ts' in opened) begun(opened, whole)
    else silence()
  }

  const beginStream = async (): Promise<void> => {
    content.goTo(messages.length)
    const portion = content.next()
    // Half a character waits for its other half.
    if (portion.chunks.length === 0) return portion.taken()
    const opened = await openStream(services, place, { position: messages.length, chunks: portion.chunks })
    if (typeof opened === 'string') return silence()
    if ('ts' in opened) return begun(opened, portion)
    if (opened.failure.kind === 'unreachable') throw opened.failure
    // Refused for the stream's own sake, or for now: a message that is edited may do.
    await beginPlain()
  }

  const begin = (): Promise<void> => (canStream() ? beginStream() : beginPlain())

  /** Slack ends a stream that is old, and refuses a message that is long: the text goes on in a new one. */
  const finishStream = async (message: LiveMessage): Promise<void> => {
    await endStream(services, place, message.ts)
    message.isOver = true
  }

  const editAll = async (message: LiveMessage): Promise<void> => {
    const { text, taken } = content.whole()
    await edit(services, place, { ts: message.ts, text })
    taken()
  }

  /** What was streamed cannot be taken back: from here on the message is edited. */
  const turnPlain = async (message: LiveMessage): Promise<void> => {
    await endStream(services, place, message.ts)
    message.isStream = false
  }

  const addTo = async (message: LiveMessage): Promise<void> => {
    if (content.isVoid && message.isStream) await turnPlain(message)
    if (!message.isStream) return editAll(message)
    const portion = content.next()
    if (portion.chunks.length > 0) await append(services, place, { ts: message.ts, chunks: portion.chunks })
    characters += portion.characters
    portion.taken()
  }

  const isOld = (): boolean => performance.now() - openedAt >= streamLifeMs
  const isFull = (): boolean => characters + content.next().characters > limits.slackCalls.maxStreamCharacters

  const step = async (): Promise<void> => {
    const message = current()
    if (!message) return begin()
    if (message.isStream && !content.isVoid && (isOld() || isFull())) return finishStream(message)
    await addTo(message)
    writes++
  }

  /** What surely did not arrive is told again; anything else ends the showing, and the final word is an edit. */
  const stumble = (error: unknown): void => {
    const isPassing = isSlackFailure(error) && (error.kind === 'rate_limited' || error.kind === 'unreachable')
    if (isPassing) notBefore = performance.now() + Math.max(retryMs / haste, error.retryAfterMs)
    else silence()
    if (!isSlackFailure(error)) throw error
  }

  const gap = (message: LiveMessage): number | null => {
    if (content.isVoid) return 0
    const { waiting, total } = content
    const room = api.room(workspace, message.isStream ? 'chat.appendStream' : 'chat.update')
    // The last edits are for whole answers.
    if (!message.isStream && room < leastRoom.edits) return null
    return gapBefore({ waiting, total, appends: writes, room })
  }

  return {
    messages,
    get stream() {
      const message = current()
      const isWhole = message?.isStream && messages.length === 1 && !isSilent && !content.isVoid
      return isWhole ? { message, characters } : null
    },
    silence,
    write: async () => {
      try {
        await step()
      } catch (error) {
        stumble(error)
      } finally {
        lastAt = performance.now()
      }
    },
    dueAt: () => {
      if (isSilent) return null
      const message = current()
      const age = message?.isStream ? openedAt + streamLifeMs : null
      if (!content.hasNews) return age
      const wait = message ? gap(message) : 0
      const due = wait === null ? null : Math.max(notBefore, lastAt + wait / haste)
      return due === null ? age : Math.min(due, age ?? due)
    },
  }
}
