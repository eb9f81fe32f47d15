/** Words around a figure that make another one of it: it is exactly what it is. All in folded text. */

const bends =
  "plus d[eu']|moins d[eu']|plus que|moins que|jusqu'?a|au moins|au plus|au minimum|au maximum|pres d[eu']|environ|presque|quasi(?:ment)?|pas(?: d[eu'])?|" +
  "autour d[eu']|aux (?:alentours|environs) d[eu']|de l'ordre d[eu']|au-dela d[eu']|au-dessus d[eu']|au-dessous d[eu']|en dessous d[eu']|en deca d[eu']|loin d[eu']|" +
  'superieure?s? (?:a|aux?)|inferieure?s? (?:a|aux?)|depass\\p{L}*|exced\\p{L}*|approch\\p{L}*|avoisin\\p{L}*|frol\\p{L}*|sous|jamais|quelques?|a peine|tout juste|' +
  'more than|less than|fewer than|higher than|lower than|greater than|at least|at most|over|under|above|below|beyond|about|around|roughly|approximately|some|close to|' +
  'exceed\\p{L}*|approach\\p{L}*|just|barely|hardly|nearly|almost|up to|near|not|never|no|minus|plus|moins|fois|times|multipli\\p{L}*(?: par| by)?|minimum|maximum|min|max'
/** The figure's own name may stand between. */
const name =
  "(?:(?:l'|une? |an? |the |la |le )?(?:indices?|index|indexes|parts?|shares?|niveau|level|valeur|value|score|barre|cap|seuil|mark)(?!\\p{L})\\s*)?"
const bending = new RegExp(
  `(?:^|[^\\p{L}])(?:${bends})\\s*${name}(?:(?:de|des|of|a|les|la|the) |d')?\\s*$`,
  'u',
)
/** A clause that says no before its figure. */
const denied =
  /(?:^|[^\p{L}])(?:pas|jamais|not|never|cannot|nor|ni|neither)(?!\p{L})[^,;:.()—§]{0,60}$|n't(?!\p{L})[^,;:.()—§]{0,60}$/u

/** @param before what stands before the figure */
export const isBentBefore = (before: string): boolean => {
  const near = before.slice(-90)
  return bending.test(near) || denied.test(near)
}

const more =
  '(?:plus|moins|davantage|more|less|fewer|higher|lower|over|under|above|below|beyond|au-dela|au-dessus|au-dessous|en dessous|environ|about|approximately|approximativement|roughly|approx|minimum|maximum|min|max|at (?:least|most)|au (?:moins|plus|minimum|maximum|bas mot)|a peu pres|or so|points?|pts?)(?!\\p{L})'
const addedDirectly = new RegExp(`^\\s*\\(?(?:de |d'|bien |much |even |encore )?${more}`, 'u')
const addedLater = new RegExp(
  `^\\s*,?\\s*\\(?(?:et|ou|and|or|voire|even)\\s+(?:de |d'|bien |much |even |encore |un peu |a bit )?${more}`,
  'u',
)
const addedApart =
  /^\s*[,(]\s*(?:environ|about|approximately|approximativement|roughly|approx|or so|a peu pres|au (?:moins|plus|minimum|maximum|bas mot)|at (?:least|most)|minimum|maximum)(?!\p{L})/u
const otherUnit =
  /^\s*,?\s*\(?(?:exprimee?s? |expressed |measured |mesuree?s? )?(?:en|in|au|as|des?|d'|of)\s*(?:an? |the |la |le )?(?:pourcentages?|percent(?:ages?)?|euros?|dollars?|milliers?|millions?|milliards?|thousands?|carre|cube|squared?|points?|personnes|individus|mois|jours|heures|annees|years|hours|days)(?!\p{L})/u // biome-ignore format: one list a line

/** @param after what stands after the figure and the words that tell its measure */
export const isBentAfter = (after: string): boolean => {
  const near = after.slice(0, 120)
  return [addedDirectly, addedLater, addedApart, otherUnit].some((pattern) => pattern.test(near))
}

/** Money and powers: no figure of ours is one, wherever in the sentence the word stands. */
const foreignUnit =
  /(?<!\p{L})(?:euros?|dollars?|usd|eur|gbp|chf|cad|yens?|milliers?|au carre|au cube|squared|cubed)(?!\p{L})/u
const percentage = /(?<!\p{L})(?:pourcentages?|percentages?)(?!\p{L})/u

/** @param text the sentence, its labels masked. @param isShare whether it has a figure that is a share */
export const hasOtherUnit = (text: string, isShare: boolean): boolean =>
  foreignUnit.test(text) || (!isShare && percentage.test(text))
