import type { Payer } from '../llm/chat.ts'

export const limitKinds = ['service', 'assistant', 'channel', 'member'] as const
export type LimitKind = (typeof limitKinds)[number]

/**
 * Whose counters a call touches besides the tenant's. Each is counted, limited or not: a limit set in mid-month knows
 * what was used.
 */
export const scopesOf = (payer: Partial<Payer>): Partial<Record<LimitKind, string>> => {
  const { service, assistantId: assistant, channel, personId: member } = payer
  const all = Object.entries({ service, assistant, channel, member })
  return Object.fromEntries(all.filter(([, id]) => id !== null && id !== undefined))
}
