import type { Payer } from '../llm/chat.ts'

export const limitKinds = ['service', 'assistant', 'channel', 'member'] as const
export type LimitKind = (typeof limitKinds)[number]

/** What a limit can be set for. Nobody belongs to a service yet: a limit of one would be taken and never hold. */
export const settableKinds = ['assistant', 'channel', 'member'] as const

/**
 * Whose counters a call touches besides the tenant's. Each is counted, limited or not: a limit set in mid-month knows
 * what was used.
 */
export const scopesOf = (payer: Partial<Payer>): Partial<Record<LimitKind, string>> => {
  const { service, assistantId: assistant, channel, personId: member } = payer
  const all = Object.entries({ service, assistant, channel, member })
  return Object.fromEntries(all.filter(([, id]) => id !== null && id !== undefined))
}
