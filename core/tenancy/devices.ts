import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const macOf = (key: Uint8Array, holderId: string, nonce: string): Buffer =>
  createHmac('sha256', key).update(`device ${holderId} ${nonce}`).digest()

/**
 * A mark for a device that somebody has just signed in on: proves there, later, that it was they, and nothing else.
 * @returns `<nonce>.<signature>`, of no use for another account
 */
export const markDevice = (key: Uint8Array, holderId: string): string => {
  const nonce = randomBytes(16).toString('base64url')
  return `${nonce}.${macOf(key, holderId, nonce).toString('base64url')}`
}

/** The device behind a mark that this account got; null for none, a forged one, or another account's. */
export const knownDevice = (key: Uint8Array, holderId: string, mark: string | null): string | null => {
  const [, nonce, signature] = /^([\w-]{22})\.([\w-]{43})$/.exec(mark ?? '') ?? []
  if (nonce === undefined || signature === undefined) return null
  return timingSafeEqual(macOf(key, holderId, nonce), Buffer.from(signature, 'base64url')) ? nonce : null
}
