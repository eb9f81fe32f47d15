import type { Term } from '../../datasets/query/plan.ts'
import type { Resolved } from './draft.ts'

const terms: [Term, (frame: Resolved) => boolean][] = [
  ['affinity_rate', ({ slots }) => slots.has('term_affinity_rate')],
  [
    'tgi',
    ({ slots }) =>
      slots.reading.tokens.some((token) => token.fold === 'tgi') ||
      /target group index/i.test(slots.reading.question),
  ],
  [
    'affinity_index',
    ({ slots }) => slots.items.some((item) => item.tags.has('index') && /affinit/i.test(item.text)),
  ],
  ['robustness', ({ slots }) => slots.has('term_robustness')],
  ['rounding', ({ slots }) => slots.has('term_rounding')],
  ['interview', ({ slots }) => slots.has('term_interview')],
  ['vertical', ({ slots }) => slots.has('vertical')],
  ['horizontal', ({ slots }) => slots.has('horizontal')],
  ['base', ({ slots }) => slots.has('term_base')],
  ['index', ({ slots }) => slots.has('index') || slots.has('over') || slots.has('under')],
  ['count', ({ slots }) => slots.has('count')],
  ['segment', ({ slots }) => slots.items.some((item) => item.tags.has('segment') && !/s$/i.test(item.text))],
  [
    'interview',
    ({ slots }) =>
      slots.items.some((item) => item.tags.has('row') && !item.tags.has('filler') && !/s$/i.test(item.text)),
  ],
]
/** The word of the trade that a question names, the narrowest first. */
export const termOf = (frame: Resolved): Term | null => terms.find(([, holds]) => holds(frame))?.[0] ?? null
