import test from 'ava'
import fc from 'fast-check'
import { readConfirmed, renderConfirm } from '../../../../bots/discord/blocks/confirm.ts'
import { parseId, writeId } from '../../../../bots/discord/blocks/control-id.ts'
import { controlId, readControl } from '../../../../bots/discord/blocks/controls.ts'
import { withInner } from '../../../../bots/discord/blocks/piece.ts'
import { renderCard } from '../../../../bots/discord/blocks/render-card.ts'
import { modalFaults } from '../../../helpers/discord-blocks/rules.ts'
import { assertSound, button, cardWith, locales } from './cards.ts'

const uuid = '01932f00-0000-7000-8000-0000000000b1'
const confirm = { title: 'Sûr ?', text: 'Vraiment ?', yes: 'Oui', no: 'Non' }

test('what our cards carry fits into a hundred characters, ids in a third less', (t) => {
  const time = '2026-11-21T14:32:05.123Z'
  for (const [action, value] of [
    ['answer.source', { message_id: uuid, claim: 'c123' }],
    ['answer.suggest', { message_id: uuid, position: '2' }],
    ['answer.rate', { message_id: uuid, rating: 'down' }],
    ['assistant.list', { after: `${time} ${uuid}` }],
    ['assistant.edit', { id: uuid, since: time }],
    ['assistant.bind', { assistant: uuid, mode: 'silent' }],
    ['dataset.map', { dataset_id: uuid, name: 'Étude bio 2026', theme: 'loisirs' }],
  ] as const) {
    const id = controlId({ action, value }, { number: 12 })
    t.true(id.length <= 100, id)
    t.deepEqual(readControl(id), { action, value, asksFirst: false })
  }
  t.is(controlId({ action: 'answer.hide', value: { message_id: uuid }, confirm }).length, 38)
})

test('any action and any value are read back letter for letter', (t) => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }), fc.uuid(), fc.constantFrom('~', '!', '$', '*7', '%', '%25', ';a=b', '#3', '.x', '=', ''),
    fc.date({ min: new Date(0), noInvalidDate: true }).map((date) => date.toISOString()), fc.bigInt({ min: 0n, max: 2n ** 64n }).map(String),
  ) // biome-ignore format: one list, read at a glance
  const name = fc.oneof(
    fc.constantFrom('message_id', 'question', 'id', 'own;=#'),
    fc.string({ minLength: 1 }).filter((one) => one !== '__proto__'),
  )
  fc.assert(
    fc.property(
      fc.constantFrom('a.b', 'x;y=z#1', 'é'),
      fc.dictionary(name, text),
      fc.option(fc.nat()),
      (action, value, number) => {
        const read = parseId(writeId({ action, value, number }))
        t.is(read?.action, action)
        t.deepEqual({ ...read?.value }, { ...value })
        t.is(read?.number, number)
      },
    ),
    { numRuns: 400 },
  )
})

test('what is none of ours is read as nothing, and never throws', (t) => {
  for (const id of ['', ';', 'a;zz=1', 'a;m=~!!', 'a;m', 'a;m=$é', 'a;q=*1001', 'a;s=!zzzzzzzzzzzzz'])
    t.is(readControl(id), null, id)
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (id) => {
      t.notThrows(() => readControl(id, { values: ['x'], components: [null, 3, { components: 'x' }] }))
    }),
  )
})

test('a question too long for a control stands above it, and comes back with what was chosen', (t) => {
  const question =
    'Quels segments ressortent *le plus* chez les femmes ?\n\n> et @everyone, https://evil.example ? '
      .repeat(4)
      .trim()
  const card = cardWith({
    kind: 'controls',
    controls: [
      {
        kind: 'select', label: 'Choisir', action: 'assistant.choose', value: { question }, selected: null,
        options: Array.from({ length: 30 }, (_, at) => ({ label: `A${at}`, value: `id-${at}`, description: null })),
      },
      button('Un', 'assistant.choose', { question }),
      button('Deux', 'ask', { question, other: 'x' }),
    ],
  }) // biome-ignore format: one card, read at a glance
  const [message] = assertSound(t, card, { isSplit: false })
  const pressed = message!.components.flatMap(withInner).filter(({ custom_id: id }) => typeof id === 'string')
  t.is(pressed.length, 4)
  for (const { custom_id: id } of pressed)
    t.is(readControl(String(id), { components: message!.components })?.value.question, question)
  const [first] = pressed
  t.deepEqual(
    readControl(String(first!.custom_id), { values: ['id-3'], components: message!.components })?.value,
    { question, selected: 'id-3' },
  )
  t.is(
    readControl(String(first!.custom_id), { values: ['id-3'] }),
    null,
    'without its message nothing is known',
  )
  const gone = renderCard(
    cardWith({ kind: 'controls', controls: [button('Non', 'ask', { question: 'x'.repeat(5_000) })] }),
    { locale: 'fr' },
  )
  t.true(
    gone.flatMap(({ components }) => components.flatMap(withInner)).every(({ type }) => type !== 2),
    'words, when nothing could come of it',
  )
})

test('a button that asks first opens a dialog, and does what it does when that says so', (t) => {
  for (const locale of locales)
    for (const [action, label] of [
      ['answer.hide', 'Masquer'],
      ['assistant.remove', 'Supprimer'],
      ['a.b', 'Autre'],
    ] as const) {
      const card = cardWith({
        kind: 'controls',
        controls: [{ ...button(label, action, { message_id: uuid }), confirm }],
      })
      const [{ components }] = renderCard(card, { locale }) as unknown as [{ components: unknown[] }]
      const id = String(components.flatMap(withInner).find((one) => one.type === 2)!.custom_id)
      t.true(readControl(id)!.asksFirst)
      const modal = renderConfirm(id, { locale, components })
      t.deepEqual(modalFaults(modal), [])
      if (action === 'a.b') t.regex(JSON.stringify(modal), /Autre/)
      const sent = (chosen: string) => ({
        custom_id: modal.custom_id,
        components: [{ type: 18, component: { type: 3, custom_id: 'confirm', values: [chosen] } }],
      })
      const said = readConfirmed(sent('yes'))!
      t.true(said.isYes)
      t.deepEqual(readControl(said.customId, { components }), {
        action,
        value: { message_id: uuid },
        asksFirst: false,
      })
      t.false(readConfirmed(sent('no'))!.isYes)
      t.false(readConfirmed({ custom_id: modal.custom_id })!.isYes)
    }
  t.is(readConfirmed({ custom_id: 'assistant.create' }), null)
})
