import type { Item } from '../../datasets/query/item.ts'
import type { Scope } from '../../datasets/query/ranking.ts'
import type { Measure } from '../../datasets/table.ts'
import { boundsOf, figureWords, starsOf } from './reading.ts'
import type { Voice } from './voice.ts'

/** Lines beyond this are in the table only. */
export const maxLines = 20

/** The label that a list varies: the row label, the segment, or both. */
export const listedLabel = (voice: Voice, item: Item, list: Scope['list']): string => {
  if (list === 'rows') return voice.label(item.row)
  if (list === 'segments') return voice.label(item.segment)
  return `${voice.label(item.row)} × ${voice.label(item.segment)}`
}

export interface LineOptions {
  list: Scope['list']
  measures: readonly Measure[]
}

/** `« 25–34 ans » : indice **140**, **21,0 %** du segment ★`. */
export const wordLine = (voice: Voice, item: Item, { list, measures }: LineOptions): string => {
  const figures = measures
    .map((measure) => figureWords(voice, item, measure))
    .filter((words) => words !== null)
  const bounds = boundsOf(voice, item)
  const detail = bounds ? ` (${bounds})` : ''
  const words = figures.length > 0 ? figures.join(voice.say('sep.list')) : voice.say('missing.plain')
  return `${listedLabel(voice, item, list)}${voice.say('sep.colon')}${words}${detail}${starsOf(item)}`
}

/** Unusable bases in one breath: `« X » (indice **333**, **36** répondants)`. */
export const wordAside = (voice: Voice, items: readonly Item[], { list, measures }: LineOptions): string =>
  items
    .map((item) => {
      const figures = measures
        .map((measure) => figureWords(voice, item, measure))
        .filter((words) => words !== null)
      return `${listedLabel(voice, item, list)} (${figures.join(voice.say('sep.list'))})`
    })
    .join(voice.say('sep.list'))

/** The measure asked for, the size beside it, without repeating one. */
export const lineMeasures = (by: Measure, size: Measure): Measure[] =>
  by === 'index' ? ['index', size] : [...new Set<Measure>([by, 'index'])]
