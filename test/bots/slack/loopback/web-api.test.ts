import { WebAPIHTTPError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api'
import test from 'ava'
import { allScopes, leastScopes } from '../../../helpers/slack/slack-world.ts'
import type { Loose } from '../../../helpers/slack/world-state.ts'
import { openTown, refusalOf } from './town.ts'

test('a message is posted, found with its metadata, changed and deleted', async (t) => {
  const { slack, general, client } = await openTown(t)
  const metadata = { event_type: 'answer', event_payload: { outbox_id: '1' } }
  const posted = await client.chat.postMessage({ channel: general.id, text: 'Bonjour <é> & co', metadata })
  t.regex(posted.ts!, /^\d{10}\.\d{6}$/)
  t.is(posted.message?.text, 'Bonjour <é> & co')

  const plain = await client.conversations.history({ channel: general.id })
  t.is(plain.messages?.[0]?.metadata, undefined)
  const full = await client.conversations.history({ channel: general.id, include_all_metadata: true })
  t.deepEqual(full.messages?.[0]?.metadata, metadata as never)

  const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: '*hi*' } }]
  await client.chat.update({ channel: general.id, ts: posted.ts!, text: 'hi', blocks })
  t.is(slack.messages(general.id)[0]?.words, '*hi*')
  await client.chat.update({ channel: general.id, ts: posted.ts!, text: 'only text' })
  t.deepEqual(slack.messages(general.id)[0]?.blocks, [], 'text without blocks takes the blocks away')
  t.deepEqual(slack.messages(general.id)[0]?.metadata, metadata, 'metadata stays')

  const link = await client.chat.getPermalink({ channel: general.id, message_ts: posted.ts! })
  t.true(link.permalink?.endsWith(`/archives/${general.id}/p${posted.ts!.replace('.', '')}`))
  await client.chat.delete({ channel: general.id, ts: posted.ts! })
  t.deepEqual(slack.messages(general.id), [])
  t.deepEqual(slack.violations, [])
})

test('a form and a JSON body say the same', async (t) => {
  const { slack, team, general } = await openTown(t, { rates: { isOn: false } })
  const blocks = [{ type: 'divider' }, { type: 'section', text: { type: 'plain_text', text: '[1]' } }]
  const args = { channel: general.id, text: '[1, 2]', blocks, unfurl_links: false }
  const headers = { authorization: `Bearer ${team.botToken}` }
  const json = await fetch(`${slack.apiUrl}chat.postMessage`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(args),
  })
  const form = await fetch(`${slack.apiUrl}chat.postMessage`, {
    method: 'POST',
    body: new URLSearchParams({
      ...args,
      token: team.botToken,
      blocks: JSON.stringify(blocks),
      unfurl_links: 'false',
    }),
  })
  t.true(((await json.json()) as { ok: boolean }).ok)
  t.true(((await form.json()) as { ok: boolean }).ok)
  const [one, other] = slack.messages(general.id)
  const shown = (message: typeof one) => [message?.text, message?.words, message?.unfurl.links]
  t.deepEqual(shown(one), ['[1, 2]', '[1]', false])
  t.deepEqual(shown(other), shown(one))
})

test('tokens: none, wrong, revoked, late, of a workspace that the app left', async (t) => {
  const { slack, team, client, clientFor } = await openTown(t)
  const errorOf = async (token: string) => (await refusalOf(clientFor(token).auth.test())).error
  t.is((await client.auth.test()).user_id, team.botUserId)
  t.is(await errorOf(''), 'not_authed')
  t.is(await errorOf('xoxb-wrong'), 'invalid_auth')
  await slack.revokeTokens(team.teamId, { isSilent: true })
  t.is(await errorOf(team.botToken), 'token_revoked')

  slack.app.rotatesTokens = true
  const { access_token: late } = slack.issueTokens(team.teamId)
  t.is((await clientFor(late).auth.test()).ok, true)
  slack.clock.advance(12 * 3_600_000)
  t.is(await errorOf(late), 'token_expired')
  const { access_token: orphan } = slack.issueTokens(team.teamId)
  team.isInstalled = false
  t.is(await errorOf(orphan), 'account_inactive')
})

test('a missing scope is named with what is there', async (t) => {
  const { general, client } = await openTown(t, { scopes: leastScopes })
  const refused = await refusalOf(client.conversations.history({ channel: general.id }))
  t.like(refused, { error: 'missing_scope', needed: 'channels:history', provided: leastScopes.join(',') })
  const team = await refusalOf(client.team.info())
  t.like(team, { error: 'missing_scope', needed: 'team:read' })
})

