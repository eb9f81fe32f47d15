import test from 'ava'
import type { Loose } from '../../../helpers/discord/world-state.ts'
import { callerOf, openTown } from './town.ts'

const command = (more: Loose = {}) => ({ name: 'sextant', description: 'The data', ...more })
const text = (name: string, more: Loose = {}) => ({ type: 3, name, description: name, ...more })
const many = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`)

const openPut = async (t: Parameters<typeof openTown>[0]) => {
  const town = await openTown(t)
  const call = callerOf(town.discord)
  const at = `/applications/${town.discord.applicationId}/commands`
  return { ...town, call, at, put: (commands: Loose) => call('PUT', at, commands) }
}

const refused: [string, Loose[], number][] = [
  ['a name in capitals', [command({ name: 'Sextant' })], 50035],
  ['no description', [{ name: 'sextant' }], 50035],
  ['a description over 100', [command({ description: 'x'.repeat(101) })], 50035],
  ['26 options', [command({ options: many(26).map((name) => text(name)) })], 50035],
  ['two options of one name', [command({ options: [text('a'), text('a')] })], 50035],
  [
    'a required option after one that is not',
    [command({ options: [text('a'), text('b', { required: true })] })],
    50035,
  ],
  [
    'choices and autocomplete',
    [command({ options: [text('a', { autocomplete: true, choices: [{ name: 'a', value: 'a' }] })] })],
    50035,
  ],
  [
    'over 8,000 characters',
    [
      command({
        options: many(25).map((name) =>
          text(name, {
            choices: many(25).map((value) => ({ name: value.padEnd(10, 'x'), value: value.padEnd(10, 'y') })),
          }),
        ),
      }),
    ],
    50035,
  ],
  ['two of one name', [command(), command()], 50035],
  ['16 message commands', many(16).map((name) => ({ name, type: 3 })), 30032],
]

for (const [what, commands, code] of refused)
  test(`refused: ${what}`, async (t) => {
    const { put, discord } = await openPut(t)
    const answer = await put(commands)
    t.is(answer.code, code, JSON.stringify(answer.body))
    t.deepEqual(discord.commands, [])
  })

test('a list takes the place of the one before; a name keeps its id', async (t) => {
  const { call, at, put, discord, guild } = await openPut(t)
  const names = { name_localizations: { fr: 'sextant' } }
  const first = (await put([command(names), { name: 'Ask about this', type: 3 }])).body
  const second = (await put([command({ description: 'New' })])).body
  t.is(second[0].id, first[0].id)
  t.like(discord.commands, [{ name: 'sextant', description: 'New', type: 1 }])
  const inGuild = `/applications/${discord.applicationId}/guilds/${guild.id}/commands`
  t.is((await call('POST', inGuild, command({ name: 'other' }))).status, 200)
  t.is(discord.commandsOf(guild.id).length, 1)
  t.is((await call('DELETE', `${at}/${first[0].id}`)).status, 204)
  t.deepEqual((await call('GET', at)).body, [])
  t.deepEqual(discord.violations, [])
})

test('two hundred new commands a day', async (t) => {
  const { put } = await openPut(t)
  const codes = []
  for (const turn of ['a', 'b', 'c'])
    codes.push((await put(many(90).map((name) => command({ name: `${turn}${name}` })))).code)
  t.deepEqual(codes, [undefined, undefined, 30034])
})
