import test from 'ava'
import fc from 'fast-check'
import { type Locale, locales } from '../../../../core/answers/answer.ts'
import { guardText } from '../../../../core/answers/guard.ts'
import { understand } from '../../../../core/answers/understand/understand.ts'
import { defaultInstructions } from '../../../../core/answers/word/instructions.ts'
import { suggestQuestions } from '../../../../core/answers/word/suggest.ts'
import { wordAnswer } from '../../../../core/answers/word/word-answer.ts'
import { wordRefusal } from '../../../../core/answers/word/word-refusal.ts'
import { wordSources } from '../../../../core/answers/word/word-sources.ts'
import type { CheckReport } from '../../../../core/datasets/preview.ts'
import { executePlan } from '../../../../core/datasets/query/execute.ts'
import { type PlanInput, planSchema, terms } from '../../../../core/datasets/query/plan.ts'
import { measures, type TgiTable } from '../../../../core/datasets/table.ts'
import {
  age,
  buildTable,
  goldenCrosstab,
  goldenLines,
  goldenTable,
  press,
  scooter,
  type TableLine,
} from '../../../fixtures/golden-table.ts'

/** Typed blanks read badly in a test: narrow ones are written as plain ones. */
const plainBlanks = (text: string): string => text.replaceAll('\u202f', ' ')

const answer = (table: TgiTable, plan: PlanInput, locale: Locale = 'fr', theme: string | null = null) => {
  const outcome = executePlan(table, planSchema.parse(plan))
  return { ...wordAnswer(table, outcome, locale, { theme }), claims: outcome.claims }
}

const say = (table: TgiTable, plan: PlanInput, locale: Locale = 'fr', theme: string | null = null): string =>
  plainBlanks(answer(table, plan, locale, theme).text)

test('an index is given with both readings, in French', (t) => {
  t.is(
    say(goldenTable(), { operation: 'lookup', row: age, segment: 'T1', measures: ['index', 'vertical'] }),
    [
      'L’indice de « 25–34 ans » dans « T1 » est de **140** : une nette surreprésentation. « 25–34 ans » pèse **21,0 %** de « T1 » (% Vert).',
      'Dans « T1 », la part de « 25–34 ans » est supérieure de **40 %** à ce qu’elle est dans l’ensemble ; dans l’autre sens, la part de « T1 » parmi « 25–34 ans » dépasse d’autant la moyenne.',
      'Ce croisement repose sur **402** répondants.',
    ].join('\n\n'),
  )
})

test('and in English, below the average', (t) => {
  const text = say(
    goldenTable(),
    { operation: 'lookup', row: press, segment: 'T2', measures: ['index', 'horizontal'] },
    'en',
  )
  t.is(
    text,
    [
      'The index of “Lecteurs presse éco” in “T2” is **92**: close to the average. “T2” takes in **4.4%** of “Lecteurs presse éco” (horizontal %).',
      'Within “T2”, the share of “Lecteurs presse éco” is **8%** lower than it is overall; read the other way, the share of “T2” among “Lecteurs presse éco” is below average by just as much.',
      'This rests on **38** respondents. The base is too small to conclude anything (★★).',
    ].join('\n\n'),
  )
})

test('the highest index of a small base is told, and not as the first', (t) => {
  const { text, warnings } = answer(goldenTable(), {
    operation: 'top',
    list: 'rows',
    segment: 'T2',
    limit: 3,
  })
  t.regex(
    plainBlanks(text),
    /^Dans « T2 », c’est « 25–34 ans » qui ressort le plus, avec un indice de \*\*319\*\*/,
  )
  t.regex(
    plainBlanks(text),
    /Hors classement, faute de base suffisante \(★★\) : « Trottinette électrique » \(indice \*\*333\*\*, \*\*36\*\* répondants\)/,
  )
  t.regex(plainBlanks(warnings.join('\n')), /★★ : moins de 50 répondants/)
})

test('what rounding leaves open is said with its bounds', (t) => {
  const table = buildTable(
    [
      { row: 'tiny', segment: 'S', vertical: 0.4 },
      { row: 'firm', segment: 'S', vertical: 26 },
    ],
    { base: { tiny: 0.3, firm: 20 } },
  )
  const text = say(table, { operation: 'top', list: 'rows', segment: 'S', limit: 2 })
  t.regex(text, /^Dans « S », c’est « firm » qui ressort le plus, avec un indice de \*\*130\*\*/)
  t.regex(
    text,
    /« tiny » affiche un indice de \*\*133\*\*, mais il peut se situer entre \*\*100\*\* et \*\*180\*\* selon les arrondis/,
  )
})

