import test from 'ava'
import type { Loose } from '../../../helpers/discord/world-state.ts'
import { callerOf, openTown } from './town.ts'

const label = (text: string, component: Loose) => ({ type: 18, label: text, component })
const options = [
  { label: 'One', value: '1' },
  { label: 'Two', value: '2' },
]

const fields = [
  label('Pick', { type: 3, custom_id: 'pick', options }),
  label('Who', { type: 5, custom_id: 'who', max_values: 2 }),
  label('Either', { type: 21, custom_id: 'either', options: [options[0], { ...options[1], default: true }] }),
  label('Any', { type: 22, custom_id: 'any', options, required: false, min_values: 0 }),
  label('Sure', { type: 23, custom_id: 'sure' }),
]

/** A form that a command has opened. */
const openForm = async (t: Parameters<typeof openTown>[0], components: Loose[]) => {
  const town = await openTown(t)
  const { discord, person, general, ada } = town
  const call = callerOf(discord)
  discord.register([{ name: 'form', description: 'A form' }])
  const asked = person.slash('form', {}, { channel: general.id })
  const answer = (type: number, data: Loose = {}) => {
    const { id, token } = discord.interactions.at(-1)!
    return call('POST', `/interactions/${id}/${token}/callback`, { type, data })
  }
  const opened = await answer(9, { custom_id: 'form', title: 'A form', components })
  return { ...town, answer, opened, outcome: await asked, modal: discord.modals(ada.id)[0]! }
}

test('every kind of field comes back in its place', async (t) => {
  const { discord, person, ada, modal, answer, outcome } = await openForm(t, [
    { type: 10, content: 'Please' },
    ...fields.slice(0, 4),
  ])
  t.is(outcome.kind, 'modal')
  t.regex(modal.words, /A form\nPlease\nPick\nOne\nTwo\nWho/)
  const submitted = person.submit(modal, { Pick: 'Two', who: [ada.id] })
  await answer(5)
  t.is((await submitted).kind, 'deferred')
  const { data } = discord.interactions.at(-1)!.payload
  t.deepEqual(
    data.components.map(({ type, component }: Loose) => component?.values ?? component?.value ?? type),
    [10, ['2'], [ada.id], '2', []],
  )
  t.is(data.resolved.users[ada.id].username, 'ada')
  t.deepEqual(discord.violations, [])
})

test('a check that is not ticked is no; a form that nobody answers stays open', async (t) => {
  const { discord, person, ada, modal } = await openForm(t, fields.slice(4))
  discord.gateway.pause()
  const submitted = person.submit(modal)
  t.is(discord.interactions.at(-1)!.payload.data.components[0].component.value, false)
  const { id, token } = discord.interactions.at(-1)!
  discord.clock.advance(3001)
  const late = await callerOf(discord)('POST', `/interactions/${id}/${token}/callback`, { type: 5 })
  t.is(late.code, 10062)
  t.is((await submitted).failure, 'Something went wrong. Try again.')
  t.is(discord.modals(ada.id).length, 1)
})

const refused: [string, Loose[]][] = [
  ['no field', []],
  [
    'six fields',
    Array.from({ length: 6 }, (_, index) => label('A', { type: 4, style: 1, custom_id: `a${index}` })),
  ],
  ['a label over 45', [label('x'.repeat(46), { type: 4, style: 1, custom_id: 'a' })]],
  [
    'two fields of one id',
    [label('A', { type: 4, style: 1, custom_id: 'a' }), label('B', { type: 4, style: 1, custom_id: 'a' })],
  ],
  [
    'a select of 26',
    [
      label('A', {
        type: 3,
        custom_id: 'a',
        options: Array.from({ length: 26 }, (_, index) => ({ label: `${index}`, value: `${index}` })),
      }),
    ],
  ],
  ['a choice of one', [label('A', { type: 21, custom_id: 'a', options: [options[0]] })]],
  [
    'a value over its own limit',
    [label('A', { type: 4, style: 1, custom_id: 'a', max_length: 2, value: 'abc' })],
  ],
  ['a button', [{ type: 1, components: [{ type: 2, style: 1, label: 'A', custom_id: 'a' }] }]],
]

test('forms that Discord does not show', async (t) => {
  for (const [what, components] of refused) {
    const town = await openTown(t)
    town.discord.register([{ name: 'form', description: 'A form' }])
    void town.person.slash('form', {}, { channel: town.general.id })
    const { id, token } = town.discord.interactions[0]!
    const body = { type: 9, data: { custom_id: 'form', title: 'A form', components } }
    const answer = await callerOf(town.discord)('POST', `/interactions/${id}/${token}/callback`, body)
    t.is(answer.code, 50035, what)
  }
})

test('a file given with a command', async (t) => {
  const { discord, person, general, ada } = await openTown(t)
  discord.register([
    {
      name: 'upload',
      description: 'A file',
      options: [{ type: 11, name: 'file', description: 'It', required: true }],
    },
  ])
  void person.slash('upload', { file: { name: 'a.csv', bytes: 'a;b' } }, { channel: general.id })
  const { data, user, member, locale } = discord.interactions[0]!.payload
  const [file] = Object.values(data.resolved.attachments) as Loose[]
  t.like(file, {
    id: data.options[0].value,
    filename: 'a.csv',
    size: 3,
    content_type: 'text/csv; charset=utf-8',
  })
  t.is(await (await fetch(file.url)).text(), 'a;b')
  t.is((await fetch(file.url.replace(/hm=../, 'hm=zz'))).status, 404)
  t.deepEqual([user, member.user.id, locale], [undefined, ada.id, 'fr'])
})
