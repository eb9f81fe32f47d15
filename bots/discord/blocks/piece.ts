import type {
  APIComponentInContainer,
  APIMessageTopLevelComponent,
  APITextDisplayComponent,
} from 'discord-api-types/v10'
import { ComponentType } from 'discord-api-types/v10'
import type { Locale } from '../../../core/answers/answer.ts'
import type { CardChart } from '../../../core/messaging/card.ts'
import type { Line } from './text/lines.ts'

/** What the rendering of one card shares. */
export interface Setting {
  locale: Locale
  /** Links lead here or nowhere. */
  publicUrl: string | null
  /** Numbers what must differ within a message. */
  nextNumber: () => number
}

export const openSetting = (locale: Locale, publicUrl: string | null): Setting => {
  let number = 0
  return { locale, publicUrl, nextNumber: () => ++number }
}

/** A picture of a message: drawn by whoever sends it, referred to as `attachment://name`. */
export interface Picture {
  name: string
  chart: CardChart
  /** What it says, for those who cannot see it. */
  description: string
}

/**
 * Text that may be cut between its lines, or what stays together. `reserve` is the length of the words that may have to
 * take the place of a picture.
 */
export type Piece =
  | { kind: 'text'; lines: Line[]; isHeading?: true }
  | {
      kind: 'components'
      components: APIComponentInContainer[]
      isControl?: true
      picture?: Picture
      reserve?: number
    }

export const textPiece = (lines: Line[]): Piece[] => (lines.length === 0 ? [] : [{ kind: 'text', lines }])

export const textDisplay = (content: string, id?: number): APITextDisplayComponent => ({
  type: ComponentType.TextDisplay,
  content,
  ...(id !== undefined && { id }),
})

type AnyComponent = APIMessageTopLevelComponent | APIComponentInContainer

/** Each component with all that it holds. */
export const withInner = (component: unknown): Record<string, unknown>[] => {
  if (typeof component !== 'object' || component === null) return []
  const own = component as Record<string, unknown>
  const { components = [], accessory, component: inner } = own
  const held = [...(Array.isArray(components) ? components : []), accessory, inner]
  return [own, ...held.flatMap(withInner)]
}

/** As Discord counts them: nested ones too. */
export const componentCount = (components: readonly AnyComponent[]): number =>
  components.flatMap(withInner).length

/** Of all texts together. */
export const textCount = (components: readonly AnyComponent[]): number =>
  components
    .flatMap(withInner)
    .reduce((sum, { content }) => sum + (typeof content === 'string' ? content.length : 0), 0)
