import { log } from '../../config/log.ts'
import type { Core } from '../../core/core.ts'
import { readAnswerer } from '../../core/messaging/answerer.ts'
import { changeSentRow, dropSentRow, openLiveRow } from '../../core/messaging/sent-rows.ts'
import type { SlackApi } from './api.ts'
import { allowsAuthors, authorOf, sendAs } from './author.ts'
import { escapeText } from './blocks/escape.ts'
import { shorten } from './blocks/text/split-text.ts'
import { isSlackFailure, type SlackFailure } from './failure.ts'
import type { Chunk } from './live-content.ts'
import { answerMetadata } from './look-up.ts'

export interface LiveServices {
  core: Core
  api: SlackApi
}

/** The question that a message answers, and where. */
export interface LivePlace {
  tenantId: string
  inboxId: string
  workspace: string
  channel: string
  thread: string
  /** Who asked: streams are shown to them as they come. */
  user: string
}

/** A message of ours that is not whole yet. */
export interface LiveMessage {
  rowId: string
  position: number
  ts: string
  /** A stream takes more text; anything else is edited. */
  isStream: boolean
  /** A stream that was ended, and goes on in another message. */
  isOver: boolean
}

/** `none`: nothing was sent, and nothing is to be. `lost`: it may have been sent, and who completes it looks. */
export type Opened = LiveMessage | { failure: SlackFailure } | 'none' | 'lost'

/** How long the message that shows progress waits for its turn: what comes later is not worth it. */
const patienceMs = 1_500
/** Advised by Slack for a text, and enforced where it is edited. */
const maxText = 3_900

class NotWanted extends Error {}

/** Read when something is shown: most answers come at once. */
const readAuthor = async ({ core }: LiveServices, { tenantId, inboxId, workspace }: LivePlace) => {
  if (!(await allowsAuthors(core, workspace))) return null
  const answerer = await readAnswerer(core, tenantId, inboxId)
  return answerer && authorOf(answerer)
}

const open = async (
  services: LiveServices,
  place: LivePlace,
  { position, method, args }: { position: number; method: string; args: Record<string, unknown> },
): Promise<Opened> => {
  const { core, api } = services
  const { tenantId, inboxId, workspace, channel, thread } = place
  let rowId: string | null = null
  const onTurn = async (): Promise<void> => {
    if (rowId !== null) return
    const opening = { platform: 'slack' as const, workspace, channel, thread, position, inboxId }
    rowId = await openLiveRow(core, tenantId, { ...opening, kind: 'stream', outboxId: null })
    if (rowId === null) throw new NotWanted()
  }
  try {
    const answer = await sendAs(await readAuthor(services, place), (author) =>
      api.call<{ ts: string }>(
        workspace,
        method,
        { channel, thread_ts: thread, ...author, ...args },
        { patienceMs, onTurn },
      ),
    )
    await changeSentRow(core, tenantId, rowId!, { ts: answer.ts, state: 'open' }).catch((error: unknown) =>
      // Whoever completes it finds it by what it bears.
      log.warn({ err: error }, 'a message that was begun could not be noted'),
    )
    return { rowId: rowId!, position, ts: answer.ts, isStream: method === 'chat.startStream', isOver: false }
  } catch (error) {
    if (error instanceof NotWanted) return 'none'
    if (!isSlackFailure(error)) throw error
    if (error.kind === 'unknown') return 'lost'
    if (rowId !== null) await dropSentRow(core, tenantId, rowId)
    return { failure: error }
  }
}

export const openStream = (
  services: LiveServices,
  place: LivePlace,
  { position, chunks }: { position: number; chunks: Chunk[] },
): Promise<Opened> =>
  open(services, place, {
    position,
    method: 'chat.startStream',
    args: {
      // The person, never the bot: with the bot's id people see an empty bubble until the end.
      recipient_user_id: place.user,
      recipient_team_id: place.workspace,
      task_display_mode: 'timeline',
      chunks,
    },
  })

const quiet = { unfurl_links: false, unfurl_media: false }

const editable = (text: string): string => shorten(escapeText(text), maxText)

/** Where a stream cannot be had: a message that is edited now and then. */
export const openPlain = (
  services: LiveServices,
  place: LivePlace,
  { position, text }: { position: number; text: string },
): Promise<Opened> => {
  const metadata = answerMetadata({ inbox_id: place.inboxId, part: position })
  return open(services, place, {
    position,
    method: 'chat.postMessage',
    args: { text: editable(text), metadata, ...quiet },
  })
}

export const append = (
  { api }: LiveServices,
  { workspace, channel }: LivePlace,
  { ts, chunks }: { ts: string; chunks: Chunk[] },
): Promise<unknown> => api.call(workspace, 'chat.appendStream', { channel, ts, chunks }, { patienceMs })

export const edit = (
  { api }: LiveServices,
  { workspace, channel }: LivePlace,
  { ts, text }: { ts: string; text: string },
): Promise<unknown> =>
  api.call(workspace, 'chat.update', { channel, ts, text: editable(text) }, { patienceMs })

/** Ends a stream as it stands. Slack may have done so before. @throws SlackFailure when it may still be open */
export const endStream = async (
  { api }: Pick<LiveServices, 'api'>,
  { workspace, channel }: Pick<LivePlace, 'workspace' | 'channel'>,
  ts: string,
): Promise<void> => {
  try {
    await api.call(workspace, 'chat.stopStream', { channel, ts })
  } catch (error) {
    // It was no stream any more; whoever edits it is told whether that can be.
    if (!isSlackFailure(error) || error.kind !== 'refused') throw error
  }
}
