import type { DiscordApi } from './api.ts'
import { isDiscordFailure } from './failure.ts'
import { idAt } from './interactions/token-life.ts'

interface Loose {
  custom_id?: string
  components?: Loose[]
  accessory?: Loose
}

interface Seen extends Loose {
  id: string
  author?: { id?: string }
}

/** Every button and select of a message, wherever in it. */
export const controlsIn = ({ custom_id: own, components = [], accessory }: Loose): string[] => [
  ...(own === undefined ? [] : [own]),
  ...(accessory ? controlsIn(accessory) : []),
  ...components.flatMap(controlsIn),
]

export interface Sought {
  channel: string
  /** It is not older. */
  since: Date
  /** Of the message as it was sent: they name the answer, and differ from part to part. */
  controls: string[]
  botUserId: string
}

/** `absent`: it is not there. `unsure`: it has nothing to be known by, or Discord does not let us look. */
export type Found = { id: string } | 'absent' | 'unsure'

/** Clocks differ by less. */
const marginMs = 5 * 60_000
const pageSize = 100
const maxPages = 20

const isSame = (left: string[], right: string[]): boolean =>
  left.length === right.length && left.every((one) => right.includes(one))

const latest = (ids: string[]): string => ids.reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b))

/**
 * Looks for a message that may or may not have arrived, after Discord has forgotten its nonce. Without the right to read
 * the history Discord shows an empty one, which says nothing.
 * @throws DiscordFailure when Discord cannot be asked now
 */
export const lookUp = async (api: DiscordApi, sought: Sought): Promise<Found> => {
  const { channel, since, controls, botUserId } = sought
  if (controls.length === 0) return 'unsure'
  let after = idAt(new Date(since.getTime() - marginMs))
  let hasSeen = false
  for (let pages = 0; pages < maxPages; pages++) {
    const query = new URLSearchParams({ after, limit: String(pageSize) })
    let page: Seen[]
    try {
      page = await api.call<Seen[]>('GET', `/channels/${channel}/messages`, { query })
    } catch (error) {
      if (isDiscordFailure(error) && error.kind === 'refused') return 'unsure'
      throw error
    }
    hasSeen ||= page.length > 0
    const found = page.find((seen) => seen.author?.id === botUserId && isSame(controlsIn(seen), controls))
    if (found) return { id: found.id }
    if (page.length < pageSize) return hasSeen ? 'absent' : 'unsure'
    after = latest(page.map(({ id }) => id))
  }
  return 'unsure'
}
