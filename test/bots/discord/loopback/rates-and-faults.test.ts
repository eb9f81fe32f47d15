import test from 'ava'
import { REST } from 'discord.js'
import type { Fault } from '../../../helpers/discord/api/faults.ts'
import { callerOf, message, openTown } from './town.ts'

const create = 'POST /channels/*/messages'

const openCalls = async (t: Parameters<typeof openTown>[0], options: Parameters<typeof openTown>[1] = {}) => {
  const town = await openTown(t, options)
  const call = callerOf(town.discord)
  const at = `/channels/${town.general.id}/messages` as const
  const post = (body: object = { content: 'a' }) => call('POST', at, message(body))
  return { ...town, call, at, post }
}

test('five messages in five seconds a channel, and then a wait', async (t) => {
  const { discord, post } = await openCalls(t)
  const left = []
  for (let turn = 0; turn < 5; turn++) left.push((await post()).headers.get('x-ratelimit-remaining'))
  t.deepEqual(left, ['4', '3', '2', '1', '0'])
  const limited = await post()
  t.is(limited.status, 429)
  t.true(limited.body.retry_after > 0 && limited.body.retry_after <= 5)
  t.is(limited.headers.get('x-ratelimit-scope'), 'user')
  t.like(discord.limited, [{ isGlobal: false }])
  t.is(discord.invalidRequests(), 1)
  discord.clock.advance(5000)
  t.is((await post()).status, 200)
  t.deepEqual(discord.violations, [])
})

test('fifty a second of the token, which interactions do not count in', async (t) => {
  const { discord, call, person, general } = await openCalls(t, { rates: { global: 3 } })
  discord.register([{ name: 'help', description: 'Help' }])
  discord.clock.freeze()
  const statuses = []
  for (let turn = 0; turn < 4; turn++) statuses.push((await call('GET', '/users/@me')).status)
  t.deepEqual(statuses, [200, 200, 200, 429])
  t.is(discord.limited[0]?.isGlobal, true)
  void person.slash('help', {}, { channel: general.id })
  const { id, token } = discord.interactions[0]!
  t.is((await call('POST', `/interactions/${id}/${token}/callback`, { type: 5 })).status, 204)
})

test('what an interaction writes has a bucket of its own', async (t) => {
  const { discord, call, person, general } = await openCalls(t)
  discord.register([{ name: 'help', description: 'Help' }])
  void person.slash('help', {}, { channel: general.id })
  const { id, token } = discord.interactions[0]!
  await call('POST', `/interactions/${id}/${token}/callback`, { type: 5 })
  const body = { content: 'a', allowed_mentions: { parse: [] } }
  const statuses = []
  for (let turn = 0; turn < 6; turn++)
    statuses.push(
      (await call('PATCH', `/webhooks/${discord.applicationId}/${token}/messages/@original`, body)).status,
    )
  t.deepEqual(statuses, [200, 200, 200, 200, 200, 429])
})

test('discord.js keeps to the buckets that it is told of', async (t) => {
  const { discord, at } = await openCalls(t, { rates: { scale: 0.05 } })
  const rest = new REST({ api: discord.apiUrl }).setToken(discord.token)
  await Promise.all(Array.from({ length: 12 }, () => rest.post(at, { body: message({ content: 'a' }) })))
  t.is(discord.callsOf(create).filter(({ status }) => status === 200).length, 12)
  t.deepEqual(discord.limited, [])
})

const before: [Fault, number | null][] = [
  ['http_500', 500],
  ['reset', null],
  [{ rateLimited: 2 }, 429],
  [{ error: 50013, status: 403 }, 403],
]

for (const [fault, status] of before)
  test(`nothing happened: ${JSON.stringify(fault)}`, async (t) => {
    const { discord, general, post } = await openCalls(t)
    discord.faults.next(create, fault)
    const answer = await post().catch(() => ({ status: null }))
    t.is(answer.status, status)
    t.deepEqual(discord.messages(general.id), [])
    t.is((await post()).status, 200)
  })

const after: [Fault, number | null][] = [
  ['http_500_after_acceptance', 500],
  ['drop_reply_after_acceptance', null],
]

for (const [fault, status] of after)
  test(`it happened, and nobody was told: ${fault}`, async (t) => {
    const { discord, general, call, at } = await openCalls(t)
    discord.faults.next(create, fault)
    const body = message({ content: 'once' })
    const answer = await call('POST', at, body).catch(() => ({ status: null }))
    t.is(answer.status, status)
    const again = await call('POST', at, body)
    t.deepEqual(
      discord.messages(general.id).map(({ id }) => id),
      [again.body.id],
    )
    t.is(discord.callsOf(create)[0]?.fault, fault)
  })

for (const [fault, count] of [
  ['hang', 0],
  ['hang_after_acceptance', 1],
] as const)
  test(`no answer at all: ${fault}`, async (t) => {
    const { discord, general, at } = await openCalls(t)
    discord.faults.next(create, fault)
    const given = fetch(`${discord.apiUrl}/v10${at}`, {
      method: 'POST',
      headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(message({ content: 'a' })),
      signal: AbortSignal.timeout(300),
    })
    await t.throwsAsync(given)
    t.is(discord.messages(general.id).length, count)
  })

test('something else happens while a call arrives, or it waits at the door', async (t) => {
  const { discord, guild, post } = await openCalls(t)
  discord.faults.next(create, { meanwhile: () => discord.leaveGuild(guild.id) })
  t.is((await post()).code, 50001)
  discord.joinGuild(guild.id)
  const hold = discord.faults.hold(create)
  const posted = post()
  await hold.arrived
  hold.release()
  t.is((await posted).status, 200)
  discord.faults.latency(create, 50)
  const started = Date.now()
  await post()
  t.true(Date.now() - started >= 49)
})
