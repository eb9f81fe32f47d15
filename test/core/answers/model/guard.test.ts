import test from 'ava'
import { goldenTable } from '../../../fixtures/golden-table.ts'
import { en, fr } from '../understand/tables.ts'
import { askWith, wordingOf } from './asking.ts'
import { scriptChat } from './scripted-chat.ts'
import { nb, word } from './worded.ts'

const passed: [string, string][] = [
  ['« A » ressort avec un indice de {A.i}.', '« Cinéma » ressort avec un indice de **203**.'],
  [
    'Pour les femmes, « A » arrive en tête (indice {A.i}), devant « B » ({B.i}) et « C » ({C.i}).',
    'Pour les femmes, « Cinéma » arrive en tête (indice **203**), devant « Sport » (**165**) et « Spectacle » (**158**).',
  ],
  ['« Femme » privilégie « A » : {A.i}.', '« Sexe : Femme » privilégie « Cinéma » : indice **203**.'],
  ['« A » a un indice de **{A.i}** et {A.p} du profil.', '« Cinéma » a un indice de **203** et **21,1 %** du profil.'],
  ['« A » pèse {A.p}.', '« Cinéma » pèse **21,1 %** du profil.'],
  ['L’indice atteint {A.i} pour « A », {B.i} pour « B ».', 'L’indice atteint **203** pour « Cinéma », **165** pour « Sport ».'],
  ['« A » réunit {A.p} de « Sexe : Femme ».', '« Cinéma » réunit **21,1 %** de « Sexe : Femme ».'],
  ['1. « A » ({A.i})\n2. « B » ({B.i})', '- « Cinéma » (indice **203**)\n- « Sport » (indice **165**)'],
  ['## Synthèse\n\n"A" : {A.i}.', 'Synthèse\n\n« Cinéma » : indice **203**.'],
  [
    'Trois enseignements se dégagent.\n\n« A » : {A.i}.',
    'Trois enseignements se dégagent.\n\n« Cinéma » : indice **203**.',
  ],
  ['Cela se lit dans les deux sens : « A », indice {A.i}.', 'Cela se lit dans les deux sens : « Cinéma », indice **203**.'],
] // biome-ignore format: what is said, what is read
for (const [said, read] of passed)
  test(`passes: ${said.replaceAll('\n', '⏎')}`, async (t) => t.is(nb((await word(said))!), read))

