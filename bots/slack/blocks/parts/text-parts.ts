import { limits } from '../../../../config/limits.ts'
import type { Locale } from '../../../../core/answers/answer.ts'
import { type CardPart, stepLine, type Tone } from '../../../../core/messaging/card.ts'
import { context, type Piece } from '../block.ts'
import { guardText, lengthOf } from '../escape.ts'
import { type Atom, atomsOf } from '../text/atoms.ts'
import { inlineLeaves, leaf, literalText, richTextOf, section } from '../text/rich-text.ts'
import { cutText } from '../text/split-text.ts'

/** Told by a sign and not by colour. */
export const toneMarks: Record<Tone, string> = { plain: '', good: '✓ ', caution: '⚠ ', bad: '✗ ' }

export const textPiece = (atoms: Atom[]): Piece[] => (atoms.length === 0 ? [] : [{ kind: 'text', atoms }])

/** Lines right under each other. */
const lines = (elements: ReturnType<typeof section>[]): Piece[] =>
  textPiece(elements.flatMap((element, at) => atomsOf([element], at === 0 ? '\n\n' : '\n')))

export const markdownPieces = (text: string): Piece[] => textPiece(atomsOf(richTextOf(text)))

export const headingAtoms = (text: string): Atom[] =>
  atomsOf([section(...inlineLeaves(text, { bold: true }))])

export const fieldPieces = ({ fields }: Extract<CardPart, { kind: 'fields' }>, locale: Locale): Piece[] => {
  const colon = locale === 'fr' ? '\u202f: ' : ': '
  return lines(
    fields.map(({ name, value }) => section(leaf(name, { bold: true }), leaf(colon + (value || '–')))),
  )
}

export const stepPieces = ({ steps }: Extract<CardPart, { kind: 'steps' }>): Piece[] =>
  lines(
    steps.map((step) => {
      const line = stepLine(step)
      return section(leaf(line, step.state === 'running' ? { bold: true } : {}))
    }),
  )

/** Small text; several blocks when it is long. */
export const smallPieces = (text: string): Piece[] =>
  // The guard's marks count too.
  cutText(guardText(text).trim(), limits.slack.context.characters, (part) => lengthOf(guardText(part))).map(
    (part) => ({ kind: 'blocks', blocks: [context(part)] }),
  )

export const notePieces = ({ tone, notes }: Extract<CardPart, { kind: 'notes' }>): Piece[] =>
  smallPieces(
    notes
      .filter(Boolean)
      .map((note) => toneMarks[tone] + note)
      .join('\n'),
  )

/** Text of any length and any signs, for what a block of its own cannot hold. */
export const literalPieces = (text: string): Piece[] => textPiece(atomsOf(literalText(text)))
