import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import test, { type ExecutionContext } from 'ava'
import { openSlackApi, type SlackApiOptions } from '../../../bots/slack/api.ts'
import { isSlackFailure, type SlackFailure } from '../../../bots/slack/failure.ts'
import { log } from '../../../config/log.ts'
import { isAppError } from '../../../core/errors.ts'
import { type SlackOptions, startSlack } from '../../helpers/slack/slack-world.ts'

log.level = process.env.LOG_LEVEL ?? 'silent'

const open = async (
  t: ExecutionContext,
  { slack: slackOptions, ...options }: Partial<SlackApiOptions> & { slack?: SlackOptions } = {},
) => {
  const slack = await startSlack(t, slackOptions)
  const { teamId } = slack.addWorkspace()
  const zoe = slack.addUser({ name: 'zoe' })
  const { id: channel } = slack.addChannel({ name: 'general' })
  const revoked: string[] = []
  const api = openSlackApi({
    apiUrl: slack.apiUrl,
    tokenOf: async (workspace) => slack.tokenOf(workspace),
    onRevoked: (workspace, code) => revoked.push(`${workspace} ${code}`),
    ...options,
  })
  t.teardown(api.close)
  const post = (text: string, to = channel) =>
    api.call<{ ts: string }>(teamId, 'chat.postMessage', { channel: to, text })
  return { slack, api, teamId, zoe, channel, post, revoked }
}

const failureOf = async (work: Promise<unknown>): Promise<SlackFailure> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!isSlackFailure(error)) throw new Error('no failure of Slack', { cause: error })
  return error
}

/** A server that answers whatever it likes. */
const openServer = async (t: ExecutionContext, listener: RequestListener): Promise<string> => {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('a call brings what Slack answers, with the token of its workspace', async (t) => {
  const { slack, api, teamId, channel, post } = await open(t)
  const other = slack.addWorkspace()
  const { id: elsewhere } = slack.addChannel({ teamId: other.teamId })
  const { ts } = await post('bonjour & <b> 🧭')
  await api.call(other.teamId, 'chat.postMessage', { channel: elsewhere, text: 'hi' })
  t.is(slack.messages(channel)[0]?.ts, ts)
  t.deepEqual(
    slack.callsOf('chat.postMessage').map(({ token, args }) => [token, args.text]),
    [
      [slack.tokenOf(teamId), 'bonjour & <b> 🧭'],
      [slack.tokenOf(other.teamId), 'hi'],
    ],
  )
  t.deepEqual(slack.violations, [])
})

test('half a character does not keep a message from being sent', async (t) => {
  const { slack, channel, post } = await open(t)
  await post('a \ud83e b')
  t.is(slack.messages(channel)[0]?.text, 'a \ufffd b')
})

test('Slack’s no comes with its code, and a post is tried once whatever happens', async (t) => {
  const { slack, api, teamId, channel, post } = await open(t)
  t.like(await failureOf(post('x', 'C404')), { kind: 'refused', code: 'channel_not_found' })
  const cases = [
    ['http_500', { kind: 'unknown', code: 'http_500' }],
    ['http_500_after_acceptance', { kind: 'unknown', code: 'http_500' }],
    ['drop_reply_after_acceptance', { kind: 'unknown', code: 'no_answer' }],
    [{ error: 'internal_error' }, { kind: 'unknown', code: 'internal_error' }],
    [{ error: 'request_timeout' }, { kind: 'unreachable', code: 'request_timeout' }],
    [{ rateLimited: 7 }, { kind: 'rate_limited', retryAfterMs: 7_000 }],
  ] as const
  for (const [at, [fault, expected]] of cases.entries()) {
    const { id } = slack.addChannel()
    slack.faults.next('chat.postMessage', fault)
    t.like(await failureOf(post(`case ${at}`, id)), expected, JSON.stringify(fault))
  }
  t.is(slack.callsOf('chat.postMessage').length, 1 + cases.length)
  await api.call(teamId, 'chat.postMessage', { channel, text: 'still at work' })
})

test('a Slack that says nothing is waited for as long as a call may take', async (t) => {
  const { slack, post } = await open(t, { callMs: 100 })
  slack.faults.next('chat.postMessage', 'hang')
  t.like(await failureOf(post('x')), { kind: 'unknown', code: 'no_answer' })
})

test('where nobody listens nothing was sent', async (t) => {
  const gone = createServer()
  await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve))
  const { port } = gone.address() as AddressInfo
  await new Promise((resolve) => gone.close(resolve))
  const { post } = await open(t, { apiUrl: `http://127.0.0.1:${port}/api/` })
  t.like(await failureOf(post('x')), { kind: 'unreachable', code: 'no_connection' })
})

