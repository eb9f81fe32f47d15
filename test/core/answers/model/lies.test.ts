import { readFileSync } from 'node:fs'
import test, { type ExecutionContext } from 'ava'
import type { Locale } from '../../../../core/answers/answer.ts'
import { findHiddenNumbers } from '../../../../core/answers/model/guard/hidden-numbers.ts'
import type { TgiTable } from '../../../../core/datasets/table.ts'
import { buildTable, goldenCrosstab, goldenTable } from '../../../fixtures/golden-table.ts'
import { demo, en, fr } from '../understand/tables.ts'
import { askWith, wordingOf } from './asking.ts'
import { scriptChat } from './scripted-chat.ts'
import { nb, type Scene, word } from './worded.ts'

/** Lies that once got through, by what they do; beside each kind, truths that it must not cost. */

const golden = goldenTable()
/** Labels that read as figures. */
const numbered = buildTable(
  [
    ['Femmes', '60', 150], ['Femmes', '42 %', 140], ['Femmes', 'Trois', 130], ['Femmes', 'Plus de 70 %', 125],
    ['Femmes', '1 500', 120], ['Femmes', 'Moins de 25 ans', 115], ['Hommes', '60', 90], ['Hommes', '42 %', 95],
  ].map(([row, segment, index]) => ({ row: String(row), segment: String(segment), index: Number(index), vertical: 10.5 })),
) // biome-ignore format: one cell an entry
const ofNumbered: Scene = { table: numbered, question: 'top 6 segments pour Femmes' }
const lookup: Scene = { table: golden, question: 'indice et base des 25–34 ans pour T1' }
const english: Scene = { table: en, question: 'best 3 segments for Never married', locale: 'en' }
const truth = '« A » : indice {A.i}.'
const trueEnglish = '“A”: index {A.i}.'

const refuses = (kind: string, said: readonly string[], scene?: Scene): void => {
  for (const [at, one] of said.entries())
    test(`${kind}, refused ${at}: ${one.replaceAll('\n', '⏎').slice(0, 90)}`, async (t) =>
      t.is(await word(one, scene), null))
}
const passes = (kind: string, said: readonly string[], scene?: Scene): void => {
  for (const [at, one] of said.entries())
    test(`${kind}, passed ${at}: ${one.replaceAll('\n', '⏎').slice(0, 90)}`, async (t) =>
      t.truthy(await word(one, scene)))
}
const after = (lead: string, said: readonly string[]): string[] => said.map((one) => `${lead} ${one}`)

// 8. A sentence of the draft that names no label is about the labels that the draft spoke of.

const draftOf = async ({ table = fr, question = '', locale = 'fr' }: Scene): Promise<string> => {
  const chat = scriptChat({ reply: () => '' })
  await askWith({ text: question, table, locale, chat })
  return wordingOf(chat.requests.find(({ purpose }) => purpose === 'word')!).draft
}

test('8: the scene has the sentence', async (t) => {
  const draft = await draftOf(lookup)
  t.regex(draft, /Ce croisement repose sur \*\*\{c\d+\}\*\* répondants\./)
})

/** The draft's own sentence that matches, after some words of the model. */
const movedTo = async (lead: string, pattern: RegExp, scene: Scene): Promise<string | null> => {
  const found = pattern.exec(await draftOf(scene))
  if (!found) throw new Error(`no such sentence: ${await draftOf(scene)}`)
  return word(`${lead}${found[0]}`, scene)
}
const bases = /Ce croisement repose sur [^.]+\./u
const bullet = /- «.Cinéma.»[^\n]+/u
test('8: a sentence of the draft stays with its labels', async (t) => {
  const women = { table: fr, question: 'top 3 segments pour Femme' }
  t.is(await movedTo('« Lecteurs presse éco » mérite attention dans « T1 ». ', bases, lookup), null)
  t.is(await movedTo('« 25–34 ans » mérite attention dans « T2 ». ', bases, lookup), null)
  t.is(await movedTo('« Sexe : Homme » mérite attention.\n\n', bullet, women), null)
  t.is(await movedTo('Regardons les hommes.\n\n', bullet, women), null)
  t.truthy(await movedTo('« 25–34 ans » mérite attention dans « T1 ». ', bases, lookup))
  t.truthy(await movedTo('Voici la base. ', bases, lookup))
  t.truthy(await movedTo('« Sexe : Femme » mérite attention.\n\n', bullet, women))
  t.truthy(await movedTo('Voici le classement.\n\n', bullet, women))
})

