import test from 'ava'
import fc from 'fast-check'
import { againMark, nextPage, pageOf } from '../../../../bots/discord/blocks/form-pages.ts'
import { withInner } from '../../../../bots/discord/blocks/piece.ts'
import { readForm } from '../../../../bots/discord/blocks/read-form.ts'
import { renderForm } from '../../../../bots/discord/blocks/render-form.ts'
import type { Form, FormField } from '../../../../core/messaging/card.ts'
import { liveIn, modalFaults, wordsOf } from '../../../helpers/discord-blocks/rules.ts'
import { mappingForm } from '../../slack/sample-cards.ts'
import { locales } from './cards.ts'

type Modal = ReturnType<typeof renderForm>
const uuid = '01932f00-0000-7000-8000-0000000000d1'
const place = { channel: '1132435678901234567', thread: '1132435678901234999' }
const formOf = (...fields: FormField[]): Form => ({ ...mappingForm('fr'), intro: null, fields })
const textField = (extra: Partial<Extract<FormField, { kind: 'text' }>> = {}): FormField => ({
  kind: 'text', name: 'instructions', label: 'Instructions', hint: null, value: null, isLong: true, isRequired: false,
  maxCharacters: 4_000, ...extra,
}) // biome-ignore format: one field, read at a glance
const selectField = (count: number, value: string | null = null): Extract<FormField, { kind: 'select' }> => ({
  kind: 'select', name: 'assistant', label: 'Assistant', hint: null, value, isRequired: true,
  options: Array.from({ length: count }, (_, at) => ({ label: `Assistant ${at}`, value: `id-${at}`, description: null })),
}) // biome-ignore format: one field, read at a glance

const inputsOf = ({ components }: Modal) =>
  components.flatMap(withInner).filter(({ custom_id: id }) => typeof id === 'string')

/** The dialog as Discord sends it when nothing was changed. */
const sentUnchanged = (modal: Modal) => ({
  custom_id: modal.custom_id,
  components: inputsOf(modal).map(({ type, custom_id, value, options }) => ({
    type: 18,
    id: 1,
    component: {
      type, custom_id, id: 2,
      ...(type === 4 && { value: value ?? '' }),
      ...(type === 3 && { values: (options as { default?: boolean; value: string }[]).flatMap((one) => (one.default ? [one.value] : [])) }),
      ...(type === 19 && { values: [] }),
    },
  })),
}) // biome-ignore format: one dialog, read at a glance

test('a form of five fields is one dialog; a longer one has pages, each sent for itself', (t) => {
  for (const locale of locales) {
    const form = mappingForm(locale)
    const pages = [1, 2].map((page) => renderForm(form, { locale, place, page }))
    for (const modal of pages) t.deepEqual(modalFaults(modal), [])
    t.deepEqual(
      pages.map((modal) => inputsOf(modal).length),
      [4, 5],
    )
    t.regex(pages[0]!.title, / \(1\/2\)$/)
    const [first, second] = pages.map((modal) => readForm(sentUnchanged(modal)))
    t.like(first, { action: 'data.map', value: form.value, page: 1, pages: 2, place })
    t.deepEqual({ ...first!.values, ...second!.values }, {
      name: 'Loisirs 2026', column_0: 'interview', column_1: 'segment', column_2: 'index', column_3: 'vertical',
      column_4: 'horizontal', column_5: 'count', instructions: '',
    }) // biome-ignore format: one list, read at a glance
    const part = nextPage(first!, locale)
    const [button] = part?.kind === 'controls' ? part.controls : []
    t.like(button, { action: 'data.map', value: { dataset_id: uuid, page: '2' } })
    t.is(nextPage(second!, locale), null)
  }
  t.deepEqual(pageOf({ assistant: uuid, page: '2' }), {
    page: 2,
    isAgain: false,
    value: { assistant: uuid },
  })
  t.deepEqual(pageOf({ page: 'x' }), { page: 1, isAgain: false, value: {} })
  t.deepEqual(pageOf({ ...againMark, assistant: uuid }), {
    page: 1,
    isAgain: true,
    value: { assistant: uuid },
  })
  const edit = nextPage(
    { action: 'assistant.edit', value: { id: uuid, since: 'x' }, page: 1, pages: 2 },
    'fr',
  )
  t.like(edit?.kind === 'controls' && edit.controls[0], { value: { assistant: uuid, page: '2' } })
})

test('the ids of a form and its place fit together; where they do not, words give way', (t) => {
  const value = { id: uuid, since: '2026-11-21T14:32:05.123Z' }
  const modal = renderForm(
    { ...formOf(textField()), action: 'assistant.edit', value },
    { locale: 'fr', place },
  )
  t.deepEqual(readForm(sentUnchanged(modal)).place, place)
  t.deepEqual(readForm(sentUnchanged(modal)).value, value)
  const long = { dataset_id: uuid, name: 'x'.repeat(80), theme: 'y'.repeat(20) }
  const cut = readForm(
    sentUnchanged(renderForm({ ...formOf(textField()), value: long }, { locale: 'fr', place })),
  )
  t.deepEqual(cut.value, { dataset_id: uuid, theme: 'y'.repeat(20) })
  t.deepEqual(cut.place, { channel: null, thread: null })
})

