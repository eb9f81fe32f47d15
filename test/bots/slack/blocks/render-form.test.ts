import test from 'ava'
import fc from 'fast-check'
import { readForm } from '../../../../bots/slack/blocks/read-form.ts'
import { renderForm, type SlackView } from '../../../../bots/slack/blocks/render-form.ts'
import { locales } from '../../../../core/answers/answer.ts'
import type { Form, FormField } from '../../../../core/messaging/card.ts'
import { mappingForm } from '../sample-cards.ts'
import { viewFaults, wordsOf } from './block-kit.ts'

type Input = {
  block_id: string
  optional: boolean
  hint?: { text: string }
  element: Record<string, unknown>
}
const inputsOf = ({ blocks }: SlackView): Input[] =>
  blocks.filter(({ type }) => type === 'input') as unknown as Input[]
const formOf = (...fields: FormField[]): Form => ({ ...mappingForm('fr'), intro: null, fields })
const textField = (extra: Partial<Extract<FormField, { kind: 'text' }>> = {}): FormField => ({
  kind: 'text', name: 'instructions', label: 'Instructions', hint: null, value: null, isLong: true, isRequired: false,
  maxCharacters: 4_000, ...extra,
}) // biome-ignore format: one field, read at a glance
const selectField = (count: number, value: string | null = null): FormField => ({
  kind: 'select', name: 'assistant', label: 'Assistant', hint: null, value, isRequired: true,
  options: Array.from({ length: count }, (_, at) => ({ label: `Assistant ${at}`, value: `id-${at}`, description: null })),
}) // biome-ignore format: one field, read at a glance

/** The state of a dialog as Slack sends it when nothing was changed. */
const sentUnchanged = (view: SlackView) => ({
  callback_id: view.callback_id as string,
  private_metadata: view.private_metadata as string,
  state: {
    values: Object.fromEntries(
      inputsOf(view).map(({ block_id, element }) => [
        block_id,
        { value: { value: element.initial_value ?? null, selected_option: element.initial_option ?? null } },
      ]),
    ) as Record<string, Record<string, unknown>>,
  },
})

test('the mapping of columns is a dialog with a select a column, in both languages', (t) => {
  for (const locale of locales) {
    const form = mappingForm(locale)
    const view = renderForm(form, { locale, place: { channel: 'C1', thread: '1.2' } })
    t.deepEqual(viewFaults(view), [])
    t.is(view.callback_id, 'data.map')
    t.deepEqual(
      inputsOf(view).map(({ block_id, optional, element }) => [block_id, element.type, optional]),
      [
        ['name', 'plain_text_input', false],
        ...[0, 1, 2, 3, 4, 5].map((at) => [`column_${at}`, 'static_select', false]),
        ['instructions', 'plain_text_input', true],
        ['file', 'file_input', true],
      ],
    )
    t.is((inputsOf(view)[3]!.element.initial_option as { value: string }).value, 'index')
  }
})

test('what is sent unchanged is what was shown, with its ids and the place where it was opened', (t) => {
  const view = renderForm(mappingForm('fr'), { locale: 'fr', place: { channel: 'C1', thread: null } })
  const sent = readForm(sentUnchanged(view))
  t.is(sent.action, 'data.map')
  t.deepEqual(sent.value, mappingForm('fr').value)
  t.deepEqual(sent.place, { channel: 'C1', thread: null })
  t.deepEqual(sent.values, {
    name: 'Loisirs 2026', column_0: 'interview', column_1: 'segment', column_2: 'index', column_3: 'vertical',
    column_4: 'horizontal', column_5: 'count',
  }) // biome-ignore format: one list, read at a glance
})

test('a text longer than Slack’s input goes on in the next, and comes back whole', (t) => {
  const value = Array.from({ length: 400 }, (_, at) => `Ligne ${at}.`)
    .join('\n')
    .slice(0, 4_000)
  const view = renderForm(formOf(textField({ value })), { locale: 'fr' })
  t.deepEqual(viewFaults(view), [])
  t.deepEqual(
    inputsOf(view).map(({ block_id }) => block_id),
    ['instructions', 'instructions~2'],
  )
  t.is(readForm(sentUnchanged(view)).values.instructions, value)
  fc.assert(
    fc.property(fc.string({ maxLength: 4_000, minLength: 2_900, unit: 'binary-ascii' }), (text) => {
      const shown = renderForm(formOf(textField({ value: text })), { locale: 'en' })
      t.deepEqual(viewFaults(shown), [])
      t.is(readForm(sentUnchanged(shown)).values.instructions, text)
    }),
    { numRuns: 40 },
  )
})

