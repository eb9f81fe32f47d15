import test from 'ava'
import { areContractsAtHand } from '../../../helpers/slack/contracts.ts'
import { checkPayload } from '../../../helpers/slack/events/check-payload.ts'
import type { Loose } from '../../../helpers/slack/world-state.ts'
import { openTown, refusalOf } from './town.ts'

const section = (text: string, more: Loose = {}) => ({
  type: 'section',
  text: { type: 'mrkdwn', text },
  ...more,
})
const button = (action: string) => ({
  type: 'button',
  action_id: action,
  text: { type: 'plain_text', text: 'Press' },
})
const table = (text: string, rows = 2) => ({
  type: 'table',
  rows: Array.from({ length: rows }, () => [{ type: 'raw_text', text }]),
})
const chart = (points: string[]) => ({
  type: 'data_visualization',
  title: 'Top',
  chart: {
    type: 'bar',
    series: [{ name: 'Index', data: points.map((label) => ({ label, value: 1 })) }],
    axis_config: { categories: ['a', 'b'] },
  },
})

const openPost = async (t: Parameters<typeof openTown>[0]) => {
  const town = await openTown(t, { rates: { isOn: false } })
  const post = (blocks: Loose) =>
    town.client.chat.postMessage({ channel: town.general.id, text: 'fallback', blocks })
  return { ...town, post, refused: (blocks: Loose) => refusalOf(post(blocks)) }
}

/** Limits of whole payloads and the plainest ones of single texts: held with and without the schema. */
const always: [string, Loose[], string, RegExp][] = [
  ['51 blocks', Array.from({ length: 51 }, () => ({ type: 'divider' })), 'invalid_blocks', /no more than 50/],
  ['a text that is empty', [section('')], 'invalid_blocks', /more than 0 characters.*\/blocks\/0\/text/],
  ['a text over 3,000', [section('x'.repeat(3001))], 'invalid_blocks', /\/blocks\/0\/text/],
  [
    'a header over 150',
    [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }],
    'invalid_blocks',
    /\/blocks\/0\/text/,
  ],
  [
    'two blocks of one id',
    [section('a', { block_id: 'b' }), section('c', { block_id: 'b' })],
    'invalid_blocks',
    /block_id/,
  ],
  [
    'two actions of one id',
    [{ type: 'actions', elements: [button('a'), button('a')] }],
    'invalid_blocks',
    /action_id/,
  ],
  [
    'markdown over 12,000 in all',
    [
      { type: 'markdown', text: 'x'.repeat(7000) },
      { type: 'markdown', text: 'y'.repeat(5001) },
    ],
    'invalid_blocks',
    /12000/,
  ],
  ['two tables', [table('a'), table('b')], 'invalid_blocks', /only_one_table/],
  ['a table over 10,000', [table('x'.repeat(2000), 6)], 'invalid_blocks', /10000/],
  ['an empty cell', [table('')], 'invalid_blocks', /more than 0 characters/],
  [
    'three charts',
    [chart(['a', 'b']), chart(['a', 'b']), chart(['a', 'b'])],
    'invalid_blocks',
    /more than 2 charts/,
  ],
  ['a point too few', [chart(['a'])], 'invalid_blocks', /one point for each category/],
  [
    'an alert in a message',
    [{ type: 'alert', text: { type: 'plain_text', text: 'x' } }],
    'invalid_blocks',
    /surface/,
  ],
  [
    'over 13,200 characters',
    Array.from({ length: 5 }, () => section('x'.repeat(2700))),
    'msg_blocks_too_long',
    /too many/,
  ],
  ['what is no list', { type: 'divider' } as Loose, 'invalid_blocks_format', /list/],
]

test('a payload over a limit is refused with the reason, and told as a violation', async (t) => {
  const { slack, general, refused } = await openPost(t)
  for (const [name, blocks, error, reason] of always) {
    const answer = await refused(blocks)
    t.is(answer.error, error, name)
    t.regex(answer.response_metadata.messages.join('\n'), reason, name)
  }
  t.is(slack.violations.length, always.length)
  t.deepEqual(slack.messages(general.id), [])
})

test('what is within the limits is taken, and every block gets an id', async (t) => {
  const { slack, general, post } = await openPost(t)
  await post([
    section('a'),
    { type: 'actions', elements: [button('a'), button('b')] },
    { type: 'actions', elements: [button('a')] },
    { type: 'markdown', text: 'x'.repeat(9000) },
    table('cell', 3),
    chart(['a', 'b']),
  ])
  const ids = slack.messages(general.id)[0]!.blocks.map(({ block_id: id }) => id)
  t.is(new Set(ids).size, 6)
  t.deepEqual(slack.violations, [])
})

if (areContractsAtHand) {
  const bySchema: [string, Loose, RegExp][] = [
    ['a field that Slack does not know', section('a', { colour: 'red' }), /additional properties: colour/],
    ['a block that Slack does not know', { type: 'graph' }, /unsupported type: graph/],
    [
      'a label over 75',
      { type: 'actions', elements: [{ ...button('a'), text: { type: 'plain_text', text: 'x'.repeat(76) } }] },
      /76|75/,
    ],
    ['a style that is none', { type: 'actions', elements: [{ ...button('a'), style: 'green' }] }, /style/],
    [
      'a select without options',
      { type: 'actions', elements: [{ type: 'static_select', action_id: 's', options: [] }] },
      /options/,
    ],
    ['an image without words for it', { type: 'image', image_url: 'https://example.com/a.png' }, /alt_text/],
  ]

  test('a block that breaks the schema is refused with the place', async (t) => {
    const { refused } = await openPost(t)
    for (const [name, block, reason] of bySchema) {
      const answer = await refused([section('fine'), block])
      t.is(answer.error, 'invalid_blocks', name)
      t.regex(answer.response_metadata.messages.join('\n'), reason, name)
      t.regex(answer.response_metadata.messages.join('\n'), /json-pointer:\/blocks\/1/, name)
    }
  })

  test("the fake's own payloads are held against Slack's shapes", (t) => {
    const event = { type: 'app_mention', user: 'U1', text: 'x', ts: '1.0', channel: 'C1', event_ts: '1.0' }
    const envelope = { type: 'event_callback', team_id: 'T1', event_id: 'Ev1', event_time: 1, event }
    t.deepEqual(checkPayload(envelope), [])
    t.deepEqual(checkPayload({ ...envelope, event_time: '1' }), ['event_time is string, not number'])
    t.deepEqual(checkPayload({ ...envelope, event: { ...event, sender: 'U1' } }), ['event.sender is unknown'])
  })

  test('a modal that breaks the schema is refused before anybody sees it', async (t) => {
    const { slack, ada, client } = await openPost(t)
    const view = { type: 'home' as const, blocks: [{ type: 'markdown', text: '# no' }] }
    const publish = client.views.publish({ user_id: ada.id, view })
    t.like(await refusalOf(publish), { error: 'invalid_arguments' })
    t.is(slack.home(ada.id), null)
  })
}