test('the intro stands above the fields where it has room', (t) => {
  const form = { ...formOf(textField()), intro: '**loisirs.csv** : 12 lignes' }
  t.is(renderForm(form, { locale: 'fr' }).components[0]!.type, 10)
  const full = { ...form, fields: [1, 2, 3, 4, 5].map((at) => textField({ name: `f${at}` })) }
  t.is(renderForm(full, { locale: 'fr' }).components[0]!.type, 18)
  t.deepEqual(modalFaults(renderForm(formOf(), { locale: 'fr' })), [])
})

test('a long text goes on in the next input and comes back whole; more choices than a list holds have several', (t) => {
  const value = Array.from({ length: 700 }, (_, at) => `Ligne ${at}.`)
    .join('\n')
    .slice(0, 6_000)
  const modal = renderForm(formOf(textField({ value, maxCharacters: 9_000 })), { locale: 'fr' })
  t.deepEqual(modalFaults(modal), [])
  t.deepEqual(
    inputsOf(modal).map(({ custom_id: id }) => id),
    ['instructions', 'instructions~2'],
  )
  t.is(readForm(sentUnchanged(modal)).values.instructions, value)
  const many = renderForm(formOf(selectField(100, 'id-60'), textField()), { locale: 'fr' })
  t.deepEqual(modalFaults(many), [])
  t.is(inputsOf(many).length, 5)
  t.regex(wordsOf(many.components), /Actuellement : Assistant 60/)
  const chosen = readForm({
    custom_id: 'a',
    components: [{ type: 18, component: { type: 3, custom_id: 'assistant~3', values: ['id-55'] } }],
  })
  t.deepEqual(chosen.values, { assistant: 'id-55' })
  const over = renderForm(formOf(selectField(400, 'id-399')), { locale: 'fr' })
  t.deepEqual(modalFaults(over), [])
  t.true(wordsOf(over.components).includes('Assistant 399'))
  const none = renderForm(formOf(selectField(0)), { locale: 'fr' })
  t.deepEqual(modalFaults(none), [])
  t.true(wordsOf(none.components).includes('Assistant'))
})

test('any form at all is dialogs that Discord takes, and every field is on one of them', (t) => {
  const label = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.constant('@everyone https://evil.example'),
    fc.constant('é'.repeat(2_500)),
  )
  const common = { label, hint: fc.option(label), isRequired: fc.boolean() }
  const field = fc.oneof(
    fc.record({ kind: fc.constant('text'), ...common, value: fc.option(label), isLong: fc.boolean(), maxCharacters: fc.integer({ min: 1, max: 9_000 }) }),
    fc.record({
      kind: fc.constant('select'), ...common, value: fc.option(label),
      options: fc.array(fc.record({ label, value: label, description: fc.option(label) }), { maxLength: 60 }),
    }),
    fc.record({ kind: fc.constant('file'), ...common }),
  ) // biome-ignore format: one kind a line
  fc.assert(
    fc.property(fc.array(field, { maxLength: 12 }), label, (fields, words) => {
      const named = fields.map((one, at) => ({ ...one, name: `f${at}` })) as FormField[]
      const form = { ...formOf(...named), title: words, submit: words, cancel: words, intro: words }
      const first = renderForm(form, { locale: 'fr' })
      const { pages } = readForm(first)
      const shown = Array.from({ length: pages }, (_, at) => renderForm(form, { locale: 'fr', page: at + 1 }))
      for (const modal of shown) {
        t.deepEqual(modalFaults(modal), [])
        t.deepEqual(liveIn(wordsOf(modal.components)), [])
      }
      const names = new Set(
        shown.flatMap(inputsOf).map(({ custom_id: id }) => String(id).replace(/~\d+$/, '')),
      )
      for (const one of named) t.true(names.has(one.name) || one.kind === 'select', one.name)
    }),
    { numRuns: 150 },
  )
})

test('what was sent is read with care: files, empty fields, nonsense', (t) => {
  const sent = readForm({
    custom_id: 'assistant.create',
    components: [
      { type: 18, component: { type: 19, custom_id: 'file', values: ['900'] } },
      { type: 18, component: { type: 19, custom_id: 'other', values: ['901'] } },
      { type: 18, component: { type: 3, custom_id: 'theme', values: ['food'] } },
      { type: 18, component: { type: 3, custom_id: 'dataset', values: [] } },
      { type: 18, component: { type: 4, custom_id: 'name', value: '' } },
      { type: 10, id: 3 },
      null,
    ],
    resolved: {
      attachments: {
        900: {
          id: '900',
          filename: 'a.csv',
          size: 12,
          url: 'https://cdn.example/a',
          content_type: 'text/csv',
        },
      },
    },
  })
  t.deepEqual(sent, {
    action: 'assistant.create', value: {}, place: { channel: null, thread: null }, page: 1, pages: 1,
    values: { theme: 'food', name: '' },
    files: [{ name: 'file', file: { id: '900', name: 'a.csv', bytes: 12, url: 'https://cdn.example/a' } }],
  }) // biome-ignore format: one form, read at a glance
  t.deepEqual(readForm({ custom_id: ';;;' }).values, {})
})
