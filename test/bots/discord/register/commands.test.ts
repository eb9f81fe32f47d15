import test from 'ava'
import { commands } from '../../../../bots/commands/registry.ts'
import { commandsBody } from '../../../../bots/discord/register/commands.ts'
import { contractFaults, contractNote } from '../../../helpers/discord-blocks/contract.ts'

// biome-ignore lint/suspicious/noExplicitAny: options of every shape
type Loose = Record<string, any>

const [slash, menu, taskMenu] = commandsBody(commands) as Loose[]
const optionsIn = (one: Loose): Loose[] => [one, ...(one.options ?? []).flatMap(optionsIn)]
const all = optionsIn(slash!)
const leaves = all.filter(({ type }) => type === 1).slice(1)

/** As Discord counts: each text in its longest language. */
const sizeOf = (one: Loose): number =>
  [one.name, one.description].reduce((sum, text = '') => sum + text.length, 0) +
  Object.values((one.description_localizations ?? {}) as Record<string, string>).reduce(
    (sum, text) => sum + text.length,
    0,
  ) +
  Object.values((one.name_localizations ?? {}) as Record<string, string>).reduce(
    (sum, text) => sum + text.length,
    0,
  ) +
  (one.choices ?? []).reduce(
    (sum: number, choice: Loose) => sum + choice.name.length + String(choice.value).length,
    0,
  ) +
  (one.options ?? []).reduce((sum: number, option: Loose) => sum + sizeOf(option), 0)

test('the body is what Discord’s description allows', (t) => {
  t.log(contractNote)
  for (const one of [slash, menu, taskMenu])
    t.deepEqual(contractFaults('ApplicationCommandUpdateRequest', one), [])
})

test('every command is there, single words and groups, within what one command may hold', (t) => {
  const paths = (slash!.options as Loose[]).flatMap((one) =>
    one.type === 2 ? one.options.map(({ name }: Loose) => `${one.name} ${name}`) : [one.name],
  )
  t.deepEqual(paths.toSorted(), commands.map(({ path }) => path.join(' ')).toSorted())
  t.true(slash!.options.length <= 25)
  t.true(slash!.options.every(({ options = [] }: Loose) => options.length <= 25))
  t.true(sizeOf(slash!) <= 8_000, `${sizeOf(slash!)} characters with both languages`)
  for (const { name, name_localizations: local } of all)
    for (const one of [name, ...Object.values(local ?? {})] as string[])
      t.regex(one, /^[-_\p{Ll}\p{N}]{1,32}$/u)
  for (const { name, description, description_localizations: local } of all)
    for (const one of [description, ...Object.values(local)] as string[])
      t.true(
        (one.length >= 1 && one.length <= 100 && !one.includes('…')) || name === 'sextant',
        `${name}: ${one}`,
      )
})

test('arguments are typed: what must be there first, assistants are looked up, choices have words', (t) => {
  for (const { path, arguments: wanted } of commands) {
    const group = path.length === 2 ? all.find(({ type, name }) => type === 2 && name === path[0]) : slash
    const command = (group!.options as Loose[]).find(({ name }) => name === path.at(-1))!
    const options = (command.options ?? []) as Loose[]
    t.deepEqual(options.map(({ name }) => name).toSorted(), wanted.map(({ name }) => name).toSorted())
    const required = options.map(({ required = false }) => required)
    t.deepEqual(
      required,
      required.toSorted((one, other) => Number(other) - Number(one)),
    )
    for (const { name, kind, isRequired, choices = [] } of wanted) {
      const option = options.find((one) => one.name === name)!
      t.is(option.type, 3)
      t.is(option.required ?? false, isRequired)
      t.is(option.autocomplete ?? false, kind === 'assistant' || kind === 'project')
      t.deepEqual(
        (option.choices ?? []).map(({ value }: Loose) => value),
        [...choices],
      )
      for (const choice of option.choices ?? []) t.not(choice.name, choice.value, `${name} ${choice.value}`)
    }
  }
  t.true(leaves.length >= 25)
})

test('the menu of a message asks about it, in servers and in the direct conversation', (t) => {
  t.like(menu, { type: 3, name: 'Ask about this', contexts: [0, 1], integration_types: [0] })
  t.truthy(menu!.name_localizations.fr)
  t.false('description' in menu!)
  t.is(slash!.default_member_permissions, null)
})