// 9. What is counted is a thing of the answer's, right after the number.

refuses('9', after(truth, [
  'Neuf clientes par conseil y viennent.', 'Dix points de conseils.', 'Sept clientes sans questions achètent.',
  'Nine women see things.', 'Trois messages par personne.', 'Deux femmes de ces options.',
])) // biome-ignore format: one list
refuses('9', after(trueEnglish, ['Nine women see things.', 'Seven buyers ask questions.']), english)
passes('9', after(truth, [
  'Trois enseignements se dégagent.', 'Deux grands constats ressortent.', 'Trois autres leviers existent.',
  'Deux principaux axes se dessinent.', 'Cela se lit dans les deux sens.',
])) // biome-ignore format: one list
passes(
  '9',
  after(trueEnglish, ['Three key takeaways stand out.', 'It reads both ways.', 'Two main ideas follow.']),
  english,
)

// 10. Numbers in disguise.

refuses('10', after(truth, [
  'Soit vıngt.', 'Soit ᴠɪɴɢᴛ.', 'Soit ƻʒ.', 'Soit lOO.', 'Soit IOO.', 'Soit lO.', 'Soit v/i/n/g/t.', 'Soit v’i’n’g’t.',
  'Soit vi-ngt.', 'Soit vin gt.', 'Soit qua-rante.', 'Soit qua ran te.', 'Deuxfois.', 'Deuxfois mieux.', 'Unefois mieux.', 'Environvingt.',
  'Soit CxLvi.', 'Soit Xl.', 'Soit xl.', 'Soit iv.', 'Soit vi.', 'Soit ii.', 'Soit XLII.',
  'Il y a un point d’écart.', 'Une femme pour un homme.', 'Un sur un.', 'Une seule femme y va.',
  'Toutes.', 'Toutes y vont.', 'Tous les acheteurs y vont.', 'Aucune.', 'Aucune n’y va.', 'L’intégralité.', 'L’essentiel.',
  'L’essentiel des femmes.', 'Une minorité.', 'Personne n’y va.', 'Tout le segment y va.', 'La majeure partie.', 'Une poignée.',
  'Zwanzig.', 'Veinte.', 'Venti.', 'Cincuenta.', 'Zweiundzwanzig.', 'Soit ★★★★★.', 'Soit ★ ★ ★.', 'Soit •••.', 'Soit /////.', 'Soit lllll.', 'Soit xxxxx.', 'Une décennie.',
])) // biome-ignore format: one list
refuses('10', after(trueEnglish, [
  'One in one.', 'One woman in one house.', 'Every other.', 'Every other woman.', 'Nobody.', 'Nobody goes.', 'All.', 'All women go.',
  'The bulk of them.', 'It trebled.', 'A nought.', 'A decade.', 'A one-point gap.', 'None.', 'Everyone goes.', 'A minority.',
  'Only one goes.', 'That is twen-ty.', 'That is fif ty.', 'Twotimes.',
]), english) // biome-ignore format: one list
passes('10', after(truth, [
  'À lire avec prudence (★).', 'Base trop faible (★★).', 'Celui-ci ressort, celle-là moins.', 'Il mérite l’attention.',
  'C’est un point fort.', 'Cela vaut pour chacun d’eux.', 'C’est un point d’attention.', 'Une femme peut s’y reconnaître.', 'Avant tout, le lien n’est pas une cause.',
  'Aucun lien de cause n’est établi.', 'Il n’y a pas de doute.', 'L’essentiel à retenir est là.', 'C’est le cœur de cible, à mi-chemin.',
  'Une tendance se dessine, un centre d’intérêt aussi.', 'Tout d’abord, prenons ce profil ; surtout, gardons la mesure.',
])) // biome-ignore format: one list
passes('10', after(trueEnglish, [
  'They’ll care; I’d say it’s clear.', 'Above all, no cause is claimed.', 'First of all, read it with care.', 'This one stands out.',
  'Overall, it holds.', 'It is often so, and a mix of media may help.',
]), english) // biome-ignore format: one list

