/**
 * Vocabulary of what people say around a question: why they put it, when they need it, greetings and sign-offs. Folded
 * words, parted by one blank. Whatever is not listed here is judged like the rest of the question.
 */

const opening =
  '(?:(?:bonjour|bonsoir|salut|coucou|hello|hi|hey|there|alors|bon|ben|voila|donc|so|well|ok|okay|et|and|mais|but|car|because|en|fait|actually|basically|moi|comme|please|svp|merci|thanks) )*'
export const wish =
  /^(?:(?:j|nous|on|i|we) )?(?:esper\w+|hope|hoping) (?:que |qu )?(?:vous|tu|tout|toute|ca|cela|you|all|this|everything|your)\b|^(?:bonne?|belle|excellente?|tres bonne?) (?:journee|soiree|semaine|week|continuation|reception|annee)|^(?:desole|pardon|excuse|sorry|apologies|quick (?:question|one)|one (?:last )?(?:question|thing)|last one|(?:une )?derniere (?:question|chose)|just a quick|petite? question|une (?:petite )?question|question rapide|have a (?:nice|great|good)|(?:thanks|thank you|merci) (?:\w+ ){0,2}?(?:for|pour)|encore moi|me again|cordialement|best regards|kind regards|cheers|bien a (?:vous|toi)|suite a |following (?:up|our)\b)/
const work = [
  'ai|avons|a|dois|devons|doit|suis|sommes|est|vais|allons|va|viens|venons',
  'travaill\\w*|prepar\\w*|redig\\w*|lanc\\w*|mont\\w*|fais|fait|faisons|boss\\w*|termin\\w*|finis\\w*|demarr\\w*|debut\\w*',
  'commenc\\w*|decouvr\\w*|mene|menons|presente|presentons|rencontr\\w*|rentr\\w*|repren\\w*|revien\\w*|boucl\\w*|planch\\w*|reflech\\w*|ecris',
  'm|am|re|are|ve|have|had|ll|will|got|work\\w*|prepar\\w*|writ\\w*|build\\w*|launch\\w*|pitch\\w*|plan\\w*|run\\w*',
  'connais|sais|know|don|dunno|present\\w*|manage\\w*|just|joined|started|put\\w*|meet\\w*|open\\w*',
].join('|')
export const statement = new RegExp(
  `^(?:je|j|nous|on|i|we) (?:(?:me|m|nous|n|ne|y|en|just|actually|currently) )*(?:${work})\\b`,
)
export const errand =
  'client|reunions?|presentations?|rapports?|memoires?|etudes?|dossiers?|projets?|devis|appel|pitch|briefs?|exposes?|chef|cheffe|patronn?e?|boss|directions?|directeur|directrice|comites?|slides?|colleagues?|collegues?|cours|articles?|reports?|decks?|meetings?|workshops?|campaigns?|campagnes?|managers?|teams?|equipes?|class|school|thesis|newsletters?|blogs?|case|calls?|recos?|prez|presas?|copil|codir|comex|rdv|annonceurs?|proposals?|reviews?|boards?|webinars?|keynotes?'
export const purpose = new RegExp(
  `^(?:dans le cadre|dans l optique|dans le but|en vue|en prevision|a l occasion|as part of|ahead of|in preparation|in the context|` +
    `(?:(?:c est|ce sera|c etait|it s|it is|this is|that s) )?(?:pour|for|avant|before) (?:un|une|mon|ma|notre|le|la|l|a|an|my|our|the) (?:\\w+ ){0,2}?(?:${errand})\\b)`,
)
export const request =
  /\b(?:veux|veut|voudr\w+|voulons|aimer\w+|souhait\w+|besoin|faut|faudrait|cherch\w*|demand\w+|want|wants|need|needs|like to|d like|looking|wonder\w*|dis|dites|donne\w*|montre\w*|tell|give|show|asks?|asking|asked|curious|curieux|curieuse)\b/
