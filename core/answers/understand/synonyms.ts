import type { Locale } from '../answer.ts'
import { stem } from './text.ts'

/**
 * Words that mean the same in a label and in a question, French | English, as folded stems. Only true equivalents:
 * what is merely near ("single" for "never married") is offered as a nearest label, never taken.
 */
const classes = [
  'homme masculin garcon | man male',
  'femme feminin | woman female',
  'an annee | year yr old olds',
  'h heure | h hour hr',
  'jour j journee quotidien quotidiennement | day daily',
  'tv tele television telespectateur televiseur | tv tele television viewer',
  '0 zero aucun aucune none | 0 zero no none',
  'lecture bouquine bouquiner bouquinent lire lit lisent lisant lu lecteur lectrice | reading reader read',
  'cinema cine cinephile | cinema movie',
  'celibataire | single',
  'marie | married',
  'divorce | divorce divorced divorcee',
  'veuf veuve veuvage | widowed widow widower',
  'separe | separated',
  'remarie | remarried',
  'sexe genre | sex gender',
  'age | age aged',
  'profession metier csp pcs occupation job socioprofessionnel socioprofessionnelle professionnel professionnelle | profession occupation job',
  'situation statut matrimonial matrimoniale marital familial familiale | situation status marital',
  'revenu | income',
  'parti | party',
  'voyage voyager | travel trip travelling traveling traveller',
  'cuisine | cuisine cooking cook',
  'jardinage jardiner | gardening gardener',
  'musique | music',
  'sport sportif sportive | sport',
  'randonnee randonneur rando | hiking hiker hike',
  'peche pecher | fishing',
  'chasse chasser | hunting',
  'benevolat benevole | volunteering volunteer',
  'bricolage bricoleur brico | diy',
  'ordinateur informatique ordi | computer',
  'tricot | knitting',
  'broderie | embroidery',
  'exposition expo | exposition exhibition expo',
  'musee | museum',
  'spectacle show | spectacle show',
  'collection collectionneur | collection collecting collector',
  'cadre | manager executive',
  'employe | employee',
  'ouvrier | worker',
  'technicien | technician',
  'qualifie | skilled',
  'democrate dem | democrat dem',
  'republicain rep | republican rep',
  'independant ind | independent ind',
  '| strong str',
  'moin | lt less under below',
  'autre | other',
  'oui | yes',
  'blanc | white',
  'etudiant | student',
  'retraite | retired retiree',
  'enfant | child kid children',
  'pere | father dad',
  'mere | mother mom mum',
  'ami | friend',
  'cheveu | hair',
  'sante | health',
  'physique | physical',
  'souci | concern worry',
  'habitude | habit',
  'appareil | device',
  'diplome | degree education',
  'noir | black',
]

const classOf = new Map<string, number[]>()
const spokenIn = new Map<string, Set<Locale>>()
for (const [at, sides] of classes.entries())
  for (const [side, words] of sides.split('|').entries())
    for (const word of new Set(words.trim().split(' ').filter(Boolean).map(stem))) {
      const known = classOf.get(word) ?? []
      if (!known.includes(at)) classOf.set(word, [...known, at])
      spokenIn.set(word, (spokenIn.get(word) ?? new Set<Locale>()).add(side === 0 ? 'fr' : 'en'))
    }

/**
 * Whether a synonym belongs in a question of this language, or to the file's. « Indice de Widowed » copies a label of
 * another file: translating it would answer for one that was not named.
 */
export const isSpokenAs = (typed: string, label: string, locale: Locale): boolean => {
  const own = spokenIn.get(typed)
  if (!own || own.has(locale)) return true
  return [...own].some((one) => spokenIn.get(label)?.has(one))
}

/** Classes of a stem; empty when the word has no synonym. */
export const classesOf = (stem: string): readonly number[] => classOf.get(stem) ?? none
const none: readonly number[] = []

/** A label may be mentioned without these: `15-25` for `15-25 ans`. */
export const units = new Set(
  [
    'an',
    'annee',
    'year',
    'yr',
    'old',
    'h',
    'heure',
    'hour',
    'jour',
    'day',
    'j',
    'daily',
    'quotidien',
    'quotidiennement',
    'hr',
  ].map(stem),
)

/** Words that carry no meaning inside a label or between its words. */
export const stopWords = new Set(
  (
    'le la l les un une des de du d au aux a en et the of an and to in on at for s t per or ou par avec with pour ' +
    'y ce cette ces qui who than $ , / & que qu'
  ).split(' '),
)

/** Verb forms among the synonyms: « quel pourcentage des femmes lisent » has its base before the verb. */
export const verbForms = new Set([
  'lit',
  'lisent',
  'lire',
  'read',
  'reads',
  'travel',
  'cook',
  'volunteer',
  'bricole',
  'jardine',
  'tricote',
  'hike',
])

/** Words whose root is a label's but whose meaning is not. */
export const falseFriends = new Set(
  ['employeur', 'employer', 'collectif', 'collective', 'mari', 'ouvrage', 'ouvrant'].map(stem),
)
