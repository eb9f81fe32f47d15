import test from 'ava'
import type { Interaction } from '../../../helpers/discord/world-state.ts'
import { callerOf, openTown, texts } from './town.ts'

const silent = { allowed_mentions: { parse: [] } }

/** Somebody has run a command; nobody has answered yet. */
const openCommand = async (t: Parameters<typeof openTown>[0]) => {
  const town = await openTown(t)
  const { discord, person, general } = town
  discord.register([{ name: 'help', description: 'Help' }])
  const asked = person.slash('help', {}, { channel: general.id })
  const interaction = discord.interactions[0] as Interaction
  const call = callerOf(discord)
  const answer = (type: number, data: unknown = {}) =>
    call('POST', `/interactions/${interaction.id}/${interaction.token}/callback`, { type, data })
  const hook = `/webhooks/${discord.applicationId}/${interaction.token}`
  return { ...town, asked, call, answer, hook }
}

test('before a first response there is nothing to write to; a second one is refused', async (t) => {
  const { call, answer, hook, discord } = await openCommand(t)
  t.is((await call('PATCH', `${hook}/messages/@original`, { content: 'x', ...silent })).code, 10015)
  t.is((await answer(5)).status, 204)
  t.is((await answer(5)).code, 40060)
  t.deepEqual(
    discord.violations.map(({ kind }) => kind),
    ['40060'],
  )
})

test('a second response is nobody’s fault when the reply to the first one was lost', async (t) => {
  const { answer, discord } = await openCommand(t)
  discord.faults.next('POST /interactions/*/*/callback', 'http_500_after_acceptance')
  t.is((await answer(5)).status, 500)
  t.is((await answer(5)).code, 40060)
  t.deepEqual(discord.violations, [])
})

test('the first follow-up fills the placeholder, as visible as it was; the next is a message of its own', async (t) => {
  const { call, answer, hook, discord, ada, general } = await openCommand(t)
  await answer(5)
  await call('POST', hook, { ...texts('first'), ...silent })
  await call('POST', hook, { content: 'for you', flags: 64, ...silent })
  t.deepEqual(
    discord.messages(general.id).map(({ words, isV2, isThinking }) => [words, isV2, isThinking]),
    [['first', true, false]],
  )
  t.deepEqual(
    discord.ephemerals(ada.id).map(({ words }) => words),
    ['for you'],
  )
  t.is(
    (await call('GET', `/channels/${general.id}/messages/${discord.ephemerals(ada.id)[0]!.id}`)).code,
    10008,
  )
  t.is((await call('DELETE', `${hook}/messages/@original`)).status, 204)
  t.is((await call('PATCH', `${hook}/messages/@original`, { content: 'x', ...silent })).code, 10008)
  t.deepEqual(discord.violations, [])
})

test('a token is good for a quarter of an hour', async (t) => {
  const { call, answer, hook, discord } = await openCommand(t)
  await answer(5)
  discord.clock.advance(15 * 60_000 + 1)
  t.is((await call('PATCH', `${hook}/messages/@original`, { content: 'x', ...silent })).code, 50027)
  t.is(discord.invalidRequests(), 1)
})

test('a response that the interaction cannot have is refused', async (t) => {
  const { answer, discord } = await openCommand(t)
  t.is((await answer(7, { content: 'x', ...silent })).code, 50035)
  t.is((await answer(8, { choices: [] })).code, 50035)
  const text = { type: 4, custom_id: 'a', style: 1, label: 'A' }
  t.is(
    (
      await answer(9, {
        custom_id: 'f',
        title: 'x'.repeat(46),
        components: [{ type: 1, components: [text] }],
      })
    ).code,
    50035,
  )
  t.is(
    (await answer(9, { custom_id: 'f', title: 'Form', components: [{ type: 1, components: [text] }] }))
      .status,
    204,
  )
  t.is(discord.violations.length, 3)
})
