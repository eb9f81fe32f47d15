import { log } from '../../../config/log.ts'
import { findWorkspace } from '../../../core/tenancy/workspaces.ts'
import type { Database } from '../../../db/database.ts'
import type { DiscordApi } from '../api.ts'
import { backfill } from './backfill.ts'
import { openGuildIndex } from './guild-index.ts'
import { openGuildRoll } from './guild-roll.ts'
import { openIntake } from './intake.ts'
import type { Dispatch, Loose } from './loose.ts'
import { readDispatch, type Taken } from './read-dispatch.ts'
import { openThreadIndex, type ThreadIndex } from './thread-index.ts'

export interface HearerOptions {
  db: Database
  api: DiscordApi
  botUserId: () => string
  /** Somebody used a command, a button or a form: it is answered at once. */
  onInteraction(raw: Loose): void
}

export interface Hearer {
  onDispatch(dispatch: Dispatch): void
  onSession(ready: Dispatch): void
  threads: ThreadIndex
  close(): Promise<void>
}

/** Makes sense of what the gateway tells: what concerns us is stored, and the rest is dropped unread. */
export const openHearer = ({ db, api, botUserId, onInteraction }: HearerOptions): Hearer => {
  const guilds = openGuildIndex()
  const threads = openThreadIndex(api)
  const intake = openIntake(db)
  const roll = openGuildRoll({ db, intake })
  const closing = new AbortController()
  const running = new Set<Promise<void>>()

  /** Deletions bear no words, and come for everything that anybody takes back: only those of our tenants are kept. */
  const isOfTenant = async ({ event }: Taken): Promise<boolean> => {
    if (event.kind !== 'deleted' || event.guild === null) return true
    const workspace = await findWorkspace(db, 'discord', event.guild).catch(() => null)
    return workspace?.tenantId != null
  }

  const store = async (taken: Taken): Promise<void> => {
    if (await isOfTenant(taken)) await intake.take(taken)
  }

  const onDispatch = (dispatch: Dispatch): void => {
    const { t, d } = dispatch
    if (t === 'INTERACTION_CREATE') onInteraction(d)
    guilds.hear(t, d)
    threads.hear(t, d)
    roll.hear(t, d)
    // In order of arrival, unless there is something to look up first.
    for (const taken of readDispatch(dispatch, { guilds, threads, botUserId: botUserId() }))
      void (taken.event.kind === 'deleted' ? store(taken) : intake.take(taken))
  }

  const lookBack = ({ d, shardId }: Dispatch): void => {
    const shards = Array.isArray(d.shard) && typeof d.shard[1] === 'number' ? d.shard[1] : 1
    const onMessage = (message: Loose): void => onDispatch({ t: 'MESSAGE_CREATE', d: message, shardId })
    const looking = backfill({ db, api, onMessage, signal: closing.signal }, { shardId, shards })
      .catch((error: unknown) => log.warn({ err: error }, 'what was missed on Discord cannot be looked up'))
      .finally(() => running.delete(looking))
    running.add(looking)
  }

  return {
    threads,
    onDispatch,
    onSession: (ready) => {
      roll.begin(ready.d)
      lookBack(ready)
    },
    close: async () => {
      closing.abort()
      await Promise.all(running)
      await intake.close()
    },
  }
}
