import { guardText } from '../escape.ts'

/**
 * Slack's rich text: text as data, with its marks beside it. Nothing in it is read as markup, so that foreign text can
 * neither mention nor link; it is the same in messages, dialogs and on the home page.
 */

export interface RichStyle {
  bold?: true
  italic?: true
  code?: true
}

export interface RichLeaf {
  type: 'text'
  text: string
  style?: RichStyle
}

export interface RichSection {
  type: 'rich_text_section'
  elements: RichLeaf[]
}

export interface RichList {
  type: 'rich_text_list'
  style: 'bullet' | 'ordered'
  elements: RichSection[]
  indent?: number
  offset?: number
}

export type RichElement = RichSection | { type: 'rich_text_preformatted'; elements: RichLeaf[] } | RichList

export const leaf = (text: string, style: RichStyle = {}): RichLeaf => ({
  type: 'text',
  text: guardText(text),
  ...(Object.keys(style).length > 0 && { style }),
})

/** Slack refuses an empty leaf. */
export const section = (...leaves: RichLeaf[]): RichSection => ({
  type: 'rich_text_section',
  elements: leaves.filter(({ text }) => text !== ''),
})

const inline =
  /\\([\\`*_#-])|`([^`\n]+)`|\*\*(?=\S)([^\n]*?\S)\*\*|\*(?=\S)([^*\n]*[^\s*])\*(?!\*)|(?<![\p{L}\p{N}_])_(?=\S)([^_\n]*[^\s_])_(?![\p{L}\p{N}_])/gu

/** `**bold**`, `*italic*`, `_italic_` and `` `code` `` of one line; what is none of them stays as it is. */
export const inlineLeaves = (text: string, style: RichStyle = {}): RichLeaf[] => {
  const leaves: RichLeaf[] = []
  const add = (part: string): void => {
    if (part !== '') leaves.push(leaf(part, style))
  }
  let at = 0
  for (const match of text.matchAll(inline)) {
    const [whole, escaped, code, bold, star, underscore] = match
    // Bold in bold is no more bold: the signs then stand for themselves.
    if (bold !== undefined && style.bold) continue
    add(text.slice(at, match.index))
    if (escaped !== undefined) add(escaped)
    else if (code !== undefined) leaves.push(leaf(code, { ...style, code: true }))
    else if (bold !== undefined) leaves.push(...inlineLeaves(bold, { ...style, bold: true }))
    else leaves.push(...inlineLeaves(star ?? underscore ?? '', { ...style, italic: true }))
    at = match.index + whole.length
  }
  add(text.slice(at))
  return leaves
}

/** The lines of one block of Markdown. */
type Chunk =
  | { kind: 'paragraph'; lines: string[] }
  | { kind: 'code'; lines: string[] }
  | { kind: 'heading'; lines: string[] }
  | { kind: 'list'; isOrdered: boolean; start: number; indent: number; lines: string[] }

const itemOf = (line: string) => {
  const match = /^(\s*)(?:[-*•+]|([1-9]\d{0,3})[.)])\s+(\S.*)$/u.exec(line)
  if (!match) return null
  const [, space, number, text] = match
  return {
    isOrdered: number !== undefined,
    start: Number(number ?? 1),
    indent: Math.min(4, Math.floor(space!.length / 2)),
    text: text!,
  }
}

const fence = /^\s*(`{3,}|~{3,})[^`]*$/

/** The Markdown of cards, block by block: fences, lists, headings, paragraphs. */
const chunksOf = (markdown: string): Chunk[] => {
  const chunks: Chunk[] = []
  let open: Chunk | null = null
  let closing: string | null = null
  const begin = (chunk: Chunk): void => {
    chunks.push(chunk)
    open = chunk
  }
  for (const line of markdown.replace(/\r\n?/g, '\n').split('\n')) {
    if (closing !== null) {
      if (line.trim().startsWith(closing)) closing = open = null
      else open!.lines.push(line)
      continue
    }
    const mark = fence.exec(line)
    const item = itemOf(line)
    const heading = /^#{1,6}\s+(\S.*)$/.exec(line)
    if (mark) {
      closing = mark[1]!
      begin({ kind: 'code', lines: [] })
    } else if (item) {
      const { text, ...list } = item
      const last = open as Chunk | null
      // A number out of turn is told as it is, by a list of its own.
      const isSame =
        last?.kind === 'list' &&
        last.isOrdered === list.isOrdered &&
        last.indent === list.indent &&
        (!list.isOrdered || list.start === last.start + last.lines.length)
      if (isSame) last.lines.push(text)
      else begin({ kind: 'list', ...list, lines: [text] })
    } else if (heading) {
      begin({ kind: 'heading', lines: [heading[1]!] })
      open = null
    } else if (line.trim() === '') open = null
    else if ((open as Chunk | null)?.kind === 'paragraph') open!.lines.push(line)
    else begin({ kind: 'paragraph', lines: [line] })
  }
  return chunks.filter(({ lines }) => lines.length > 0)
}

const elementOf = (chunk: Chunk): RichElement => {
  const { lines } = chunk
  if (chunk.kind === 'code') return { type: 'rich_text_preformatted', elements: [leaf(lines.join('\n'))] }
  if (chunk.kind === 'heading') return section(...inlineLeaves(lines[0]!, { bold: true }))
  if (chunk.kind === 'paragraph')
    return section(...lines.flatMap((line, at) => inlineLeaves(at === 0 ? line : `\n${line}`)))
  const { isOrdered, start, indent } = chunk
  return {
    type: 'rich_text_list',
    style: isOrdered ? 'ordered' : 'bullet',
    elements: lines.map((line) => section(...inlineLeaves(line))),
    ...(indent > 0 && { indent }),
    ...(isOrdered && start > 1 && { offset: start - 1 }),
  }
}

/** The Markdown of a card as rich text. */
export const richTextOf = (markdown: string): RichElement[] => chunksOf(markdown).map(elementOf)

/** Text as it is, whatever signs are in it. */
export const literalText = (text: string, style: RichStyle = {}): RichElement[] => [
  section(leaf(text, style)),
]