test('a page in the place of an answer says nothing about what was done', async (t) => {
  const url = await openServer(t, (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Proxy: please sign in</h1>')
  })
  const { post } = await open(t, { apiUrl: `${url}/api/` })
  t.like(await failureOf(post('x')), { kind: 'unknown', code: 'no_json' })
})

test('a 429 that does not say when to come back holds its channel for a while', async (t) => {
  let count = 0
  const url = await openServer(t, (_, response) => {
    count++
    response.writeHead(429).end('slow down')
  })
  const { post } = await open(t, { apiUrl: `${url}/api/` })
  t.like(await failureOf(post('x')), { kind: 'rate_limited', retryAfterMs: 30_000 })
  t.is((await failureOf(post('x'))).kind, 'rate_limited')
  t.is(count, 1, 'not asked again so soon')
})

test('Retry-After on a busy channel does not delay a quiet one', async (t) => {
  const { slack, channel, post } = await open(t)
  const { id: quiet } = slack.addChannel({ name: 'quiet' })
  slack.faults.next('chat.postMessage', { rateLimited: 3_600 })
  t.is((await failureOf(post('first'))).retryAfterMs, 3_600_000)
  t.is((await failureOf(post('second'))).kind, 'rate_limited')
  await post('over here', quiet)
  t.is(slack.messages(quiet).length, 1)
  t.is(slack.messages(channel).length, 0)
})

test('what only reads is tried again', async (t) => {
  const { slack, api, teamId, zoe } = await open(t, { callMs: 5_000 })
  const ask = () => api.call<{ user: { id: string } }>(teamId, 'users.info', { user: zoe.id })
  slack.faults.next('users.info', 'drop_reply_after_acceptance')
  slack.faults.next('users.info', 'http_500')
  t.is((await ask()).user.id, zoe.id)
  slack.faults.next('users.info', { rateLimited: 1 })
  t.is((await ask()).user.id, zoe.id)
  slack.faults.next('users.info', 'http_500', 3)
  t.is((await failureOf(ask())).kind, 'unknown')
  const gone = api.call(teamId, 'users.info', { user: 'U404' })
  t.is((await failureOf(gone)).code, 'user_not_found')
})

test('a revoked token is told once for each refusal; a rotated one is taken up in the same call', async (t) => {
  const rotating = await open(t, { slack: { app: { rotatesTokens: true } } })
  const old = rotating.slack.tokenOf(rotating.teamId)
  const fresh = rotating.slack.issueTokens(rotating.teamId).access_token
  const tokens = [old, fresh, fresh]
  const api = openSlackApi({ apiUrl: rotating.slack.apiUrl, tokenOf: async () => tokens.shift() ?? fresh })
  t.teardown(api.close)
  rotating.slack.faults.next('auth.test', { error: 'token_expired' })
  t.truthy(await api.call(rotating.teamId, 'auth.test', {}))

  const { slack, teamId, post, revoked } = await open(t)
  await slack.revokeTokens(teamId, { isSilent: true })
  t.like(await failureOf(post('x')), { kind: 'refused' })
  t.is(revoked.length, 1)
  t.regex(revoked[0]!, new RegExp(`^${teamId} (token_revoked|invalid_auth|account_inactive)$`))
})

test('without a token nothing is sent', async (t) => {
  const { slack, post } = await open(t, { tokenOf: async () => null })
  t.like(await failureOf(post('x')), { kind: 'refused', code: 'no_token' })
  t.is(slack.calls.length, 0)
})

test('what is to be written down before a call is written when its turn has come, and may call it off', async (t) => {
  const { slack, api, teamId, channel } = await open(t)
  const notes: string[] = []
  const call = (text: string, onTurn: () => Promise<void>) =>
    api.call(teamId, 'chat.postMessage', { channel, text }, { onTurn })
  const first = call('one', async () => void notes.push('one'))
  const second = call('two', async () => void notes.push(`two, ${slack.messages(channel).length} there`))
  await Promise.all([first, second])
  t.deepEqual(notes, ['one', 'two, 1 there'])
  await t.throwsAsync(
    call('three', () => Promise.reject(new Error('not wanted'))),
    { message: 'not wanted' },
  )
  await call('four', async () => undefined)
  t.deepEqual(
    slack.callsOf('chat.postMessage').map(({ args }) => args.text),
    ['one', 'two', 'four'],
  )
})

