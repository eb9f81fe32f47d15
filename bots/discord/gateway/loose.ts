/** JSON of Discord's: from Discord, and still of any shape. */
export type Loose = Record<string, unknown>

export const objectOf = (value: unknown): Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : {}

export const listOf = (value: unknown): Loose[] => (Array.isArray(value) ? value.map(objectOf) : [])

/** Ids become keys and parts of addresses: nothing but digits. */
export const idOf = (value: unknown): string | null =>
  typeof value === 'string' && /^\d{1,22}$/.test(value) ? value : null

export const idsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.flatMap((one) => idOf(one) ?? []) : []

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

export const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** One thing that the gateway told, before anybody has made sense of it. */
export interface Dispatch {
  t: string
  d: Loose
  shardId: number
}
