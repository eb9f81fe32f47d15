import type { Locale } from '../../answers/answer.ts'
import type { CardChart } from '../../messaging/card.ts'
import type { Bars } from './bars.ts'
import type { Paint } from './paints.ts'

/** What everything that draws one picture knows of it. */
export interface Drawing {
  chart: CardChart
  bars: Bars
  locale: Locale
  family: string
  paint: (at: number) => Paint
}

/** A narrow no-break space is a box in many a font; the canvas refuses what is no character. */
export const drawable = (text: string): string =>
  text
    .replaceAll('\u202f', '\u00a0')
    .replace(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .toWellFormed()

export const fontOf = ({ family }: Pick<Drawing, 'family'>, size: number, weight: 400 | 600 = 400): string =>
  `${weight} ${size}px "${family}"`
