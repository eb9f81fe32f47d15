import { limits } from '../../../config/limits.ts'
import type { Card } from '../../../core/messaging/card.ts'
import type { SlackBlock } from './block.ts'
import { escapeText, guardText, lengthOf } from './escape.ts'
import { smallPieces } from './parts/text-parts.ts'
import { readBlocks } from './read-blocks.ts'
import { renderCard, type SlackImage, type SlackMessage } from './render-card.ts'
import { shorten, splitText } from './text/split-text.ts'

const { altCharacters } = limits.slack.image

/** Small text in the place of one block, in as many blocks as it takes. */
const wordsOf = ({ title, alt }: SlackImage): SlackBlock[] =>
  smallPieces(`${title}\n${alt}`).flatMap((piece) => (piece.kind === 'blocks' ? piece.blocks : []))

/** The title is in the picture. What the alternative text has no room for stays under it. */
const imageBlock = (image: SlackImage, { id, words }: { id: string; words: SlackBlock }): SlackBlock[] => {
  const alt = guardText(image.alt) || guardText(image.title) || '–'
  const isWhole = lengthOf(alt) <= altCharacters
  const block = { type: 'image', slack_file: { id }, alt_text: shorten(alt, altCharacters) }
  return isWhole ? [block] : [block, words]
}

/** Other blocks in the places of some. */
const replaceBlocks = (
  blocks: readonly SlackBlock[],
  replacement: (at: number) => SlackBlock[] | null,
): SlackBlock[] => blocks.flatMap((block, at) => replacement(at) ?? [block])

/**
 * The message with its pictures in their places; one that could not be drawn or uploaded leaves its words there.
 * @param files Slack's file ids by file name
 */
export const placeImages = (message: SlackMessage, files: ReadonlyMap<string, string>): SlackMessage => {
  const placed = replaceBlocks(message.blocks, (at) => {
    const image = message.images.find((one) => one.at === at)
    const id = image && files.get(image.fileName)
    return image && id !== undefined ? imageBlock(image, { id, words: message.blocks[at]! }) : null
  })
  const isTooMany = placed.length > limits.slack.message.blocks
  return { ...message, blocks: isTooMany ? message.blocks : placed, images: [] }
}

/** Cut before it is escaped: half an entity would be read as letters. */
const asText = (text: string): SlackMessage[] =>
  splitText(guardText(text), limits.slack.message.textCharacters).map((piece) => ({
    text: escapeText(piece),
    blocks: [],
    images: [],
  }))

/** The card without a single block: for when Slack refuses all others. */
export const toPlainMessages = (card: Card): SlackMessage[] => {
  const messages = renderCard(card, { locale: 'fr', charts: 'images' })
  return asText(messages.map(({ blocks }) => readBlocks(blocks)).join('\n\n'))
}

/**
 * What to send in the place of a message that Slack refused (`invalid_blocks`, `msg_blocks_too_long`): first pictures
 * instead of its own charts, then words alone. Empty = there is nothing simpler.
 */
export const degradeMessage = (message: SlackMessage): SlackMessage[] => {
  const { blocks, charts = [], images } = message
  if (charts.length > 0) {
    const { charts: _, ...rest } = message
    const simpler = replaceBlocks(blocks, (at) => {
      const chart = charts.find((one) => one.at === at)
      return chart ? wordsOf(chart).slice(0, 1) : null
    })
    return [{ ...rest, blocks: simpler, images: [...images, ...charts] }]
  }
  if (blocks.length === 0) return []
  return asText(readBlocks(blocks))
}
