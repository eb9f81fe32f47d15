/** What waits to be put into a stream, and what was put into it before. */
export interface StreamState {
  /** Characters that wait. */
  waiting: number
  /** Of the whole text until now. */
  total: number
  /** Appends made so far. */
  appends: number
  /** Appends that the workspace could make at once. */
  room: number
}

/** Quick while somebody has just begun to read, then slower and slower. */
const gapsMs = [1_000, 2_000, 3_000, 5_000, 8_000, 12_000]
/** So much is worth showing at once. */
const pieceCharacters = 2_000
/** Of a workspace's hundred a minute: below, everybody waits for longer. */
const scarce = { some: 50, few: 25 }

const scarcityOf = (room: number): number => (room < scarce.few ? 4 : room < scarce.some ? 2 : 1)

/**
 * How long after the last append the next one is due. Their number grows with the text and not with the time it takes:
 * an answer of 6,000 characters takes seven at most.
 * @returns null when more has to come first
 */
export const gapBefore = ({ waiting, total, appends, room }: StreamState): number | null => {
  const isSpent = appends >= 4 + Math.floor(total / pieceCharacters)
  if (isSpent) return null
  const gap = waiting >= pieceCharacters ? gapsMs[0]! : gapsMs[Math.min(appends, gapsMs.length - 1)]!
  return gap * scarcityOf(room)
}
