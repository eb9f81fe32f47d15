import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import { limits } from '../../config/limits.ts'

/** What Slack signs, as it came: any change of the body, even of a space, is another body. */
export interface SignedRequest {
  body: Buffer
  /** `x-slack-request-timestamp` */
  timestamp: string
  /** `x-slack-signature` */
  signature: string
}

/** `stale`: signed too long ago, or too far ahead, to be taken; an old request may be somebody's copy. */
export type Verdict = 'valid' | 'stale' | 'wrong'

const form = /^v0=([0-9a-f]{64})$/
const maxSkewMs = limits.slackRequests.clockSkewSeconds * 1000

const isSignedWith = (key: KeyObject, { body, timestamp }: SignedRequest, given: Buffer): boolean =>
  timingSafeEqual(createHmac('sha256', key).update(`v0:${timestamp}:`).update(body).digest(), given)

/**
 * Checks Slack's signature v0.
 * @param secrets the app's signing secret; two while one replaces the other
 */
export const openSignatureCheck = (secrets: readonly string[]): ((request: SignedRequest) => Verdict) => {
  const keys = secrets.map((secret) => createSecretKey(secret, 'utf8'))
  return (request) => {
    const given = form.exec(request.signature)?.[1]
    if (given === undefined || !/^\d{1,12}$/.test(request.timestamp)) return 'wrong'
    const bytes = Buffer.from(given, 'hex')
    if (!keys.some((key) => isSignedWith(key, request, bytes))) return 'wrong'
    const skewMs = Math.abs(Date.now() - Number(request.timestamp) * 1000)
    // Only whoever has the secret learns anything about the clock.
    return skewMs <= maxSkewMs ? 'valid' : 'stale'
  }
}