test('without respondents, robustness is said to be unknown, once', (t) => {
  const table = buildTable(goldenLines.map(({ count: _, ...line }) => line))
  const { warnings } = answer(table, { operation: 'top', list: 'cells', limit: 3 })
  t.is(warnings.filter((warning) => warning.startsWith('Robustesse inconnue')).length, 1)
})

test('what the file does not hold is said to be missing', (t) => {
  const table = buildTable([
    { row: 'A', segment: 'S', index: 'n.d.', vertical: 1 },
    { row: 'B', segment: 'T', index: 90, vertical: null },
  ])
  t.regex(
    say(table, { operation: 'lookup', row: 'A', segment: 'S', measures: ['index'] }),
    /^indice : non renseigné \(le fichier porte « n\.d\. »\)\./,
  )
  t.regex(
    say(table, { operation: 'lookup', row: 'A', segment: 'T', measures: ['index'] }, 'en'),
    /^The file has no line that crosses “A” and “T”: not available\./,
  )
  const shares = buildTable([{ row: 'A', segment: 'S', vertical: 1 }])
  t.regex(say(shares, { operation: 'top', list: 'cells', limit: 2 }), /^Le fichier ne donne pas d’indice/)
})

test('advice comes only when asked, insight before recommendations, in the terms of the sector', (t) => {
  const table = buildTable([
    { row: 'A', segment: 'S', index: 180, vertical: 10, horizontal: 3, count: 80 },
    { row: 'B', segment: 'S', index: 105, vertical: 60, horizontal: 3, count: 800 },
    { row: 'C', segment: 'S', index: 60, vertical: 30, horizontal: 3, count: 300 },
  ])
  const plan = { operation: 'top', list: 'rows', segment: 'S', limit: 3 } as const
  t.notRegex(say(table, plan), /Recommandations/)
  const text = say(table, { ...plan, advice: true }, 'fr', 'Constructeur automobile')
  t.true(
    text.indexOf('Ce qu’il faut en retenir') <
      text.indexOf('Recommandations pour le secteur « Constructeur automobile »'),
  )
  t.regex(text, /Donner la priorité à « A » : y concentrer essais, visites en concession/)
  t.regex(text, /La plus grande taille est du côté de « B » \(\*\*60,0 %\*\*\)/)
  t.regex(text, /Ne pas faire de « C » une priorité/)
  t.regex(text, /une association, pas une cause/)
  t.regex(text, /Confirmer d’abord sur une base plus large/)
})

test('a comparison names who leads and by how many points, and warns that sizes do not add up', (t) => {
  const plan: PlanInput = { operation: 'compare', axis: 'segment', labels: ['T1', 'T2'], on: [age] }
  const { text, warnings } = answer(goldenTable(), plan, 'en')
  t.regex(
    text,
    /^On “25–34 ans”, “T2” is ahead of “T1” \(index\): \*\*319\*\* against \*\*140\*\*, a difference of \*\*179\*\* points\./,
  )
  t.true(warnings.includes('These audiences may overlap: their sizes do not add up.'))
})

const reportFor = ({ rows, segments }: TgiTable): CheckReport => {
  const pair = { row_label: rows[0]!, segment: segments[0]! }
  const high = { low: 150.2, high: 151.9 }
  return {
    verdict: 'to_look_at',
    checked: 6,
    found: 12,
    findings: [
      { ...pair, kind: 'index', sheet: null, row: 2, column: 'Indice', found: '140', expected: high },
      {
        ...pair,
        kind: 'vertical',
        sheet: null,
        row: 2,
        column: 'Vague 2024',
        found: '40,6 %',
        expected: high,
      },
      {
        ...pair,
        kind: 'unreadable',
        sheet: 'S1',
        row: 3,
        column: 'Vague 2024',
        found: '12,3,4',
        expected: null,
      },
      { ...pair, kind: 'unreadable', sheet: 'S1', row: 3, column: '% Vert', found: '??', expected: null },
      { ...pair, kind: 'out_of_range', sheet: null, row: 3, column: '% Vert', found: '140', expected: null },
    ],
    robustness: 'counts',
  }
}

