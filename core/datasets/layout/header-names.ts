import type { ColumnRole } from '../preview.ts'

/** What a header says its column is. `weighted`: projected population (`'000`), which is no respondent count. */
export interface HeaderMeaning {
  role: ColumnRole | 'weighted'
  by: 'name' | 'synonym'
}

const marks = /[\u0300-\u036f]/g

/** Case, accents and punctuation away, `%` kept as a word: `% Vert.` → `% vert`, `Indice d’affinité` → `indice d affinite`. */
export const normaliseHeader = (text: string): string =>
  text
    .normalize('NFD')
    .replace(marks, '')
    .toLowerCase()
    .replace(/%/g, ' % ')
    .replace(/[^\p{L}\p{N}%]+/gu, ' ')
    .trim()

const canonical: Record<string, ColumnRole> = {
  interview: 'interview',
  segment: 'segment',
  indice: 'index',
  index: 'index',
  '% vert': 'vertical',
  '% horz': 'horizontal',
}

const words = (role: HeaderMeaning['role'], list: string): [string, HeaderMeaning['role']][] =>
  list.split(',').map((word) => [word.trim(), role])

const synonyms = new Map<string, HeaderMeaning['role']>([
  ...words('interview', 'interviews, cible, cibles, profil, profils, profile, profiles, critere, criteres, criterion'),
  ...words('interview', 'criteria, row, rows, row label, ligne, lignes, audience, audiences, target, targets, libelle'),
  ...words('interview', 'label, libelles, labels, demographic, demographics, demographie, modalite, modalites'),
  ...words('interview', 'caracteristique, caracteristiques, socio demo, sociodemo, population cible, question, answer, reponse'),
  ...words('segment', 'segments, colonne, colonnes, column, columns, column label, habitude, habitudes, habit, habits'),
  ...words('segment', 'comportement, comportements, behaviour, behavior, consommation, activite, activites, loisir, loisirs'),
  ...words('segment', 'marque, brand, media, support, produit, product'),
  ...words('index', 'indices, indexes, idx, ind, affinite, affinity, tgi, tgi index, index tgi, indice tgi, affinity score'),
  ...words('vertical', 'vert, vertical, verticale, % down, down %, composition, % composition, % comp, v %, % v'),
  ...words('horizontal', 'horz, horiz, horizontal, horizontale, % across, across %, h %, % h, coverage, % coverage'),
  ...words('count', 'n, effectif, effectifs, eff, base, bases, unweighted, unweighted n, unweighted count, unweighted base'),
  ...words('count', 'sample, sample size, respondents, respondent, repondants, repondant, count, counts, nb, nombre'),
  ...words('count', 'nombre de repondants, base brute, effectif brut, effectifs bruts, non pondere, unwtd, unwtd n, raw n'),
  ...words('count', 'nb repondants, base non ponderee, effectif non pondere, taille d echantillon, echantillon, total n, n total'),
  ...words('count', 'base n, n base, base unweighted, base size, effectif total, total effectif, number of respondents'),
  ...words('weighted', '000, 000s, weighted, weighted n, weighted count, pondere, effectif pondere, wtd, population'),
  ...words('weighted', 'base ponderee, weighted base, milliers, thousands, base weighted, audience 000, nb 000, projected'),
]) // biome-ignore format: one list, read at a glance

const share = /(?:%|\bpct\b|\bperc\b|\bpercent\w*|\bpourcent\w*|\bpart\b|\bshare\b)/
const patterns: [RegExp, HeaderMeaning['role']][] = [
  [/\b(?:indices?|index|idx|affinit[ey])\b/, 'index'],
  [/\b(?:vert|vertical\w*|verticaux)\b/, 'vertical'],
  [/\b(?:horz|horiz|horizontal\w*|horizontaux)\b/, 'horizontal'],
]
const sharePatterns: [RegExp, HeaderMeaning['role']][] = [
  [/\b(?:col|cols|column|colonne|colonnes|v|down)\b/, 'vertical'],
  [/\b(?:row|rows|ligne|lignes|h|across)\b/, 'horizontal'],
]

const meanings = new Map<string, HeaderMeaning | null>()

const findMeaning = (name: string): HeaderMeaning | null => {
  if (Object.hasOwn(canonical, name)) return { role: canonical[name]!, by: 'name' }
  const exact = synonyms.get(name)
  if (exact) return { role: exact, by: 'synonym' }
  if (name.length > 60) return null
  const inside = patterns.find(([pattern]) => pattern.test(name))
  if (inside) return { role: inside[1], by: 'synonym' }
  const shared = share.test(name) ? sharePatterns.find(([pattern]) => pattern.test(name)) : undefined
  return shared ? { role: shared[1], by: 'synonym' } : null
}

/** The meaning of one header text, or null. Insensitive to case, accents and punctuation; French and English. */
export const readHeader = (text: string): HeaderMeaning | null => {
  let meaning = meanings.get(text)
  if (meaning === undefined) {
    meaning = findMeaning(normaliseHeader(text))
    // One import sees few distinct texts; the bound keeps a hostile file from growing the map.
    if (meanings.size < 5000) meanings.set(text, meaning)
  }
  return meaning
}

const totals =
  /^(?:total|totaux|ensemble|all|tous|toutes|universe?|population|national|overall|everyone|grand total|base|moyenne|average)(?: (?:total|totale|ensemble|adults?|adultes?|men|women|respondents?|repondants?|interviewes|population|sample|echantillon|francais|france|people|de la population|des repondants|des francais|n|\d+ ans et plus|\d+))*$/

/** `Total`, `Ensemble`, `All adults`: the column (or row) of everybody. */
export const isTotalName = (text: string): boolean => totals.test(normaliseHeader(text))

/** `Unweighted N`, `Base`, `n=`, `Effectif`: a row or column of respondents. */
export const isCountName = (text: string): boolean => {
  const name = normaliseHeader(text)
  if (synonyms.get(name) === 'count') return true
  return /^(?:unweighted|non pondere\w*|effectifs?|base|n|total) (?:n|base|effectifs?|non pondere\w*|unweighted|count|brute?|interviewes|repondants|respondents)\b/.test(
    name,
  )
}

/** `Weighted N`, `'000`: projected people, which say nothing about robustness. */
export const isWeightedName = (text: string): boolean => readHeader(text)?.role === 'weighted'

const tails =
  /^(.+?)\s*(?:[-–—:|/›>_]\s*([^-–—:|/›>_()]+)|\(([^()]+)\)|\[([^[\]]+)\]|\s((?:%\s?\p{L}+|\p{L}+\s?%|indice|index|idx|vert|horz|n)))\s*$/iu

/** `Lecture - % Vert`, `Lecture (Indice)`, `Lecture Indice`: a segment and a measure in one header; null otherwise. */
export const splitMeasure = (text: string): { segment: string; role: ColumnRole } | null => {
  const match = tails.exec(text)
  if (!match) return null
  const meaning = readHeader(match[2] ?? match[3] ?? match[4] ?? match[5] ?? '')
  const segment = match[1]!.trim()
  if (!meaning || !/\p{L}/u.test(segment) || readHeader(segment)) return null
  return measureRoles.has(meaning.role as ColumnRole) ? { segment, role: meaning.role as ColumnRole } : null
}

/** Roles whose column holds figures of a measure. */
export const measureRoles: ReadonlySet<ColumnRole> = new Set(['index', 'vertical', 'horizontal', 'count'])
