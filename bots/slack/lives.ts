/** How far the live message of a question came. */
export interface LiveEnd {
  /** The stream that still takes text: the only message there is, and everything sure to have arrived. */
  stream: {
    rowId: string
    ts: string
    /** Characters in it. */
    characters: number
    /** What is missing for it to say `text`; null when it says something else. */
    rest(text: string): string | null
    lastTasks(): object[]
  } | null
  /** Where messages stand, when the database may not have heard of it. */
  places: {
    rowId: string
    ts: string
    /** A stream that nobody has ended. */
    isStreaming: boolean
  }[]
}

export interface LiveHandle {
  /** Writes no more. @returns null when nothing was begun */
  finish(): Promise<LiveEnd | null>
  /** Somebody pressed Stop: Slack has ended the stream already. */
  stop(): void
}

const lives = new Map<string, LiveHandle>()

/** Answers that this process is showing while they are worked out, by the id of their question. */
export const keepLive = (inboxId: string, handle: LiveHandle): void => void lives.set(inboxId, handle)

export const dropLive = (inboxId: string, handle?: LiveHandle): void => {
  if (handle === undefined || lives.get(inboxId) === handle) lives.delete(inboxId)
}

/** Who sends the answer takes over; null = this process shows nothing of it. */
export const takeLive = async (inboxId: string): Promise<LiveEnd | null> =>
  (await lives.get(inboxId)?.finish()) ?? null

/** Somebody stopped the question: nothing is put into its stream any more, and the final word is an edit. */
export const stopLive = (inboxId: string): void => lives.get(inboxId)?.stop()
