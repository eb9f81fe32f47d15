import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10'
import { limits } from '../../../config/limits.ts'
import { isCarrying } from './controls.ts'
import { unescapeText } from './escape.ts'
import { plain } from './parts/options.ts'
import type { Picture } from './piece.ts'
import { withInner } from './piece.ts'
import type { DiscordMessage } from './render-card.ts'
import { splitText } from './text/split-text.ts'

/** A message of text with rows of buttons and selects under it, and its pictures as files. */
export interface ClassicMessage {
  content: string
  components: APIActionRowComponent<APIComponentInMessageActionRow>[]
  files: Picture[]
}

type Row = APIActionRowComponent<APIComponentInMessageActionRow>
type Loose = Record<string, unknown>

const { message: most, row: rowLimits, button: buttonLimits } = limits.discord

/** Quotes have no numbers here: what needs one could not be understood when it is pressed. */
const canPress = ({ custom_id }: Loose): boolean => typeof custom_id !== 'string' || !isCarrying(custom_id)

/** A button that stood beside its words says them itself. */
const namedButton = ({ components = [], accessory }: Loose): APIButtonComponent | null => {
  const button = accessory as APIButtonComponent | undefined
  const [first] = components as Loose[]
  if (
    button?.type !== ComponentType.Button ||
    button.style === ButtonStyle.Premium ||
    !canPress({ ...button })
  )
    return null
  const words = unescapeText(String(first?.content ?? '').replaceAll('**', ''))
  return { ...button, label: plain(`${button.label} : ${words}`, buttonLimits.labelCharacters) }
}

const rowOf = (components: APIComponentInMessageActionRow[]): Row => ({
  type: ComponentType.ActionRow,
  components,
})

const rowsOf = (parts: readonly Loose[]): Row[] => {
  const beside = parts.flatMap((part) =>
    part.type === ComponentType.Section ? (namedButton(part) ?? []) : [],
  )
  const named = Array.from({ length: Math.ceil(beside.length / rowLimits.buttons) }, (_, at) =>
    rowOf(beside.slice(at * rowLimits.buttons, (at + 1) * rowLimits.buttons)),
  )
  const rows = parts.flatMap((part) => {
    if (part.type !== ComponentType.ActionRow) return []
    const kept = (part.components as APIComponentInMessageActionRow[]).filter((one) => canPress({ ...one }))
    return kept.length > 0 ? [rowOf(kept)] : []
  })
  return [...named, ...rows]
}

/** What stands over rows that have no text left to stand under. */
const noText = '⋯'

/**
 * The same message without components that hold text, for where Discord refuses those: half as much text fits, so that
 * there may be several. The last ones have what can be pressed.
 */
export const classicOf = ({ components, text, files }: DiscordMessage): ClassicMessage[] => {
  const rows = rowsOf(components.flatMap(withInner))
  const groups = Array.from({ length: Math.max(1, Math.ceil(rows.length / most.rows)) }, (_, at) =>
    rows.slice(at * most.rows, (at + 1) * most.rows),
  )
  const contents = splitText(text, most.contentCharacters)
  const [last = noText] = contents.slice(-1)
  const messages = [
    ...contents.slice(0, -1).map((content) => ({ content, components: [] as Row[] })),
    ...groups.map((group, at) => ({ content: at === 0 ? last : noText, components: group })),
  ]
  return messages.map((message, at) => ({ ...message, files: at === 0 ? files : [] }))
}
