import { checkCommands } from '../../rules/check-commands.ts'
import type { Loose, World } from '../../world-state.ts'
import { Refusal, unknown } from '../refusal.ts'
import { type Asked, nothing, type Route, route } from '../route.ts'

/** New names a day; one that is there already is no creation. */
const createsADay = 200

const kindOf = ({ type }: Loose): number => type ?? 1
const isSame = (one: Loose, other: Loose): boolean => one.name === other.name && kindOf(one) === kindOf(other)

export const commandsIn = (world: World, guild = ''): Loose[] => world.commands.get(guild) ?? []

/** What is offered there: the guild's own, and the global ones. */
export const commandsAt = (world: World, guild: string | null): Loose[] => [
  ...(guild === null ? [] : commandsIn(world, guild)),
  ...commandsIn(world),
]

const withDefaults = (world: World, given: Loose, id: string, guild: string): Loose => ({
  default_member_permissions: null,
  nsfw: false,
  description: '',
  name_localizations: null,
  description_localizations: null,
  integration_types: [0],
  contexts: null,
  ...given,
  ...(given.default_member_permissions && {
    default_member_permissions: String(given.default_member_permissions),
  }),
  type: kindOf(given),
  id,
  application_id: world.applicationId,
  version: world.nextId(),
  ...(guild !== '' && { guild_id: guild }),
})

/** Puts the list in the place of what was there; a known name keeps its id. */
export const putCommands = (world: World, given: Loose[], guild = ''): Loose[] => {
  checkCommands(given)
  const before = commandsIn(world, guild)
  const fresh = given.filter((one) => !before.some((other) => isSame(one, other)))
  world.commandsMade += fresh.length
  if (world.commandsMade > createsADay)
    throw new Refusal(400, 30034, 'Max number of daily application command creates has been reached (200)')
  const after = given.map((one) =>
    withDefaults(world, one, before.find((other) => isSame(one, other))?.id ?? world.nextId(), guild),
  )
  world.commands.set(guild, after)
  return after
}

const guildOf = ({ world, params }: Asked): string => {
  if (params.application_id !== world.applicationId)
    throw new Refusal(403, 20012, 'You are not authorized to perform this action on this application')
  const guild = params.guild_id ?? ''
  if (guild !== '' && !world.guilds.get(guild)?.isInstalled) throw new Refusal(403, 50001, 'Missing Access')
  return guild
}

const find = (asked: Asked, guild: string): Loose => {
  const found = commandsIn(asked.world, guild).find(({ id }) => id === asked.params.command_id)
  if (!found) throw unknown.command()
  return found
}

const routesAt = (base: string): Route[] => [
  route(`GET ${base}`, (asked) => {
    const found = commandsIn(asked.world, guildOf(asked))
    if (asked.query.with_localizations === 'true') return found
    return found.map(({ name_localizations: _n, description_localizations: _d, ...one }) => one)
  }),
  route(`PUT ${base}`, (asked) => putCommands(asked.world, asked.body ?? [], guildOf(asked))),
  route(`POST ${base}`, (asked) => {
    const { world, body } = asked
    const guild = guildOf(asked)
    const others = commandsIn(world, guild).filter((one) => !isSame(one, body))
    return putCommands(world, [...others, body], guild).at(-1)
  }),
  route(`GET ${base}/{command_id}`, (asked) => find(asked, guildOf(asked))),
  route(`PATCH ${base}/{command_id}`, (asked) => {
    const { world, body } = asked
    const guild = guildOf(asked)
    const old = find(asked, guild)
    const list = commandsIn(world, guild).map((one) => (one === old ? { ...one, ...body } : one))
    checkCommands(list)
    world.commands.set(guild, list)
    return find(asked, guild)
  }),
  route(`DELETE ${base}/{command_id}`, (asked) => {
    const guild = guildOf(asked)
    const old = find(asked, guild)
    asked.world.commands.set(
      guild,
      commandsIn(asked.world, guild).filter((one) => one !== old),
    )
    return nothing
  }),
]

export const commandRoutes: Route[] = [
  ...routesAt('/applications/{application_id}/commands'),
  ...routesAt('/applications/{application_id}/guilds/{guild_id}/commands'),
]
