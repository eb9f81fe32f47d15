import { parentPort } from 'node:worker_threads'
import type { Locale } from '../../answers/answer.ts'
import type { CardChart } from '../../messaging/card.ts'
import { drawChart } from './draw-chart.ts'
import { openFonts } from './fonts.ts'

/** What the worker is asked for, one at a time. */
export interface DrawRequest {
  id: number
  chart: CardChart
  locale: Locale
  /** `#rrggbb` of the first series; null = the brand's. */
  colour: string | null
}

/** What comes back: a picture, or why there is none. */
export interface DrawReply {
  id: number
  png: Uint8Array | null
  fault: string | null
}

const family = openFonts()

const reply = async ({ id, chart, locale, colour }: DrawRequest): Promise<DrawReply> => {
  if (family === null) return { id, png: null, fault: 'no font on this machine' }
  try {
    return { id, png: await drawChart(chart, { locale, family, colour }), fault: null }
  } catch (error) {
    return { id, png: null, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

parentPort?.on('message', async (request: DrawRequest) => parentPort!.postMessage(await reply(request)))
