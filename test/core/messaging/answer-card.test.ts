import { readFileSync } from 'node:fs'
import test from 'ava'
import { type Answer, type Locale, locales } from '../../../core/answers/answer.ts'
import { AppError } from '../../../core/errors.ts'
import { translate } from '../../../core/locales/translate.ts'
import { answerCard, errorCard, noticeCard, stagesCard } from '../../../core/messaging/answer-card.ts'
import { type Card, type CardPart, plainTextOf } from '../../../core/messaging/card.ts'
import { detailsCard } from '../../../core/messaging/details-card.ts'
import { sourceCard } from '../../../core/messaging/source-card.ts'
import { sampleAnswer, sampleIds, sampleQuestions } from '../../fixtures/answers.ts'

const ask = (name: string, locale: Locale = 'fr'): Promise<Answer> =>
  sampleAnswer(sampleQuestions[locale][name]!, locale)

type Kind = CardPart['kind']
type PartOf<Wanted extends Kind> = Extract<CardPart, { kind: Wanted }>

const partsOf = <Wanted extends Kind>({ parts }: Card, kind: Wanted): PartOf<Wanted>[] =>
  parts.filter((part): part is PartOf<Wanted> => part.kind === kind)
const controlsOf = (card: Card) => partsOf(card, 'controls').flatMap(({ controls }) => controls)
const actionsOf = (card: Card) =>
  controlsOf(card).map((control) => (control.kind === 'link' ? control.url : control.action))
const notesOf = (card: Card) => partsOf(card, 'notes').flatMap(({ notes }) => notes)
/** Spaces of every width as one, so that figures can be written down here. */
const spaced = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ')

test('a card in each language holds all that the answer brings, in the order in which it is read', async (t) => {
  for (const locale of locales)
    for (const name of Object.keys(sampleQuestions[locale])) {
      const answer = await ask(name, locale)
      const card = answerCard(answer, { canRate: true })
      t.deepEqual(card.parts[0], { kind: 'text', text: answer.text })
      const text = plainTextOf(card)
      for (const warning of answer.warnings) t.true(text.includes(warning), `${name}: ${warning}`)
      t.deepEqual(
        controlsOf(card)
          .filter((control) => control.kind === 'button' && control.action === 'answer.suggest')
          .map(({ label }) => label),
        answer.suggestions,
      )
      t.is(partsOf(card, 'chart').length, answer.chart ? 1 : 0, name)
      t.is(partsOf(card, 'table').length, answer.table ? 1 : 0, name)
    }
  const kinds = answerCard(await ask('top'), { canRate: true }).parts.map(({ kind }) => kind)
  t.deepEqual(kinds, [
    'text', 'notes', 'chart', 'table', 'figures', 'notes', 'controls', 'controls',
  ]) // biome-ignore format: one list, read at a glance
})

test('figures are written as the language writes them, marked once a row, and lead to their claims', async (t) => {
  const french = answerCard(await ask('top'), { canRate: true })
  const [table] = partsOf(french, 'table')
  t.is(spaced(table!.caption), 'Profil : Femmes 25-34 ans')
  t.deepEqual(
    table!.columns.map(({ title, isNumeric }) => [title, isNumeric]),
    [
      ['Segment', false],
      ['Indice', true],
      ['% Vert', true],
      ['% Horz', true],
      ['n', true],
    ],
  )
  t.deepEqual(table!.rows[0]!.map(spaced), ['Cinéma d’art et essai', '146', '21,9 %', '12,4 %', '412'])
  t.deepEqual(table!.rows[2]!.map(spaced), ['Trottinette électrique', '118 ★', '17,7 %', '9,8 %', '88'])
  const english = answerCard(await ask('top', 'en'), { canRate: true })
  t.deepEqual(partsOf(english, 'table')[0]!.rows[0], [
    'Cinéma d’art et essai',
    '146',
    '21.9%',
    '12.4%',
    '412',
  ])

  const { claims } = await ask('top')
  const [figures] = partsOf(french, 'figures')
  t.deepEqual(
    figures!.figures.map(({ figure, label }) => [figure, label]),
    [
      ['146', 'Cinéma d’art et essai × Femmes 25-34 ans (Indice)'],
      ['131', 'Presse économique en ligne × Femmes 25-34 ans (Indice)'],
      ['118 ★', 'Trottinette électrique × Femmes 25-34 ans (Indice)'],
    ],
  )
  for (const { figure, source } of figures!.figures) {
    t.is(source!.value.message_id, sampleIds.message_id)
    const claim = claims.find(({ id }) => id === source!.value.claim)
    t.is(claim!.value, Number.parseInt(figure, 10))
  }
})

