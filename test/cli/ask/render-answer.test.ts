import test from 'ava'
import { renderAnswer } from '../../../cli/ask/render-answer.ts'
import type { Answer } from '../../../core/answers/answer.ts'

const answer: Answer = {
  conversation_id: null,
  message_id: null,
  text: 'Indice **146**.',
  locale: 'fr',
  stage: 'data',
  model: null,
  fallback_reason: null,
  plan: null,
  claims: [
    {
      id: 'c1',
      value: 146,
      unit: 'index',
      label: 'Cinéma × Femmes',
      source: { file: 'a.xlsx', sheet: 'Tri', row: 12, column: 'Indice' },
      formula: null,
      flags: ['small_base'],
    },
    {
      id: 'c2',
      value: 40.6,
      unit: 'percent',
      label: 'Cinéma × Femmes',
      source: { file: 'a.xlsx', sheet: 'Tri', row: 12, column: '% Vert' },
      formula: null,
      flags: [],
    },
    {
      id: 'c3',
      value: 46,
      unit: 'percent',
      label: 'Cinéma × Femmes',
      source: null,
      formula: 'c1 - 100',
      flags: [],
    },
    { id: 'c4', value: 100, unit: 'index', label: 'base', source: null, formula: 'definition', flags: [] },
  ],
  warnings: [],
  suggestions: [],
  table: {
    columns: [
      { key: 'row', title: 'Profil', unit: 'text' },
      { key: 'index', title: 'Indice', unit: 'index' },
      { key: 'vertical', title: '% Vert', unit: 'percent' },
    ],
    rows: [
      { row: 'Cinéma', index: { claim: 'c1' }, vertical: { claim: 'c2' } },
      { row: 'Cinéma d’été très long', index: null, vertical: { claim: 'c9' } },
    ],
  },
  chart: null,
  usage: { input_tokens: 0, output_tokens: 0, cost_nano_usd: 0 },
  response_time_ms: 1,
}

test('figures stand under each other, and each row of the file is one line of sources', (t) => {
  t.is(
    renderAnswer(answer),
    [
      'Indice 146.',
      '',
      '  Profil                  Indice  % Vert',
      '  Cinéma                   146 ★  40,6\u202f%',
      '  Cinéma d’été très long       –       –',
      '',
      'Sources\u202f: a.xlsx, Tri',
      '  ligne 12 — Cinéma × Femmes\u202f: Indice 146 · % Vert 40,6\u202f%',
      '  46\u202f% = 146 - 100',
      '',
    ].join('\n'),
  )
})

test('a label cannot steer the terminal', (t) => {
  const label = 'Ciné\u001b[2Jma\u0007\u009b31m'
  const text = renderAnswer({ ...answer, text: label, table: null, warnings: [label], suggestions: [label] })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is the point
  t.notRegex(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
})
