import { escapeText, guardMark, guardText, isBlank } from '../escape.ts'

export interface Look {
  bold?: true
  italic?: true
  code?: true
}

/** Text as it is, and how it looks: nothing in it is markup. */
export interface Leaf extends Look {
  text: string
}

export const leaf = (text: string, look: Look = {}): Leaf => ({ text, ...look })

const inline =
  /\\([\\`*_#>-])|`([^`\n]+)`|\*\*(?=\S)([^\n]*?\S)\*\*|\*(?=\S)([^*\n]*[^\s*])\*(?!\*)|(?<![\p{L}\p{N}_])_(?=\S)([^_\n]*[^\s_])_(?![\p{L}\p{N}_])/gu

/** `**bold**`, `*italic*`, `_italic_` and `` `code` `` of one line; what is none of them stays as it is. */
export const inlineLeaves = (text: string, look: Look = {}): Leaf[] => {
  const leaves: Leaf[] = []
  const add = (part: string): void => {
    const last = leaves.at(-1)
    const isSame = last && !last.code && last.bold === look.bold && last.italic === look.italic
    if (isSame) leaves[leaves.length - 1] = leaf(last.text + part, look)
    else if (part !== '') leaves.push(leaf(part, look))
  }
  let at = 0
  for (const match of text.matchAll(inline)) {
    const [whole, escaped, code, bold, star, underscore] = match
    // Bold in bold is no more bold: the signs then stand for themselves.
    if (bold !== undefined && look.bold) continue
    add(text.slice(at, match.index))
    if (escaped !== undefined) add(escaped)
    else if (code !== undefined) leaves.push(leaf(code, { ...look, code: true }))
    else if (bold !== undefined) leaves.push(...inlineLeaves(bold, { ...look, bold: true }))
    else leaves.push(...inlineLeaves(star ?? underscore ?? '', { ...look, italic: true }))
    at = match.index + whole.length
  }
  add(text.slice(at))
  return leaves
}

/** Marks around the words; Discord sees none beside white space. */
const marked = ({ text, bold, italic, code }: Leaf, publicUrl: string | null): string => {
  const [, start = '', core = '', end = ''] = /^(\s*)(.*?)(\s*)$/su.exec(text) ?? []
  if (isBlank(core)) return escapeText(text)
  const mark = `${bold ? '**' : ''}${italic ? '*' : ''}`
  const isCode = code && !core.includes('`')
  const shown = isCode ? `\`${guardText(core)}\`` : escapeText(core, { publicUrl })
  return `${start}${mark}${shown}${[...mark].reverse().join('')}${end}`
}

const hasMarks = ({ bold, italic, code }: Leaf): boolean => Boolean(bold || italic || code)

/** As Markdown of Discord; an invisible mark keeps the signs of neighbours apart. */
export const writeLeaves = (leaves: readonly Leaf[], publicUrl: string | null): string =>
  leaves
    .map((one, at) => {
      const before = leaves[at - 1]
      const touches = before && hasMarks(before) && hasMarks(one)
      return (touches ? guardMark : '') + marked(one, publicUrl)
    })
    .join('')