test('cells of a comparison are marked each for itself: they stand on bases of their own', async (t) => {
  const card = answerCard(await ask('compare'), { canRate: true })
  const row = partsOf(card, 'table')[0]!.rows.find(([label]) => label === 'Trottinette électrique')
  t.deepEqual(row!.slice(1, 3), ['118 ★', '142 ★'])
})

test('a chart has the values of its claims and says them; a point without a claim is no bar', async (t) => {
  const answer = await ask('top')
  const [part] = partsOf(answerCard(answer, { canRate: true }), 'chart')
  t.deepEqual(
    part!.chart.series[0]!.points.map(({ label, value, text }) => [label, value, text]),
    [
      ['Cinéma d’art et essai', 146, '146'],
      ['Presse économique en ligne', 131, '131'],
      ['Trottinette électrique', 118, '118 ★'],
      ['Jardinage', 104, '104'],
      ['Télévision plus de 3 h par jour', 87, '87'],
    ],
  )
  t.is(part!.chart.baseline, 100)
  const [gone] = answer.chart!.series[0]!.points
  const without = { ...answer, claims: answer.claims.filter(({ id }) => id !== gone!.claim) }
  const [left] = partsOf(answerCard(without, { canRate: true }), 'chart')
  t.is(left!.chart.series[0]!.points.length, 4)
  const none = { ...answer, claims: [] }
  t.is(partsOf(answerCard(none, { canRate: true }), 'chart').length, 0)
})

test('a mark that the answer does not explain itself is explained, once', async (t) => {
  const answer = await ask('top')
  const flagged = {
    ...answer,
    warnings: [],
    claims: answer.claims.map((claim, at) => ({
      ...claim,
      flags: [...claim.flags, ...(at < 3 ? (['order_uncertain', 'wide_rounding'] as const) : [])],
    })),
  }
  const notes = notesOf(answerCard(flagged, { canRate: true }))
  for (const mark of ['★', '±', '≈']) t.is(notes.filter((note) => note.startsWith(mark)).length, 1, mark)
  const explained = notesOf(answerCard(answer, { canRate: true }))
  t.is(explained.filter((note) => note.includes('★')).length, 1, 'the answer’s own legend stands alone')
})

test('sources that have no button of their own are said to be among the details', async (t) => {
  const answer = await ask('compare')
  const few = answerCard(answer, { canRate: true, figuresShown: 2 })
  t.is(partsOf(few, 'figures')[0]!.figures.length, 2)
  const [rest] = notesOf(few).filter((note) => note.includes('Détails'))
  const all = answerCard(answer, { canRate: true, figuresShown: 100 })
  const count = partsOf(all, 'figures')[0]!.figures.length
  t.true(rest!.startsWith(`${count - 2} autres chiffres`), rest)
  t.false(notesOf(all).some((note) => note.includes('Détails')))
})

test('what can be done is what may be done: rating, details, hiding with a question first', async (t) => {
  const answer = await ask('lookup')
  t.deepEqual(actionsOf(answerCard(answer, { canRate: true })).slice(-4), [
    'answer.rate', 'answer.rate', 'answer.details', 'answer.hide',
  ]) // biome-ignore format: one list, read at a glance
  t.false(actionsOf(answerCard(answer, { canRate: false })).includes('answer.rate'))
  const hide = controlsOf(answerCard(answer, { canRate: true })).at(-1)
  t.true(hide?.kind === 'button' && hide.confirm !== null)
  const unstored = answerCard({ ...answer, message_id: null }, { canRate: true })
  t.deepEqual(controlsOf(unstored), [], 'nothing can be looked up of an answer that is not stored')
  t.deepEqual(partsOf(unstored, 'figures'), [])
})