/** Every operation in its main forms over the labels of a table. */
const plansFor = ({ rows, segments }: TgiTable): PlanInput[] => {
  const [row, segment] = [rows[0]!, segments[0]!]
  return [
    { operation: 'lookup', row, segment, measures: [...measures], advice: true },
    { operation: 'top', list: 'rows', segment, limit: 5, advice: true },
    { operation: 'bottom', list: 'segments', row, limit: 5 },
    { operation: 'top', list: 'cells', limit: 30, by: 'vertical' },
    { operation: 'bottom', list: 'rows', limit: 3, by: 'horizontal' },
    { operation: 'top', list: 'rows', segment, limit: 3, by: 'count' },
    { operation: 'profile', segment, advice: true },
    { operation: 'profile', row },
    ...(segments[1]
      ? [
          {
            operation: 'compare',
            axis: 'segment',
            labels: [segment, segments[1]],
            advice: true,
          } satisfies PlanInput,
        ]
      : []),
    ...(rows[1]
      ? [
          {
            operation: 'compare',
            axis: 'row',
            labels: rows.slice(0, 3),
            on: [segment],
            by: 'vertical',
          } satisfies PlanInput,
        ]
      : []),
    {
      operation: 'filter',
      list: 'cells',
      conditions: [
        { measure: 'index', op: 'between', value: 80.5, to: 120 },
        { measure: 'vertical', op: 'gte', value: 2.25 },
      ],
    },
    { operation: 'filter', list: 'rows', segment, conditions: [{ measure: 'index', op: 'lt', value: 300 }] },
    ...measures.map((measure) => ({ operation: 'explain', row, segment, measure }) as const),
    ...terms.map((term) => ({ operation: 'define', term }) as const),
    { operation: 'check' },
    { operation: 'overview' },
  ]
}

/** Words each plan; the guard must find nothing, and every figure of table and chart must be a claim. */
const findLeaks = (table: TgiTable, locale: Locale): string[] =>
  plansFor(table).flatMap((input) => {
    const plan = planSchema.parse(input)
    const outcome = executePlan(table, plan, { check: plan.operation === 'check' ? reportFor(table) : null })
    const worded = wordAnswer(table, outcome, locale, { theme: 'Bio 2024' })
    const ids = new Set(outcome.claims.map(({ id }) => id))
    const named = [
      ...(worded.table?.rows.flatMap((row) => Object.values(row)) ?? []).flatMap((cell) =>
        cell && typeof cell === 'object' ? [cell.claim] : [],
      ),
      ...(worded.chart?.series.flatMap(({ points }) => points.map(({ claim }) => claim)) ?? []),
    ]
    const labels = [...table.rows, ...table.segments]
    const guarded = [worded.text, ...worded.warnings].flatMap((text) => {
      const found = guardText(text, { claims: outcome.claims, labels, locale })
      return found.ok ? [] : [`${locale} ${JSON.stringify(plan)}: ${found.figures.join(' ')}\n${text}`]
    })
    const stray = named.filter((id) => !ids.has(id)).map((id) => `${JSON.stringify(plan)} names ${id}`)
    const odd = /\{\{|undefined|null|NaN|Infinity/.test(worded.text) ? [`odd: ${worded.text}`] : []
    return [...guarded, ...stray, ...odd]
  })

for (const locale of locales) {
  test(`every operation passes the guard, ${locale}`, (t) => {
    t.deepEqual(findLeaks(goldenTable(), locale), [])
    t.deepEqual(findLeaks(goldenCrosstab(), locale), [])
  })

  test(`every operation passes the guard on any table and label, ${locale}`, (t) => {
    const label = fc.oneof(
      fc.constantFrom(
        '15-24 ans',
        'Âge : 25 à 34 ans',
        '2024',
        'CSP+',
        'Revenu < 20 k€',
        '« cité » 12',
        '**gras** 7',
        '“5”',
      ),
      fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }).map((text) => `${text}x`),
    )
    const figure = (max: number) =>
      fc.option(fc.integer({ min: 0, max: max * 10 }).map((value) => value / 10))
    const mark = fc.constantFrom('*', '<1', 'n.d.', '-')
    const line = fc.record({
      row: label,
      segment: label.map((text) => `${text} s`),
      index: fc.oneof(fc.option(fc.integer({ min: 0, max: 500 })), mark),
      vertical: figure(100),
      horizontal: figure(100),
      count: fc.option(fc.integer({ min: 0, max: 3000 })),
    })
    const lines = fc.uniqueArray(line, {
      minLength: 1,
      maxLength: 12,
      selector: ({ row, segment }) => `${row}\0${segment}`,
    }) as fc.Arbitrary<TableLine[]>
    fc.assert(
      fc.property(lines, fc.boolean(), (all, isDerived) => {
        const base = Object.fromEntries(all.map(({ row }, at) => [row, 0.3 + at]))
        const table = isDerived
          ? buildTable(
              all.map(({ index: _, ...rest }) => rest),
              { base },
            )
          : buildTable(all)
        t.deepEqual(findLeaks(table, locale), [])
      }),
      { numRuns: 60 },
    )
    t.pass()
  })
}