const truth = '« A » : indice {A.i}.'
const refused = [
  // Figures of its own, in digits and in every dress.
  '« A » : indice 203.', `${truth} Et 47 % de fans.`, `${truth} Soit le double.`, `${truth} Deux femmes sur trois.`,
  `${truth} Quarante-deux pour cent.`, `${truth} Quarantedeux cas.`, `${truth} Forty-two percent.`, `${truth} One in three.`,
  `${truth} Une vingtaine.`, `${truth} La moitié.`, `${truth} Un tiers.`, `${truth} La majorité.`, `${truth} Twofold.`,
  `${truth} Au rang XIV.`, `${truth} Le deuxième.`, `${truth} C’est ½.`, `${truth} C’est ٤٢.`, `${truth} C’est ４２.`,
  `${truth} C’est ④.`, `${truth} C’est 四十二.`, `${truth} Сорок.`, `${truth} Vers 🕓 heures.`, `${truth} c i n q u a n t e.`,
  `${truth} Cin**quan**te.`, `${truth} cin\u200bquante.`, `${truth} CINQUANTE.`, `${truth} Cent raisons.`,
  `${truth} Trois clientes.`, `${truth} Il double.`, `${truth} 1. Premier.`,
  // A figure that is made another one.
  '« A » : {A.i} %.', '« A » : {A.i} points.', '« A » : {A.i} millions d’adeptes.', '« A » : {A.i} fois.', '« A » : {A.i} euros.',
  '« A » : {A.i}{B.i}.', '« A » : {A.i}/{B.i}.', '« A » : −{A.i}.', '« A » : {A.i} sur dix.', '« A » : {A.i} pour cent.',
  '« A » : plus de {A.i}.', '« A » : {A.i} de plus.', '« A » : {A.i}0.', '« A » : 1{A.i}.', '« A » : {A.i} acheteurs.',
  'La part de « A » : une part de {A.i}.', '« A » : un indice de {A.p}.', '« A » : % Horz {A.s}.',
  // A figure that is moved to another label.
  '« A » : indice {B.i}.', '« A » ({B.i}) et « B » ({A.i}).', '« A » et « B » ont {A.i} et {B.i} respectivement.',
  '« B ». Il a un indice de {A.i}.', '« A » devance « B » avec {B.i}.', 'Chez « Sexe : Homme », « A » a {A.i}.',
  'Chez les hommes, « A » a {A.i}.', 'Chez les végétariens, « A » a {A.i}.', '{A.i} pour « B », {B.i} pour « A ».',
  '« Sexe » et « A » : {A.i}.', '« Vegans » : {A.i}.', 'L’indice est de {A.i}.', '« A » réunit {A.p} de « A ».', '« A » : {A.s} de « Sexe : Femme ».',
  'Avec « A », {A.i} pour « B ».', '« A » est sous-représenté : {A.i}.',
  // Placeholders that there are not, or that stand in the draft's own sentences only.
  '« A » : {c999}.', '« A » : {c4}.', '« A » : {A.i} et {c}.', '« A » : {{A.i}}.',
  // Markup, addresses, people, keys, unfinished texts.
  `${truth} <b>x</b>`, `${truth} [ici](/x).`, `${truth} Voir https://x.example/a.`, `${truth} Voir exemple.com.`,
  `${truth} ![](x).`, `${truth} \`x\`.`, `${truth} @everyone.`, `${truth} Écrire à a@b.`, `${truth} a | b.`,
  `${truth} sk-abcdefghijklmnop.`, `${truth} AbCdEfGhIjKlMnOpQr.`, `${truth} Et la suite est`, `${truth} ${'très '.repeat(400)}.`, '', '   ', '{', 'Bonjour.',
  `${truth} `.repeat(700),
] // biome-ignore format: one a line would be pages
for (const [at, said] of refused.entries())
  test(`refuses ${at}: ${said.slice(0, 70).replaceAll('\n', '⏎')}`, async (t) => t.is(await word(said), null))

test('English: quotes, shares and words of the language', async (t) => {
  const scene = { table: en, question: 'best 3 segments for Never married', locale: 'en' as const }
  const said = '“A” stands out with an index of {A.i}; “B” follows ({B.i}).\n\n- “A”: {A.p} of the profile'
  const read = await word(said, scene)
  t.regex(
    read!,
    /^“[^”]+” stands out with an index of \*\*\d+\*\*; “[^”]+” follows \(\*\*\d+\*\*\)\.\n\n- “[^”]+”: \*\*[\d.]+%\*\* of the profile$/,
  )
  for (const lie of [
    '“A”: twice as many, {A.i}.',
    '“A”: {A.i} thirds.',
    'Most of “A”: {A.i}.',
    '“A”: {A.i} respondents.',
  ])
    t.is(await word(lie, scene), null, lie)
})

test('a small base keeps its stars, and a count is of respondents', async (t) => {
  const scene = { table: goldenTable(), question: 'profil de T2' }
  const read = await word('« B » a un indice de {B.i}, sur {B.n}.', scene)
  t.regex(nb(read!), /^« [^»]+ » a un indice de \*\*\d+\*\*( ★★?)?, sur \*\*\d+\*\* répondants( ★★?)?\.$/)
  t.is(await word('« B » a un indice de {B.i}, sur {B.n} pays.', scene), null)
})

test('sentences of the draft may be used as they are, whatever figures they have', async (t) => {
  const chat = scriptChat({ reply: (request) => wordingOf(request).draft })
  for (const text of [
    'top 3 segments pour Femme',
    'compare Femme et Homme',
    'profil de Cinéma',
    'que contient ce fichier ?',
    'profils avec un indice supérieur à 120 pour Cinéma',
  ]) {
    const bare = await askWith({ text, table: fr, chat: null })
    const worded = await askWith({ text, table: fr, chat })
    t.is(worded.answer.model, 'sage', text)
    t.is(nb(worded.answer.text), nb(bare.answer.text))
  }
})
