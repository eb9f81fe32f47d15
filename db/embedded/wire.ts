/**
 * Just enough of PostgreSQL's wire protocol (version 3) to know where messages end. A message is one type byte and a
 * length of four bytes that counts itself; only the very first one, the startup packet, has no type byte.
 */

/** What makes a batch complete: Query, Sync, Flush, CopyDone, CopyFail, Terminate, password. */
const endsBatch = new Set(Array.from('QSHcfXp', (letter) => letter.charCodeAt(0)))
const terminate = 'X'.charCodeAt(0)
const simpleQuery = 'Q'.charCodeAt(0)
const notification = 'A'.charCodeAt(0)

export interface Batch {
  bytes: Buffer
  /** The client says goodbye: nothing to execute. */
  isTerminate: boolean
  /** The text of a simple query, so that LISTEN can be noticed; null for anything else. */
  text: string | null
}

/** Cuts a client's byte stream into batches that may be executed in one go. Keeps what is incomplete for later. */
export const openBatchReader = (): { push(chunk: Buffer): Batch[] } => {
  let pending: Buffer = Buffer.alloc(0)
  let isStarted = false

  const nextEnd = (from: number): number | null => {
    const header = isStarted ? 1 : 0
    if (pending.length < from + header + 4) return null
    const end = from + header + pending.readInt32BE(from + header)
    return end <= pending.length ? end : null
  }

  const push = (chunk: Buffer): Batch[] => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
    const batches: Batch[] = []
    let batchStart = 0
    let at = 0
    for (let end = nextEnd(at); end !== null; end = nextEnd(at)) {
      const type = isStarted ? pending[at]! : 0
      if (!isStarted || endsBatch.has(type)) {
        const text =
          type === simpleQuery && at === batchStart ? pending.toString('utf8', at + 5, end - 1) : null
        batches.push({ bytes: pending.subarray(batchStart, end), isTerminate: type === terminate, text })
        batchStart = end
      }
      isStarted = true
      at = end
    }
    pending = pending.subarray(batchStart)
    return batches
  }
  return { push }
}

export interface Notification {
  channel: string
  message: Buffer
}

/**
 * Takes NotificationResponse messages out of what the engine answered. The embedded engine has one session, so it
 * hands them to whoever happened to notify, not to those who listen.
 */
export const splitNotifications = (output: Buffer): { rest: Buffer; notifications: Notification[] } => {
  const notifications: Notification[] = []
  const kept: Buffer[] = []
  let keptFrom = 0
  for (let at = 0; at + 5 <= output.length; ) {
    const end = at + 1 + output.readInt32BE(at + 1)
    if (output[at] === notification) {
      kept.push(output.subarray(keptFrom, at))
      keptFrom = end
      const message = output.subarray(at, end)
      // After type, length and the sender's process id: channel, NUL, payload, NUL.
      notifications.push({ channel: message.toString('utf8', 9, message.indexOf(0, 9)), message })
    }
    at = end
  }
  if (notifications.length === 0) return { rest: output, notifications }
  kept.push(output.subarray(keptFrom))
  return { rest: Buffer.concat(kept), notifications }
}

/** A simple query, for what the gate itself must say (ROLLBACK for a client that died). */
export const simpleQueryMessage = (sql: string): Buffer => {
  const text = Buffer.from(`${sql}\0`)
  const message = Buffer.alloc(5 + text.length)
  message[0] = simpleQuery
  message.writeInt32BE(4 + text.length, 1)
  text.copy(message, 5)
  return message
}
