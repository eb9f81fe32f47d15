import type { Card, CardButton, CardPart, CardSelect, Tone } from '../../../core/messaging/card.ts'
import type { Result } from '../command.ts'

/** A button that does nothing that would have to be asked twice. */
export const button = (
  label: string,
  action: string,
  value: Record<string, string> = {},
  style: CardButton['style'] = 'plain',
): CardButton => ({ kind: 'button', label, style, action, value, confirm: null })

export const select = (
  label: string,
  action: string,
  options: { label: string; value: string; description?: string | null }[],
  { value = {}, selected = null }: { value?: Record<string, string>; selected?: string | null } = {},
): CardSelect => ({
  kind: 'select',
  label,
  action,
  value,
  options: options.map(({ description = null, ...option }) => ({ ...option, description })),
  selected,
})

export const text = (words: string): CardPart => ({ kind: 'text', text: words })

export const notes = (tone: Tone, said: (string | null | false | undefined)[]): CardPart | null => {
  const kept = said.filter((note) => typeof note === 'string')
  return kept.length === 0 ? null : { kind: 'notes', tone, notes: kept }
}

export const fields = (pairs: ([name: string, value: string] | null)[]): CardPart | null => {
  const kept = pairs.filter((pair) => pair !== null)
  return kept.length === 0 ? null : { kind: 'fields', fields: kept.map(([name, value]) => ({ name, value })) }
}

export const controls = (
  items: (Extract<CardPart, { kind: 'controls' }>['controls'][number] | null | false)[],
): CardPart | null => {
  const kept = items.filter((item) => item !== null && item !== false)
  return kept.length === 0 ? null : { kind: 'controls', controls: kept }
}

/** A card of these parts, without those that are not there. */
export const cardOf = (
  title: string | null,
  parts: (CardPart | null)[],
  { tone = 'plain', footer = null }: { tone?: Tone; footer?: string | null } = {},
): Card => ({ tone, title, parts: parts.filter((part) => part !== null), footer })

/** For whoever acts, alone. */
export const toPerson = (card: Card): Extract<Result, { kind: 'card' }> => ({
  kind: 'card',
  card,
  audience: 'person',
})