test('many options stand in groups, none at all in a sentence, a strange choice in no one’s way', (t) => {
  const many = renderForm(formOf(selectField(350, 'id-349')), { locale: 'fr' })
  t.deepEqual(viewFaults(many), [])
  t.is((inputsOf(many)[0]!.element.option_groups as unknown[]).length, 4)
  const over = renderForm(formOf(selectField(5_000, 'id-4999')), { locale: 'fr' })
  t.deepEqual(viewFaults(over), [])
  t.like(inputsOf(over)[0]!.element, { type: 'external_select', initial_option: { value: 'id-4999' } })
  const heavy = Array.from({ length: 12 }, (_, at) => ({
    ...selectField(300),
    name: `f${at}`,
  })) as FormField[]
  const cut = renderForm(formOf(...heavy), { locale: 'fr' })
  t.deepEqual(viewFaults(cut), [])
  t.regex(wordsOf(cut.blocks), /ne tiennent pas ici/)
  const none = renderForm(formOf(selectField(0)), { locale: 'fr' })
  t.deepEqual(viewFaults(none), [])
  t.true(wordsOf(none.blocks).includes('Assistant'))
  const strange = renderForm(formOf(selectField(3, 'gone')), { locale: 'fr' })
  t.deepEqual(viewFaults(strange), [])
  t.is(inputsOf(strange)[0]!.element.initial_option, undefined)
})

test('a file of two hundred columns shows as many as a dialog takes, and says how many it does not', (t) => {
  const columns = Array.from({ length: 200 }, (_, at) => ({
    ...selectField(8, 'id-1'),
    name: `column_${at}`,
  }))
  const view = renderForm({ ...formOf(...(columns as FormField[])), intro: 'Colonnes' }, { locale: 'fr' })
  t.deepEqual(viewFaults(view), [])
  t.is(view.blocks.length, 100)
  t.regex(wordsOf(view.blocks), /102 champs ne tiennent pas ici/)
})

test('any form at all is a dialog that Slack takes', (t) => {
  const label = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.constant('<!channel> https://evil.example'),
    fc.constant('é'.repeat(2_500)),
  )
  const common = { label, hint: fc.option(label), isRequired: fc.boolean() }
  const field = fc.oneof(
    fc.record({ kind: fc.constant('text'), ...common, value: fc.option(label), isLong: fc.boolean(), maxCharacters: fc.integer({ min: 1, max: 9_000 }) }),
    fc.record({
      kind: fc.constant('select'), ...common, value: fc.option(label),
      options: fc.array(fc.record({ label, value: label, description: fc.option(label) }), { maxLength: 6 }),
    }),
    fc.record({ kind: fc.constant('file'), ...common }),
  ) // biome-ignore format: one kind a line
  fc.assert(
    fc.property(fc.array(field, { maxLength: 8 }), label, (fields, words) => {
      const named = fields.map((one, at) => ({ ...one, name: `f${at}` })) as FormField[]
      const form = { ...formOf(...named), title: words, submit: words, cancel: words, intro: words }
      const view = renderForm(form, { locale: 'fr' })
      t.deepEqual(viewFaults(view), [])
      t.notRegex(wordsOf(view), /<!|:\/\//)
    }),
    { numRuns: 150 },
  )
})

test('what was sent is read with care: files, empty fields, nonsense', (t) => {
  const sent = readForm({
    callback_id: 'assistant.create',
    private_metadata: 'not json',
    state: {
      values: {
        file: {
          value: {
            files: [{ id: 'F1', name: 'a.csv', size: 12, url_private_download: 'https://files.example/a' }],
          },
        },
        name: { value: { value: null } },
        theme: { value: { selected_option: { value: 'food' } } },
        strange: { other: { value: 'x' } },
      },
    },
  })
  t.deepEqual(sent, {
    action: 'assistant.create',
    value: {},
    place: { channel: null, thread: null },
    values: { theme: 'food' },
    files: [{ name: 'file', file: { id: 'F1', name: 'a.csv', bytes: 12, url: 'https://files.example/a' } }],
  })
  t.deepEqual(readForm({}).values, {})
})
