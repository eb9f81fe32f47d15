import { log } from '../../../config/log.ts'
import { listOpenWorkspaces } from '../../../core/tenancy/open-workspaces.ts'
import type { Database } from '../../../db/database.ts'
import { shardOf } from './backfill.ts'
import type { Intake } from './intake.ts'
import { idOf, type Loose, listOf, textOf, textOrNull } from './loose.ts'
import { joinedEvent, leftEvent } from './read-dispatch.ts'

export interface GuildRoll {
  /** A connection has begun: what it does not name has left while nobody was listening. */
  begin(ready: Loose): void
  hear(t: string, d: Loose): void
}

/** Names by id. */
type Known = Map<string, string>

/**
 * Keeps the list of servers that the bot is in. Discord tells all of them whenever a session begins: what is stored
 * already is not stored again.
 */
export const openGuildRoll = ({ db, intake }: { db: Database; intake: Pick<Intake, 'take'> }): GuildRoll => {
  let known: Promise<Known> | null = null

  const read = (): Promise<Known> => {
    known ??= listOpenWorkspaces(db, 'discord').then(
      (rows) => new Map(rows.map(({ workspaceId, name }) => [workspaceId, name])),
      (error: unknown) => {
        log.warn({ err: error }, 'the list of servers cannot be read: each is stored anew')
        known = null
        return new Map()
      },
    )
    return known
  }

  const join = async (d: Loose): Promise<void> => {
    const [guild, name] = [idOf(d.id), textOf(d.name)]
    if (guild === null || d.unavailable === true) return
    const names = await read()
    if (names.get(guild) === (name || guild)) return
    names.set(guild, name || guild)
    await intake.take(
      joinedEvent({
        guild,
        name: name || guild,
        locale: textOrNull(d.preferred_locale),
        systemChannel: idOf(d.system_channel_id),
        joinedAt: textOf(d.joined_at),
      }),
    )
  }

  const leave = async (guild: string): Promise<void> => {
    ;(await read()).delete(guild)
    await intake.take(leftEvent(guild, new Date()))
  }

  const leaveUnnamed = async ({ guilds, shard }: Loose): Promise<void> => {
    const named = new Set(listOf(guilds).map(({ id }) => textOf(id)))
    const [shardId, shards] = Array.isArray(shard) ? (shard as [number, number]) : [0, 1]
    for (const guild of [...(await read()).keys()])
      if (!named.has(guild) && shardOf(guild, shards) === shardId) await leave(guild)
  }

  return {
    begin: (ready) => {
      known = null
      void leaveUnnamed(ready)
    },
    hear: (t, d) => {
      if (t === 'GUILD_CREATE') void join(d)
      const id = idOf(d.id)
      // Unavailable is not gone: Discord has an outage.
      if (t === 'GUILD_DELETE' && id !== null && d.unavailable !== true) void leave(id)
    },
  }
}
