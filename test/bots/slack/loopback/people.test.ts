import test from 'ava'
import { leastScopes } from '../../../helpers/slack/slack-world.ts'
import type { Loose } from '../../../helpers/slack/world-state.ts'
import { openBoltTown } from './bolt-app.ts'

const text = (words: string) => ({ type: 'plain_text' as const, text: words })

test('a mention comes as two events of one time, in turns of order', async (t) => {
  const { slack, team, general, app, person } = await openBoltTown(t)
  const heard: Loose[] = []
  app.event('app_mention', async ({ event }) => void heard.push(event))
  app.message(async ({ message }) => void heard.push(message))
  const asked = await person.mention(general.id, 'top 5?')
  await slack.until(() => heard.length === 2)
  t.deepEqual(heard.map(({ type }) => type).toSorted(), ['app_mention', 'message'])
  t.is(heard[0].ts, heard[1].ts)
  t.is(heard[0].client_msg_id, heard[1].client_msg_id)
  t.is(heard[0].text, `<@${team.botUserId}> top 5?`)
  t.not(asked.deliveries[0]?.eventId, asked.deliveries[1]?.eventId)
  const again = await person.mention(general.id, 'and now?')
  t.not(asked.deliveries[0]?.type, again.deliveries[0]?.type)
  t.deepEqual(slack.violations, [])
})

test('what is said in a thread, directly, changed and deleted reaches the app as Slack tells it', async (t) => {
  const { slack, general, app, person } = await openBoltTown(t)
  const heard: Loose[] = []
  app.event('message', async ({ event }) => void heard.push(event))
  // bolt answers before its listener runs, so one act waits for the other.
  const heardBy = async <Result>(act: Promise<Result>, count: number): Promise<Result> => {
    const result = await act
    await slack.until(() => heard.length === count)
    return result
  }
  const root = await heardBy(person.say(general.id, 'root'), 1)
  const reply = await heardBy(person.say(general.id, 'reply', { thread: root.ts }), 2)
  const direct = await heardBy(person.dm('hello'), 3)
  await heardBy(person.edit(reply, 'better reply'), 4)
  await heardBy(person.delete(reply), 5)
  t.like(heard[1], { thread_ts: root.ts, parent_user_id: person.id, channel_type: 'channel' })
  t.like(heard[2], { channel: direct.channel, channel_type: 'im', text: 'hello' })
  t.like(heard[3], {
    subtype: 'message_changed',
    message: { text: 'better reply' },
    previous_message: { text: 'reply' },
  })
  t.like(heard[4], { subtype: 'message_deleted', deleted_ts: reply.ts })
  t.deepEqual(slack.violations, [])
})

test("the app hears its own messages, and people's only with the scope for it", async (t) => {
  const { slack, general, app, client, team, person } = await openBoltTown(t)
  const own: Loose[] = []
  app.event('message', async ({ event }) => void own.push(event))
  // bolt itself leaves out what the app said; the deliveries show that Slack told it.
  await client.chat.postMessage({ channel: general.id, text: 'from the app' })
  await slack.settle()
  t.like(slack.deliveries[0]?.body.event, { type: 'message', bot_id: team.botId, text: 'from the app' })
  t.deepEqual(own, [])

  team.scopes = new Set(leastScopes)
  const quiet = await person.say(general.id, 'not for the app')
  t.deepEqual(quiet.deliveries, [])
  const mention = await person.mention(general.id, 'for the app')
  t.deepEqual(
    mention.deliveries.map(({ type }) => type),
    ['app_mention'],
  )
})

