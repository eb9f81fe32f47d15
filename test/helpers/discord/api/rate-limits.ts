import { createHash } from 'node:crypto'
import type { Clock } from '../../slack/state/clock.ts'

export interface RateSettings {
  /** Off: nothing is ever limited. */
  isOn: boolean
  /** Of every window: 0.1 makes five seconds half a second. */
  scale: number
  /** Calls a second of the bot's token. */
  global: number
}

export interface Bucket {
  id: string
  limit: number
  remaining: number
  /** Milliseconds. */
  resetAfter: number
}

export interface Taken {
  bucket: Bucket
  /** Seconds to wait; null when the call may pass. */
  retryAfter: number | null
  isGlobal: boolean
}

export interface Rates {
  settings: RateSettings
  take(call: { method: string; template: string; params: Record<string, string> }): Taken | null
}

interface Rule {
  name: string
  limit: number
  windowMs: number
  /** What has a window of its own. */
  per: string
}

const template = {
  messages: '/channels/{channel_id}/messages',
  message: '/channels/{channel_id}/messages/{message_id}',
}

/** Observed, not documented, as Discord says that they are not to be relied on. */
const ruleOf = (method: string, path: string, params: Record<string, string>): Rule | null => {
  const channel = params.channel_id ?? ''
  if (params.interaction_token)
    return { name: 'callback', limit: 5, windowMs: 2000, per: params.interaction_token }
  if (params.webhook_token)
    return { name: `${method} webhook`, limit: 5, windowMs: 2000, per: params.webhook_token }
  if (method === 'POST' && path === template.messages)
    return { name: 'create', limit: 5, windowMs: 5000, per: channel }
  if (method === 'PATCH' && path === template.message)
    return { name: 'edit', limit: 5, windowMs: 5000, per: channel }
  if (method === 'DELETE' && path === template.message)
    return { name: 'delete', limit: 5, windowMs: 1000, per: channel }
  if (method === 'GET' && path.startsWith(template.messages))
    return { name: 'read', limit: 5, windowMs: 1000, per: channel }
  return { name: `${method} ${path}`, limit: 50, windowMs: 1000, per: channel || (params.guild_id ?? '') }
}

interface Window {
  startedAt: number
  count: number
}

export const openRates = (clock: Clock, settings: RateSettings): Rates => {
  const windows = new Map<string, Window>()
  const windowOf = (key: string, ms: number): Window => {
    const known = windows.get(key)
    if (known && clock.now() < known.startedAt + ms) return known
    const fresh = { startedAt: clock.now(), count: 0 }
    windows.set(key, fresh)
    return fresh
  }
  const left = (window: Window, ms: number): number => Math.max(1, window.startedAt + ms - clock.now())

  return {
    settings,
    take: ({ method, template: path, params }) => {
      if (!settings.isOn) return null
      const rule = ruleOf(method, path, params)
      if (!rule) return null
      const windowMs = rule.windowMs * settings.scale
      const window = windowOf(`${rule.name} ${rule.per}`, windowMs)
      const bucket = {
        id: createHash('md5').update(rule.name).digest('hex'),
        limit: rule.limit,
        remaining: Math.max(0, rule.limit - window.count - 1),
        resetAfter: left(window, windowMs),
      }
      const isOfToken = !params.interaction_token && !params.webhook_token
      const second = windowOf('global', 1000 * settings.scale)
      if (isOfToken && second.count >= settings.global)
        return { bucket, retryAfter: left(second, 1000 * settings.scale) / 1000, isGlobal: true }
      if (window.count >= rule.limit) return { bucket, retryAfter: bucket.resetAfter / 1000, isGlobal: false }
      window.count++
      if (isOfToken) second.count++
      return { bucket, retryAfter: null, isGlobal: false }
    },
  }
}
