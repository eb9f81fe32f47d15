import type { SlackApi } from './api.ts'
import { isSlackFailure } from './failure.ts'

/** What a message of ours bears, unseen, so that it can be found again. */
export type AnswerMark = { outbox_id: string; part: number } | { inbox_id: string; part: number }

const eventType = 'sextant_answer'

export const answerMetadata = (event_payload: AnswerMark) => ({ event_type: eventType, event_payload })

export interface Sought {
  workspace: string
  channel: string
  thread: string | null
  /** It is not older. */
  since: Date
  /** Of the outbox row that it was sent for; null = a message that was begun before there was one. */
  outboxId: string | null
  /** Of the answer that is to stand there: it may have taken the place of what was begun, and its mark with it. */
  answerOutboxId: string
  inboxId: string
  part: number
}

/** `absent`: it is not there. `unsure`: Slack does not let us look. */
export type Found = { ts: string } | 'absent' | 'unsure'

interface Seen {
  ts: string
  blocks?: { type: string; task_id?: string; tasks?: { task_id?: string }[] }[]
  metadata?: { event_type?: string; event_payload?: Record<string, unknown> }
}

interface Page {
  messages?: Seen[]
  response_metadata?: { next_cursor?: string }
}

/** Clocks differ by less. */
const marginMs = 5 * 60_000
const pageSize = 200
const maxPages = 20

const bears = ({ metadata }: Seen, { outboxId, answerOutboxId, inboxId, part }: Sought): boolean => {
  if (metadata?.event_type !== eventType) return false
  const { outbox_id, inbox_id, part: at } = metadata.event_payload ?? {}
  const isBegun = outboxId === null ? inbox_id === inboxId : outbox_id === outboxId
  return (isBegun || outbox_id === answerOutboxId) && Number(at) === part
}

/** A stream bears no metadata before its end: its tasks are named after the question, and after its place in the answer. */
export const taskId = ({ inboxId, part }: Pick<Sought, 'inboxId' | 'part'>, stage: string): string =>
  `${inboxId}.${part}.${stage}`

const streams = ({ blocks = [] }: Seen, { outboxId, inboxId, part }: Sought): boolean =>
  outboxId === null &&
  blocks.some(({ task_id: id, tasks = [] }) =>
    [id, ...tasks.map((task) => task.task_id)].some((one) => one?.startsWith(taskId({ inboxId, part }, ''))),
  )

const secondsOf = (since: Date): string => ((since.getTime() - marginMs) / 1000).toFixed(6)

const placeOf = ({ channel, thread, since }: Sought): [string, Record<string, unknown>] => {
  const window = { channel, oldest: secondsOf(since), include_all_metadata: true, limit: pageSize }
  return thread === null
    ? ['conversations.history', window]
    : ['conversations.replies', { ...window, ts: thread }]
}

/**
 * Looks for a message that may or may not have arrived. Needs the history of the place, which not every installation
 * grants.
 * @throws SlackFailure when Slack cannot be asked now
 */
export const lookUp = async (api: SlackApi, sought: Sought): Promise<Found> => {
  const [method, window] = placeOf(sought)
  let cursor: string | undefined
  for (let pages = 0; pages < maxPages; pages++) {
    let page: Page
    try {
      page = await api.call<Page>(sought.workspace, method, { ...window, ...(cursor && { cursor }) })
    } catch (error) {
      if (isSlackFailure(error) && error.kind === 'refused') return 'unsure'
      throw error
    }
    const found = page.messages?.find((seen) => bears(seen, sought) || streams(seen, sought))
    if (found) return { ts: found.ts }
    cursor = page.response_metadata?.next_cursor
    if (!cursor) return 'absent'
  }
  return 'unsure'
}
