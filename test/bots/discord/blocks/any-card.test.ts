import test from 'ava'
import fc from 'fast-check'
import { readControl } from '../../../../bots/discord/blocks/controls.ts'
import { cleanText } from '../../../../bots/discord/blocks/escape.ts'
import { withInner } from '../../../../bots/discord/blocks/piece.ts'
import type { Card, CardPart } from '../../../../core/messaging/card.ts'
import { assertSound, locales } from './cards.ts'

const word = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(
    '@everyone', '<@1>', '<@&2>', '[x](https://evil.example)', 'https://evil.example', '||', '**', '__', '`', '```',
    ':smile:', '\u202e', 'a'.repeat(1_200), ' ', '\n\n', '- ', '1. ', '# ', '> ', '-# ', '\\', '\u200b',
  ), // biome-ignore format: one list, read at a glance
)
const text = fc
  .array(word, { maxLength: 6 })
  .map((words) => words.join(' ').replace(/^\s*(?:`{3,}|~{3,}).*$/gm, ''))
const label = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '))
const value = fc.dictionary(
  fc.constantFrom('id', 'question', 'own'),
  fc.oneof(fc.string({ maxLength: 160, unit: 'grapheme' }), fc.uuid()),
)
const option = fc.record({ label, value: fc.uuid(), description: fc.option(label) })
const control = fc.oneof(
  fc.record({
    kind: fc.constant('button' as const), label, style: fc.constantFrom('plain', 'primary', 'danger'),
    action: fc.constantFrom('answer.suggest', 'answer.hide', 'a.b'), value,
    confirm: fc.option(fc.record({ title: label, text: label, yes: label, no: label })),
  }),
  fc.record({ kind: fc.constant('link' as const), label, url: label }),
  fc.record({ kind: fc.constant('select' as const), label, action: fc.constant('a.b'), value, options: fc.array(option, { minLength: 1, maxLength: 40 }), selected: fc.constant(null) }),
) // biome-ignore format: one record, read at a glance
const part: fc.Arbitrary<CardPart> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text }),
  fc.record({ kind: fc.constant('heading' as const), text: label }),
  fc.record({ kind: fc.constant('fields' as const), fields: fc.array(fc.record({ name: label, value: text }), { maxLength: 5 }) }),
  fc.record({
    kind: fc.constant('table' as const), caption: label,
    columns: fc.constant([{ title: 'A', isNumeric: false }, { title: 'B', isNumeric: true }]),
    rows: fc.array(fc.tuple(label, label), { maxLength: 6 }),
  }),
  fc.record({
    kind: fc.constant('figures' as const),
    figures: fc.array(fc.record({ label, figure: label, source: fc.option(control.filter((one) => one.kind === 'button')) }), { maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant('notes' as const), tone: fc.constantFrom('plain', 'caution'), notes: fc.array(text, { maxLength: 4 }) }),
  fc.record({ kind: fc.constant('steps' as const), steps: fc.array(fc.record({ title: label, state: fc.constantFrom('running', 'done'), detail: fc.option(label) }), { maxLength: 4 }) }),
  fc.record({
    kind: fc.constant('chart' as const),
    chart: fc.record({ title: label, unit: fc.constant('index' as const), baseline: fc.constant(100), alt: label, series: fc.constant([]) }),
  }),
  fc.record({ kind: fc.constant('controls' as const), controls: fc.array(control, { maxLength: 8 }) }),
  fc.constant({ kind: 'rule' as const }),
) as fc.Arbitrary<CardPart> // biome-ignore format: one kind a line
const card = fc.record({
  tone: fc.constantFrom('plain', 'good', 'caution', 'bad'),
  title: fc.option(label),
  parts: fc.array(part, { maxLength: 6 }),
  footer: fc.option(label),
}) as fc.Arbitrary<Card>

test('any card at all is within every limit, nothing of it is lost, and nothing in it is live', (t) => {
  fc.assert(
    fc.property(card, fc.constantFrom(...locales), (given, locale) => {
      assertSound(t, given, { locale })
    }),
    { numRuns: 250 },
  )
})

test('whatever can be pressed on any card is read back as it was made, from its own message alone', (t) => {
  const controls = fc.array(control, { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(controls, (given) => {
      const made = given.filter((one) => one.kind !== 'link')
      const shown = {
        tone: 'plain',
        title: null,
        parts: [{ kind: 'controls', controls: given }],
        footer: null,
      } as Card
      for (const { components } of assertSound(t, shown)) {
        for (const { custom_id: id } of components.flatMap(withInner)) {
          if (typeof id !== 'string') continue
          const read = readControl(id, { components })
          t.truthy(read, id)
          const { action, value: said, asksFirst } = read!
          const clean = (one: Record<string, string>) =>
            JSON.stringify(
              Object.entries(one)
                .map(([name, own]) => [name, cleanText(own).replace(/[\u200b\n]/g, '')])
                .toSorted(),
            )
          t.true(
            made.some(
              (one) =>
                one.action === action &&
                clean(one.value) === clean(said) &&
                asksFirst === (one.kind === 'button' && one.confirm !== null),
            ),
            `${id} ${JSON.stringify(said)}`,
          )
        }
      }
    }),
    { numRuns: 200 },
  )
})
