import { z } from 'zod'

/** `answer.source:3`: the action, and what makes it differ from the others of its message. */
export const actionIdOf = (action: string, number: number | string): string => `${action}:${number}`

/** The action of an id; the id itself when it has no number. */
export const parseActionId = (actionId: string): string => {
  const at = actionId.lastIndexOf(':')
  return at > 0 ? actionId.slice(0, at) : actionId
}

/** A select keeps what travels along in the id of its block, for its options hold only what is chosen. */
export const blockIdOf = (number: number, value: Readonly<Record<string, string>>): string =>
  `${number}:${JSON.stringify(value)}`

const valueSchema = z.record(z.string(), z.string())

const parseValue = (text: string): Record<string, string> | null => {
  try {
    return valueSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** The part of a `block_actions` payload that tells what was pressed. */
export interface PressedControl {
  action_id: string
  block_id?: string
  value?: string
  selected_option?: { value: string } | null
}

/**
 * What was pressed, and with which value; of a select, what was chosen is its `selected`. Foreign: all ids are to be
 * looked up again. Null for what no card of ours has, such as a link.
 */
export const readControl = ({
  action_id,
  block_id = '',
  value,
  selected_option,
}: PressedControl): { action: string; value: Record<string, string> } | null => {
  const action = parseActionId(action_id)
  if (selected_option) {
    const kept = parseValue(block_id.slice(block_id.indexOf(':') + 1))
    return { action, value: { ...kept, selected: selected_option.value } }
  }
  const read = value === undefined ? null : parseValue(value)
  return read && { action, value: read }
}
