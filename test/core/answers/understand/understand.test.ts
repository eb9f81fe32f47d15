import { readFileSync } from 'node:fs'
import test from 'ava'
import fc from 'fast-check'
import type { Locale } from '../../../../core/answers/answer.ts'
import { understand } from '../../../../core/answers/understand/understand.ts'
import {
  contextAfter,
  type FollowUpContext,
  type Understanding,
} from '../../../../core/answers/understand/understanding.ts'
import { type PlanInput, planSchema } from '../../../../core/datasets/query/plan.ts'
import { goldenTable } from '../../../fixtures/golden-table.ts'
import { demo, en, fr } from './tables.ts'

interface Expected {
  question: string
  plan?: PlanInput
  ask?: string
  candidates?: string[]
  refuse?: string
  mention?: string
}
interface Case extends Expected {
  table: keyof typeof tables
  locale: Locale
}

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../../../fixtures/understand/${name}`, import.meta.url), 'utf8')) as T
const tables = { fr, en, demo }
const localeOf = (table: keyof typeof tables): Locale => (table === 'en' ? 'en' : 'fr')

/** What a test compares: the plan with its defaults, or the reason with what it names. */
const shown = (understood: Understanding): object => {
  if (understood.kind === 'plan') return { plan: understood.plan }
  if (understood.kind === 'ask') return { ask: understood.reason, candidates: understood.candidates }
  return understood.reason === 'unknown_label'
    ? { refuse: understood.reason, mention: understood.mention }
    : { refuse: understood.reason }
}
const wanted = ({ plan, ask, candidates, refuse, mention }: Expected): object => {
  if (plan) return { plan: planSchema.parse(plan) }
  if (ask) return { ask, candidates }
  return mention === undefined ? { refuse } : { refuse, mention }
}

const cases = read<Case[]>('questions.json')
for (const table of ['fr', 'en', 'demo'] as const)
  test(`questions to the ${table} table`, (t) => {
    const own = cases.filter((one) => one.table === table)
    t.true(own.length >= 40)
    for (const one of own) {
      const understood = understand(one.question, { table: tables[table], locale: localeOf(table) })
      t.deepEqual(shown(understood), wanted(one), one.question)
      t.is(understood.locale, one.locale, one.question)
    }
  })

interface Family extends Omit<Expected, 'question'> {
  family: string
  table: keyof typeof tables
  locale: Locale
  questions: string[]
}

test('one question, said in many ways: greetings, errands, sign-offs, directions of a share, typing faults', (t) => {
  for (const { family, table, locale, questions, ...expected } of read<Family[]>('families.json'))
    for (const question of questions) {
      const understood = understand(question, { table: tables[table], locale })
      t.deepEqual(shown(understood), wanted({ ...expected, question }), `${family}: ${question}`)
    }
})

/** The same question with a word that the file has not: politeness around it excuses nothing. */
test('what surrounds a question hides no population', (t) => {
  for (const { table, locale, questions } of read<Pick<Family, 'table' | 'locale' | 'questions'>[]>(
    'traps.json',
  ))
    for (const question of questions)
      t.is(understand(question, { table: tables[table], locale }).kind, 'refuse', question)
})

test('follow-ups and replies use the conversation', (t) => {
  for (const { table, turns } of read<{ table: keyof typeof tables; turns: Expected[] }[]>(
    'conversations.json',
  )) {
    let context: FollowUpContext | null = null
    for (const turn of turns) {
      const understood = understand(turn.question, { table: tables[table], locale: localeOf(table), context })
      t.deepEqual(shown(understood), wanted(turn), turn.question)
      // The context is stored as JSON between two questions.
      context = JSON.parse(
        JSON.stringify(contextAfter(context, turn.question, understood)),
      ) as FollowUpContext
    }
  }
})

test('a context of another file is not used', (t) => {
  const context = { plan: planSchema.parse({ operation: 'profile', row: 'Race: Black' }) }
  t.is(understand('et les pires ?', { table: fr, context }).kind, 'ask')
  const understood = understand('pourquoi ?', { table: fr, context })
  t.is(understood.kind, 'refuse')
})

test('the language is told by the question, the preferred one decides when it is not', (t) => {
  t.is(understand('Lecture', { table: fr, locale: 'en' }).locale, 'en')
  t.is(understand('Lecture', { table: fr }).locale, 'fr')
  t.is(understand('which segments are best for Femme?', { table: fr, locale: 'fr' }).locale, 'en')
})

test('confidence falls with what was corrected', (t) => {
  const sure = understand('indice de la lecture chez les femmes', { table: fr })
  const misspelt = understand("indice de l'ordinatuer chez les femmes", { table: fr })
  t.true(sure.kind === 'plan' && misspelt.kind === 'plan' && sure.confidence > misspelt.confidence)
})

test('a label on both axes is asked for, unless the other label tells', (t) => {
  const both = { ...fr, segments: [...fr.segments, 'Sexe : Homme'] }
  t.like(understand('profil des hommes', { table: both }), { kind: 'ask', reason: 'which_axis' })
  t.like(understand('indice des hommes pour la lecture', { table: both }), {
    kind: 'plan',
    plan: { operation: 'lookup', row: 'Sexe : Homme', segment: 'Lecture' },
  })
})

test('a label of a letter and a digit is a label, and a quoted one wins', (t) => {
  const table = goldenTable()
  const planOf = (question: string): unknown => {
    const understood = understand(question, { table })
    return understood.kind === 'plan' ? understood.plan : understood
  }
  t.like(planOf('profil de T1'), { operation: 'profile', segment: 'T1' })
  t.like(planOf('Compare « T1 » et « T2 »'), { operation: 'compare', labels: ['T1', 'T2'] })
  t.like(planOf('indice de T2 chez les 25-34 ans'), { operation: 'lookup', row: '25–34 ans', segment: 'T2' })
  t.like(planOf('profil de T3'), { kind: 'refuse', reason: 'unknown_label', mention: 'T3' })
  const odd = { ...fr, segments: [...fr.segments, 'Top 3 des indices'] }
  t.like(understand('profil de « Top 3 des indices »', { table: odd }), {
    plan: { operation: 'profile', segment: 'Top 3 des indices' },
  })
})

const words = [
  ...fr.rows, ...fr.segments, ...en.rows, ...en.segments, 'top', 'bottom', 'compare', 'profil', 'chez', 'parmi', 'among',
  'les', 'of', 'plus de', 'at least', 'entre', '120', '5', '20 %', '%', 'vertical', 'indice', 'et', 'and', 'ou', 'pas',
  'explique', 'why', 'part', 'share', 'âge', 'ans', 'Profession', 'segments', 'cibles', 'qui', 'which', '?', ',', '«', '»',
  'que recommandes-tu', 'plutôt', 'seulement', 'zyx', 'Zürich', '💡', 'tous', 'surreprésenté', '2019', '-3', '1e9',
] // biome-ignore format: a list of words
const salad = fc.array(fc.constantFrom(...words), { maxLength: 14 }).map((parts) => parts.join(' '))

test('a salad of words never throws and never gives an invalid plan', (t) => {
  fc.assert(
    fc.property(fc.oneof(salad, fc.string({ unit: 'grapheme', maxLength: 80 })), salad, (question, next) => {
      let context: FollowUpContext | null = null
      for (const one of [question, next, 'et les pires ?', 'la première', 'plutôt en % vertical']) {
        const understood = understand(one, { table: fr, context })
        if (understood.kind === 'plan') {
          const { plan } = understood
          planSchema.parse(plan)
          if ('row' in plan && plan.row) t.true(fr.rows.includes(plan.row))
          if ('segment' in plan && plan.segment) t.true(fr.segments.includes(plan.segment))
          if (plan.operation === 'compare')
            for (const label of plan.labels) t.true([...fr.rows, ...fr.segments].includes(label))
        }
        context = contextAfter(context, one, understood)
      }
    }),
    { numRuns: 400 },
  )
})

test('no text takes long, however it repeats itself', (t) => {
  understand('lecture', { table: fr })
  const units = [
    'a', '1', '1 000 ', '«', '"', '<b ', '<a', 'select ', 'ignore ', 'plus de ', 'zzzzzzz ', 'é', '{{', '(',
    'indice lecture ', 'télévision 4 h et plus ', 'ouvriers qualifiés ', 'entre 1 et ',
  ] // biome-ignore format: a list of texts
  const slowest = Math.max(
    ...units.flatMap((unit) =>
      [2_000, 100_000].map((size) => {
        const text = unit.repeat(Math.ceil(size / unit.length)).slice(0, size)
        const started = performance.now()
        understand(text, { table: fr })
        return performance.now() - started
      }),
    ),
  )
  // Milliseconds on a quiet machine; what repeats itself without end took minutes.
  t.true(slowest < 5_000, `${slowest} ms`)
})

test('a table of many labels is indexed once and answers fast', (t) => {
  const rows = Array.from(
    { length: 20_000 },
    (_, at) => `Marque : Produit ${at} ${['alpha', 'beta'][at % 2]}`,
  )
  const table = { ...fr, rows }
  const ask = (question: string): Understanding => understand(question, { table })
  ask('lecture')
  const started = performance.now()
  t.like(ask('indice du produit 778 alpha pour la lecture'), {
    kind: 'plan',
    plan: { row: 'Marque : Produit 778 alpha', segment: 'Lecture' },
  })
  t.not(ask('indice du produit 778 beta pour la lecture').kind, 'plan')
  t.true(performance.now() - started < 5_000)
})