test('what is not taken in time comes again, with its number and reason', async (t) => {
  const { slack, team, general, app, person, signingSecret, url } = await openBoltTown(t)
  const heard: Loose[] = []
  app.event(
    'message',
    async ({ body, context }) => void heard.push([body.event_id, context.retryNum, context.retryReason]),
  )
  slack.connect({ url: ['http://127.0.0.1:9', url], signingSecret })
  const said = await person.say(general.id, 'hello')
  t.deepEqual(
    said.deliveries[0]?.attempts.map(({ retry, status, error }) => [retry, status, error]),
    [
      [0, null, 'connection_failed'],
      [1, 200, null],
    ],
  )
  await slack.until(() => heard.length === 1)
  t.deepEqual(heard, [[said.deliveries[0]?.eventId, 1, 'connection_failed']])
  slack.connect({ url, signingSecret: 'another secret' })
  const refused = await person.say(general.id, 'hello')
  t.deepEqual(
    refused.deliveries[0]?.attempts.map(({ status }) => status),
    [401, 401, 401, 401],
  )
  t.false(refused.deliveries[0]?.isAccepted)
  slack.connect({ url, signingSecret })
  slack.delivery.repeat = 'at_once'
  const twice = await slack.tell(team.teamId, { type: 'app_uninstalled' })
  t.is(twice.attempts.length, 2)
})

test('a command: the answer, a late answer, none at all', async (t) => {
  const { slack, general, app, person } = await openBoltTown(t)
  app.command('/sextant', async ({ command, ack, respond }) => {
    if (command.text === 'silence') return
    await ack(
      command.text === 'aloud'
        ? { response_type: 'in_channel', text: 'for all' }
        : `you said ${command.text}`,
    )
    if (command.text === 'more') for (let count = 0; count < 5; count++) await respond(`more ${count}`)
  })
  await person.slash('/sextant help me', { channel: general.id })
  t.deepEqual(
    slack.ephemerals(person.id).map((one) => one.text),
    ['you said help me'],
  )
  await person.slash('/sextant aloud', { channel: general.id })
  t.is(slack.messages(general.id)[0]?.text, 'for all')
  t.deepEqual(slack.violations, [])
  await person.slash('/sextant more')
  await slack.until(() => slack.ephemerals(person.id).some((one) => one.text === 'more 4'))
  slack.delivery.ackMs = 200
  await person.slash('/sextant silence')
  const failed = slack.ephemerals(person.id).find((one) => one.isFailure)
  t.regex(failed!.text, /\/sextant failed with the error/)
  t.deepEqual(
    slack.violations.map(({ kind }) => kind),
    ['not_acknowledged'],
  )
})

test('a response_url works five times in thirty minutes', async (t) => {
  const { slack, general, app, person } = await openBoltTown(t)
  let url = ''
  app.command('/sextant', async ({ command, ack }) => {
    url = command.response_url
    await ack()
  })
  const post = async () =>
    (
      await fetch(url, {
        method: 'POST',
        body: JSON.stringify({ text: 'x' }),
        headers: { 'content-type': 'application/json' },
      })
    ).status
  await person.slash('/sextant a', { channel: general.id })
  for (let count = 0; count < 5; count++) t.is(await post(), 200)
  t.is(await post(), 404)
  await person.slash('/sextant b', { channel: general.id })
  slack.clock.advance(1_800_001)
  t.is(await post(), 404)
  t.deepEqual(
    slack.violations.map(({ kind }) => kind),
    ['used_url', 'expired_url'],
  )
})

