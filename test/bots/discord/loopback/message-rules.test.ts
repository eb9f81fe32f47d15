import test from 'ava'
import { isContractAtHand } from '../../../helpers/discord/contracts.ts'
import type { Loose } from '../../../helpers/discord/world-state.ts'
import { callerOf, message, openTown, texts } from './town.ts'

const button = (id: string, more: Loose = {}) => ({
  type: 2,
  style: 1,
  label: 'Press',
  custom_id: id,
  ...more,
})
const row = (...components: Loose[]) => ({ type: 1, components })
const v2 = (...components: Loose[]) => ({ flags: 1 << 15, components })
const select = (count: number) => ({
  type: 3,
  custom_id: 'pick',
  options: Array.from({ length: count }, (_, index) => ({ label: `${index}`, value: `${index}` })),
})
const many = (count: number) => Array.from({ length: count }, (_, index) => `text ${index}`)

const openPost = async (t: Parameters<typeof openTown>[0]) => {
  const town = await openTown(t, { rates: { isOn: false } })
  const call = callerOf(town.discord)
  const at = `/channels/${town.general.id}/messages`
  const post = (body: Loose, files: { name: string; bytes: string }[] = []) =>
    call('POST', at, message(body), files)
  const patch = (id: string, body: Loose) =>
    call('PATCH', `${at}/${id}`, { allowed_mentions: { parse: [] }, ...body })
  return { ...town, call, at, post, patch }
}

const refused: [string, Loose, number][] = [
  ['content over 2,000', { content: 'x'.repeat(2001) }, 50035],
  ['nothing at all', {}, 50006],
  ['blanks only', { content: ' \n ' }, 50006],
  ['content beside components V2', { ...texts('a'), content: 'b' }, 50035],
  ['embeds beside components V2', { ...texts('a'), embeds: [{ title: 'b' }] }, 50035],
  ['components V2 without the flag', { components: [{ type: 10, content: 'a' }] }, 50035],
  ['no component', v2(), 50006],
  ['41 components', texts(...many(41)), 50035],
  [
    '41 components, nested',
    v2(
      { type: 17, components: many(20).map((content) => ({ type: 10, content })) },
      ...texts(...many(20)).components,
    ),
    50035,
  ],
  ['text over 4,000 in all', texts('x'.repeat(2000), 'y'.repeat(2001)), 50035],
  ['a custom id over 100', { content: 'a', components: [row(button('x'.repeat(101)))] }, 50035],
  ['an empty custom id', { content: 'a', components: [row(button(''))] }, 50035],
  ['a custom id used twice', { content: 'a', components: [row(button('a'), button('a'))] }, 50035],
  ['a button without a label', { content: 'a', components: [row(button('a', { label: undefined }))] }, 50035],
  [
    'a link with a custom id',
    { content: 'a', components: [row(button('a', { style: 5, url: 'https://a.test' }))] },
    50035,
  ],
  ['six buttons in a row', { content: 'a', components: [row(...many(6).map((id) => button(id)))] }, 50035],
  ['a select of 26', { content: 'a', components: [row(select(26))] }, 50035],
  ['a select beside a button', { content: 'a', components: [row(select(2), button('a'))] }, 50035],
  ['six rows', { content: 'a', components: many(6).map((id) => row(button(id))) }, 50035],
  [
    'a picture that is not there',
    v2({ type: 12, items: [{ media: { url: 'attachment://chart.png' } }] }),
    50035,
  ],
]

for (const [what, body, code] of refused)
  test(`refused: ${what}`, async (t) => {
    const { post, discord, general } = await openPost(t)
    const answer = await post(body)
    t.is(answer.code, code, JSON.stringify(answer.body))
    t.deepEqual(discord.messages(general.id), [])
    t.is(discord.violations.length, 1)
  })

const accepted: [string, Loose][] = [
  ['content of 2,000', { content: 'x'.repeat(2000) }],
  ['40 components', texts(...many(40))],
  ['text of 4,000', texts('x'.repeat(4000))],
  [
    'a section with a button, a container, a select of 25',
    v2(
      { type: 9, components: [{ type: 10, content: 'a' }], accessory: button('a') },
      { type: 17, accent_color: 1, components: [{ type: 10, content: 'b' }, { type: 14 }, row(select(25))] },
    ),
  ],
  [
    'a link',
    v2({ type: 10, content: 'a' }, row({ type: 2, style: 5, label: 'Open', url: 'https://a.test' })),
  ],
]

