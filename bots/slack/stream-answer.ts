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
import { type AgentSessions, openAgentSessions } from './agent-sessions.ts'
import { openContent } from './live-content.ts'
import { edit, endStream, type LivePlace, type LiveServices } from './live-message.ts'
import { openWriter } from './live-writer.ts'
import { dropLive, keepLive, type LiveEnd } from './lives.ts'

export { stopLive } from './lives.ts'

export interface LiveTiming {
  /** What is answered within this is not announced. */
  beginAfterMs: number
  /** A stream that is this old is gone on with in a new message. */
  streamLifeMs: number
  /** Divides the gaps between calls. */
  haste: number
}

const defaultTiming: LiveTiming = {
  beginAfterMs: 700,
  streamLifeMs: limits.slackCalls.streamLifeMs,
  haste: 1,
}
/** The sender comes for it within seconds. */
const keptMs = 5 * 60_000

/** Whether the workspace is this tenant's, now: one that left or was bound to another is shown nothing more of it. */
interface Binding {
  isBound?(tenantId: string, workspace: string): Promise<boolean>
}

const nothing: Live = { onProgress: () => undefined, close: async () => undefined }

/** Where an answer can be shown as it grows; null = it is told when it is whole. */
const placeOf = ({ tenantId, inboxId, payload }: LiveQuestion): LivePlace | null => {
  const { chat } = payload
  // What is for one person goes elsewhere; what takes the place of another answer is changed once.
  if (!chat || chat.is_private || chat.replaces !== undefined || chat.thread === null) return null
  const { workspace, channel, thread, user } = chat
  return { tenantId, inboxId, workspace, channel, thread, user }
}

/** The question's own, as the answer's will be. */
const localeOf = ({ locale, text }: IncomingMessage): Locale =>
  detectLanguage(text, tokenise(text), { preferred: locale ?? 'fr', isLabelWord: () => false }).locale

interface Showing {
  services: LiveServices & Binding
  sessions: AgentSessions
  place: LivePlace
  locale: Locale
  timing: LiveTiming
}

const show = ({ services, sessions, place, locale, timing }: Showing): Live => {
  const { tenantId, inboxId } = place
  const content = openContent(inboxId, locale)
  const writer = openWriter({ services, place, content, ...timing })
  const quietUntil = performance.now() + timing.beginAfterMs
  let isModelAsked = false
  let isBegun = false
  let isEnded = false
  let writing: Promise<void> | null = null
  let timer: NodeJS.Timeout | undefined

  /** Asked once, when there is something to show; whoever cannot be asked is shown the answer when it is whole. */
  const begin = async (): Promise<void> => {
    isBegun = true
    const { isBound } = services
    const mayShow = isBound === undefined || (await isBound(tenantId, place.workspace).catch(() => false))
    if (mayShow) return void sessions.start(place)
    isEnded = true
    dropLive(inboxId, handle)
  }

  const write = async (): Promise<void> => {
    if (!isBegun) await begin()
    if (isEnded) return
    await writer.write().catch((error: unknown) => {
      log.warn({ err: error }, 'an answer cannot be shown while it is worked out')
    })
    writing = null
    plan()
  }

  const plan = (): void => {
    clearTimeout(timer)
    const due = writer.dueAt()
    if (isEnded || writing || due === null) return
    const at = isBegun || isModelAsked ? due : Math.max(due, quietUntil)
    timer = setTimeout(
      () => {
        writing = write()
      },
      Math.max(0, at - performance.now()),
    )
  }

  const end = async (): Promise<void> => {
    isEnded = true
    clearTimeout(timer)
    await writing
  }

  const finish = async (): Promise<LiveEnd | null> => {
    await end()
    const { messages, stream } = writer
    if (messages.length === 0) return null
    const places = messages.map(({ rowId, ts, isStream, isOver }) => {
      return { rowId, ts, isStreaming: isStream && !isOver }
    })
    if (!stream) return { stream: null, places }
    const { rowId, ts } = stream.message
    const { rest, lastTasks } = content
    return { stream: { rowId, ts, characters: stream.characters, rest, lastTasks }, places }
  }

  const handle = {
    finish,
    stop: (): void => {
      writer.silence()
      isEnded = true
      clearTimeout(timer)
    },
  }
  keepLive(inboxId, handle)

  /** No answer will come: what stands there says so. */
  const fail = async (code: ErrorCode): Promise<void> => {
    await end()
    dropLive(inboxId, handle)
    const last = writer.messages.at(-1)
    if (!last) return
    if (last.isStream && !last.isOver) await endStream(services, place, last.ts)
    await edit(services, place, { ts: last.ts, text: translate(locale, `errors:${code}`) })
    await changeSentRow(services.core, tenantId, last.rowId, { state: 'sent' })
    await sessions.end(place)
  }

  return {
    onProgress: (progress) => {
      if (isEnded) return
      if (progress.kind === 'failed') {
        fail(progress.code).catch((error: unknown) => log.warn({ err: error }, 'a failure could not be told'))
        return
      }
      if (progress.kind === 'answer') {
        // From here on it is the sender's, in this process or, by its row, in another one.
        isEnded = true
        clearTimeout(timer)
        setTimeout(() => dropLive(inboxId, handle), keptMs).unref()
        return
      }
      content.note(progress)
      isModelAsked ||= progress.kind === 'stage' && progress.stage === 'model'
      plan()
    },
    close: async () => {
      // The sender waits for what is being written; who worked the answer out does not.
      if (isEnded) return
      await end()
      dropLive(inboxId, handle)
    },
  }
}

/**
 * Shows answers in Slack while they are worked out: stages as tasks, the text as it comes, by one writer. Nothing is
 * begun for an answer that comes at once; what was begun is completed by `send-answer.ts`, also when this process dies.
 */
export const openLiveAnswer = (
  services: LiveServices & Binding,
  given: Partial<LiveTiming> = {},
): OpenLive => {
  const timing = { ...defaultTiming, ...given }
  const sessions = openAgentSessions(services.api)
  return (question) => {
    const place = placeOf(question)
    const locale = localeOf(question.payload)
    return place ? show({ services, sessions, place, locale, timing }) : nothing
  }
}
