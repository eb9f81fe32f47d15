import { limits } from '../../../config/limits.ts'
import type { DiscordApi } from '../api.ts'
import { isDiscordFailure } from '../failure.ts'
import { idOf, type Loose, listOf, textOf } from './loose.ts'

export interface ThreadIndex {
  /** The channel that a thread belongs to, as far as it was told; null for a channel, and for what nobody told of. */
  parentOf(thread: string): string | null
  /** The same, asked of Discord when need be. @throws DiscordFailure */
  findParent(channel: string): Promise<string | null>
  /** Takes what tells of threads. */
  hear(t: string, d: Loose): void
}

/** Kinds of channels that are threads: of announcements, public, private. */
const threadTypes: unknown[] = [10, 11, 12]

export const isThreadType = (type: unknown): boolean => threadTypes.includes(type)

/** A message does not tell which channel its thread is in. */
export const openThreadIndex = (api: Pick<DiscordApi, 'call'>): ThreadIndex => {
  /** Null = no thread. */
  const known = new Map<string, string | null>()

  const remember = (id: string, parent: string | null): void => {
    known.delete(id)
    // Oldest first: a Map keeps the order in which keys came.
    if (known.size >= limits.discordGateway.knownThreads) known.delete(known.keys().next().value!)
    known.set(id, parent)
  }

  const take = ({ id, parent_id, type }: Loose): void => {
    const [thread, parent] = [idOf(id), idOf(parent_id)]
    if (thread !== null && parent !== null && isThreadType(type)) remember(thread, parent)
  }

  const ask = async (channel: string): Promise<string | null> => {
    try {
      const told = await api.call<Loose>('GET', `/channels/${channel}`)
      return isThreadType(told.type) ? idOf(told.parent_id) : null
    } catch (error) {
      // Gone, or hidden from us: there is nothing to be said there.
      if (isDiscordFailure(error) && error.kind === 'refused') return null
      throw error
    }
  }

  return {
    parentOf: (thread) => known.get(thread) ?? null,
    findParent: async (channel) => {
      const found = known.get(channel)
      if (found !== undefined) return found
      const parent = await ask(channel)
      remember(channel, parent)
      return parent
    },
    hear: (t, d) => {
      if (t === 'THREAD_CREATE' || t === 'THREAD_UPDATE') take(d)
      else if (t === 'THREAD_LIST_SYNC' || t === 'GUILD_CREATE')
        for (const thread of listOf(d.threads)) take(thread)
      else if (t === 'THREAD_DELETE') known.delete(textOf(d.id))
    },
  }
}
