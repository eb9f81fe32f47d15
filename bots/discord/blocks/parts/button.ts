import {
  type APIButtonComponent,
  ButtonStyle,
  ComponentType,
  type APIButtonComponentWithCustomId as PressButton,
} from 'discord-api-types/v10'
import { limits } from '../../../../config/limits.ts'
import type { CardButton, CardLink } from '../../../../core/messaging/card.ts'
import { type Carried, carryValues } from '../controls.ts'
import { isOwnLink } from '../escape.ts'
import type { Setting } from '../piece.ts'
import { plain } from './options.ts'

const { labelCharacters, phoneLabelCharacters, urlCharacters } = limits.discord.button

const styles = {
  plain: ButtonStyle.Secondary,
  primary: ButtonStyle.Primary,
  danger: ButtonStyle.Danger,
} as const

const thumbs: Record<string, string> = { up: '👍', down: '👎' }

const emojiOf = ({ action, value }: CardButton) => {
  const name = action === 'answer.rate' ? thumbs[value.rating ?? ''] : undefined
  return name === undefined ? {} : { emoji: { name } }
}

/** A button and the quotes that it needs above it. */
export interface Pressed {
  button: PressButton
  carriers: Carried[]
}

/** Null for what could not be pressed anyway. */
export const pressButton = (
  button: CardButton,
  setting: Setting,
  known: readonly Carried[] = [],
): Pressed | null => {
  const { nextNumber } = setting
  const made = carryValues(button, { number: nextNumber(), nextNumber, known })
  if (!made) return null
  return {
    button: {
      type: ComponentType.Button,
      style: styles[button.style],
      label: plain(button.label, labelCharacters),
      custom_id: made.customId,
      ...emojiOf(button),
    },
    carriers: made.carriers,
  }
}

/** Null for a link that leads elsewhere, which stays text. */
export const linkButton = ({ label, url }: CardLink, { publicUrl }: Setting): APIButtonComponent | null =>
  isOwnLink(url, publicUrl) && url.length <= urlCharacters
    ? { type: ComponentType.Button, style: ButtonStyle.Link, label: plain(label, labelCharacters), url }
    : null

/** A phone would cut it short. */
export const isLong = (label: string): boolean => label.length > phoneLabelCharacters
