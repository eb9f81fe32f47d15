import test from 'ava'
import { keysOf } from '../../../bots/slack/event-keys.ts'
import { areContractsAtHand } from '../../helpers/slack/contracts.ts'
import { envelopeOf, messageEvent, publishedEnvelope } from '../../helpers/slack-envelopes.ts'

const withContracts = areContractsAtHand ? test : test.skip

const keep = (event: object, envelope: object = {}) => keysOf(envelopeOf(event, envelope))

test('a message of a person has a key of its own, of its sender’s program, and of its thread', (t) => {
  const event = messageEvent({ ts: '17.000100', client_msg_id: 'abc-1' })
  t.deepEqual(keep(event, { event_id: 'Ev1' }), {
    eventId: 'Ev1',
    messageKey: 'T0TEAM:C0CHANNEL:17.000100',
    clientKey: 'T0TEAM:abc-1',
    workspace: 'T0TEAM',
    orderKey: 'T0TEAM:C0CHANNEL:17.000100',
  })
  t.is(keep({ ...event, thread_ts: '16.000001' })?.orderKey, 'T0TEAM:C0CHANNEL:16.000001')
})

test('the mention and the message that it is in are the same message, in the same order', (t) => {
  const message = messageEvent({ thread_ts: '16.000001' })
  const { channel_type, ...rest } = message
  const [one, two] = [keep(message), keep({ ...rest, type: 'app_mention' })]
  t.is(one?.messageKey, two?.messageKey)
  t.is(one?.orderKey, two?.orderKey)
  t.not(one?.eventId, two?.eventId)
  t.is(channel_type, 'channel')
})

test('files, broadcasts and /me are messages too', (t) => {
  for (const subtype of ['file_share', 'thread_broadcast', 'me_message'])
    t.truthy(keep(messageEvent({ subtype }))?.messageKey, subtype)
})

test('what bots say, we among them, is never stored', (t) => {
  const silent = [
    messageEvent({ bot_id: 'B0OURS', user: 'U0BOT' }),
    messageEvent({ bot_id: 'B0OTHER' }),
    messageEvent({ subtype: 'bot_message', bot_id: 'B0OTHER', user: undefined }),
    messageEvent({ subtype: 'bot_message' }),
    messageEvent({ user: 'U0BOT' }),
    messageEvent({ user: 'USLACKBOT' }),
    messageEvent({ user: undefined }),
    { ...messageEvent({ bot_id: 'B0OTHER' }), type: 'app_mention' },
  ]
  for (const event of silent) {
    t.is(keep({ ...event, channel: 'D0DIRECT', channel_type: 'im' }), null, JSON.stringify(event))
    t.is(keep({ ...event, thread_ts: '16.000001' }), null, JSON.stringify(event))
  }
  const edit = {
    type: 'message',
    subtype: 'message_changed',
    channel: 'C0CHANNEL',
    channel_type: 'channel',
    ts: '18.1',
  }
  const ours = messageEvent({ bot_id: 'B0OURS', user: 'U0BOT', thread_ts: '16.1' })
  t.is(
    keep({ ...edit, message: { ...ours, text: 'more' }, previous_message: ours }),
    null,
    'a stream of ours grows',
  )
  t.is(keep({ ...edit, subtype: 'message_deleted', deleted_ts: ours.ts, previous_message: ours }), null)
})

test('what people say to each other in a channel is never stored; what names us or is in a thread is', (t) => {
  t.is(keep(messageEvent({ text: 'lunch?' })), null)
  t.is(keep(messageEvent({ text: 'lunch, <@U0OTHER>?' })), null)
  t.is(keep(messageEvent({ text: 'lunch?', channel_type: 'mpim', channel: 'G0GROUP' })), null)
  t.truthy(keep(messageEvent({ text: 'and women, <@U0BOT>?' })))
  t.truthy(keep(messageEvent({ text: 'and women?', thread_ts: '16.1' })))
  t.truthy(keep(messageEvent({ text: 'and women?', channel_type: 'im', channel: 'D0DIRECT' })))
  t.truthy(keep({ ...messageEvent({ text: 'by a group’s name' }), type: 'app_mention' }))
  t.truthy(
    keep(messageEvent({ text: 'lunch?' }), { authorizations: undefined }),
    'when we are not told who we are',
  )
})

test('a change or a deletion is ordered behind its message and is no message itself', (t) => {
  const before = messageEvent({ ts: '17.000100', text: '<@U0BOT> indice des femmes ?' })
  const after = { ...before, text: '<@U0BOT> indice des hommes ?', edited: { user: 'U0PERSON', ts: '18.0' } }
  const place = {
    type: 'message',
    channel: 'C0CHANNEL',
    channel_type: 'channel',
    ts: '18.000100',
    hidden: true,
  }
  const changed = { ...place, subtype: 'message_changed', message: after, previous_message: before }
  t.like(keep(changed), { messageKey: null, clientKey: null, orderKey: 'T0TEAM:C0CHANNEL:17.000100' })
  const deleted = { ...place, subtype: 'message_deleted', deleted_ts: before.ts, previous_message: before }
  t.like(keep(deleted), { messageKey: null, clientKey: null, orderKey: 'T0TEAM:C0CHANNEL:17.000100' })
  const reply = { ...before, thread_ts: '16.1', text: 'et les femmes ?' }
  t.is(keep({ ...deleted, previous_message: reply })?.orderKey, 'T0TEAM:C0CHANNEL:16.1')
  t.is(keep({ ...changed, message: { ...before, attachments: [{}] } }), null, 'a link was unfolded')
  const tombstone = {
    type: 'message',
    subtype: 'tombstone',
    user: 'USLACKBOT',
    ts: before.ts,
    thread_ts: before.ts,
  }
  t.truthy(
    keep({ ...changed, message: { ...tombstone, text: 'This message was deleted.' } }),
    'a root with replies',
  )
  const gossip = { ...before, text: 'lunch?' }
  t.is(keep({ ...changed, message: { ...gossip, text: 'dinner?' }, previous_message: gossip }), null)
  t.truthy(keep({ ...changed, previous_message: gossip }), 'the mention was added')
})

