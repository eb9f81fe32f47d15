import { limits } from '../../../config/limits.ts'
import type { Locale } from '../../../core/answers/answer.ts'
import type { CardChart } from '../../../core/messaging/card.ts'
import { guardMark, guardText } from './escape.ts'
import { type Atom, assemble, weightOf } from './text/atoms.ts'
import { shorten } from './text/split-text.ts'

/** A block as it goes over the wire; `check.ts` knows the shapes. */
export interface SlackBlock {
  type: string
  [field: string]: unknown
}

export type Surface = 'message' | 'modal' | 'home'

/** What the rendering of one card or view shares. */
export interface Setting {
  locale: Locale
  surface: Surface
  /** Links lead here or nowhere. */
  publicUrl: string | null
  /** Numbers what can be pressed, because ids must differ within a message. */
  nextNumber: () => number
}

export const openSetting = (
  surface: Surface,
  { locale, publicUrl = null }: { locale: Locale; publicUrl?: string | null },
): Setting => {
  let number = 0
  return { locale, surface, publicUrl, nextNumber: () => ++number }
}

/** Nothing that anybody could see. */
const isBlank = (text: string): boolean => text.replaceAll(guardMark, '').trim() === ''

/** Text that Slack shows letter for letter, shortened where it must be; it refuses an empty one. */
export const plain = (text: string, most: number = limits.slack.text.characters) => {
  const guarded = guardText(text)
  return {
    type: 'plain_text' as const,
    text: isBlank(guarded) ? '–' : shorten(guarded, most),
    emoji: false,
  }
}

export const header = (title: string): SlackBlock => ({
  type: 'header',
  text: plain(title, limits.slack.header.characters),
})

export const context = (text: string): SlackBlock => ({
  type: 'context',
  elements: [plain(text, limits.slack.context.characters)],
})

export const richBlock = (atoms: readonly Atom[]): SlackBlock => ({
  type: 'rich_text',
  elements: assemble(atoms),
})

const isRow = (row: unknown): row is { text?: unknown }[] => Array.isArray(row)

/** Characters of all cells, which Slack counts apart from the rest. */
export const tableCharacters = (block: SlackBlock): number =>
  block.type !== 'table' || !Array.isArray(block.rows)
    ? 0
    : block.rows.filter(isRow).reduce((sum, row) => {
        const own = row.map(({ text }) => (typeof text === 'string' ? text.length : weightOf(text ?? '')))
        return sum + own.reduce((one, other) => one + other, 0)
      }, 0)

/**
 * What a block takes of its message. Slack says neither what it counts nor how; a table's wrapping cannot be part of
 * it, or the table that its documents allow would never pass.
 */
export const blockWeight = (block: SlackBlock): number =>
  block.type === 'table' ? tableCharacters(block) + 100 : weightOf(block)

/** What stays together, or text that may be cut between its atoms. */
export type Piece =
  | { kind: 'text'; atoms: Atom[] }
  | { kind: 'blocks'; blocks: SlackBlock[]; picture?: Picture }

/** A picture that stands, or may have to stand, for one of the blocks. */
export interface Picture {
  /** Position of its block. */
  at: number
  isNative: boolean
  image: PictureOf
}

/** What is to be drawn, and what it says. */
export interface PictureOf {
  fileName: string
  title: string
  alt: string
  chart: CardChart
}
