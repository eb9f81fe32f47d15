import { limits } from '../../config/limits.ts'
import { log } from '../../config/log.ts'
import type { Locale } from '../../core/answers/answer.ts'
import { detectLanguage } from '../../core/answers/understand/language.ts'
import { tokenise } from '../../core/answers/understand/text.ts'
import type { ErrorCode } from '../../core/errors.ts'
import { translate } from '../../core/locales/translate.ts'
import type { IncomingMessage } from '../../core/messaging/incoming.ts'
import type { Live, LiveQuestion, OpenLive } from '../../core/messaging/live.ts'
import { changeSentRow } from '../../core/messaging/sent-rows.ts'
import { noticeOf } from './interactions/notices.ts'
import { openContent } from './live-content.ts'
import { editLiveMessage, type LivePlace, type LiveServices, openLiveMessage } from './live-message.ts'
import { dropLive, keepLive, type LiveEnd } from './lives.ts'
import { replyTargetOf } from './standing.ts'

export interface LiveTiming {
  /** What is answered within this is not announced. */
  beginAfterMs: number
  /** Between two edits. */
  editEveryMs: number
  /** Calls under way at once in this process: what shows progress must not hold up what is an answer. */
  callsAtOnce: number
}

const defaultTiming: LiveTiming = {
  beginAfterMs: 700,
  editEveryMs: limits.discordCalls.editEveryMs,
  callsAtOnce: limits.discordCalls.liveCallsAtOnce,
}
/** The sender comes for it within seconds. */
const keptMs = 5 * 60_000

const nothing: Live = { onProgress: () => undefined, close: async () => undefined }

/** Where an answer can be shown as it grows; null = it is told when it is whole. */
const placeOf = ({ tenantId, inboxId, payload }: LiveQuestion): LivePlace | null => {
  const { chat } = payload
  // What is for one person goes elsewhere; what takes the place of another answer is changed once.
  if (!chat || chat.is_private || chat.replaces !== undefined) return null
  const { workspace, channel, thread } = chat
  return { tenantId, inboxId, workspace, channel: thread ?? channel, thread, replyTo: replyTargetOf(chat) }
}

/** The question's own, as the answer's will be. */
const localeOf = ({ locale, text }: IncomingMessage): Locale =>
  detectLanguage(text, tokenise(text), { preferred: locale ?? 'fr', isLabelWord: () => false }).locale

interface Showing {
  services: LiveServices
  place: LivePlace
  locale: Locale
  timing: LiveTiming
  /** Of all answers that this process shows. */
  underWay: { count: number }
}

const show = ({ services, place, locale, timing, underWay }: Showing): Live => {
  const { tenantId, inboxId } = place
  const content = openContent(locale, inboxId)
  const manner = { locale }
  let message: LiveEnd | null = null
  let shown = ''
  let hasNews = false
  let isEnded = false
  let isAnswered = false
  let dueAt = performance.now() + timing.beginAfterMs
  let writing: Promise<void> | null = null
  let timer: NodeJS.Timeout | undefined

  /** The latest text wins: what came between two edits is in the next one. */
  const writeOnce = async (): Promise<void> => {
    hasNews = false
    const next = content.show()
    const state = JSON.stringify(next.components)
    if (state === shown) return
    if (message) await editLiveMessage(services, place, { id: message.id, message: next, manner })
    else {
      message = await openLiveMessage(services, place, { message: next, manner })
      if (!message) isEnded = true
    }
    shown = state
  }

  const write = async (): Promise<void> => {
    underWay.count++
    try {
      await writeOnce()
    } catch (error) {
      // The final word is an edit, or a message of its own: nothing more is shown before.
      isEnded = true
      log.warn({ err: error }, 'an answer cannot be shown while it is worked out')
    }
    underWay.count--
    writing = null
    putOff()
  }

  const putOff = (): void => {
    dueAt = performance.now() + timing.editEveryMs
    plan()
  }

  const plan = (): void => {
    clearTimeout(timer)
    if (isEnded || writing || !hasNews) return
    timer = setTimeout(
      () => {
        if (underWay.count >= timing.callsAtOnce) return putOff()
        writing = write()
      },
      Math.max(0, dueAt - performance.now()),
    )
  }

  const end = async (): Promise<void> => {
    isEnded = true
    clearTimeout(timer)
    await writing
  }

  const handle = {
    finish: async (): Promise<LiveEnd | null> => {
      await end()
      return message
    },
    stop: (): void => {
      isEnded = true
      clearTimeout(timer)
    },
  }
  keepLive(inboxId, handle)

  /** No answer will come: what stands there says so. */
  const fail = async (code: ErrorCode): Promise<void> => {
    await end()
    dropLive(inboxId, handle)
    if (!message) return
    const told = noticeOf(locale, translate(locale, `errors:${code}`))
    await editLiveMessage(services, place, { id: message.id, message: told, manner })
    await changeSentRow(services.core, tenantId, message.rowId, { state: 'sent' })
  }

  return {
    onProgress: (progress) => {
      const isOver = progress.kind === 'answer' || progress.kind === 'failed'
      if (isEnded && !isOver) return
      if (progress.kind === 'failed') {
        fail(progress.code).catch((error: unknown) => log.warn({ err: error }, 'a failure could not be told'))
        return
      }
      if (progress.kind === 'answer') {
        // From here on it is the sender's, in this process or, by its row, in another one.
        isAnswered = true
        isEnded = true
        clearTimeout(timer)
        setTimeout(() => dropLive(inboxId, handle), keptMs).unref()
        return
      }
      content.note(progress)
      hasNews = true
      plan()
    },
    close: async () => {
      // The sender waits for what is being written; who worked the answer out does not.
      if (isAnswered) return
      await end()
      dropLive(inboxId, handle)
    },
  }
}

/**
 * Shows answers on Discord while they are worked out: one message, one edit at a time. Nothing is begun for an answer
 * that comes at once; what was begun is completed by `send-answer.ts`, also when this process dies.
 */
export const openLiveAnswer = (services: LiveServices, given: Partial<LiveTiming> = {}): OpenLive => {
  const timing = { ...defaultTiming, ...given }
  const underWay = { count: 0 }
  return (question) => {
    const place = placeOf(question)
    const locale = localeOf(question.payload)
    return place ? show({ services, place, locale, timing, underWay }) : nothing
  }
}
