import { InteractionType } from 'discord-api-types/v10'
import { commandsAt } from '../api/routes/commands.ts'
import { presentFile, storeFile } from '../state/files.ts'
import { openInteraction } from '../state/interactions.ts'
import { bitsOf } from '../state/permissions.ts'
import type { DiscordChannel, Loose, World } from '../world-state.ts'
import { type Outcome, outcomeOf, refused } from './outcome.ts'
import { resolvedOf } from './press.ts'

export interface Typed {
  user: string
  channel: DiscordChannel
  path: string
  options: Record<string, Loose>
}

interface Found {
  command: Loose
  /** Group and subcommand, outermost first. */
  inner: Loose[]
  options: Loose[]
}

/** What Discord offers in the channel; the name of the only command may be left out. */
const find = (world: World, channel: DiscordChannel, path: string): Found => {
  const known = commandsAt(world, channel.guild).filter(({ type }) => type === 1)
  const words = path.replace(/^\//, '').trim().split(/\s+/)
  const named = known.find(({ name }) => name === words[0])
  const command = named ?? (known.length === 1 ? known[0] : null)
  if (!command)
    throw new Error(`No command of « ${path} » is registered: ${known.map(({ name }) => name).join(', ')}.`)
  const inner: Loose[] = []
  let options: Loose[] = command.options ?? []
  for (const word of named ? words.slice(1) : words) {
    const next = options.find(({ name, type }) => name === word && type <= 2)
    if (!next)
      throw new Error(`« ${path} » has no « ${word} »: ${options.map(({ name }) => name).join(', ')}.`)
    inner.push(next)
    options = next.options ?? []
  }
  if (options.some(({ type }) => type <= 2))
    throw new Error(`« ${path} » is not whole: ${options.map(({ name }) => name).join(', ')}.`)
  return { command, inner, options }
}

const fits = (option: Loose, value: Loose): string | null => {
  if (option.type === 3 && typeof value !== 'string') return 'a text'
  if (option.type === 4 && !Number.isInteger(value)) return 'a whole number'
  if (option.type === 10 && typeof value !== 'number') return 'a number'
  if (option.type === 5 && typeof value !== 'boolean') return 'yes or no'
  if (
    option.type === 3 &&
    (value.length < (option.min_length ?? 0) || value.length > (option.max_length ?? 6000))
  )
    return `between ${option.min_length ?? 0} and ${option.max_length ?? 6000} characters`
  if (value < (option.min_value ?? -Infinity) || value > (option.max_value ?? Infinity))
    return `between ${option.min_value} and ${option.max_value}`
  const isChoice = !option.choices?.length || option.choices.some((one: Loose) => one.value === value)
  return isChoice ? null : `one of ${option.choices.map(({ name }: Loose) => name).join(', ')}`
}

const errorsOf = (options: Loose[], given: Record<string, Loose>): Record<string, string> => {
  const errors: Record<string, string> = {}
  for (const name of Object.keys(given))
    if (!options.some((option) => option.name === name)) errors[name] = 'no such option'
  for (const option of options) {
    const value = given[option.name]
    if (value === undefined) {
      if (option.required) errors[option.name] = 'required'
    } else {
      const fault = fits(option, value)
      if (fault) errors[option.name] = fault
    }
  }
  return errors
}

const resolvedNames: Record<number, number> = { 6: 5, 7: 8, 8: 6, 9: 7 }

const fill = (world: World, channel: DiscordChannel, options: Loose[], given: Record<string, Loose>) => {
  const resolved: Loose = {}
  const filled = options
    .filter(({ name }) => given[name] !== undefined)
    .map(({ name, type }) => {
      const value = given[name]
      if (type === 11) {
        const file = storeFile(world, channel.id, value)
        resolved.attachments = { ...resolved.attachments, [file.id]: presentFile(world, file) }
        return { name, type, value: file.id }
      }
      const kind = resolvedNames[type]
      if (kind) Object.assign(resolved, resolvedOf(world, channel, kind, [value]))
      return { name, type, value }
    })
  return { filled, resolved }
}

const dataOf = ({ command, inner }: Found, filled: Loose[], resolved: Loose): Loose => ({
  id: command.id,
  name: command.name,
  type: 1,
  options: inner.reduceRight((options, { name, type }) => [{ name, type, options }], filled),
  ...(Object.keys(resolved).length > 0 && { resolved }),
  ...(command.guild_id && { guild_id: command.guild_id }),
})

/** Managers of a guild decide who is offered a command; this is what they begin with. */
const mayUse = (world: World, { channel, user }: Typed, command: Loose): boolean => {
  const needed = command.default_member_permissions
  if (channel.guild === null || needed === null || needed === undefined) return true
  const { members, ownerId } = world.guilds.get(channel.guild)!
  const has = members.get(user)?.permissions ?? 0n
  if (user === ownerId || (has & bitsOf(['Administrator'])) !== 0n) return true
  return BigInt(needed) !== 0n && (has & BigInt(needed)) === BigInt(needed)
}

export const runSlash = async (world: World, typed: Typed): Promise<Outcome> => {
  const { channel, user, path } = typed
  const found = find(world, channel, path)
  const isAllowedHere = found.command.contexts?.includes(channel.guild === null ? 1 : 0) ?? true
  if (!isAllowedHere) return refused({ command: 'not offered here' })
  if (!mayUse(world, typed, found.command)) return refused({ command: 'hidden' })
  const errors = errorsOf(found.options, typed.options)
  if (Object.keys(errors).length > 0) return refused(errors)
  const { filled, resolved } = fill(world, channel, found.options, typed.options)
  const data = dataOf(found, filled, resolved)
  return outcomeOf(
    world,
    openInteraction(world, { type: InteractionType.ApplicationCommand, user, channel, data }),
  )
}

/** @returns what the app offers while somebody types; nothing when it did not answer */
export const runAutocomplete = async (
  world: World,
  typed: Typed,
  option: string,
  text: string,
): Promise<{ name: string; value: string | number }[]> => {
  const { channel, user, path } = typed
  const found = find(world, channel, path)
  if (!found.options.some(({ name, autocomplete }) => name === option && autocomplete))
    throw new Error(`« ${path} » has no option « ${option} » with autocomplete.`)
  const { filled } = fill(world, channel, found.options, { ...typed.options, [option]: text })
  const data = dataOf(
    found,
    filled.map((one) => (one.name === option ? { ...one, focused: true } : one)),
    {},
  )
  const interaction = openInteraction(world, {
    type: InteractionType.ApplicationCommandAutocomplete,
    user,
    channel,
    data,
  })
  await interaction.done.promise
  return (interaction.choices ?? []) as { name: string; value: string | number }[]
}