test('a call that waits can be called off; one that is sent is waited for', async (t) => {
  const { slack, api, teamId, channel, post } = await open(t)
  await post('first')
  const off = new AbortController()
  const waiting = api.call(teamId, 'chat.postMessage', { channel, text: 'second' }, { signal: off.signal })
  off.abort()
  t.like(await failureOf(waiting), { kind: 'unreachable', code: 'cancelled' })
  t.is(slack.callsOf('chat.postMessage').length, 1)
})

const png = Buffer.from('89504e470d0a1a0a', 'hex')
const picture = { fileName: 'sextant-1.png', bytes: png, alt: 'Un graphique', title: 'Indices' }

test('a picture is uploaded with what it says, in a thread or nowhere yet', async (t) => {
  const { slack, api, teamId, channel, post } = await open(t)
  const { ts: thread } = await post('root')
  const shared = await api.upload(teamId, { ...picture, channel, thread })
  const alone = await api.upload(teamId, { ...picture, alt: 'x'.repeat(5_000), channel: null, thread: null })
  t.like(slack.files.get(shared), { title: 'Indices', altText: 'Un graphique', channels: [channel] })
  t.deepEqual(Buffer.from(slack.files.get(shared)!.bytes), png)
  t.like(slack.files.get(alone), { isShared: true, channels: [] })
  t.deepEqual(slack.violations, [])
})

test('a file that somebody brought comes byte for byte; what is too large does not', async (t) => {
  const { slack, api, teamId, zoe, channel } = await open(t)
  const bytes = Buffer.from('a;b\r\n1;é\r\n')
  const app = await openServer(t, (_, response) => void response.end())
  slack.connect({ url: app, signingSecret: 'secret' })
  await slack.user(zoe.id).dropFile(channel, { name: 'a.csv', bytes })
  const [id] = slack.files.keys()
  const url = `${slack.url}/files-pri/${teamId}-${id}/a.csv`
  const read = async (maxBytes: number): Promise<Buffer> => {
    const chunks: Uint8Array[] = []
    for await (const chunk of await api.download(teamId, url, { maxBytes })) chunks.push(chunk)
    return Buffer.concat(chunks)
  }
  t.deepEqual(await read(1_000), bytes)
  const error = await t.throwsAsync(read(3))
  t.true(isAppError(error, 'file_too_large'))
  const closed = openSlackApi({ apiUrl: slack.apiUrl, tokenOf: async () => 'xoxb-wrong' })
  t.teardown(closed.close)
  const page = closed.download(teamId, url, { maxBytes: 1_000 })
  t.is((await failureOf(page)).code, 'not_a_file', 'Slack’s sign-in page is no file')
})

test('the token goes to Slack’s own hosts and nowhere else, redirects included', async (t) => {
  const heard: (string | undefined)[] = []
  const stranger = await openServer(t, (request, response) => {
    heard.push(request.headers.authorization)
    response.end('stolen')
  })
  let target = stranger
  const own = await openServer(t, (request, response) => {
    if (request.url === '/moved') return void response.writeHead(302, { location: target }).end()
    if (request.url === '/endless')
      return void response.writeHead(302, { location: 'data:text/plain,x' }).end()
    // A length that is not told is counted.
    response.writeHead(200, { 'content-type': 'text/csv' })
    response.write('x'.repeat(600))
    response.end('x'.repeat(600))
  })
  const { api, teamId } = await open(t, { apiUrl: `${own}/api/` })
  const get = async (url: string): Promise<number> => {
    let bytes = 0
    for await (const chunk of await api.download(teamId, url, { maxBytes: 1_000 })) bytes += chunk.length
    return bytes
  }
  const refused = [
    `${stranger}/file`,
    `${own}/moved`,
    `${own}/endless`,
    `${own}/api/auth.revoke`,
    'http://files.slack.com/file',
    'https://files.slack.com.evil.example/file',
    'https://files.slack.com:8443/file',
    'file:///etc/passwd',
    'nothing',
  ]
  for (const url of refused) t.is((await failureOf(get(url))).code, 'url_not_allowed', url)
  t.deepEqual(heard, [])
  target = `${own}/there`
  const error = await t.throwsAsync(get(`${own}/moved`))
  t.true(isAppError(error, 'file_too_large'), 'counted as it comes')
})