test('presses: buttons by id or label, feedback, selects, on messages and on what only one sees', async (t) => {
  const { slack, general, app, client, person } = await openBoltTown(t)
  const pressed: Loose[] = []
  app.action(/.*/, async ({ action, body, ack, respond }) => {
    pressed.push({ ...action, body })
    await ack()
    if ((action as Loose).action_id === 'replace') await respond({ replace_original: true, text: 'replaced' })
  })
  const blocks = [
    {
      type: 'actions',
      elements: [
        { type: 'button', action_id: 'source', text: text('Show source'), value: 'c1' },
        {
          type: 'button',
          action_id: 'remove',
          text: text('Remove'),
          confirm: { title: text('Sure?'), text: text('Gone'), confirm: text('Yes'), deny: text('No') },
        },
        {
          type: 'static_select',
          action_id: 'pick',
          options: [
            { text: text('One'), value: '1' },
            { text: text('Two'), value: '2' },
          ],
        },
      ],
    },
    {
      type: 'context_actions',
      elements: [
        {
          type: 'feedback_buttons',
          action_id: 'rate',
          positive_button: { text: text('Good'), value: 'up' },
          negative_button: { text: text('Bad'), value: 'down' },
        },
      ],
    },
  ] as Loose
  await client.chat.postMessage({ channel: general.id, text: 'x', blocks })
  const [message] = slack.messages(general.id)
  await person.click(message!, 'source')
  await person.click(message!, 'Show source')
  await person.click(message!, 'Bad')
  await person.choose(message!, 'pick', 'Two')
  t.is(await person.click(message!, 'remove', { isConfirmed: false }), null)
  t.deepEqual(
    pressed.map(({ action_id: id, value, selected_option: option }) => [id, option?.value ?? value]),
    [
      ['source', 'c1'],
      ['source', 'c1'],
      ['rate', 'down'],
      ['pick', '2'],
    ],
  )
  t.like(pressed[0].body, {
    container: { message_ts: message!.ts, channel_id: general.id },
    message: { ts: message!.ts },
  })
  await t.throwsAsync(person.click(message!, 'nothing'), { message: /source "Show source"/ })

  const own = [
    { type: 'actions', elements: [{ type: 'button', action_id: 'replace', text: text('Replace') }] },
  ] as Loose
  await client.chat.postEphemeral({ channel: general.id, user: person.id, text: 'y', blocks: own })
  const [seen] = slack.ephemerals(person.id)
  await person.click(seen!, 'replace')
  await slack.until(() => slack.ephemerals(person.id)[0]?.text === 'replaced')
  t.is(pressed.at(-1).body.message, undefined, 'Slack does not tell what an ephemeral said')
  t.deepEqual(slack.violations, [])
})

test('a modal: opened in time, refused field by field, changed, pushed, cancelled', async (t) => {
  const { slack, general, app, client, person } = await openBoltTown(t)
  const form = (title: string): Loose => ({
    type: 'modal',
    callback_id: 'form',
    title: text(title),
    submit: text('Send'),
    notify_on_close: true,
    private_metadata: 'ids',
    blocks: [
      {
        type: 'input',
        block_id: 'name',
        label: text('Name'),
        element: { type: 'plain_text_input', action_id: 'value', max_length: 20 },
      },
      {
        type: 'input',
        block_id: 'kind',
        optional: true,
        label: text('Kind'),
        element: {
          type: 'static_select',
          action_id: 'value',
          options: [{ text: text('Crosstab'), value: 'crosstab' }],
        },
      },
      {
        type: 'input',
        block_id: 'file',
        optional: true,
        label: text('File'),
        element: { type: 'file_input', action_id: 'value' },
      },
    ],
  })
  const closed: string[] = []
  const taken: Loose[] = []
  app.shortcut('ask', async ({ shortcut, ack }) => {
    await ack()
    await client.views.open({ trigger_id: shortcut.trigger_id, view: form('First') })
  })
  app.view('form', async ({ view, ack }) => {
    taken.push(view)
    const name = view.state.values.name?.value?.value
    if (name === 'bad') await ack({ response_action: 'errors', errors: { name: 'Another name, please.' } })
    else if (name === 'push') await ack({ response_action: 'push', view: form('Second') })
    else if (name === 'update') await ack({ response_action: 'update', view: form('Changed') })
    else await ack()
  })
  app.view({ callback_id: 'form', type: 'view_closed' }, async ({ view, ack }) => {
    closed.push(view.id)
    await ack()
  })
  const message = await person.say(general.id, 'top 5?')
  await person.shortcut(message, 'ask')
  const view = await slack.until(() => slack.topView(person.id))
  t.like(view, { title: 'First', callbackId: 'form', privateMetadata: 'ids' })
  await t.throwsAsync(person.submit(view), { message: /"Name" is empty/ })
  await t.throwsAsync(person.submit(view, { Name: 'x'.repeat(21) }), { message: /over 20/ })
  t.deepEqual((await person.submit(view, { Name: 'bad' })).errors, { name: 'Another name, please.' })
  t.is((await person.submit(view, { Name: 'update' })).view?.title, 'Changed')
  const pushed = await person.submit(view, { name: 'push', Kind: 'Crosstab' })
  t.is(pushed.view?.title, 'Second')
  t.is(taken.at(-1).state.values.kind.value.selected_option.value, 'crosstab')
  const file = person.pickFile({ name: 'tv.csv', bytes: 'a;b\n' })
  await person.submit(pushed.view!, { Name: 'fine', File: [file] })
  t.is(taken.at(-1).state.values.file.value.files[0].name, 'tv.csv')
  t.is(slack.topView(person.id)?.title, 'Changed')
  await person.cancel(slack.topView(person.id)!)
  t.deepEqual(closed, [view.id])
  t.deepEqual(slack.views(person.id), [])
  t.deepEqual(slack.violations, [])
})

