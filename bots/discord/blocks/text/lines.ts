import { guardText } from '../escape.ts'
import { type Leaf, writeLeaves } from './leaf.ts'
import { cutText } from './split-text.ts'

/** What stands between a line and the one before. */
export type Gap = '' | '\n' | '\n\n'

/** A part of a text that is never taken apart, as Markdown of Discord. */
export interface Line {
  text: string
  gap: Gap
}

/** So small that a message is filled well. */
const mostLine = 1_400

interface Wanted {
  leaves: readonly Leaf[]
  gap: Gap
  /** `- `, `-# `: what makes the line what it is. */
  lead?: string
  publicUrl?: string | null
}

const cutLeaf = (one: Leaf, publicUrl: string | null): Leaf[] =>
  writeLeaves([one], publicUrl).length <= mostLine
    ? [one]
    : cutText(one.text, mostLine, (text) => writeLeaves([{ ...one, text }], publicUrl).length).map(
        (text) => ({ ...one, text }),
      )

/** In runs that are short enough; none is empty. */
const runsOf = (leaves: readonly Leaf[], publicUrl: string | null): Leaf[][] => {
  const runs: Leaf[][] = []
  let length = 0
  for (const one of leaves) {
    const own = writeLeaves([one], publicUrl).length + 1
    if (runs.length === 0 || length + own > mostLine) {
      runs.push([])
      length = 0
    }
    runs.at(-1)!.push(one)
    length += own
  }
  return runs
}

/** One line; several when it is too long, of which only the first begins a line of its own. */
export const lineOf = ({ leaves, gap, lead = '', publicUrl = null }: Wanted): Line[] => {
  const shown = leaves.filter(({ text }) => text !== '')
  if (shown.length === 0) return []
  // Small print and headings reach to the end of their line: what follows must be one again.
  const repeated = /^(?:-#|#{1,3}|>) $/.test(lead) ? lead : ''
  return runsOf(
    shown.flatMap((one) => cutLeaf(one, publicUrl)),
    publicUrl,
  ).map((run, at) => ({
    text: (at === 0 ? lead : repeated) + writeLeaves(run, publicUrl),
    gap: at === 0 ? gap : repeated === '' ? '' : '\n',
  }))
}

/** Foreign text in lines, each with its lead. */
export const linesOf = (
  text: string,
  { look = {}, ...wanted }: Omit<Wanted, 'leaves'> & { look?: Omit<Leaf, 'text'> },
): Line[] =>
  text
    .split(/\r\n?|\n/)
    .filter((one) => one.trim() !== '')
    .flatMap((one, at) =>
      lineOf({ ...wanted, leaves: [{ text: one.trim(), ...look }], gap: at === 0 ? wanted.gap : '\n' }),
    )

const fenced = (code: string): string => `\`\`\`\n${code}\n\`\`\``

/** Fixed-width text; several blocks when it is long, cut between its lines. */
export const codeLines = (code: string, gap: Gap): Line[] => {
  const guarded = guardText(code).replace(/^\n+|\s+$/g, '')
  return cutText(guarded, mostLine).map((text, at) => ({
    text: fenced(text.replace(/^\n+|\n+$/g, '')),
    gap: at === 0 ? gap : '\n',
  }))
}
