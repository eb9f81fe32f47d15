import test from 'ava'
import fc from 'fast-check'
import type { Locale } from '../../../core/answers/answer.ts'
import { formatFigure } from '../../../core/answers/figures.ts'
import { guardText } from '../../../core/answers/guard.ts'
import type { Claim } from '../../../core/datasets/claims.ts'

const claim = (value: number, unit: Claim['unit'], at = 1): Claim => ({
  id: `c${at}`,
  value,
  unit,
  label: 'x',
  source: { file: 'vague-2024.csv', sheet: null, row: 12, column: '% Vert 2024' },
  formula: null,
  flags: [],
})
const claims = [
  claim(146, 'index', 1),
  claim(40.6, 'percent', 2),
  claim(1234, 'count', 3),
  claim(200, 'index', 4),
  claim(3, 'count', 5),
]
const labels = ['Âge : 25-34 ans', '18 ans', 'T1', 'Télévision']
const guard = (text: string, locale: Locale = 'fr') => guardText(text, { claims, labels, locale })

const allowed: [string, Locale][] = [
  ['L’indice est de **146**, soit **40,6 %** du segment.', 'fr'],
  ['The index is 146, or 40.6% of the segment.', 'en'],
  ['On 1,234 respondents, 41 percent.', 'en'],
  ['Sur 1 234 répondants, 41 pour cent.', 'fr'],
  ['« Âge : 25-34 ans » et « 18 ans » : 146.', 'fr'],
  ['Chez les 18 ans, 146.', 'fr'],
  ['“T1” has 146.', 'en'],
  ['Au sein de « Âge », trois segments.', 'fr'],
  ['Deux fois plus que la moyenne.', 'fr'],
  ['Écart de 146 points.', 'fr'],
  ['Un segment et une personne, sans chiffre.', 'fr'],
  ['Fichier « vague-2024.csv », colonne « % Vert 2024 ».', 'fr'],
]
for (const [text, locale] of allowed)
  test(`passes: ${text}`, (t) => t.deepEqual(guard(text, locale), { ok: true }))

const refused: [string, Locale, ...string[]][] = [
  ['L’indice est de 147.', 'fr', '147'],
  ['40,6 segments', 'fr', '40,6'],
  ['146 % du segment', 'fr', '146 %'],
  ['1.234 respondents', 'en', '1.234'],
  ['40,7 %', 'fr', '40,7 %'],
  ['de 40 à 46 %', 'fr', '40', '46 %'],
  ['−146', 'fr', '−146'],
  ['1**4**7', 'fr', '147'],
  ['1\u200b47', 'fr', '147'],
  ['١٤٦', 'fr', '١٤٦'],
  ['１４６', 'fr', '１４６'],
  ['½ du segment', 'fr', '½'],
  ['146k personnes', 'fr', '146'],
  ['« 147 »', 'fr', '147'],
  ['vingt-cinq pour cent des gens', 'fr', 'vingt-cinq pour cent'],
  ['quatre segments', 'fr', 'quatre segments'],
  ['four times the average', 'en', 'four times'],
  ['la moitié du segment', 'fr', 'la moitié'],
  ['twice as likely', 'en', 'twice'],
  ['1. Premier point', 'fr', '1'],
]
for (const [text, locale, ...figures] of refused)
  test(`refuses: ${text}`, (t) => {
    const guarded = guard(text, locale)
    t.false(guarded.ok)
    if (!guarded.ok) t.deepEqual(guarded.figures, figures)
  })

// In brackets, for beside another figure a blank could join the two into thousands.
test('a figure slipped in anywhere is caught unless it is a claim', (t) => {
  const words = [
    'L’indice',
    'est',
    'de',
    '**146**,',
    'soit',
    '**40,6\u202f%**',
    'du',
    'segment',
    '«\u202fT1\u202f»',
    '.',
  ]
  const figure = fc.oneof(
    fc.integer({ min: 0, max: 5000 }).map((value) => ({ value, decimals: 0 })),
    fc.integer({ min: 0, max: 50_000 }).map((value) => ({ value: value / 10, decimals: 1 })),
  )
  fc.assert(
    fc.property(
      figure,
      fc.boolean(),
      fc.nat(words.length),
      fc.boolean(),
      ({ value, decimals }, isPercent, at, isBold) => {
        const unit = isPercent ? 'percent' : 'index'
        const printed = formatFigure(value, unit, decimals, 'fr')
        const text = [
          ...words.slice(0, at),
          isBold ? `(**${printed}**)` : `(${printed})`,
          ...words.slice(at),
        ].join(' ')
        const half = 0.5 / 10 ** decimals + 1e-6
        const isClaim = claims.some(
          (one) => (one.unit === 'percent') === isPercent && Math.abs(one.value - value) <= half,
        )
        t.is(guard(text).ok, isClaim, text)
      },
    ),
    { numRuns: 1000 },
  )
  t.pass()
})

test('what a claim prints as always passes', (t) => {
  const unit = fc.constantFrom('index', 'percent', 'count') as fc.Arbitrary<Claim['unit']>
  const value = fc.integer({ min: -2_000_000, max: 2_000_000 }).map((whole) => whole / 100)
  fc.assert(
    fc.property(
      value,
      unit,
      fc.integer({ min: 0, max: 2 }),
      fc.constantFrom('fr', 'en'),
      (figure, kind, decimals, locale) => {
        const printed = formatFigure(figure, kind, decimals, locale as Locale)
        const text = `L’écart : **${printed}**.`
        t.deepEqual(
          guardText(text, { claims: [claim(figure, kind)], labels: [], locale: locale as Locale }),
          { ok: true },
        )
      },
    ),
    { numRuns: 1000 },
  )
  t.pass()
})
