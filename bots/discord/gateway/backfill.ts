import { limits } from '../../../config/limits.ts'
import { log } from '../../../config/log.ts'
import { listHeardPlaces, listRecentThreads } from '../../../core/messaging/recent-places.ts'
import { listOpenWorkspaces } from '../../../core/tenancy/open-workspaces.ts'
import type { Database } from '../../../db/database.ts'
import type { DiscordApi } from '../api.ts'
import { isDiscordFailure } from '../failure.ts'
import type { Loose } from './loose.ts'
import { directWorkspace } from './read-dispatch.ts'

/** Where something may have been said that nobody told us of. */
interface Place {
  /** Null for a direct conversation. */
  guild: string | null
  channel: string
  /** The last message that was heard of. */
  after: string
}

export interface BackfillOptions {
  db: Database
  api: Pick<DiscordApi, 'call'>
  /** Takes a message as the gateway tells it; one that is known already comes to nothing. */
  onMessage(message: Loose): void
  signal: AbortSignal
}

const { backfillHours: hours, backfillPlaces, backfillMessages } = limits.discordGateway

/** Which of several connections a guild is told on. Direct conversations are on the first. */
export const shardOf = (guild: string, shards: number): number =>
  Number((BigInt(guild) >> 22n) % BigInt(shards))

const later = (a: string, b: string | null): string => (b !== null && BigInt(b) > BigInt(a) ? b : a)

const listPlaces = async (
  db: Database,
  { shardId, shards }: { shardId: number; shards: number },
): Promise<Place[]> => {
  const platform = 'discord' as const
  const places: Place[] = []
  if (shardId === 0) {
    const given = { platform, workspace: directWorkspace, hours, limit: backfillPlaces }
    for (const { channel, message } of await listHeardPlaces(db, given))
      places.push({ guild: null, channel, after: message })
  }
  const tenants = new Set<string>()
  for (const { tenantId, workspaceId } of await listOpenWorkspaces(db, platform))
    if (tenantId !== null && shardOf(workspaceId, shards) === shardId) tenants.add(tenantId)
  for (const tenantId of tenants)
    for (const { workspace, thread, message } of await listRecentThreads(db, tenantId, {
      platform, hours, limit: backfillPlaces,
    })) // biome-ignore format: what is asked for, at a glance
      if (shardOf(workspace, shards) === shardId)
        // Everything in a thread comes after what it was begun from, whose id it mostly bears.
        places.push({ guild: workspace, channel: thread, after: later(thread, message) })
  return places.slice(0, backfillPlaces)
}

const fetchMissed = async ({ api, onMessage, signal }: BackfillOptions, { guild, channel, after }: Place) => {
  let last = after
  for (let left = backfillMessages; left > 0 && !signal.aborted; left -= 100) {
    const query = new URLSearchParams({ after: last, limit: String(Math.min(left, 100)) })
    const messages = await api.call<Loose[]>('GET', `/channels/${channel}/messages`, { query })
    // Told newest first.
    for (const message of messages.toReversed())
      onMessage({ ...message, ...(guild !== null && { guild_id: guild, channel_type: 11 }) })
    if (messages.length < 100) return
    last = messages.reduce((id, message) => later(id, String(message.id)), last)
  }
}

/**
 * Takes in what was said in direct conversations and in threads of ours while no session heard it. Of all other
 * channels only mentions would be ours, and nobody can ask Discord for those.
 */
export const backfill = async (
  options: BackfillOptions,
  shard: { shardId: number; shards: number },
): Promise<void> => {
  const places = await listPlaces(options.db, shard)
  for (const place of places) {
    if (options.signal.aborted) return
    try {
      await fetchMissed(options, place)
    } catch (error) {
      // Gone, or closed to us, says nothing about the others.
      if (!isDiscordFailure(error)) throw error
      log.info({ code: error.code, channel: place.channel }, 'a conversation cannot be looked through')
    }
  }
}
