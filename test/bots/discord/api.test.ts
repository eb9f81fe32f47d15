import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import test, { type ExecutionContext } from 'ava'
import { type DiscordApi, openDiscordApi } from '../../../bots/discord/api.ts'
import { DiscordFailure, isDiscordFailure } from '../../../bots/discord/failure.ts'
import { withoutMentions } from '../../../bots/discord/without-mentions.ts'
import { isAppError } from '../../../core/errors.ts'
import { startDiscord } from '../../helpers/discord/discord-world.ts'

const open = async (t: ExecutionContext, given: { token?: string; callMs?: number } = {}) => {
  const world = await startDiscord(t)
  const guild = world.addGuild({ name: 'Acme' }).id
  const channel = world.addChannel({ guild, name: 'general' }).id
  const api = openDiscordApi({ token: world.token, apiUrl: world.apiUrl, ...given })
  t.teardown(api.close)
  const route = `/channels/${channel}/messages` as const
  const say = (body: Record<string, unknown>) => api.call('POST', route, { body })
  return { world, api, guild, channel, route, say }
}

const failureOf = async (call: Promise<unknown>): Promise<DiscordFailure> => {
  try {
    await call
  } catch (error) {
    if (error instanceof DiscordFailure) return error
    throw error
  }
  throw new Error('it did not fail')
}

const once = { content: 'once', nonce: 'n1', enforce_nonce: true }

test('what Discord refuses bears its number', async (t) => {
  const { world, channel, say } = await open(t)
  world.permit(channel, ['ViewChannel'])
  const failure = await failureOf(say(once))
  t.like(failure, { kind: 'refused', code: 50013, status: 403 })
  t.true(isDiscordFailure(failure, 50013))
  t.false(isDiscordFailure(failure, 50001))
})

test('a message with a nonce is sent again when nobody knows whether it arrived, and stands once', async (t) => {
  const { world, channel, say } = await open(t, { callMs: 300 })
  for (const fault of [
    'drop_reply_after_acceptance',
    'http_500_after_acceptance',
    'hang_after_acceptance',
  ] as const) {
    world.faults.next('POST /channels/*/messages', fault, 1)
    await say({ ...once, content: fault, nonce: fault.slice(0, 25) })
    t.is(world.messages(channel).filter(({ content }) => content === fault).length, 1, fault)
  }
})

test('what may not be done twice is tried once', async (t) => {
  const { world, channel, api } = await open(t, { callMs: 300 })
  world.faults.next('POST /users/@me/channels', 'http_500', 1)
  const user = world.addUser().id
  const failure = await failureOf(api.call('POST', '/users/@me/channels', { body: { recipient_id: user } }))
  t.is(failure.kind, 'unknown_outcome')
  t.is(world.callsOf('POST /users/@me/channels').length, 1)
  world.faults.next('GET /channels/*', 'reset', 1)
  t.like(await api.call('GET', `/channels/${channel}`), { id: channel }, 'a question can be put again')
})

test('a closed bucket is waited for, unless that takes too long', async (t) => {
  const { world, say, channel } = await open(t)
  world.faults.next('POST /channels/*/messages', { rateLimited: 0.2 }, 1)
  await say(once)
  t.is(world.messages(channel).length, 1)
  world.faults.next('POST /channels/*/messages', { rateLimited: 900 }, 1)
  const failure = await failureOf(say({ ...once, nonce: 'n2' }))
  t.is(failure.kind, 'rate_limited')
  t.true(failure.retryAfterMs > 800_000)
})

test('nobody there is not the same as no answer', async (t) => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  const api = openDiscordApi({ token: 'x', apiUrl: `http://127.0.0.1:${port}/api` })
  t.teardown(api.close)
  t.is((await failureOf(api.call('GET', '/gateway/bot'))).kind, 'unreachable')
})

test('a refused token is not offered again and again', async (t) => {
  const { world, api } = await open(t, { token: 'not-the-token' })
  t.is((await failureOf(api.call('GET', '/users/@me'))).status, 401)
  for (let i = 0; i < 5; i++) t.is((await failureOf(api.call('GET', '/users/@me'))).code, 'token_refused')
  t.is(world.calls.length, 1)
})