test('channels that the bot may not see, is not in, or that are archived', async (t) => {
  const { slack, ada, client } = await openTown(t)
  const foreign = slack.addWorkspace()
  const post = async (channel: string) =>
    (await refusalOf(client.chat.postMessage({ channel, text: 'x' }))).error
  t.is(await post('C_NOWHERE'), 'channel_not_found')
  t.is(await post(slack.addChannel({ kind: 'private', withBot: false }).id), 'channel_not_found')
  t.is(await post(slack.addChannel({ teamId: foreign.teamId }).id), 'channel_not_found')
  t.is(await post(slack.addUser({ teamId: foreign.teamId }).id), 'channel_not_found')
  t.is(await post(slack.addChannel({ withBot: false }).id), 'not_in_channel')
  const old = slack.addChannel()
  slack.archive(old.id)
  t.is(await post(old.id), 'is_archived')
  const direct = await client.conversations.open({ users: ada.id })
  t.is((await client.chat.postMessage({ channel: ada.id, text: 'x' })).channel, direct.channel?.id)
})

test('lists come by the page, as the client walks them', async (t) => {
  const { slack, team, general, client } = await openTown(t, { rates: { isOn: false }, scopes: allScopes })
  const people = Array.from({ length: 7 }, (_, index) => slack.addUser({ name: `p${index}` }).id)
  const found: string[] = []
  for await (const page of client.paginate('users.list', { limit: 3 }))
    found.push(...((page as Loose).members as { id: string }[]).map(({ id }) => id))
  t.is(new Set(found).size, found.length)
  t.true(people.every((id) => found.includes(id)) && found.includes(team.botUserId))

  const root = await client.chat.postMessage({ channel: general.id, text: 'root' })
  for (const text of ['a', 'b', 'c'])
    await client.chat.postMessage({ channel: general.id, text, thread_ts: root.ts })
  const texts: string[] = []
  const thread = { channel: general.id, ts: root.ts! }
  for await (const page of client.paginate('conversations.replies', { ...thread, limit: 2 }))
    texts.push(...((page as Loose).messages as { text: string }[]).map(({ text }) => text))
  t.deepEqual(texts, ['root', 'a', 'b', 'c'])
  const top = await client.conversations.history({ channel: general.id })
  t.deepEqual(
    top.messages?.map(({ text, reply_count: count }) => [text, count]),
    [['root', 3]],
  )
  const later = await client.conversations.replies({ ...thread, oldest: root.ts })
  t.is(later.messages?.length, 4)
})

test('people are shown with their rights at home only', async (t) => {
  const { slack, team, ada, client } = await openTown(t)
  const other = slack.addWorkspace()
  const stranger = slack.addUser({ teamId: other.teamId, role: 'owner' })
  t.is((await refusalOf(client.users.info({ user: stranger.id }))).error, 'user_not_found')
  slack.addChannel({ sharedWith: [other.teamId], members: [ada.id, stranger.id] })
  const own = await client.users.info({ user: ada.id, include_locale: true })
  t.like(own.user, { is_admin: true, locale: 'fr-FR', team_id: team.teamId })
  const seen = await client.users.info({ user: stranger.id })
  t.is(seen.user?.team_id, other.teamId)
  t.is(seen.user?.is_admin, undefined)
})

test('rates: tiers by method and workspace, one message a second by channel, windows that pass', async (t) => {
  const { slack, team, general, client, clientFor } = await openTown(t)
  slack.clock.freeze()
  const second = slack.addChannel()
  const post = (channel: string) => client.chat.postMessage({ channel, text: 'x' })
  await post(general.id)
  const error = await t.throwsAsync(post(general.id), { instanceOf: WebAPIRateLimitedError })
  t.is(error.retryAfter, 1)
  await t.notThrowsAsync(post(second.id), 'another channel goes on')
  slack.clock.advance(1000)
  await t.notThrowsAsync(post(general.id))

  for (let count = 0; count < 50; count++)
    await client.conversations.replies({ channel: general.id, ts: slack.messages(general.id)[0]!.ts })
  const tier = await t.throwsAsync(client.conversations.replies({ channel: general.id, ts: '1.000000' }), {
    instanceOf: WebAPIRateLimitedError,
  })
  t.true(tier.retryAfter > 50 && tier.retryAfter <= 60)
  const other = slack.addWorkspace()
  t.is(
    (await refusalOf(clientFor(other.botToken).conversations.replies({ channel: general.id, ts: '1' })))
      .error,
    'channel_not_found',
  )
  slack.clock.advance(60_000)
  t.is(
    (await refusalOf(client.conversations.replies({ channel: general.id, ts: '1.000000' }))).error,
    'thread_not_found',
  )
  t.deepEqual(
    slack.violations.map(({ kind, where }) => `${kind} ${where}`),
    ['rate_limited chat.postMessage', 'rate_limited conversations.replies'],
  )
  t.true(slack.violations[0]?.detail.includes(team.teamId))
})

