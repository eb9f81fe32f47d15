import { fold } from '../../understand/text.ts'

/** People who are no label of the file, in folded text whose labels are masked. */

const article =
  "(?:(?:les|la|le|des|du|ces|cette|ce|the|these|tous|toutes|all)\\s+(?:les\\s+|the\\s+)?|[ld]')"
const places: readonly RegExp[] = [
  new RegExp(`(?<!\\p{L})(?:chez|parmi|among|amongst)\\s+${article}?(\\p{L}{3,})`, 'gu'),
  new RegExp(`(?<!\\p{L})cote\\s+${article}?(\\p{L}{3,}s)(?!\\p{L})`, 'gu'),
  /(?<!\p{L})aupres\s+(?:(?:des?|du)\s+(?:l[ae]\s+|l')?|d')(\p{L}{3,})/gu,
  new RegExp(`(?<!\\p{L})pour\\s+${article}(\\p{L}{3,})`, 'gu'),
  // `pour véganes`: a plural without an article is no `pour finir`.
  /(?<!\p{L})pour\s+(\p{L}{3,}s)(?!\p{L})/gu,
  new RegExp(`(?<!\\p{L})for\\s+${article}?(\\p{L}{3,})`, 'gu'),
  /(?<!\p{L})(?:indices?|parts?|poids|effectifs?)\s+(?:des|du|de l[ae]|chez)\s+(\p{L}{3,})/gu,
  /(?<!\p{L})(?:index|share|weight|sample)\s+(?:of|among|for)\s+(?:the\s+)?(\p{L}{3,})/gu,
] // biome-ignore format: one list, read at a glance

/** What may stand there without being anybody: the answer's own things, and turns of phrase. */
const known =
  /^(?:(?:l[ae]s?|des|ces|cette|the|this|that|these|those|its|their|which|whom|now|sure|instance|example|comparison|reference|good|once|short|each|both|such|more|moins|plus|nous|vous|elles|eux|lui|mieux|autant|ailleurs|meme|tous|toutes)|(?:profil|profile|repondant|respondent|recommandation|recommendation|segment|croisement|pair|cell|cible|target|part|share|suite|moment|reste|rest|lecture|comparaison|memoire|rappel|question|indice|index|campagne|campaign|raison|reason|classement|ranking|marque|brand|message|media|affinite|affinity|autre|other|valeur|value|fichier|file|tableau|table|figure|chiffre|taille|size|moyenne|average|ensemble)s?)$/u

/** @returns people whom a sentence with figures speaks of and whom the file does not know */
export const findStranger = (text: string): string | null => {
  const folded = fold(text).replaceAll('’', "'")
  for (const place of places)
    for (const [, name] of folded.matchAll(place)) if (!known.test(name!)) return name!
  return null
}