test('labels cannot bring markup, lines or template words into an answer', (t) => {
  const evil =
    'x\n\n- **Vu** <img src=x onerror=alert(1)> [clic](http://e.vil) `code` {{figure}} $t(answers:sep.list) »'
  const table = buildTable([
    { row: evil, segment: 'S', index: 150, vertical: 3, horizontal: 4 },
    { row: 'B', segment: 'S', index: 120, vertical: 3, horizontal: 4 },
  ])
  const text = say(table, { operation: 'top', list: 'rows', segment: 'S', limit: 2 })
  t.notRegex(text, /\n- \*\*Vu|<img|\]\(|`/)
  t.true(text.includes('{{figure}} $t(answers:sep.list)'))
  t.is(text.split('\n').filter((line) => line.startsWith('- ')).length, 2)
  const { text: refusal } = wordRefusal(table, {
    kind: 'refuse',
    reason: 'unknown_label',
    mention: evil,
    nearest: [evil],
    locale: 'en',
  })
  t.notRegex(refusal, /\n|<img|\]\(/)
})

test('three questions are suggested with real labels, never the one just asked', (t) => {
  t.deepEqual(suggestQuestions(goldenTable(), 'fr').map(plainBlanks), [
    'Quels sont les cinq segments les plus surreprésentés chez « 25–34 ans » ?',
    'Compare « T1 » et « T2 » sur « 25–34 ans »',
    'Que veut dire l’indice de « T1 » chez « 25–34 ans » ?',
  ])
  const { suggestions } = answer(
    goldenTable(),
    { operation: 'top', list: 'segments', row: press, limit: 5 },
    'en',
  )
  t.is(suggestions.length, 3)
  t.is(suggestions[0], 'Compare “T1” and “T2” on “Lecteurs presse éco”')
})

test('the grammar understands what is suggested, and as it was meant', (t) => {
  const demo = buildTable(
    ['Âge : 15-25 ans', 'Âge : 26-35 ans', 'Sexe : Femme'].flatMap((row) =>
      ['Lecture', 'Télévision : quotidienne', 'Cinéma'].map((segment, at) => ({
        row,
        segment,
        index: 90 + 10 * at,
        vertical: 9,
      })),
    ),
  )
  const expected = ['top', 'compare', 'explain', 'profile', 'overview']
  for (const table of [demo])
    for (const locale of locales)
      for (const operation of [null, ...expected]) {
        const avoid = operation === null ? null : plansFor(table).find((plan) => plan.operation === operation)
        const left = expected.filter((name) => name !== operation)
        const questions = suggestQuestions(table, locale, { avoid: avoid ? planSchema.parse(avoid) : null })
        const understood = questions.map((question) => understand(question, { table, locale, context: null }))
        t.deepEqual(
          understood.map((one) => (one.kind === 'plan' ? one.plan.operation : `${one.kind} ${one.reason}`)),
          left.slice(0, 3),
          questions.join('\n'),
        )
      }
})

test('each refusal and each question back says what to do next', (t) => {
  const table = goldenTable()
  for (const locale of locales) {
    for (const reason of [
      'empty',
      'too_long',
      'no_words',
      'outside',
      'unknown_label',
      'other_language',
      'unsupported',
    ] as const)
      for (const nearest of [[], [scooter]]) {
        const { text, suggestions } = wordRefusal(table, {
          kind: 'refuse',
          reason,
          mention: 'vélo',
          nearest,
          locale,
        })
        t.true(text.length > 20 && !text.includes('{{'), text)
        t.is(suggestions.length, 3)
        if (reason === 'unknown_label') t.is(text.includes(scooter), nearest.length > 0)
      }
    for (const reason of ['ambiguous_label', 'which_axis', 'missing_label', 'ambiguous_measure'] as const)
      for (const mention of [undefined, 'presse']) {
        const candidates = reason === 'which_axis' ? ['row', 'segment'] : [press, scooter]
        const { text } = wordRefusal(table, { kind: 'ask', reason, mention, candidates, locale })
        t.regex(text, /\?$/)
        t.notRegex(text, /\{\{|null|undefined/)
      }
  }
})

test('the sources of an answer stand on one line, with rows and columns', (t) => {
  const { claims } = answer(goldenTable(), {
    operation: 'lookup',
    row: age,
    segment: 'T1',
    measures: ['index'],
  })
  t.is(
    plainBlanks(wordSources(claims, 'fr') ?? ''),
    'Sources : « golden.csv » ; ligne 2, colonne « Indice » ; ligne 2, colonne « n ».',
  )
})

test('default instructions: four lines of context, five numbered instructions, the fields', (t) => {
  for (const locale of locales) {
    const [context, instructions, fields] = defaultInstructions(locale, 'Presse').split('\n\n')
    t.is(context!.split('\n').length, 5)
    t.deepEqual(
      instructions!
        .split('\n')
        .slice(1)
        .map((line) => line.slice(0, 2)),
      ['1.', '2.', '3.', '4.', '5.'],
    )
    t.is(fields!.split('\n').length, 6)
    t.true(context!.includes('Presse'))
  }
})