for (const [what, body] of accepted)
  test(`accepted: ${what}`, async (t) => {
    const { post, discord } = await openPost(t)
    const answer = await post(body)
    t.is(answer.status, 200, JSON.stringify(answer.body))
    t.deepEqual(discord.violations, [])
  })

const shaped = isContractAtHand ? test : test.skip
shaped('the contract says where a body is not of its shape', async (t) => {
  const { post } = await openPost(t)
  const answer = await post(v2({ type: 10, content: 3 }))
  t.is(answer.code, 50035)
  t.regex(JSON.stringify(answer.body.errors), /components.*content.*must be string/)
})

test('the flag stays: no way back to content, and no flag without it', async (t) => {
  const { post, patch, discord, general } = await openPost(t)
  const { body } = await post(texts('a'))
  t.is((await patch(body.id, { content: 'b' })).code, 50035)
  t.is((await patch(body.id, { flags: 0 })).code, 50035)
  t.is((await patch(body.id, texts('b'))).status, 200)
  t.like(discord.messages(general.id)[0], { words: 'b', isV2: true, edits: 1 })
})

test('a message becomes one of components only when its content is taken away', async (t) => {
  const { post, patch } = await openPost(t)
  const { body } = await post({ content: 'a' })
  t.is((await patch(body.id, texts('b'))).code, 50035)
  t.is((await patch(body.id, { ...texts('b'), content: null })).status, 200)
})

test('whoever may be pinged, and what is not safe to send twice, is a violation', async (t) => {
  const { call, at, discord, general, ada } = await openPost(t)
  await call('POST', at, { content: `<@${ada.id}> @everyone \`<@${discord.botUserId}>\`` })
  t.deepEqual(
    discord.violations.map(({ kind }) => kind),
    ['allowed_mentions', 'nonce'],
  )
  t.deepEqual(discord.messages(general.id)[0]?.pings, [ada.id, 'everyone'])
})

test('the same nonce within two minutes is the same message', async (t) => {
  const { call, at, discord, general, guild } = await openPost(t)
  const body = message({ content: 'once' })
  const [first, second] = [await call('POST', at, body), await call('POST', at, body)]
  t.is(first.body.id, second.body.id)
  const other = discord.addChannel({ guild: guild.id, name: 'other' })
  t.is((await call('POST', `/channels/${other.id}/messages`, body)).body.channel_id, general.id, 'by author')
  discord.clock.advance(121_000)
  t.not((await call('POST', at, body)).body.id, first.body.id)
  t.is(discord.messages(general.id).length, 2)
})

test('files are kept with their descriptions, shown by components, and lost with an edit that leaves them out', async (t) => {
  const { post, patch, discord, general } = await openPost(t)
  const gallery = { type: 12, items: [{ media: { url: 'attachment://chart.png' }, description: 'A chart' }] }
  const about = { attachments: [{ id: '0', filename: 'chart.png', description: 'Women 25–34' }] }
  const { body } = await post({ ...v2({ type: 10, content: 'a' }, gallery), ...about }, [
    { name: 'x.png', bytes: 'PNG' },
  ])
  const [seen] = discord.messages(general.id)
  t.like(seen?.files[0], { name: 'chart.png', description: 'Women 25–34', type: 'image/png' })
  t.is(String(seen?.files[0]?.bytes), 'PNG')
  t.is(seen?.words, 'a\nA chart')
  const { url } = body.components[1].items[0].media
  t.is(await (await fetch(url)).text(), 'PNG')
  discord.clock.advance(25 * 60 * 60 * 1000)
  t.is((await fetch(url)).status, 404)
  t.is((await post({ content: 'a', attachments: [{ id: '7', filename: 'a.txt' }] })).code, 50035)
  t.is((await patch(body.id, { ...texts('a'), attachments: [] })).status, 200)
  t.deepEqual(discord.messages(general.id)[0]?.files, [])
})
