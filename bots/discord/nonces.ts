import { createHash } from 'node:crypto'

const characters = 25

const inBase36 = (hex: string): string => BigInt(`0x${hex}`).toString(36).padStart(characters, '0')

/** Of a row of `sent_messages`: the same row is the same message, however often it is sent. */
export const nonceOfRow = (rowId: string): string => inBase36(rowId.replaceAll('-', ''))

/** Of anything else that is to be said once. */
export const nonceOfKey = (key: string): string =>
  inBase36(createHash('sha256').update(key).digest('hex').slice(0, 32))