test('no message says what an interaction is answered by', async (t) => {
  const { api, world } = await open(t)
  const token = 'a-token-that-answers'
  const route = `/webhooks/${world.applicationId}/${token}` as const
  const failure = await failureOf(api.callInteraction('POST', route, { body: { content: 'late' } }))
  t.is(failure.kind, 'refused')
  t.notRegex(failure.message, /that-answers/)
})

test('no message of ours notifies anybody', (t) => {
  const body = { content: '@everyone', allowed_mentions: { parse: ['everyone'] } }
  const quiet = { content: '@everyone', allowed_mentions: { parse: [] } }
  t.deepEqual(withoutMentions('POST', '/channels/1/messages', body), quiet)
  t.deepEqual(withoutMentions('PATCH', '/channels/1/messages/2', body), quiet)
  t.deepEqual(withoutMentions('POST', '/webhooks/1/token', body), quiet)
  t.deepEqual(withoutMentions('POST', '/webhooks/1/token?with_components=true', body), quiet)
  t.deepEqual(withoutMentions('PATCH', '/webhooks/1/token/messages/@original', body), quiet)
  t.deepEqual(withoutMentions('POST', '/interactions/1/token/callback', { type: 4, data: body }), {
    type: 4,
    data: quiet,
  })
  t.deepEqual(withoutMentions('POST', '/interactions/1/token/callback', { type: 7, data: body }), {
    type: 7,
    data: quiet,
  })
  const modal = { type: 9, data: { title: 'x' } }
  t.is(withoutMentions('POST', '/interactions/1/token/callback', modal), modal)
  const thread = { name: 'x' }
  t.is(withoutMentions('POST', '/channels/1/messages/2/threads', thread), thread)
})

/** Serves one answer, whatever is asked for. */
const serve = async (
  t: ExecutionContext,
  given: { status?: number; headers?: Record<string, string>; bytes?: Buffer },
) => {
  const server = createServer((_, response) => {
    response.writeHead(given.status ?? 200, given.headers ?? {})
    response.end(given.bytes ?? Buffer.from('a;b'))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  t.teardown(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const api = openDiscordApi({ token: 'x', apiUrl: `${url}/api` })
  t.teardown(api.close)
  return { url, api }
}

const fileOf = (api: DiscordApi, url: string, maxBytes = 1_000) => api.download(url, { maxBytes })

test('a file is fetched from Discord’s own hosts and from nowhere else', async (t) => {
  const { url, api } = await serve(t, {})
  t.is((await fileOf(api, `${url}/attachments/1/2/a.csv`)).toString(), 'a;b')
  const others = [
    `${url}/api/v10/users/@me`, 'http://127.0.0.1:1/a.csv', 'https://cdn.discordapp.com.evil.example/a.csv',
    'http://cdn.discordapp.com/a.csv', 'file:///etc/passwd', 'https://cdn.discordapp.com:8443/a.csv', 'nothing',
  ] // biome-ignore format: one list, read at a glance
  for (const other of others) t.is((await failureOf(fileOf(api, other))).code, 'url_not_allowed', other)
})

test('a file that is too large, gone or led elsewhere is not read', async (t) => {
  const large = await serve(t, { bytes: Buffer.alloc(5_000) })
  const tooLarge = await t.throwsAsync(fileOf(large.api, `${large.url}/a.csv`))
  t.true(isAppError(tooLarge, 'file_too_large'))
  const unsaid = await serve(t, { bytes: Buffer.alloc(5_000), headers: { 'transfer-encoding': 'chunked' } })
  t.true(isAppError(await t.throwsAsync(fileOf(unsaid.api, `${unsaid.url}/a.csv`)), 'file_too_large'))
  const gone = await serve(t, { status: 404 })
  t.like(await failureOf(fileOf(gone.api, `${gone.url}/a.csv`)), { kind: 'refused', code: 'http_404' })
  const led = await serve(t, { status: 302, headers: { location: 'http://127.0.0.1:1/' } })
  await failureOf(fileOf(led.api, `${led.url}/a.csv`))
})
