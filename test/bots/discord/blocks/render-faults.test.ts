import test from 'ava'
import fc from 'fast-check'
import { classicOf } from '../../../../bots/discord/blocks/classic.ts'
import { readControl } from '../../../../bots/discord/blocks/controls.ts'
import { cleanText } from '../../../../bots/discord/blocks/escape.ts'
import { pageOf } from '../../../../bots/discord/blocks/form-pages.ts'
import { withInner } from '../../../../bots/discord/blocks/piece.ts'
import { type Faulty, renderFaults } from '../../../../bots/discord/blocks/render-faults.ts'
import { fillAgain } from '../../../../bots/discord/blocks/typed-fields.ts'
import type { Locale } from '../../../../core/answers/answer.ts'
import type { Form, FormField } from '../../../../core/messaging/card.ts'
import { classicFaults, liveIn, messageFaults, wordsOf } from '../../../helpers/discord-blocks/rules.ts'
import { locales } from './cards.ts'

const uuid = '01932f00-0000-7000-8000-0000000000d1'
const textField = (name: string): FormField => ({
  kind: 'text', name, label: `Label of ${name}`, hint: null, value: 'as it was', isLong: true, isRequired: false,
  maxCharacters: 4_000,
}) // biome-ignore format: one field, read at a glance
const selectField = (labels: string[]): FormField => ({
  kind: 'select', name: 'audience', label: 'Who', hint: null, value: 'v0', isRequired: true,
  options: labels.map((label, at) => ({ label, value: `v${at}`, description: null })),
}) // biome-ignore format: one field, read at a glance
const fileField: FormField = { kind: 'file', name: 'file', label: 'File', hint: null, isRequired: false }
const formWith = (fields: FormField[]): Form => ({
  action: 'assistant.edit', title: 'A form', submit: 'Save', cancel: 'Cancel', value: {}, intro: null, fields,
}) // biome-ignore format: one form, read at a glance

const opener: NonNullable<Faulty['opener']> = {
  action: 'assistant.edit',
  value: { assistant: uuid },
  page: 2,
}
const show = (fields: FormField[], given: Partial<Faulty>, locale: Locale = 'fr') =>
  renderFaults({ fields, errors: {}, values: {}, opener, ...given }, { locale })

/** What Discord hands over with a press on the button. */
const pressedOf = (messages: ReturnType<typeof show>) => {
  const { components } = messages.at(-1)!
  const button = components.flatMap(withInner).find(({ custom_id: id }) => typeof id === 'string')
  return { components, control: readControl(String(button!.custom_id), { components })! }
}
const again = (fields: FormField[], messages: ReturnType<typeof show>) =>
  fillAgain(formWith(fields), messages.at(-1)!.components).fields.map((field) =>
    field.kind === 'file' ? null : field.value,
  )

test('each fault stands under its field, each text as it was typed, and the button opens the same page', (t) => {
  const fields = [textField('name'), textField('theme'), selectField(['Team', 'Public']), fileField]
  const given = {
    errors: { name: 'Too short.', file: 'Bring a file.' },
    values: { name: '??', theme: '', audience: 'v1' },
  }
  for (const locale of locales) {
    const messages = show(fields, given, locale)
    t.is(messages.length, 1)
    t.deepEqual(messageFaults(messages[0]!), [])
    const words = wordsOf(messages[0]!.components)
    t.regex(
      words,
      /Label of name\*\*\n✗ Too short\.\n+> \?\?\n[\s\S]*Label of theme[\s\S]*Who\*\*\n+> Public/,
    )
    t.regex(words, /File\*\*\n✗ Bring a file\./)
    const { control } = pressedOf(messages)
    t.is(control.action, 'assistant.edit')
    t.deepEqual(pageOf(control.value), { page: 2, isAgain: true, value: { assistant: uuid } })
    t.deepEqual(again(fields, messages), ['??', null, 'v1', null], 'what was emptied stays empty')
  }
})

test('whatever is typed comes back letter for letter, is no markup and addresses nobody', (t) => {
  const typed = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.constantFrom(
      '> quoted\n\n- a\n# b',
      '**bold** `code`',
      '@everyone <@1> https://evil.example',
      '\\> \\*',
      ' x ',
    ),
  )
  const property = fc.property(typed, typed, (name, theme) => {
    const fields = [textField('name'), textField('theme')]
    const messages = show(fields, { errors: { name: 'No.' }, values: { name, theme } })
    for (const message of messages) {
      t.deepEqual(messageFaults(message), [])
      t.deepEqual(liveIn(message.text), [])
      for (const simple of classicOf(message)) t.deepEqual(classicFaults(simple), [])
    }
    const wanted = [name, theme].map((text) => cleanText(text).replaceAll('\u200b', '') || null)
    t.deepEqual(again(fields, messages), wanted)
  })
  fc.assert(property, { numRuns: 300 })
})

test('what is too long for one message stands whole in those before it, and the rest comes back', (t) => {
  const long = 'une phrase *entière* ; '.repeat(170)
  const fields = [textField('name'), textField('theme'), textField('instructions')]
  const values = { name: '??', theme: 'x'.repeat(500), instructions: long }
  const messages = show(fields, { errors: { name: 'Too short.' }, values })
  t.true(messages.length > 1)
  for (const message of messages) t.deepEqual(messageFaults(message), [])
  const whole = messages
    .slice(0, -1)
    .flatMap(({ components }) => components.flatMap(withInner))
    .flatMap(({ content }) => (String(content).startsWith('> ') ? [String(content).slice(2)] : []))
    .join('')
  t.is(whole.replaceAll('\\', ''), long)
  t.deepEqual(again(fields, messages), ['??', 'x'.repeat(500), 'as it was'])
})

test('of two choices that are called the same none is taken', (t) => {
  const fields = [selectField(['Étude', 'Étude', 'Autre'])]
  t.deepEqual(again(fields, show(fields, { values: { audience: 'v1' } })), [null])
  t.deepEqual(again(fields, show(fields, { values: { audience: 'v2' } })), ['v2'])
})

test('a form that cannot be opened any more still gives back what was typed', (t) => {
  const [message, ...others] = show([], { errors: { name: 'No.' }, values: { name: 'Étude' }, opener: null })
  t.deepEqual(others, [])
  t.deepEqual(messageFaults(message!), [])
  t.regex(wordsOf(message!.components), /✗ No\.\n+> Étude/)
  t.false(JSON.stringify(message!.components).includes('custom_id'))
})
