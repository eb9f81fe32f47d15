import test from 'ava'
import type { PermissionName } from '../../../helpers/discord/state/permissions.ts'
import { callerOf, message, openTown } from './town.ts'

const hour = 60 * 60 * 1000

const openCalls = async (t: Parameters<typeof openTown>[0]) => {
  const town = await openTown(t, { rates: { isOn: false } })
  const call = callerOf(town.discord)
  const post = async (channel: string, body: object = { content: 'a' }) =>
    call('POST', `/channels/${channel}/messages`, message(body))
  const edit = (channel: string, id: string, content = 'b') =>
    call('PATCH', `/channels/${channel}/messages/${id}`, { content, allowed_mentions: { parse: [] } })
  return { ...town, call, post, edit }
}

test('what the bot may do is decided channel by channel', async (t) => {
  const { discord, general, call, post, person } = await openCalls(t)
  const asked = await person.say(general.id, 'hello')
  const permit = (...names: PermissionName[]) => discord.permit(general.id, names)
  permit('SendMessages')
  t.is((await post(general.id)).code, 50001)
  permit('ViewChannel')
  t.is((await post(general.id)).code, 50013)
  t.deepEqual((await call('GET', `/channels/${general.id}/messages`)).body, [])
  t.is(
    (await call('POST', `/channels/${general.id}/messages/${asked.id}/threads`, { name: 'a' })).code,
    50013,
  )
  permit('ViewChannel', 'SendMessages')
  const reply = { content: 'a', message_reference: { message_id: asked.id } }
  t.is((await post(general.id, reply)).code, 160002)
  const file = [{ name: 'a.txt', bytes: 'a' }]
  t.is((await call('POST', `/channels/${general.id}/messages`, message({ content: 'a' }), file)).code, 50013)
  t.is((await call('DELETE', `/channels/${general.id}/messages/${asked.id}`)).code, 50013)
  t.deepEqual(discord.violations, [])
})

test('channels and messages that are gone, and guilds that the bot has left', async (t) => {
  const { discord, guild, general, post, edit, call } = await openCalls(t)
  t.is((await post('123')).code, 10003)
  t.is((await edit(general.id, '123')).code, 10008)
  const gone = { content: 'a', message_reference: { message_id: '123', fail_if_not_exists: false } }
  t.is((await post(general.id, gone)).status, 200)
  discord.leaveGuild(guild.id)
  t.is((await post(general.id)).code, 50001)
  t.is((await call('GET', `/guilds/${guild.id}`)).code, 10004)
})

test('direct messages, until they are closed', async (t) => {
  const { discord, ada, call, post, person } = await openCalls(t)
  const { body } = await call('POST', '/users/@me/channels', { recipient_id: ada.id })
  t.is(body.id, person.directChannel())
  t.is((await post(body.id)).status, 200)
  discord.closeDms(ada.id)
  t.is((await post(body.id)).code, 50007)
})

test('a thread from a message has its id, once; archived it takes no edits', async (t) => {
  const { discord, general, call, post, edit, person } = await openCalls(t)
  const asked = await person.say(general.id, 'hello')
  const at = `/channels/${general.id}/messages/${asked.id}/threads`
  t.is((await call('POST', at, { name: 'x'.repeat(101) })).code, 50035)
  t.is((await call('POST', at, { name: 'Hello' })).body.id, asked.id)
  t.is((await call('POST', at, { name: 'Again' })).code, 160004)
  t.like(discord.threads(general.id), [{ id: asked.id, name: 'Hello' }])
  const { body } = await post(asked.id)
  discord.archive(asked.id)
  t.is((await edit(asked.id, body.id)).code, 50083)
  t.is((await post(asked.id)).status, 200, 'whoever writes opens it again')
  t.is((await edit(asked.id, body.id)).status, 200)
  discord.archive(asked.id, { isLocked: true })
  t.is((await post(asked.id)).code, 50083)
  discord.permit(general.id, ['ViewChannel', 'SendMessages'])
  t.is((await post(asked.id)).code, 50013)
})

test('only its own messages, and old ones only a few times', async (t) => {
  const { discord, general, post, edit, person } = await openCalls(t)
  const theirs = await person.say(general.id, 'hello')
  t.is((await edit(general.id, theirs.id)).code, 50005)
  const { body } = await post(general.id)
  discord.clock.advance(hour + 1)
  const codes = []
  for (let turn = 0; turn < 4; turn++) codes.push((await edit(general.id, body.id)).code)
  t.deepEqual(codes, [undefined, undefined, undefined, 30046])
})

test('history by page, without the words that are not for the app', async (t) => {
  const { general, call, person } = await openCalls(t)
  const said = []
  for (const text of ['a', 'b', 'c', 'd']) said.push(await person.mention(general.id, text))
  const hidden = await person.say(general.id, 'among us')
  const page = async (query: string): Promise<string[]> =>
    (await call('GET', `/channels/${general.id}/messages?${query}`)).body.map(
      ({ content }: { content: string }) => content.split(' ').at(-1)!,
    )
  t.deepEqual(await page(`limit=2&after=${said[0]!.id}`), ['c', 'b'])
  t.deepEqual(await page(`limit=2&before=${hidden.id}`), ['d', 'c'])
  t.deepEqual(await page('limit=1'), [''])
})

test('without its token the app is nobody', async (t) => {
  const { discord } = await openCalls(t)
  const answer = await fetch(`${discord.apiUrl}/v10/users/@me`, { headers: { authorization: 'Bot wrong' } })
  t.is(answer.status, 401)
  t.is(discord.violations[0]?.kind, 'unauthorized')
})