test('10: a line of signs alone is left out', async (t) => {
  for (const one of ['★★★★★.', '•••.', '/////.'])
    t.is(nb((await word(`${truth} ${one}`))!), '« Cinéma » : indice **203**.')
})

/** Words of ours and of any answer, none of which counts anything. */
const prose = [
  'Il ressort nettement, celui-ci comme celle-ci, à mi-parcours ; ici ou là, il faut rester prudent.',
  'Recommandations : activer ce segment en priorité, puis élargir ; privilégier un ton sobre et un média adapté.',
  'L’affinité est forte, la taille plus modeste : un compromis s’impose selon l’objectif de la campagne.',
  'Cet écart est relatif : il s’exprime par rapport à la moyenne. La suite est dans le tableau.',
  'Le reste du classement suit, avec des niveaux proches de la moyenne. Le détail est ci-dessous.',
  'The profile stands out clearly; the rest of the ranking follows, close to the average.',
  'Recommendations: start with this segment, then widen; keep the tone plain and the media mix simple.',
  'The gap is relative. The rest is in the table, and it did not change the order; mind the small base.',
  'Affinity is strong but the size is modest, so the plan depends on the aim of the campaign.',
]
test('10: plain prose hides nothing', (t) => {
  for (const one of prose) t.deepEqual(findHiddenNumbers(one), [], one)
})

// 11. A label that reads as a figure is a label only beside its own figure.

refuses('11', [
  `${truth} Elles sont « 42 % » à y aller.`, `${truth} Elles sont « 60 ».`, `${truth} « Trois » femmes y vont.`, `${truth} Trois femmes y vont.`,
  `${truth} Elles sont « Plus de 70 % » à y aller.`, `${truth} Elles sont plus de 70 % à y aller.`, `${truth} Soit « 1 500 » acheteuses.`,
  'Elles sont « A » à y aller : {A.i}.', '« A » femmes y vont : {A.i}.', `${truth} « 1 500 ».`,
], ofNumbered) // biome-ignore format: one list
passes('11', [
  '« A » : indice {A.i}.', '« A » a un indice de {A.i}, devant « B » ({B.i}).', `${truth} Les « Moins de 25 ans » méritent attention.`,
], ofNumbered) // biome-ignore format: one list
passes('11', ['Dans « T1 », « A » a un indice de {A.i}.', 'Voici « T1 ». « A » : {A.i}.'], {
  table: golden,
  question: 'profil de T1',
})

// 12. A figure is what it is, of whom it is, and nothing says the opposite.

