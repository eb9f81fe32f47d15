/** How far the live message of a question came: where it stands, when the database may not have heard of it. */
export interface LiveEnd {
  rowId: string
  id: string
}

export interface LiveHandle {
  /** Writes no more. @returns null when nothing was begun */
  finish(): Promise<LiveEnd | null>
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

/** Somebody stopped the question: nothing is added any more, and the final word is an edit. */
export const stopLive = (inboxId: string): void => lives.get(inboxId)?.stop()