test('other people’s joins, topics, pins, reactions and whatever is unknown are never stored', (t) => {
  for (const subtype of [
    'channel_join',
    'channel_topic',
    'message_replied',
    'reminder_add',
    'constructor',
    '__proto__',
  ])
    t.is(keep(messageEvent({ subtype, thread_ts: '16.1' })), null, subtype)
  for (const type of ['reaction_added', 'pin_added', 'channel_created', 'team_join', 'toString', ''])
    t.is(keep({ ...messageEvent(), type }), null, type)
  const joined = { type: 'member_joined_channel', channel: 'C0CHANNEL', team: 'T0TEAM', event_ts: '17.1' }
  t.is(keep({ ...joined, user: 'U0PERSON' }), null)
  t.is(keep({ ...joined, user: 'U0BOT' })?.orderKey, 'T0TEAM:C0CHANNEL')
})

test('what happens around messages is kept, by person, thread or workspace', (t) => {
  const user = 'U0PERSON'
  const session = { user, channel: 'D0DIRECT', thread_ts: '16.1', event_ts: '17.1' }
  const orders = [
    [{ type: 'app_home_opened', user, channel: 'D0DIRECT', tab: 'home' }, 'T0TEAM:U0PERSON'],
    [{ type: 'app_context_changed', user, channel: 'D0DIRECT', context: {} }, 'T0TEAM:U0PERSON'],
    [{ type: 'agent_session_stopped', ...session, streaming_message_ts: [] }, 'T0TEAM:D0DIRECT:16.1'],
    [{ type: 'app_uninstalled' }, 'T0TEAM:'],
    [{ type: 'tokens_revoked', tokens: { bot: ['U0BOT'] } }, 'T0TEAM:'],
  ] as const
  for (const [event, orderKey] of orders)
    t.like(keep(event), { messageKey: null, clientKey: null, orderKey }, event.type)
})

test('the installation decides whose event it is, the one that Slack names first', (t) => {
  const authorization = { enterprise_id: 'E0ORG', team_id: 'T0OTHER', user_id: 'U0BOT', is_bot: true }
  const of = (envelope: object) => keep(messageEvent({ ts: '17.1' }), envelope)
  t.like(of({ authorizations: [authorization] }), {
    workspace: 'T0OTHER',
    messageKey: 'T0OTHER:C0CHANNEL:17.1',
  })
  t.is(of({ authorizations: [{ ...authorization, team_id: null }] })?.workspace, 'T0TEAM')
  t.is(
    of({ authorizations: [{ ...authorization, team_id: null }], team_id: null, enterprise_id: 'E0ORG' })
      ?.workspace,
    'E0ORG',
  )
  t.is(of({ authorizations: [], team_id: null }), null)
})

test('an envelope of any shape breaks nothing, and ids of another form are no keys', (t) => {
  const event = messageEvent()
  for (const given of [
    null,
    1,
    'x',
    [],
    { type: 1 },
    { type: 'message' },
    { ...event, ts: {} },
    { ...event, channel: ['C'] },
  ])
    t.is(keysOf({ ...envelopeOf(event), event: given }), null)
  t.is(keep(event, { event_id: undefined }), null)
  t.is(keep(event, { event_id: 'a'.repeat(500) }), null)
  t.is(keep(event, { event_id: 'Ev\u0000' }), null)
  t.is(keep({ ...event, client_msg_id: 'x\u0000' })?.clientKey, null)
})

withContracts('Slack’s published shapes are read: messages, mentions and files', (t) => {
  const values = { user: 'U0PERSON', channel: 'C0CHANNEL', ts: '17.1', event_ts: '17.1', text: 'hi <@U0BOT>' }
  for (const name of ['Message', 'AppMention', 'MessageFileShare', 'MessageThreadBroadcast', 'MessageMe']) {
    const keys = keysOf(publishedEnvelope(name, { ...values, thread_ts: '16.1', client_msg_id: 'abc' }))
    t.like(
      keys,
      { messageKey: 'T0TEAM:C0CHANNEL:17.1', clientKey: 'T0TEAM:abc', orderKey: 'T0TEAM:C0CHANNEL:16.1' },
      name,
    )
  }
  for (const name of ['AppHomeOpened', 'AppUninstalled', 'TokensRevoked'])
    t.truthy(keysOf(publishedEnvelope(name, { user: 'U0PERSON' })), name)
  for (const name of [
    'MessageBot',
    'MessageReplied',
    'MessageChannelJoin',
    'MessageChannelTopic',
    'ReactionAdded',
    'PinAdded',
  ])
    t.is(
      keysOf(publishedEnvelope(name, { ...values, ...(name === 'MessageBot' && { bot_id: 'B1' }) })),
      null,
      name,
    )
  const person = { user: 'U0PERSON', ts: '17.1', text: 'hi <@U0BOT>' }
  const place = { channel: 'C0CHANNEL', ts: '18.1', deleted_ts: '17.1', previous_message: person }
  for (const name of ['MessageChanged', 'MessageDeleted'])
    t.is(
      keysOf(publishedEnvelope(name, { ...place, message: { ...person, text: 'ho <@U0BOT>' } }))?.orderKey,
      'T0TEAM:C0CHANNEL:17.1',
      name,
    )
})