export const trade = /^(?:pour|for) (?:un|une|mon|ma|notre|nos|a|an|my|our) /
export const restriction =
  /\b(?:seul\w*|uniquement|only|except|excluding|sauf|hors|hormis|cibl\w+|target\w*|vis(?:e|ons|er|ant)|interess\w*|interested|concern\w*|focus\w*|limit\w*|filtr\w*|filter\w*|restrict\w*|chez les|parmi|among)\b/
/** Who the work is for: « une enseigne de bricolage », « un club de lecture ». */
export const business =
  /^(?:enseignes?|marques?|magasins?|clubs?|chaines?|associations?|boutiques?|federations?|agences?|salons?|entreprises?|societes?|annonceurs?|sites?|magazines?|fabricants?|applis?|applications?|apps?|startups?|start ups?|box|offres?|gammes?|services?|produits?|offers?|products?|ranges?|lines?|festivals?|podcasts?|blogs?|retailers?|brands?|stores?|shops?|compan(?:y|ies)|agency|websites?|events?)$/
export const subject =
  /^(?:je|j|nous|on|il|elle|ils|elles|tu|vous|i|we|they|you|he|she|it|could|can|pouvez|peux|pourriez|pourrais)$/
export const joint = /^(?:et|and|mais|but|donc|so|car|because|puis|then)$/

const leading = new RegExp(`^${opening}`)

/** « Je suis étudiant » : who asks is not whom the question is about. */
export const isSelf = /^(?:je|i) (?:suis|m|am) (?:un|une|a|an|etudiant\w*|student|retraite\w*)\b/

/** What opens a clause and says nothing by itself. */
export const bareOf = (words: string): string => words.replace(leading, '')

/** « En plein brief », "Prepping a deck", "Back from holiday": the speaker's day, without a subject. */
export const situation = new RegExp(
  '^(?:(?:just|still|currently|quickly|toujours|encore) )*(?:' +
    [
      '(?:prepping|preparing|finishing|writing|building|drafting|wrapping|finali[sz]ing|polishing|updating|pulling|putting|catching) (?:a|an|the|my|our|up|some|this|together)\\b',
      '(?:working|rushing) (?:on|late|from|through) ',
      'back (?:from|in the|at) ',
      '(?:swamped|overwhelmed|snowed under)\\b',
      '(?:busy|late|stuck) (?:today|this|day|week|with|at|in|on|right|again)\\b|(?:busy|late|stuck)$',
      'in (?:a|an) (?:meeting|rush|hurry|call|workshop)\\b|on (?:a|the) (?:train|call|road|deadline)\\b|new here$',
      'en (?:pleine?|cours de|train de) (?:\\w+ )?(?:prepa|preparation|redaction|reunion|rush|brief|bouclage|atelier)\\b',
      'en (?:reunion|deplacement|rdv|rendez vous|vacances|retard|conges?)\\b|de retour (?:de|d|du|des) ',
    ].join('|') +
    ')',
)

/** "Just got this file", « on m'a envoyé ça ». */
export const delivery =
  /^(?:(?:just|i|we|someone|somebody|they|(?:a|the|my|our) (?:boss|colleague|client|manager|agency|team)) )*(?:just |ve |have |was |were |been |got )*(?:got|get|received|given|sent|gave|forwarded|handed|opened|downloaded) (?:me |us |over )?(?:this|that|the|it|a|your)(?: (?:file|data|dataset|spreadsheet|table|sheet|export|workbook|survey))?(?: (?:today|yesterday|just now|this morning|by (?:my|a|the|our) (?:boss|colleague|client|manager|agency)))?$|^(?:(?:on|quelqu un|(?:mon|ma|un|une|le|la|notre) (?:chef|cheffe|client|cliente|collegue|boss|agence|patron)) (?:vient de )?)(?:m |me |nous )?(?:a |avoir )?(?:envoye|envoyer|transmis|transmettre|donne|donner|passe|passer|file|filer|transfere|transferer) (?:ca|cela|ce|cette|le|la|un|une|l)(?: (?:fichier|tableau|etude|export|classeur|donnees))?$/

/** « Bonjour à tous », "Hi team". */
export const salutation =
  /^(?:bonjour|bonsoir|salut|coucou|hello|hi|hey|dear|chers?|cheres?|good (?:morning|afternoon|evening))(?: \w+){0,3}$/

