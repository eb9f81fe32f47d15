import { ComponentType } from 'discord-api-types/v10'
import type { Locale } from '../../../../core/answers/answer.ts'
import { type CardPart, stepLine, type Tone } from '../../../../core/messaging/card.ts'
import { isBlank } from '../escape.ts'
import { type Piece, textPiece } from '../piece.ts'
import { inlineLeaves, leaf } from '../text/leaf.ts'
import { type Line, lineOf, linesOf } from '../text/lines.ts'
import { markdownLines } from '../text/markdown.ts'

/** Told by a sign and not by colour alone. */
export const toneMarks: Record<Tone, string> = { plain: '', good: '✓ ', caution: '⚠ ', bad: '✗ ' }

type Part<Kind extends CardPart['kind']> = Extract<CardPart, { kind: Kind }>

/** One line: a title with breaks would leave its own line. */
const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim()

export const titlePieces = (title: string): Piece[] =>
  textPiece(lineOf({ leaves: [leaf(oneLine(title))], lead: '### ', gap: '\n' }))

export const markdownPieces = (text: string, publicUrl: string | null): Piece[] =>
  textPiece(markdownLines(text, publicUrl))

export const headingLines = (text: string): Line[] =>
  lineOf({ leaves: inlineLeaves(oneLine(text), { bold: true }), gap: '\n\n' })

export const headingPieces = (text: string): Piece[] =>
  textPiece(headingLines(text)).map((piece) => ({ ...piece, isHeading: true as const }))

export const fieldPieces = ({ fields }: Part<'fields'>, locale: Locale): Piece[] => {
  const colon = locale === 'fr' ? '\u202f: ' : ': '
  return textPiece(
    fields.flatMap(({ name, value }) => {
      const [first = '–', ...others] = isBlank(value) ? [] : value.split(/\r\n?|\n/)
      return [
        ...lineOf({ leaves: [leaf(oneLine(name), { bold: true }), leaf(colon + first)], gap: '\n' }),
        ...linesOf(others.join('\n'), { gap: '\n' }),
      ]
    }),
  )
}

export const stepPieces = ({ steps }: Part<'steps'>): Piece[] =>
  textPiece(
    steps.flatMap((step) =>
      linesOf(stepLine(step), { gap: '\n', look: step.state === 'running' ? { bold: true } : {} }),
    ),
  )

/** Small print. */
export const smallLines = (text: string): Line[] => linesOf(text, { lead: '-# ', gap: '\n' })

export const notePieces = ({ tone, notes }: Part<'notes'>): Piece[] =>
  textPiece(notes.filter((note) => !isBlank(note)).flatMap((note) => smallLines(toneMarks[tone] + note)))

/** Text of any length and any signs, for what a component of its own cannot hold. */
export const literalPieces = (text: string): Piece[] => textPiece(linesOf(text, { gap: '\n' }))

export const rulePieces = (): Piece[] => [
  { kind: 'components', components: [{ type: ComponentType.Separator, divider: true }] },
]
