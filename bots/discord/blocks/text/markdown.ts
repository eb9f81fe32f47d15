import { inlineLeaves } from './leaf.ts'
import { codeLines, type Gap, type Line, lineOf } from './lines.ts'

const itemOf = (line: string) => {
  const match = /^(\s*)(?:[-*•+]|([1-9]\d{0,3})[.)])\s+(\S.*)$/u.exec(line)
  if (!match) return null
  const [, space, number, text] = match
  const indent = '  '.repeat(Math.min(4, Math.floor(space!.length / 2)))
  return { lead: `${indent}${number === undefined ? '-' : `${number}.`} `, text: text! }
}

const fence = /^\s*(`{3,}|~{3,})[^`]*$/

/** Markdown of a card, line by line, as Discord's: fences, lists, headings, paragraphs. */
export const markdownLines = (markdown: string, publicUrl: string | null): Line[] => {
  const lines: Line[] = []
  let closing: string | null = null
  let code: string[] = []
  let gap: Gap = '\n\n'
  const add = (more: Line[]): void => {
    lines.push(...more)
    if (more.length > 0) gap = '\n'
  }
  const closeCode = (): void => {
    if (code.length > 0) add(codeLines(code.join('\n'), '\n'))
    code = []
    closing = null
  }
  for (const line of markdown.replace(/\r\n?/g, '\n').split('\n')) {
    if (closing !== null) {
      if (line.trim().startsWith(closing)) closeCode()
      else code.push(line)
      continue
    }
    const mark = fence.exec(line)
    const item = itemOf(line)
    const heading = /^#{1,6}\s+(\S.*)$/.exec(line)
    if (mark) closing = mark[1]!
    else if (item) add(lineOf({ leaves: inlineLeaves(item.text), lead: item.lead, gap, publicUrl }))
    else if (heading) add(lineOf({ leaves: inlineLeaves(heading[1]!, { bold: true }), gap, publicUrl }))
    else if (line.trim() === '') gap = '\n\n'
    else add(lineOf({ leaves: inlineLeaves(line.trim()), gap, publicUrl }))
  }
  closeCode()
  return lines
}