test('the footer tells how, from which file and how fast; a stopped question claims nothing', async (t) => {
  const answer = await ask('top')
  t.is(
    spaced(answerCard(answer, { canRate: true }).footer!),
    'Calculé sur le fichier · loisirs-2026.xlsx, feuille Tri croisé · 48 ms',
  )
  const worded = { ...(await ask('top', 'en')), model: 'sage-1', response_time_ms: 2_345 }
  t.is(
    spaced(answerCard(worded, { canRate: true, assistant: 'Leisure' }).footer!),
    'Leisure · Computed from the file · Worded by sage-1 · loisirs-2026.xlsx, sheet Tri croisé · 2.3 s',
  )
  const stopped: Answer = {
    ...answer, stage: 'none', text: translate('fr', 'answers:stopped'), claims: [], table: null, chart: null,
    warnings: [], suggestions: [], fallback_reason: 'stopped',
  } // biome-ignore format: one answer, read at a glance
  const card = answerCard(stopped, { canRate: true })
  t.is(card.footer, null)
  t.deepEqual(actionsOf(card), ['answer.hide'])
  t.deepEqual(notesOf(card), [])
})

test('why a model did not answer is told in words, whatever the reason', async (t) => {
  const answer = await ask('top')
  const noteOf = (fallback_reason: string, model: string | null = null) =>
    notesOf(answerCard({ ...answer, model, fallback_reason }, { canRate: true })).at(-1)!
  const reasons = JSON.parse(
    readFileSync(new URL('../../../core/locales/fr/reasons.json', import.meta.url), 'utf8'),
  ) as Record<string, string>
  for (const [reason, sentence] of Object.entries(reasons)) {
    if (reason === 'nothing_to_word') continue
    t.is(noteOf(reason), `Réponse sans modèle. ${sentence}`)
  }
  t.is(noteOf('overload', 'sage-2'), `Un modèle de secours a répondu. ${reasons.overload}`)
  t.true(noteOf('a_reason_of_tomorrow').includes('a_reason_of_tomorrow'))
  const quiet = answerCard({ ...answer, fallback_reason: 'nothing_to_word' }, { canRate: true })
  t.false(notesOf(quiet).some((note) => note.includes(reasons.nothing_to_word!)))
})

test('from four fifths on, the month’s quota stands under the answer', async (t) => {
  const answer = await ask('lookup')
  const usage = {
    kind: 'requests',
    used_percent: 83,
    limit: 1_000,
    remaining: 1,
    refills_on: '2026-12-01',
  } as const
  const lines = (given: Parameters<typeof answerCard>[1]['usage']) =>
    notesOf(answerCard(answer, { canRate: true, usage: given }))
      .map(spaced)
      .at(-1)
  t.is(lines(usage), 'Il reste 1 question sur 1 000 ce mois-ci ; le compteur repart le 1er décembre.')
  t.is(
    lines({ ...usage, used_percent: 100, remaining: 0 }),
    'Le quota du mois est atteint (1 000 questions) : le modèle de secours ou le calcul seul répond jusqu’au 1er décembre.',
  )
  t.regex(lines({ ...usage, kind: 'budget', limit: null, remaining: null })!, /^83 % du budget/)
  t.regex(lines({ ...usage, kind: 'limit', limit: null, remaining: null })!, /^83 % de votre limite/)
})

test('a source shows its cell, the rest of its row and what to beware of', async (t) => {
  const answer = await ask('top')
  const fragile = answer.claims.find(({ value }) => value === 118)!
  const card = sourceCard(answer, fragile.id)!
  const fields = partsOf(card, 'fields').map((part) =>
    part.fields.map(({ name, value }) => `${name}=${spaced(value)}`),
  )
  t.deepEqual(fields, [
    ['Valeur=118 ★', 'Fichier=loisirs-2026.xlsx', 'Feuille=Tri croisé', `Ligne=${fragile.source!.row}`, 'Colonne=Indice'],
    ['% Vert=17,7 % ★', '% Horz=9,8 % ★', 'n=88 ★'],
  ]) // biome-ignore format: one part a line
  t.is(notesOf(card).length, 1)
  t.is(sourceCard(answer, 'c999'), null)
})

test('a source shows the row as the file prints it, when it is at hand', async (t) => {
  const answer = await ask('top')
  const row = [
    { name: 'Interview', value: 'Femmes 25-34 ans' },
    { name: 'Indice', value: '146' },
    { name: '', value: '' },
  ]
  const [, fields] = partsOf(sourceCard(answer, 'c1', { row })!, 'fields')
  t.deepEqual(
    fields!.fields.map(({ name, value }) => [name, value]),
    [
      ['Interview', 'Femmes 25-34 ans'],
      ['Indice', '146 ← ce chiffre'],
      ['–', '–'],
    ],
  )
})