refuses('12', [
  '« A » dépasse {A.i}.', '« A » a un indice supérieur à {A.i}.', '« A » a un indice inférieur à {A.i}.', '« A » va au-delà de {A.i}.',
  '« A » approche {A.i}.', '« A » avoisine {A.i}.', '« A » est aux alentours de {A.i}.', '« A » n’a jamais {A.i}.', '« A » n’atteint pas {A.i}.',
  '« A » dépasse un indice de {A.i}.', '« A » n’a pas un indice de {A.i}.', '« A » est de l’ordre de {A.i}.',
  '« A » : {A.i} et plus.', '« A » : {A.i} ou moins.', '« A » : {A.i}, et plus.', '« A » : {A.i}, voire plus.', '« A » : {A.i} au moins.', '« A » : {A.i} environ.',
  '« A » pèse {A.p} du profil ou plus.', '« A » : indice {A.i} (ou plus).',
  '« A » : {A.i} en pourcentage.', '« A » : {A.i}, en euros.', '« A » : USD {A.i}.', '« A » : {A.i} s.', '« A » : fois {A.i}.', '« A » : {A.i} au carré.',
  '« A » pèse {A.p} du profil, en euros.', 'En euros, « A » : {A.i}.', '« A » : un indice, en pourcentage, de {A.i}.', '« A » : {A.i} (en milliers).',
  'Pour la population végane, « A » a {A.i}.', 'Pour les véganes, « A » a {A.i}.', 'Auprès des véganes, « A » a {A.i}.', 'Auprès de la population végane, « A » a {A.i}.',
  'L’indice des véganes pour « A » est de {A.i}.',
  `${truth} « A » est sous-représenté.`, `${truth} « A » est en dessous de la moyenne.`, `${truth} Il est sous-représenté.`, `${truth} « A » n’est pas surreprésenté.`,
  '« A » ({A.i}), nettement sous-représenté, ressort.', `${truth} « A » est sous-représenté et « B » surreprésenté.`,
  `${truth} « B » devance « A ».`, `${truth} « A » est derrière « B ».`, `${truth} « A » est devancé par « B ».`, `${truth} « A » suit « B ».`,
  '« B » ({B.i}) devance « A » ({A.i}).', `${truth} « B » est plus élevé que « A ».`, `${truth} Derrière « B », « A » ressort.`, `${truth} « A » ne devance pas « B ».`,
]) // biome-ignore format: one list
refuses('12', [
  '“A” is close to {A.i}.', '“A” is roughly {A.i}.', '“A” is above {A.i}.', '“A” is below {A.i}.', '“A” exceeds {A.i}.', '“A” never has {A.i}.',
  '“A”: {A.i} and more.', '“A”: {A.i} or less.', '“A”: {A.i} as a percentage.', '“A”: {A.i}, in dollars.', 'For vegans, “A” has {A.i}.', 'For the vegan population, “A” has {A.i}.',
  '“A” does not have an index of {A.i}.', `${trueEnglish} “A” is under-represented.`, `${trueEnglish} “B” is ahead of “A”.`, `${trueEnglish} “A” follows “B”.`,
], english) // biome-ignore format: one list
passes('12', [
  '« A » a un indice de {A.i}, au-dessus de la moyenne.', '« A » est surreprésenté : {A.i}.', `${truth} « A » est nettement surreprésenté.`, `${truth} Il est surreprésenté.`,
  `${truth} « A » devance « B ».`, `${truth} « B » est derrière « A ».`, `${truth} « B » suit « A ».`, '« A » ({A.i}) devance « B » ({B.i}).', `${truth} « A » arrive en tête, suivi de « B ».`,
  '« A » a {A.i}, et « B » a {B.i}.', '« A » pèse {A.p} du profil, avec un indice de {A.i}.', 'Pour ce profil, « A » a un indice de {A.i}.', 'Pour finir, « A » a un indice de {A.i}.',
  'Pour la cible, « A » ressort avec un indice de {A.i}.', '« A » ressort : l’indice est de {A.i}, ce qui s’explique mal.', 'Derrière « A » ({A.i}), « B » ({B.i}).',
]) // biome-ignore format: one list
passes('12', [
  'For this profile, “A” has an index of {A.i}.', 'For example, “A” has an index of {A.i}.', '“A” ({A.i}) is ahead of “B” ({B.i}).', `${trueEnglish} “A” is over-represented.`,
  '“A” leads with an index of {A.i}, followed by “B” ({B.i}).', `${trueEnglish} “B” follows “A”.`,
], english) // biome-ignore format: one list

// What is true passes: every template's draft, word for word, and each of its paragraphs after a word of introduction.

