import type { Clock } from '../state/clock.ts'

/** Calls a minute that Slack promises at least, by method, workspace and app. */
const tiers = { tier1: 1, tier2: 20, tier3: 50, tier4: 100 } as const

/** Slack's table for the methods in use here. What is not listed is in no tier. */
const tierOf: Record<string, keyof typeof tiers | number> = {
  'apps.connections.open': 'tier1',
  'chat.startStream': 'tier2',
  'chat.stopStream': 'tier2',
  'conversations.list': 'tier2',
  'usergroups.users.list': 'tier2',
  'users.list': 'tier2',
  'users.conversations': 'tier2',
  'chat.update': 'tier3',
  'chat.delete': 'tier3',
  'conversations.history': 'tier3',
  'conversations.info': 'tier3',
  'conversations.open': 'tier3',
  'conversations.replies': 'tier3',
  'assistant.threads.setSuggestedPrompts': 'tier3',
  'assistant.threads.setTitle': 'tier3',
  'reactions.add': 'tier3',
  'team.info': 'tier3',
  'bots.info': 'tier3',
  'chat.appendStream': 'tier4',
  'chat.postEphemeral': 'tier4',
  'conversations.members': 'tier4',
  'users.info': 'tier4',
  'views.open': 'tier4',
  'views.push': 'tier4',
  'views.update': 'tier4',
  'views.publish': 'tier4',
  'files.info': 'tier4',
  'files.getUploadURLExternal': 'tier4',
  'files.completeUploadExternal': 'tier4',
  'oauth.v2.access': 'tier4',
  'auth.test': 600,
  'assistant.threads.setStatus': 60,
  'agents.sessions.setStatus': 60,
  'agents.sessions.rename': 60,
  'chat.getPermalink': 600,
  /** "Several hundred messages a minute" for the workspace, besides one a second a channel. */
  'chat.postMessage': 300,
}

export interface RateSettings {
  /** Off: nothing is ever limited. */
  isOn: boolean
  /** Instead of Slack's table, by method. */
  perMinute: Record<string, number>
  /** Between two messages of a channel. */
  messageEveryMs: number
  /** How much sooner than that a message may come: networks do not keep a beat. */
  toleranceMs: number
}

export interface RateLimits {
  settings: RateSettings
  /** Counts the call. @returns null, or after how many seconds to come back. */
  take(method: string, teamId: string, channel: string | null): number | null
  /** Calls of the method that count at this moment. */
  used(method: string, teamId: string): number
}

const minute = 60_000

export const openRateLimits = (clock: Clock, settings: RateSettings): RateLimits => {
  const windows = new Map<string, number[]>()
  const lastPost = new Map<string, number>()

  const windowOf = (method: string, teamId: string): number[] => {
    const key = `${teamId} ${method}`
    const since = clock.now() - minute
    const fresh = (windows.get(key) ?? []).filter((at) => at > since)
    windows.set(key, fresh)
    return fresh
  }

  const limitOf = (method: string): number | null => {
    const tier = settings.perMinute[method] ?? tierOf[method]
    if (tier === undefined) return null
    return typeof tier === 'number' ? tier : tiers[tier]
  }

  const waitForChannel = (channel: string): number => {
    const last = lastPost.get(channel) ?? 0
    const wait = last + settings.messageEveryMs - clock.now()
    return wait > settings.toleranceMs ? wait : 0
  }

  return {
    settings,
    used: (method, teamId) => windowOf(method, teamId).length,
    take: (method, teamId, channel) => {
      if (!settings.isOn) return null
      const window = windowOf(method, teamId)
      const limit = limitOf(method)
      const now = clock.now()
      if (limit !== null && window.length >= limit) {
        const oldest = window[window.length - limit]!
        return Math.max(1, Math.ceil((oldest + minute - now) / 1000))
      }
      if (method === 'chat.postMessage' && channel !== null) {
        const wait = waitForChannel(`${teamId} ${channel}`)
        if (wait > 0) return Math.max(1, Math.ceil(wait / 1000))
        lastPost.set(`${teamId} ${channel}`, now)
      }
      window.push(now)
      return null
    },
  }
}
