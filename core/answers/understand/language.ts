import type { Locale } from '../answer.ts'
import { lexiconOf } from './lexicon.ts'
import { stem, type Token } from './text.ts'

const words = (text: string): Set<string> => new Set(text.split(' ').map(stem))

const markers: Record<Locale, Set<string>> = {
  fr: words(
    'le la les un une des du de et est sont qui que quel quelle quels quelles chez parmi pour sur dans par avec plus moins ' +
      'meilleur meilleurs cibles indice indices combien comment pourquoi il elle je tu vous nous ce cette ces aux au ne pas ' +
      'montre quoi ou tous toutes cinq trois dix deux homme femme hommes femmes seulement plutot explique ' +
      'definition fichier donnees profil decris pire pires premiers part lecteurs ans bonjour salut merci aide',
  ),
  en: words(
    'the a an of and is are was what which who whom how why among for in with by from more less than best worst highest lowest ' +
      'show give tell me my you your their do does did can could should it this that these those people men women read reads ' +
      'about only instead explain describe bottom five three least most define ' +
      'meaning mean profile hello hi thanks help overview over under on to at be there i we',
  ),
}

const others = words(
  'le la un se qual el los las una del cual cuales que es son para por mas como entre mujer mujeres hombre hombres lectura segmento segmentos mejores ' +
    'mejor quien quienes porcentaje cuanto cuantos hay dame muestra y en il lo gli di che quale quali sono per con tra ' +
    'uomini lettura migliori migliore segmenti indici chi quanto percentuale della delle degli nel mostra der die das den dem ein ' +
    'eine und ist sind wie hoch fur bei beim von mit welche welcher welches frauen manner lesen segmente beste besten wer zeig zeige ' +
    'mir unter nicht auf zwischen anteil o os as um uma do da dos das qual quais sao mulheres homens leitura entre melhores melhor ' +
    'het een van voor zijn wat welke vrouwen mannen lezen beste hoe de wie',
)

/** Words of a language that the other one has not. */
const own = (locale: Locale, word: string): boolean => {
  const other = locale === 'fr' ? 'en' : 'fr'
  if (markers[locale].has(word)) return !markers[other].has(word)
  const known = lexiconOf(locale).words.has(word)
  return known && !markers[other].has(word) && !lexiconOf(other).words.has(word)
}

export interface Language {
  locale: Locale
  isOther: boolean
}

/** Language of a question: its small words decide, the preferred one when they do not. */
export const detectLanguage = (
  question: string,
  tokens: readonly Token[],
  { preferred, isLabelWord }: { preferred: Locale; isLabelWord: (word: string) => boolean },
): Language => {
  const score = { fr: 0, en: 0, other: 0 }
  const alone = { fr: 0, en: 0 }
  for (const { stem: word, number } of tokens.slice(0, 200)) {
    if (number !== null) continue
    // Words that another language has too (« le », "was") tell French from English, not either from the other.
    const isShared = others.has(word)
    for (const locale of ['fr', 'en'] as const) {
      if (!own(locale, word)) continue
      score[locale]++
      if (!isShared) alone[locale]++
    }
    const isOurs = markers.fr.has(word) || markers.en.has(word) || isLabelWord(word)
    if (others.has(word) && !isOurs) score.other++
  }
  if (/[¿¡ñß]/u.test(question)) score.other += 2
  const letters = question.match(/\p{L}/gu)?.length ?? 0
  const latin = question.match(/\p{Script=Latin}/gu)?.length ?? 0
  const isForeignScript =
    letters > 0 && latin < letters / 2 && !tokens.some((token) => isLabelWord(token.stem))
  const isOther = isForeignScript || (score.other >= 2 && score.other > Math.max(alone.fr, alone.en))
  const locale = score.fr === score.en ? preferred : score.fr > score.en ? 'fr' : 'en'
  return { locale, isOther }
}
