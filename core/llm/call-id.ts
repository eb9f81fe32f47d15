import { randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

/** Random bytes for 256 ids at a time: asking the system for each took longer than all the rest of a call's booking. */
const pool = new Uint8Array(16 * 256)
let used = pool.length

/** A UUIDv7: calls are stored in the order in which they began. */
export const newCallId = (): string => {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += 16
  return v7({ random: pool.subarray(used - 16, used) })
}