const gratitude =
  '(?:(?:many|much|mille|encore|un|grand|immense|big|warm|kind|best|bien|tres|with) )*(?:thanks|thank|merci|mercis|thx|tks|cheers|ta|bises|bisous|biz|cordialement|amicalement|sincerely|regards|wishes|regards)'
/** « Mille mercis », "Kind regards, Tom"; with no figure, no label and no operation in it. */
export const signOff = new RegExp(
  `^(?:${gratitude}\\b|(?:a|see you|talk|speak|until) (?:plus|\\+|bientot|tres vite|toute|tout|demain|soon|later|tomorrow)\\b|a\\+|all the best|take care|ciao|bye|xx?o?x?o?$|have a |bonne? |belle |excellente? |tres bonne? )`,
)
export const longestSignOff = 8
/** Words that open a sign-off wherever they stand, even without a comma before them. */
export const closing = /^(?:merci|mercis|thanks|thx|cheers|bises|bisous|cordialement|regards)$/
/** "Best" closes a letter only with a name after it. */
export const signOffBeforeName = /^(?:best|yours|warmly|love)$/

const hurry = 'urgent|urgente|urgence|urgences|asap|urgently|presse|pressee|presses|hurry|deadline'
const time =
  'demain|today|tonight|tomorrow|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|matin|soir|midi|apres|aprem|semaine|week|weekend|morning|afternoon|evening|noon|eod|cob|day|end|fin|prochaine?|next|tot|heures?|\\d{1,2}h?'
const small =
  'le|la|l|les|de|du|des|d|un|une|ce|cet|cette|mon|ma|notre|nos|pour|avant|ici|before|for|the|a|an|my|our|this|that|it|s|is|c|est|i|we|j|ai|en|besoin|need|needed|by|tres|plutot|assez|super|really|very|quite|bit|petite?|grosse?|au|plus|vite|possible|as|soon|in|of|to|and|et|je|nous|suis|m|am|te|il|elle|me|faut|re|just|stp|svp|please|pls'
const closed = new RegExp(`^(?:(?:${small}|${time}|${hurry}|${errand})(?: |$))+$`)
const isHurry = new RegExp(`\\b(?:${hurry})\\b`)
const needsIt =
  /^(?:(?:c est|ce serait|it s|it is|this is|that s|needed) (?:pour|for|by)\b|(?:j|nous|on) (?:en )?(?:ai|avons|a) (?:en )?besoin\b|il (?:me|nous) l[ea]s? faut\b|(?:i|we) (?:really |just )?need (?:it|this|that|them)\b)/
/** « C'est urgent », "I need it for the client by Friday": made of nothing but words of that kind. */
export const isErrandOnly = (words: string): boolean =>
  closed.test(words) && (isHurry.test(words) || needsIt.test(words))

/** A time of day after « jusqu'à », « avant », "by": it bounds no figure. */
export const clock = new RegExp(`^(?:${time})$`)

/** "For my boss tomorrow", « pour la reco de vendredi » inside the clause that asks. */
export const inPassing = new RegExp(
  `^(?:pour|for|avant|before) (?:un|une|mon|ma|notre|le|la|l|a|an|my|our|the) (?:\\w+ )?(?:${errand})\\b(?: (?:(?:de|du|d|of|on|ce|cet|cette|this|apres|next) )*(?:${time})\\b)*`,
)

const launchVerb =
  'lanc\\w*|demarr\\w*|sor[st]\\w*|ouvr\\w*|prepar\\w*|cre(?:e|ons)|mont\\w*|launch\\w*|open\\w*|pitch\\w*|plan\\w*|build\\w*|creat\\w*'
/** « On lance une box », "we're launching an app": what follows says what for. */
export const launch = new RegExp(
  `^(?:(?:je|on|nous|i|we|j) )?(?:(?:re|m|am|are|will|ll|allons|va|vais|currently|just) )*(?:${launchVerb}) (?:un|une|notre|nos|des|a|an|our|my|mon|ma|new) `,
)
