import { createHmac } from 'node:crypto'

/** The headers that prove that a body comes from Slack. Always by the real clock: the app has no other. */
export const signBody = (signingSecret: string, body: string, skewMs = 0): Record<string, string> => {
  const timestamp = String(Math.floor((Date.now() + skewMs) / 1000))
  const hash = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${hash}` }
}