test('a trigger opens one modal, within three seconds', async (t) => {
  const { slack, general, app, client, person } = await openBoltTown(t)
  slack.clock.freeze()
  const triggers: string[] = []
  app.shortcut('ask', async ({ shortcut, ack }) => {
    triggers.push(shortcut.trigger_id)
    await ack()
  })
  const view = { type: 'modal' as const, title: text('T'), blocks: [{ type: 'divider' as const }] }
  const message = await person.say(general.id, 'x')
  await person.shortcut(message, 'ask')
  await person.shortcut(message, 'ask')
  await client.views.open({ trigger_id: triggers[0]!, view })
  await t.throwsAsync(client.views.open({ trigger_id: triggers[0]!, view }), {
    message: /exchanged_trigger_id/,
  })
  slack.clock.advance(3001)
  await t.throwsAsync(client.views.open({ trigger_id: triggers[1]!, view }), {
    message: /expired_trigger_id/,
  })
  await t.throwsAsync(client.views.open({ trigger_id: 'made.up.1', view }), { message: /invalid_trigger_id/ })
})

test('home and messages tab; an update with an old hash is refused', async (t) => {
  const { slack, app, client, person } = await openBoltTown(t)
  const opened: Loose[] = []
  app.event('app_home_opened', async ({ event }) => void opened.push(event))
  await person.openHome()
  await slack.until(() => opened.length === 1)
  const page = (words: string): Loose => ({ type: 'home', blocks: [{ type: 'header', text: text(words) }] })
  const { view } = await client.views.publish({ user_id: person.id, view: page('One') })
  await client.views.publish({ user_id: person.id, view: page('Two'), hash: view?.hash })
  const late = client.views.publish({ user_id: person.id, view: page('Three'), hash: view?.hash })
  await t.throwsAsync(late, { message: /hash_conflict/ })
  t.is(slack.home(person.id)?.words, 'Two')
  await person.openHome()
  await slack.until(() => opened.length === 2)
  await person.openMessagesTab()
  await slack.until(() => opened.length === 3)
  t.deepEqual(
    opened.map(({ tab, view: shown, channel }) => [tab, shown?.type, channel === person.directChannel()]),
    [
      ['home', undefined, true],
      ['home', 'home', true],
      ['messages', undefined, true],
    ],
  )
  t.deepEqual(slack.violations, [])
})

test('a dropped file comes with its address, which the bot may open', async (t) => {
  const { slack, general, app, team, person } = await openBoltTown(t)
  const files: Loose[] = []
  app.event('message', async ({ event }) => {
    if (event.subtype === 'file_share') files.push(...(event.files ?? []))
  })
  await person.dropFile(general.id, { name: 'tv.csv', bytes: 'Univers;Indice\n' }, { text: 'have a look' })
  await slack.until(() => files.length === 1)
  const answer = await fetch(files[0].url_private_download, {
    headers: { authorization: `Bearer ${team.botToken}` },
  })
  t.is(await answer.text(), 'Univers;Indice\n')
  t.deepEqual(slack.violations, [])
})

