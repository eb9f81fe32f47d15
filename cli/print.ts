import { once } from 'node:events'
import { styleText } from 'node:util'

type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow'

/** Writes to standard output and waits while the reader is slower than we are. */
export const print = async (text: string): Promise<void> => {
  if (!process.stdout.write(`${text}\n`)) await once(process.stdout, 'drain')
}

export const printJson = (value: unknown): Promise<void> => print(JSON.stringify(value))

/** Colour only on a terminal that wants it: `NO_COLOR`, `FORCE_COLOR` and pipes are respected. */
export const styled = (style: Style, text: string): string =>
  styleText(style, text, { stream: process.stdout })

/** Columns of text as a terminal shows them: combining marks take none. */
export const widthOf = (text: string): number => [...text.normalize('NFC').replaceAll(/\p{M}/gu, '')].length

/** Left- or right-aligned to a width. */
export const pad = (text: string, width: number, side: 'left' | 'right' = 'left'): string => {
  const filler = ' '.repeat(Math.max(0, width - widthOf(text)))
  return side === 'left' ? text + filler : filler + text
}

/**
 * Text of a file, for a terminal: control characters could move the cursor, recolour the screen or retitle the window.
 * Line feeds stay.
 */
export const harmless = (text: string): string => text.replaceAll(/[^\P{Cc}\n]/gu, ' ')
