/** Amounts that are words of their own, in folded text: parts, wholes, nothing, and numbers of the neighbours' languages. */

const german =
  'zwei|drei|funf|sechs|sieben|neun|zehn|zwolf|\\p{L}*(?:zwanzig|dreissig|vierzig|funfzig|sechzig|siebzig|achtzig|neunzig|hundert|tausend)|halfte'
const spanish =
  'cuatro|cinco|siete|ocho|nueve|doce|veint\\p{L}+|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|ciento|mitad'
const italian =
  'quattro|cinque|otto|dieci|venti(?:uno|due|tre|quattro|cinque|sei|sette|otto|nove)?|trenta|quaranta|cinquanta|sessanta|settanta|ottanta|novanta|cento'
const others = 'quatro|vinte|trinta|quarenta|twee|drie|vijf|twintig|dertig|veertig'

export const amounts: readonly RegExp[] = [
  /(?<!\p{L})(?:(?:re)?doubl|trebl|tripl|quadrupl|quintupl|sextupl|decupl|centupl|halv)\p{L}*/gu,
  /(?<!\p{L})(?:twice|thrice|moities?|half|demie?s?|duos?|trios?|quartets?|quatuors?|couple (?:of|de)|pai?rs? (?:of|de)|paires?)(?!\p{L})/gu,
  /(?<!\p{L})\p{L}+-?fold(?!\p{L})/gu,
  /(?<!\p{L})(?:dizaine|douzaine|quinzaine|vingtaine|trentaine|quarantaine|cinquantaine|soixantaine|centaine|millier|dozen|hundred|thousand|decennie|decade|siecle)s?(?!\p{L})/gu,
  /(?<!\p{L})(?:tiers|quarts?|quarters?|thirds?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|\p{L}{2,}iemes?|seconde?s?|fourths?|\p{L}+teenths?|\p{L}+tieths?|hundredths?)(?!\p{L})/gu,
  /(?<!\p{L})(?:majorit(?:e|aire|y)\p{L}*|plupart|most of|(?:quasi|presque|nearly|almost)[ -](?:totalite|tou(?:s|t|tes)|all|every\p{L}*)|totalite)(?!\p{L})/gu,
  /(?<!\p{L})(?:minorit(?:e|aire|y)\p{L}*|integralite|entierete|poignees?|handful|bulk of|lion's share|gros d(?:es?|u)|(?:majeure|grande|bonne) partie|unanim\p{L}*|sans exception|without exception)(?!\p{L})/gu,
  /(?<!\p{L})l'essentiel(?! (?:a retenir|est |tient))(?! ?:)/gu,
  /(?<!\p{L})(?:tous|toutes(?! choses))(?!\p{L})/gu,
  /(?<!\p{L})tout(?:e? l[ea] | l')(?!(?:fichier|tableau|classement))\p{L}*/gu,
  /(?<!\p{L})aucune?(?! (?:lien|cause|causalite|conclusion|raison|autre|doute|certitude|explication|garantie)(?!\p{L}))(?!\p{L})/gu,
  /^personne(?= ?[.!])|(?<!\p{L})personne n(?:e(?!\p{L})|')/gu,
  /(?<!\p{L})(?:nobody|no[ -]one|none|nought|naught|nil|nulle?s?(?! part))(?!\p{L})/gu,
  /(?<!\p{L})(?<!(?:above|first of|after|at|best of) )all(?! (?:in all|the (?:more|same)|else|things)(?!\p{L}))(?!\p{L})/gu,
  /(?<!\p{L})every(?!thing|day|where)\p{L}*/gu,
  /(?<!\p{L})(?:pour[ -]?(?:cents?|mille)|per ?cent|prozent|por ?c[ei]ento|per cento|procent|permille)(?!\p{L})/gu,
  new RegExp(`(?<!\\p{L})(?:${german}|${spanish}|${italian}|${others})(?!\\p{L})`, 'gu'),
] // biome-ignore format: one list, read at a glance

/** `un`, `une` and `one` count where something is set against them. */
export const ones: readonly RegExp[] = [
  /(?<!\p{L})un point(?! (?:forts?|faibles?|communs?|cles?|importants?|notables?|d'(?:attention|appui|entree|ancrage)|de (?:vigilance|depart|repere|comparaison|vue|contact)|a (?:noter|retenir|surveiller)|qui |merite))(?!\p{L})/gu,
  /(?<!\p{L})(?:one|a single|a percentage)[ -]point(?! (?:to|worth|that|stands|of (?:note|attention|caution)))(?!\p{L})/gu,
  /(?<!\p{L})(?:une?|one|chaque|each) (?:[\p{L}§]+ )?(?:pour|sur|contre|par|in|for|per|to|out of|against) (?:une?|one|chaque|each)(?!\p{L})/gu,
  /(?<!\p{L})(?:une? seule?|un unique|une unique|(?:only|just|but|exactly) one|(?:a|one) single|one (?:woman|man|person|respondent|buyer|customer))(?!\p{L})/gu,
] // biome-ignore format: one list, read at a glance
