import type { Charts } from '../../core/analytics/charts/open-charts.ts'
import type { Locale } from '../../core/answers/answer.ts'
import { type DiscordMessage, withoutPictures } from './blocks/render-card.ts'

export interface DrawServices {
  /** Absent: the words of pictures stand in their place. */
  charts?: Pick<Charts, 'draw'>
}

export interface Manner {
  locale: Locale
  /** `#rrggbb` of pictures. */
  colour?: string
}

export interface Picture {
  name: string
  description: string
  png: Buffer
}

/** Draws the charts of a message; where there is no picture to be had its words stand. */
export const drawImages = async (
  { charts }: DrawServices,
  message: DiscordMessage,
  { locale, colour }: Manner,
): Promise<{ shown: DiscordMessage; pictures: Picture[] }> => {
  const pictures: Picture[] = []
  for (const { name, chart, description } of message.files) {
    const png = await charts?.draw(chart, { locale, ...(colour !== undefined && { colour }) })
    if (png) pictures.push({ name, description, png })
  }
  return { shown: withoutPictures(message, new Set(pictures.map(({ name }) => name))), pictures }
}
