import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const lifetimeMs = 10 * 60_000

/** What an installation carries through Slack and back: bound to the browser by a cookie that holds the same. */
export interface InstallState {
  nonce: string
  expiresAt: Date
}

const signatureOf = (secret: string, body: string): string =>
  createHmac('sha256', secret).update(`slack-install:${body}`).digest('base64url')

/** `<expiry>.<nonce>.<signature>` */
export const makeState = (secret: string, now = Date.now()): string => {
  const body = `${now + lifetimeMs}.${randomBytes(24).toString('base64url')}`
  return `${body}.${signatureOf(secret, body)}`
}

const isSame = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Null for what we did not make, what has expired, or what another browser began. */
export const readState = (
  secret: string,
  { state, cookie }: { state: string; cookie: string },
  now = Date.now(),
): InstallState | null => {
  const [expiry, nonce, signature, ...rest] = state.split('.')
  if (rest.length > 0 || !expiry || !nonce || !signature || !isSame(state, cookie)) return null
  if (!isSame(signature, signatureOf(secret, `${expiry}.${nonce}`))) return null
  const expiresAt = new Date(Number(expiry))
  return expiresAt.getTime() > now ? { nonce, expiresAt } : null
}
