import type { DiscordChannel, StoredMessage } from '../../world-state.ts'

const ofId = (id: string | undefined): bigint | null => (id === undefined ? null : BigInt(id))

/** A page of a channel, newest first; `after` gives those next to it, as Discord does. */
export const readHistory = (
  channel: DiscordChannel,
  query: Record<string, string | undefined>,
): StoredMessage[] => {
  const limit = Number(query.limit ?? 50)
  const all = channel.messages.filter(({ onlyFor }) => onlyFor === null)
  const [after, before, around] = [ofId(query.after), ofId(query.before), ofId(query.around)]
  if (after !== null)
    return all
      .filter(({ id }) => BigInt(id) > after)
      .slice(0, limit)
      .reverse()
  if (before !== null)
    return all
      .filter(({ id }) => BigInt(id) < before)
      .slice(-limit)
      .reverse()
  if (around === null) return all.slice(-limit).reverse()
  const at = all.findIndex(({ id }) => BigInt(id) >= around)
  const from = Math.max(0, (at < 0 ? all.length : at) - Math.floor(limit / 2))
  return all.slice(from, from + limit).reverse()
}
