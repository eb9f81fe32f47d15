import type { Method } from './api.ts'

const messageRoute = /^\/channels\/\d+\/messages(?:\/\d+)?$/
const webhookRoute = /^\/webhooks\/\d+\/[^/?]+(?:\/messages\/(?:@original|\d+))?(?:\?.*)?$/
const callbackRoute = /^\/interactions\/\d+\/[^/?]+\/callback(?:\?.*)?$/

/** Kinds of a callback that hold a message: a new one, or the pressed one. */
const messageCallbacks: unknown[] = [4, 7]

const noMentions = { parse: [] }

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * A body as it is sent. Unless a message says otherwise Discord notifies everybody whom its text names, and models
 * write what they like: no message of ours notifies anybody.
 */
export const withoutMentions = (method: Method, route: string, body: unknown): unknown => {
  if (!isObject(body) || (method !== 'POST' && method !== 'PATCH')) return body
  if (messageRoute.test(route) || webhookRoute.test(route)) return { ...body, allowed_mentions: noMentions }
  if (!callbackRoute.test(route) || !isObject(body.data) || !messageCallbacks.includes(body.type)) return body
  return { ...body, data: { ...body.data, allowed_mentions: noMentions } }
}
