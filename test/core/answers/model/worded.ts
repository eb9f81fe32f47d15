import type { Locale } from '../../../../core/answers/answer.ts'
import { fr } from '../understand/tables.ts'
import { askWith, wordingOf } from './asking.ts'
import { scriptChat } from './scripted-chat.ts'

/** `{A.i}` = the index of the first listed label, `{B.p}` the second's share of the profile, `{A.s}` of the segment. */
const measures: Record<string, string> = {
  i: 'index',
  p: 'share of the profile',
  s: 'share of the segment',
  n: 'count',
}

export interface Scene {
  table?: typeof fr
  question?: string
  locale?: Locale
}

/** The model says `text` each time it is asked. @returns what people get of it, or null for the template */
export const word = async (text: string, scene: Scene = {}): Promise<string | null> => {
  const { table = fr, question = 'top 3 segments pour Femme', locale = 'fr' } = scene
  const chat = scriptChat({
    reply: (request) => {
      const { figures } = wordingOf(request)
      const varied = new Set(figures.map(({ segment }) => segment)).size > 1 ? 'segment' : 'profile'
      const labels = [...new Set(figures.map((figure) => figure[varied]))]
      const labelOf = (letter: string): string => labels['ABC'.indexOf(letter)]!
      return text
        .replace(/\{([ABC])\.([ipsn])\}/g, (_, letter: string, measure: string) => {
          const found = figures.find(
            (figure) => figure[varied] === labelOf(letter) && figure.measure === measures[measure],
          )
          return found!.placeholder
        })
        .replace(/\b([ABC])\b(?= ?[»”"])/g, (_, letter: string) => labelOf(letter))
    },
  })
  const told = await askWith({ text: question, table, locale, chat })
  return told.answer.model === null ? null : told.answer.text
}

/** No-break blanks as plain ones. */
export const nb = (text: string): string => text.replace(/[\u00a0\u202f]/gu, ' ')