test('somebody of another workspace in a shared channel is told apart', async (t) => {
  const { slack, team, ada, app } = await openBoltTown(t)
  const other = slack.addWorkspace({ isInstalled: false })
  const eve = slack.addUser({ teamId: other.teamId })
  const shared = slack.addChannel({ sharedWith: [other.teamId], members: [ada.id, eve.id] })
  const heard: Loose[] = []
  app.event('app_mention', async ({ event, body }) => void heard.push({ event, body }))
  await slack.user(eve.id).mention(shared.id, 'hello')
  await slack.until(() => heard.length === 1)
  t.like(heard[0].body, { team_id: team.teamId, is_ext_shared_channel: true })
  t.like(heard[0].event, { user: eve.id, user_team: other.teamId, team: other.teamId })
  t.deepEqual(slack.violations, [])
})

test('uninstalled: the app is told, and its token is worth nothing', async (t) => {
  const { slack, team, app, client } = await openBoltTown(t)
  const heard: string[] = []
  app.event('app_uninstalled', async ({ event }) => void heard.push(event.type))
  app.event('tokens_revoked', async ({ event }) => void heard.push(event.type))
  await slack.uninstall(team.teamId)
  await slack.until(() => heard.length === 2)
  await t.throwsAsync(client.auth.test(), { message: /account_inactive/ })
  t.deepEqual(slack.violations, [])
})

test('a select that asks the app for its options', async (t) => {
  const { slack, general, app, client, person } = await openBoltTown(t)
  const chosen: Loose[] = []
  app.options('assistant', async ({ payload, ack }) =>
    ack({ options: [{ text: text(`${payload.value}!`), value: 'a1' }] }),
  )
  app.action('assistant', async ({ action, ack }) => {
    chosen.push(action)
    await ack()
  })
  const select = { type: 'external_select', action_id: 'assistant', min_query_length: 0 }
  const blocks = [{ type: 'actions', elements: [select] }] as Loose
  await client.chat.postMessage({ channel: general.id, text: 'x', blocks })
  const [message] = slack.messages(general.id)
  const [option] = await person.suggest(message!, 'assistant', 'TV')
  t.is(option.text.text, 'TV!')
  await person.choose(message!, 'assistant', option)
  t.is(chosen[0].selected_option.value, 'a1')
  t.deepEqual(slack.violations, [])
})

test('a response_url takes the pressed message away; the bot comes into a channel', async (t) => {
  const { slack, team, general, app, client, person } = await openBoltTown(t)
  const joined: Loose[] = []
  app.event('member_joined_channel', async ({ event }) => void joined.push(event))
  app.action('remove', async ({ ack, respond }) => {
    await ack()
    await respond({ delete_original: true })
  })
  const button = { type: 'button', action_id: 'remove', text: text('Remove') }
  const blocks = [{ type: 'actions', elements: [button] }] as Loose
  await client.chat.postMessage({ channel: general.id, text: 'x', blocks })
  await person.click(slack.messages(general.id)[0]!, 'Remove')
  await slack.until(() => slack.messages(general.id).length === 0)

  const other = slack.addChannel({ kind: 'private', withBot: false })
  await slack.invite(other.id, team.botUserId)
  await slack.until(() => joined.length === 1)
  t.like(joined[0], { user: team.botUserId, channel: other.id, channel_type: 'G' })
  t.deepEqual(slack.violations, [])
})

test('nobody hears a person while no app is connected', async (t) => {
  const { slack, general, person } = await openBoltTown(t)
  slack.disconnect()
  await t.throwsAsync(person.say(general.id, 'hello'), { message: /No app is connected/ })
  await t.throwsAsync(person.slash('/sextant help'), { message: /No app is connected/ })
  const put = slack.put(general.id, { user: person.id, text: 'what stood there before' })
  t.is(slack.messages(general.id).at(-1)?.ts, put.ts)
})