test('a computed figure shows its arithmetic in figures, and each of them opens in turn', async (t) => {
  const answer = await ask('compare')
  const difference = answer.claims.find(({ formula }) => /^c\d+ - c\d+$/.test(formula ?? ''))!
  const card = sourceCard(answer, difference.id)!
  const [fields] = partsOf(card, 'fields')
  t.is(fields!.fields.find(({ name }) => name === 'Calcul')!.value, '146 − 93')
  t.deepEqual(
    partsOf(card, 'figures')[0]!.figures.map(({ figure, source }) => [figure, source!.action]),
    [
      ['146', 'answer.source'],
      ['93', 'answer.source'],
    ],
  )
})

test('details tell the stages, the models and every source', async (t) => {
  const answer = await ask('top')
  const line = { took_ms: 12, rows: 5, model: null, cost_nano_usd: 0, detail: null }
  const card = detailsCard(answer, {
    stages: [{ stage: 'data', outcome: 'answered', ...line }],
    attempts: [
      {
        llm: 'sage-1', provider: 'openai', purpose: 'word', outcome: 'timeout', input_tokens: 1_200,
        output_tokens: 30, cost_nano_usd: 5_000_000, first_token_ms: null, took_ms: 5_000,
      },
    ], // biome-ignore format: one line an attempt
  })
  const text = spaced(plainTextOf(card))
  t.true(text.includes('✓ Calcul sur le fichier — a répondu · 5 lignes du fichier · 12 ms'), text)
  t.true(
    text.includes(
      '✗ sage-1 — rédiger la réponse · Pas de réponse à temps · 1 200 jetons lus, 30 écrits · 5 s',
    ),
    text,
  )
  t.false(text.includes('$'), 'money is not for everybody')
  t.is(partsOf(card, 'figures')[0]!.figures.length, 5)
  const none = detailsCard({ ...answer, claims: [] }, { stages: [], attempts: [] })
  t.true(plainTextOf(none).includes('Aucun modèle n’a été sollicité'))
})

test('errors say what to do next; a bug says its reference; a code of tomorrow is no crash', (t) => {
  const tooLarge = new AppError('file_too_large', 'Too large.', { details: { limit: 20 } })
  t.true(plainTextOf(errorCard('fr', tooLarge)).includes('20 Mo'))
  t.is(errorCard('fr', tooLarge).tone, 'bad')
  const bug = new AppError('internal', 'secret detail')
  t.true(plainTextOf(errorCard('en', bug, { reference: 'ab12' })).includes('ab12'))
  t.false(plainTextOf(errorCard('en', bug, { reference: 'ab12' })).includes('secret'))
  const unknown = new AppError('unheard_of' as never, 'Something else.')
  t.is(plainTextOf(errorCard('fr', unknown)), 'Something else.')
  t.is(plainTextOf(noticeCard('fr', 'Bonjour')), 'Bonjour')
})

test('progress is told stage by stage, in both languages', (t) => {
  for (const locale of locales) {
    const stages = ['understand', 'data', 'context', 'sql', 'keywords', 'model', 'word', 'none'] as const
    const card = stagesCard(
      locale,
      stages.map((stage) => ({ stage, state: 'waiting' as const, detail: null })),
    )
    t.is(new Set(partsOf(card, 'steps')[0]!.steps.map(({ title }) => title)).size, stages.length)
  }
})

const keysOf = (words: object, path = ''): string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object'
      ? keysOf(value, `${path}${key}.`)
      : [`${path}${key.replace(/_(?:one|many|other)$/, '')}`],
  )

test('both languages have the same words, spaced as French spaces them', (t) => {
  const read = (locale: Locale): object =>
    JSON.parse(readFileSync(new URL(`../../../core/locales/${locale}/cards.json`, import.meta.url), 'utf8'))
  t.deepEqual([...new Set(keysOf(read('fr')))].sort(), [...new Set(keysOf(read('en')))].sort())
  t.notRegex(JSON.stringify(read('fr')), / [;:!?»]|« |[^\\]'/)
})