test('long texts: cut when posted, refused when edited', async (t) => {
  const { slack, general, client } = await openTown(t)
  const posted = await client.chat.postMessage({ channel: general.id, text: 'x'.repeat(40_001) })
  t.is(slack.messages(general.id)[0]?.text.length, 40_000)
  const edit = client.chat.update({ channel: general.id, ts: posted.ts!, text: 'y'.repeat(4001) })
  t.is((await refusalOf(edit)).error, 'msg_too_long')
  slack.clock.advance(1000)
  t.is((await refusalOf(client.chat.postMessage({ channel: general.id, text: ' ' }))).error, 'no_text')
  t.deepEqual(
    slack.violations.map(({ kind }) => kind),
    ['text_truncated', 'msg_too_long', 'no_text'],
  )
})

test('faults: each kind reaches the client as it would from Slack', async (t) => {
  const { slack, general, client, clientFor, team } = await openTown(t, { rates: { isOn: false } })
  const post = () => client.chat.postMessage({ channel: general.id, text: 'x' })
  const count = () => slack.messages(general.id).length
  slack.faults.next('chat.postMessage', 'drop_reply_after_acceptance')
  await t.throwsAsync(post(), { instanceOf: WebAPIRequestError })
  t.is(count(), 1, 'accepted, though nobody was told')
  slack.faults.next('chat.postMessage', 'reset')
  await t.throwsAsync(post(), { instanceOf: WebAPIRequestError })
  slack.faults.next('chat.postMessage', 'http_500')
  await t.throwsAsync(post(), { instanceOf: WebAPIHTTPError })
  t.is(count(), 1, 'not accepted')
  slack.faults.next('chat.postMessage', 'http_500_after_acceptance')
  await t.throwsAsync(post(), { instanceOf: WebAPIHTTPError })
  t.is(count(), 2)
  slack.faults.next('*', { rateLimited: 7 })
  t.is((await t.throwsAsync(post(), { instanceOf: WebAPIRateLimitedError })).retryAfter, 7)
  slack.faults.next('chat.postMessage', { error: 'fatal_error' })
  t.is((await refusalOf(post())).error, 'fatal_error')
  for (const fault of ['hang', 'hang_after_acceptance'] as const) {
    slack.faults.next('chat.postMessage', fault)
    const patient = clientFor(team.botToken, { timeout: 100 })
    await t.throwsAsync(patient.chat.postMessage({ channel: general.id, text: 'x' }), {
      instanceOf: WebAPIRequestError,
    })
  }
  t.is(count(), 3, 'one of the two was accepted')

  slack.faults.next('chat.postMessage', {
    meanwhile: () => slack.revokeTokens(team.teamId, { isSilent: true }),
  })
  t.is((await refusalOf(post())).error, 'token_revoked')
  t.deepEqual(slack.violations, [], 'what was planned is no violation')
})

test('a held call waits until it is let in', async (t) => {
  const { slack, general, client } = await openTown(t)
  const hold = slack.faults.hold('chat.postMessage')
  const posting = client.chat.postMessage({ channel: general.id, text: 'x' })
  await hold.arrived
  t.deepEqual(slack.messages(general.id), [])
  hold.release()
  await posting
  t.is(slack.messages(general.id).length, 1)
})

test('files: asked for, uploaded, shared, and downloaded with the right token only', async (t) => {
  const { slack, team, general, client } = await openTown(t)
  const bytes = Buffer.from('Univers;Indice\nTV;146\n')
  await client.files.uploadV2({
    channel_id: general.id,
    file: bytes,
    filename: 'tv.csv',
    initial_comment: 'Here it is',
    alt_text: 'a table',
  })
  const [message] = slack.messages(general.id)
  t.is(message?.text, 'Here it is')
  const { file } = await client.files.info({ file: message!.files[0]! })
  t.like(file, { name: 'tv.csv', size: bytes.length, mimetype: 'text/csv' })
  const get = (token: string) =>
    fetch(file!.url_private_download!, { headers: { authorization: `Bearer ${token}` } })
  t.is(await (await get(team.botToken)).text(), bytes.toString())
  const refused = await get(slack.addWorkspace().botToken)
  t.is(refused.headers.get('content-type'), 'text/html; charset=utf-8')
  t.is(refused.status, 200, 'a sign-in page, not an error')
  t.deepEqual(slack.violations, [])
})