const french = [
  'top 3 segments pour Femme', 'top 5 cellules', 'les plus faibles pour Cinéma', 'compare Femme et Homme', 'compare Cinéma et Sport pour Femme',
  'profil de Cinéma', 'profil de Femme', 'que contient ce fichier ?', 'profils avec un indice supérieur à 120 pour Cinéma', 'indice de Femme pour Cinéma',
  'part de Femme dans Cinéma', 'top 3 segments pour Femme en % horz', 'que recommandes-tu pour Femme ?',
] // biome-ignore format: one list
const onGolden = [
  'profil de T1', 'profil de T2', 'top 3 pour T1', 'compare T1 et T2', 'top 3 cellules', 'indice et base des 25–34 ans pour T1',
  'indice de Trottinette électrique pour T2', 'les plus faibles pour T2', 'que contient ce fichier ?', 'profil de Lecteurs presse éco',
] // biome-ignore format: one list
const blind = JSON.parse(
  readFileSync(new URL('../../../fixtures/questions/blind.json', import.meta.url), 'utf8'),
) as { table: 'gss' | 'fr'; locale: Locale; question: string; previous?: string[] }[]
const tables: [string, TgiTable, string[]][] = [
  ['fr', fr, [...french, ...blind.filter(({ table }) => table === 'fr').map(({ question }) => question)]],
  ['en', en, ['best 3 segments for Never married', ...blind.filter(({ table }) => table === 'gss').map(({ question }) => question)]],
  ['demo', demo, ['que contient ce fichier ?', 'top 5 cellules', 'les 3 cellules les plus faibles']],
  ['golden', golden, onGolden],
  ['crosstab', goldenCrosstab(), onGolden],
  ['numbered', numbered, ['profil de Femmes', 'top 3 cellules', 'compare Femmes et Hommes']],
] // biome-ignore format: one table a line

const echo = async (t: ExecutionContext, asked: { text: string; table: TgiTable; locale: Locale }) => {
  const bare = await askWith({ ...asked, chat: null })
  const chat = scriptChat({ reply: (request) => (request.purpose === 'word' ? wordingOf(request).draft : '') })
  const told = await askWith({ ...asked, chat })
  if (!chat.requests.some(({ purpose }) => purpose === 'word')) return 0
  t.is(told.answer.model, 'sage', `${asked.text}\n${bare.answer.text}`)
  t.is(nb(told.answer.text), nb(bare.answer.text))
  return 1
} // biome-ignore format: a helper
for (const [name, table, questions] of tables)
  for (const locale of ['fr', 'en'] as const)
    test(`every draft passes word for word: ${name}, ${locale}`, async (t) => {
      let worded = 0
      for (const text of questions) worded += await echo(t, { text, table, locale })
      t.true(worded >= Math.min(3, questions.length), String(worded))
    })

test('the lead of a draft passes after a word of introduction', async (t) => {
  for (const [, table, questions] of tables)
    for (const text of questions.slice(0, 12)) {
      const chat = scriptChat({
        reply: (request) =>
          request.purpose === 'word'
            ? `Voici ce qui ressort.\n\n${wordingOf(request).draft.split('\n\n')[0]}`
            : '',
      })
      const { answer } = await askWith({ text, table, chat })
      const drafts = chat.requests.filter(({ purpose }) => purpose === 'word')
      const figures = drafts.flatMap((request) => wordingOf(request).figures)
      const [lead] = drafts.length > 0 ? wordingOf(drafts[0]!).draft.split('\n\n') : ['']
      // A text without a figure of a cell is no answer of a model's.
      if (figures.some(({ placeholder }) => lead!.includes(placeholder))) t.is(answer.model, 'sage', text)
    }
})

test('sentences as long as they may be, of labels, words of order and signs, are read to the end', async (t) => {
  const units = [
    '« A » devance « B », ',
    'pas plus de ',
    'pour les ',
    '« A » sous-représenté et ',
    'pas un indice de ',
    '(',
    'plus élevé que ',
    ', suit ',
  ]
  for (const unit of units) {
    const sentence = `${unit.repeat(Math.floor(1_400 / (unit.length + 20)))} {A.i}.`
    t.is(await word(`${sentence} `.repeat(5)), null, unit)
  }
})

test('a text of any length and make is read at once: the steps stay in proportion', (t) => {
  for (const unit of ['a', 'v ', 'vi-', 'l’', '/', '★ ', 'un ', 'vingt ', 'une femme pour ', 'I', 'deux', 'tous ', 'x\u0301', '1 '])
    t.notThrows(() => findHiddenNumbers(unit.repeat(Math.ceil(20_000 / unit.length))), unit)
}) // biome-ignore format: one list
