import {
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
  ComponentType,
  MessageFlags,
} from 'discord-api-types/v10'
import type { Locale } from '../../../core/answers/answer.ts'
import type { Card, CardPart, Tone } from '../../../core/messaging/card.ts'
import { escapeText } from './escape.ts'
import { type Page, packPieces } from './pack.ts'
import { chartPieces } from './parts/chart.ts'
import { controlPieces, figurePieces } from './parts/control-parts.ts'
import { tablePieces } from './parts/table.ts'
import {
  fieldPieces,
  headingPieces,
  markdownPieces,
  notePieces,
  rulePieces,
  smallLines,
  stepPieces,
  titlePieces,
  toneMarks,
} from './parts/text-parts.ts'
import {
  openSetting,
  type Picture,
  type Piece,
  type Setting,
  textDisplay,
  textPiece,
  withInner,
} from './piece.ts'

/** A file of a message that is not drawn first. */
export interface Attached {
  name: string
  mediaType: string
  bytes: Buffer
}

/** One message, safe to send as it is: its text is escaped, its components are within every limit. */
export interface DiscordMessage {
  flags: number
  components: APIMessageTopLevelComponent[]
  /** What the components say: for logs, and where Discord refuses them. */
  text: string
  /** To be drawn and sent along, or taken out by `withoutPictures`. */
  files: Picture[]
  /** Files as they are, which its components refer to by `attachment://name`. */
  attached?: readonly Attached[]
}

export interface RenderOptions {
  locale: Locale
  /** Where this server is reached: the only address that links of a card may lead to. Without it there are no links. */
  publicUrl?: string | null
  /** The colour of a card that is neither good nor bad news, such as the assistant's own: `#F0C527`. */
  accent?: string | null
}

export const toneColours: Record<Tone, number | null> = {
  plain: null,
  good: 0x2e9e5b,
  caution: 0xf0a020,
  bad: 0xd64545,
}

const colourOf = (tone: Tone, accent: string | null): { accent_color?: number } => {
  const own = /^#([0-9a-f]{6})$/i.exec(accent ?? '')?.[1]
  const colour = toneColours[tone] ?? (own === undefined ? null : Number.parseInt(own, 16))
  return colour === null ? {} : { accent_color: colour }
}

const partPieces = (part: CardPart, setting: Setting): Piece[] => {
  switch (part.kind) {
    case 'text':
      return markdownPieces(part.text, setting.publicUrl)
    case 'heading':
      return headingPieces(part.text)
    case 'fields':
      return fieldPieces(part, setting.locale)
    case 'table':
      return tablePieces(part)
    case 'chart':
      return chartPieces(part.chart, setting)
    case 'figures':
      return figurePieces(part.figures, setting)
    case 'steps':
      return stepPieces(part)
    case 'notes':
      return notePieces(part)
    case 'controls':
      return controlPieces(part.controls, setting)
    case 'rule':
      return rulePieces()
  }
}

/** A card that is good or bad news says so by a sign before its first words, for who does not see its colour. */
const withTone = ({ tone, title, parts, ...rest }: Card): Card => {
  const mark = toneMarks[tone]
  const [first, ...others] = parts
  if (mark === '') return { tone, title, parts, ...rest }
  if (title !== null) return { tone, title: mark + title, parts, ...rest }
  const isText = first?.kind === 'text'
  return { tone, title, parts: isText ? [{ ...first, text: mark + first.text }, ...others] : parts, ...rest }
}

const wordsOf = (component: APIComponentInContainer): string[] =>
  withInner(component).flatMap(({ content, items }) => {
    if (typeof content === 'string') return [content]
    return Array.isArray(items) ? items.map(({ description }) => escapeText(String(description ?? ''))) : []
  })

const frame = (
  components: APIComponentInContainer[],
  { files, colour }: { files: Picture[]; colour: { accent_color?: number } },
): DiscordMessage => ({
  flags: MessageFlags.IsComponentsV2,
  components: [{ type: ComponentType.Container, ...colour, components }],
  text: components.flatMap(wordsOf).join('\n') || '–',
  files,
})

/**
 * A card as messages of Discord, in order: several when one does not take it all. Nothing of it is lost, nothing in it
 * mentions anybody, no link leads elsewhere. Never throws.
 */
export const renderCard = (
  card: Card,
  { locale, publicUrl = null, accent = null }: RenderOptions,
): DiscordMessage[] => {
  const setting = openSetting(locale, publicUrl)
  const { tone, title, parts, footer } = withTone(card)
  const pieces = [
    ...(title === null ? [] : titlePieces(title)),
    ...parts.flatMap((part) => partPieces(part, setting)),
    ...(footer === null ? [] : textPiece(smallLines(footer))),
  ]
  const pages = packPieces(pieces)
  const colour = colourOf(tone, accent)
  const shown: Page[] = pages.length > 0 ? pages : [{ components: [textDisplay('–')], pictures: [] }]
  return shown.map(({ components, pictures }) => frame(components, { files: pictures, colour }))
}

type Framed = { type: ComponentType.Container; components: APIComponentInContainer[]; accent_color?: number }

/**
 * The message with the pictures that could be drawn; words stand in the place of the others, because Discord refuses a
 * message that refers to a file it does not have.
 * @param drawn names of `files`
 */
export const withoutPictures = (message: DiscordMessage, drawn: ReadonlySet<string>): DiscordMessage => {
  const gone = message.files.filter(({ name }) => !drawn.has(name))
  const [container] = message.components
  if (gone.length === 0 || container?.type !== ComponentType.Container) return message
  const { components, accent_color } = container as Framed
  const words = (component: APIComponentInContainer): APIComponentInContainer => {
    const url = component.type === ComponentType.MediaGallery ? component.items[0]?.media.url : undefined
    const picture = gone.find(({ name }) => url === `attachment://${name}`)
    if (!picture) return component
    const content = smallLines(picture.description)
      .map(({ text }) => text)
      .join('\n')
    return textDisplay(content || '–')
  }
  const files = message.files.filter(({ name }) => drawn.has(name))
  const colour = accent_color === undefined ? {} : { accent_color }
  return frame(components.map(words), { files, colour })
}