test('a refresh token works once, however many use it at the same time', async (t) => {
  const { slack, team, clientFor } = await openTown(t, { app: { rotatesTokens: true } })
  const { refresh_token: first } = slack.issueTokens(team.teamId)
  const refresh = (token: string) =>
    clientFor('').oauth.v2.access({
      client_id: slack.app.clientId,
      client_secret: slack.app.clientSecret,
      grant_type: 'refresh_token',
      refresh_token: token,
    })
  const tries = await Promise.allSettled(Array.from({ length: 10 }, () => refresh(first!)))
  const taken = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  t.is(taken.length, 1)
  t.is(slack.violations.filter(({ kind }) => kind === 'refresh_token_used_twice').length, 9)
  t.is(taken[0]?.expires_in, 43_200)
  t.is((await clientFor(taken[0]!.access_token!).auth.test()).team_id, team.teamId)
  t.not(taken[0]?.refresh_token, first)
  const wrong = clientFor('').oauth.v2.access({
    client_id: slack.app.clientId,
    client_secret: 'no',
    code: 'x',
  })
  t.is((await refusalOf(wrong)).error, 'bad_client_secret')
})

test('sessions and prompts of the agent', async (t) => {
  const { slack, ada, client } = await openTown(t)
  const channel = slack.user(ada.id).directChannel()
  const root = await client.chat.postMessage({ channel, text: 'root' })
  const thread = { channel_id: channel, thread_ts: root.ts! }
  await client.agents.sessions.setStatus({ ...thread, status: 'processing', title: 'First' })
  await client.agents.sessions.setStatus({ ...thread, status: 'active', title: 'Ignored' })
  t.like(slack.sessions[0], { status: 'active', title: 'First', history: ['processing', 'active'] })
  await client.agents.sessions.rename({ ...thread, title: 'Better' })
  t.is(slack.sessions[0]?.title, 'Better')
  await client.assistant.threads.setStatus({ ...thread, status: 'reads the file' })
  t.is(slack.sessions[0]?.words?.text, 'reads the file')
  slack.clock.advance(120_001)
  t.is(slack.sessions[0]?.words, null, 'gone by themselves')
  const odd = client.agents.sessions.setStatus({ ...thread, status: 'busy' })
  t.is((await refusalOf(odd)).error, 'invalid_arguments')

  const prompts = [{ title: 'Top', message: 'top 5' }] as [{ title: string; message: string }]
  await client.assistant.threads.setSuggestedPrompts({ channel_id: channel, prompts })
  t.deepEqual(slack.prompts[0]?.prompts, prompts)
  const asked = slack.violations.length
  await client.assistant.threads.setSuggestedPrompts({ ...thread, prompts: [{ title: 'a', message: 'b' }] })
  t.deepEqual(slack.prompts[0]?.prompts, prompts, 'with a thread nobody sees them')
  t.is(slack.violations[asked]?.kind, 'prompts_in_thread')
})

test('whom a message notifies and where it leads is seen in every part of it', async (t) => {
  const { slack, ada, general, client } = await openTown(t, { rates: { isOn: false } })
  const reach = async (text: string, blocks: Loose = []) => {
    await client.chat.postMessage({ channel: general.id, text, blocks })
    const { pings, links } = slack.messages(general.id).at(-1)!
    return [...pings, ...links]
  }
  const mrkdwn = (words: string) => [{ type: 'section', text: { type: 'mrkdwn', text: words } }]
  t.deepEqual(await reach('hello <!channel> &lt;!here&gt;'), ['<!channel>'])
  t.deepEqual(await reach('x', mrkdwn(`<@${ada.id}> <!subteam^S1|@team> <https://a.example/x|b>`)), [
    `<@${ada.id}>`,
    '<!subteam^S1|@team>',
    'https://a.example/x',
  ])
  t.deepEqual(await reach('x', [{ type: 'markdown', text: '[a](https://b.example/) <!here>' }]), [
    '<!here>',
    'https://b.example/',
  ])
  const plain = [{ type: 'header', text: { type: 'plain_text', text: '<!channel>' } }]
  t.deepEqual(await reach('x', plain), [], 'plain text notifies nobody')
  const rich = { type: 'rich_text_section', elements: [{ type: 'broadcast', range: 'here' }] }
  t.deepEqual(await reach('x', [{ type: 'rich_text', elements: [rich] }]), ['<!here>'])
})
