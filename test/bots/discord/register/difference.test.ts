import test from 'ava'
import { commands } from '../../../../bots/commands/registry.ts'
import { commandsBody } from '../../../../bots/discord/register/commands.ts'
import { findDifference, type LooseCommand } from '../../../../bots/discord/register/difference.ts'

const ours = commandsBody(commands) as unknown as LooseCommand[]
const isOfGuild = false
const nothing = { added: [], changed: [], removed: [] }

/** As Discord tells a command: fields of its own, defaults written out, in another order. */
const told = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(told)
  if (typeof value !== 'object' || value === null) return value
  const own = Object.entries(value).map(([name, one]) => [name, told(one)] as const)
  const isOption = 'type' in value && 'name' in value
  return {
    ...Object.fromEntries(own.reverse()),
    ...(isOption && {
      name_localizations: null,
      required: false,
      autocomplete: false,
      ...value,
      ...Object.fromEntries(own),
    }),
  }
}

const present = ours.map((command, at) => ({
  ...(told(command) as LooseCommand),
  id: `${at}`, application_id: '1', version: '2', nsfw: false, default_permission: true, dm_permission: true,
  contexts: [1, 0],
})) // biome-ignore format: one command, read at a glance

test('what Discord adds, and another order, is no difference', (t) => {
  t.deepEqual(findDifference(ours, present, { isOfGuild }), nothing)
})

test('any word, choice or option that is another is a change; a name alone is not', (t) => {
  const change = (edit: (text: string) => string) =>
    findDifference(ours, JSON.parse(edit(JSON.stringify(present))), { isOfGuild }).changed
  t.deepEqual(
    change((text) => text.replace('Poser une question à un assistant', 'Demander')),
    ['sextant'],
  )
  t.deepEqual(
    change((text) => text.replace('"autocomplete":true', '"autocomplete":false')),
    ['sextant'],
  )
  t.deepEqual(
    change((text) => text.replace('"value":"silent"', '"value":"quiet"')),
    ['sextant'],
  )
  t.deepEqual(
    change((text) => text.replaceAll('"contexts":[1,0]', '"contexts":[0]')),
    ['sextant', 'Ask about this', 'Make a task'],
  )
  t.deepEqual(
    change((text) => text.replaceAll('"version":"2"', '"version":"3"')),
    [],
  )
})

test('what is new and what is gone is told; the same name in a menu is another command', (t) => {
  const other = { name: 'sextant', type: 3 }
  t.deepEqual(findDifference(ours, [...present, other], { isOfGuild }), { ...nothing, removed: ['sextant'] })
  t.deepEqual(findDifference(ours, present.slice(1), { isOfGuild }), { ...nothing, added: ['sextant'] })
  const ofGuild = ours.map(({ contexts: _c, integration_types: _i, ...rest }) => rest as LooseCommand)
  t.deepEqual(findDifference(ofGuild, present, { isOfGuild: true }), nothing)
})
