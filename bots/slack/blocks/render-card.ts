import { limits } from '../../../config/limits.ts'
import { log } from '../../../config/log.ts'
import type { Locale } from '../../../core/answers/answer.ts'
import type { Card, CardPart } from '../../../core/messaging/card.ts'
import {
  header,
  openSetting,
  type PictureOf,
  type Piece,
  richBlock,
  type Setting,
  type SlackBlock,
} from './block.ts'
import { checkBlock } from './check.ts'
import { escapeText, guardText, lengthOf } from './escape.ts'
import { type Page, packPieces } from './pack.ts'
import { chartPieces } from './parts/chart.ts'
import { controlPieces, figurePieces } from './parts/control-parts.ts'
import { tableAsText, tablePieces } from './parts/table.ts'
import {
  fieldPieces,
  headingAtoms,
  literalPieces,
  markdownPieces,
  notePieces,
  smallPieces,
  stepPieces,
  textPiece,
  toneMarks,
} from './parts/text-parts.ts'
import { readBlock, readBlocks } from './read-blocks.ts'
import { cutText } from './text/split-text.ts'

/** A picture that belongs into a message: drawn and uploaded first, then set by `placeImages`. */
export interface SlackImage extends PictureOf {
  /** Position of the block that it takes the place of. */
  at: number
}

/** One message, safe to send as it is: its text is escaped, its blocks are within every limit. */
export interface SlackMessage {
  /** What the blocks say, for notifications and screen readers. */
  text: string
  /** None = text alone. */
  blocks: SlackBlock[]
  /** Pictures that wait for their drawing; without them, their words stand there. */
  images: SlackImage[]
  /** The pictures behind Slack's own charts, for when it refuses those (`degradeMessage`). */
  charts?: SlackImage[]
}

export interface RenderOptions {
  locale: Locale
  /** Where this server is reached: the only address that links of a card may lead to. Without it there are no links. */
  publicUrl?: string | null
  /** `images` = no charts of Slack's own. */
  charts?: 'native' | 'images'
}

/** A title that Slack's header has no room for stands as bold text. */
export const titlePieces = (title: string): Piece[] =>
  lengthOf(guardText(title)) <= limits.slack.header.characters && title.trim() !== ''
    ? [{ kind: 'blocks', blocks: [header(title)] }]
    : textPiece(headingAtoms(title))

const partPieces = (
  part: CardPart,
  setting: Setting,
  { hasTable, allowsNative }: { hasTable: boolean; allowsNative: boolean },
): Piece[] => {
  switch (part.kind) {
    case 'text':
      return markdownPieces(part.text)
    case 'heading':
      return textPiece(headingAtoms(part.text))
    case 'fields':
      return fieldPieces(part, setting.locale)
    case 'table':
      return setting.surface === 'message' ? tablePieces(part) : tableAsText(part)
    case 'chart':
      return chartPieces(part.chart, setting, { hasTable, allowsNative })
    case 'figures':
      return figurePieces(part.figures, setting)
    case 'steps':
      return stepPieces(part)
    case 'notes':
      return notePieces(part)
    case 'controls':
      return controlPieces(part.controls, setting)
    case 'rule':
      return [{ kind: 'blocks', blocks: [{ type: 'divider' }] }]
  }
}

/** A card that is good or bad news says so by a sign before its first words. */
const withTone = ({ tone, title, parts, ...rest }: Card): Card => {
  const mark = toneMarks[tone]
  const [first, ...others] = parts
  if (mark === '') return { tone, title, parts, ...rest }
  if (title !== null) return { tone, title: mark + title, parts, ...rest }
  const isText = first?.kind === 'text'
  return { tone, title, parts: isText ? [{ ...first, text: mark + first.text }, ...others] : parts, ...rest }
}

/** A heading and what it is over are one text. */
const joinHeadings = (pieces: readonly (readonly Piece[])[], parts: readonly CardPart[]): Piece[] =>
  pieces.flatMap((own, at) => {
    const heading = parts[at - 1]?.kind === 'heading' ? pieces[at - 1]?.[0] : undefined
    const [first, ...others] = own
    const takesHeading = parts[at]?.kind !== 'heading' && first?.kind === 'text' && heading?.kind === 'text'
    const next = pieces[at + 1]?.[0]
    // Left to the part below it.
    if (parts[at]?.kind === 'heading' && next?.kind === 'text' && parts[at + 1]?.kind !== 'heading') return []
    if (!takesHeading) return own
    const [start, ...rest] = first.atoms
    const atoms = [...heading.atoms, ...(start ? [{ ...start, gap: '\n' as const }] : []), ...rest]
    return [{ kind: 'text', atoms }, ...others]
  })

/** The card as pieces, top to bottom. */
export const cardPieces = (
  card: Card,
  setting: Setting,
  { allowsNative }: { allowsNative: boolean },
): Piece[] => {
  const { title, parts, footer } = withTone(card)
  const hasTable = parts.some(({ kind }) => kind === 'table')
  const pieces = parts.map((part) => partPieces(part, setting, { hasTable, allowsNative }))
  return [
    ...(title === null ? [] : titlePieces(title)),
    ...joinHeadings(pieces, parts),
    ...(footer === null ? [] : smallPieces(footer)),
  ]
}

/** What the check finds wrong becomes text, so that the rest is seen; nothing is thrown for a bug of ours. */
export const withoutFaults = (block: SlackBlock, surface: Setting['surface']): SlackBlock[] => {
  const faults = checkBlock(block, surface)
  if (faults.length === 0) return [block]
  log.error(
    { block: block.type, faults: faults.slice(0, 5) },
    'a block that Slack would refuse is shown as text',
  )
  const [piece] = literalPieces(readBlock(block))
  return piece?.kind === 'text' ? [richBlock(piece.atoms)] : []
}

/** The text beside blocks: all of it where it fits, else its beginning. */
const textBeside = (blocks: readonly SlackBlock[], words: readonly string[]): string => {
  const text = guardText([readBlocks(blocks), ...words].filter(Boolean).join('\n\n'))
  // Cut before it is escaped: half an entity would be read as letters.
  const [first = '…', ...rest] = cutText(text, limits.slack.message.textCharacters - 1)
  return escapeText(rest.length === 0 ? first : `${first.trimEnd()}…`)
}

const messageOf = ({ blocks, pictures }: Page): SlackMessage => {
  // One block for one, or pictures would lose their places: a faulty block without words keeps a line.
  const sound = blocks.map((block) => withoutFaults(block, 'message')[0] ?? { type: 'divider' })
  const of = (isNative: boolean): SlackImage[] =>
    pictures.filter((picture) => picture.isNative === isNative).map(({ at, image }) => ({ ...image, at }))
  const charts = of(true)
  return {
    text: textBeside(
      sound,
      charts.map(({ alt }) => alt),
    ),
    blocks: sound,
    images: of(false),
    ...(charts.length > 0 && { charts }),
  }
}

/**
 * A card as messages of Slack, in order: several when one does not take it all. Nothing of it is lost, nothing in it
 * mentions anybody, no link leads elsewhere. Never throws.
 */
export const renderCard = (
  card: Card,
  { locale, publicUrl = null, charts = 'native' }: RenderOptions,
): SlackMessage[] => {
  const setting = openSetting('message', { locale, publicUrl })
  const pieces = cardPieces(card, setting, { allowsNative: charts === 'native' })
  const { blocks, blockCharacters: characters } = limits.slack.message
  return packPieces(pieces, { blocks, characters }).map(messageOf)
}
