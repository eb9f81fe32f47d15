import { ComponentType } from 'discord-api-types/v10'
import { limits } from '../../../../config/limits.ts'
import type { CardChart } from '../../../../core/messaging/card.ts'
import { guardText, isBlank } from '../escape.ts'
import { type Piece, type Setting, textPiece } from '../piece.ts'
import { shorten } from '../text/split-text.ts'
import { smallLines } from './text-parts.ts'

const { altCharacters } = limits.discord.picture

const writtenLength = (text: string): number =>
  smallLines(text).reduce((sum, line) => sum + line.text.length + 1, 0)

/** A picture with what it says; what has no room in its description stands under it. */
export const chartPieces = (chart: CardChart, { nextNumber }: Setting): Piece[] => {
  const words = [chart.title, chart.alt].filter((text) => !isBlank(text)).join('\n')
  const full = guardText(words) || '–'
  const name = `sextant-${nextNumber()}.png`
  const description = shorten(full, altCharacters)
  const items = [{ media: { url: `attachment://${name}` }, description }]
  return [
    {
      kind: 'components',
      components: [{ type: ComponentType.MediaGallery, items }],
      picture: { name, chart, description },
      reserve: writtenLength(description),
    },
    ...(full.length > altCharacters ? textPiece(smallLines(words)) : []),
  ]
}
