import { ChannelType } from 'discord-api-types/v10'
import type { DiscordChannel, DiscordGuild, DiscordUser, Member, World } from '../world-state.ts'
import { all, bitsOf, type PermissionName, usualOfBot, usualOfPeople } from './permissions.ts'

export const addUser = (
  world: World,
  given: { id?: string; name?: string; globalName?: string; locale?: string; isBot?: boolean } = {},
): DiscordUser => {
  const id = given.id ?? world.nextId()
  const name = given.name ?? `user-${world.users.size}`
  const user = {
    id,
    name,
    globalName: given.globalName ?? name,
    locale: given.locale ?? 'en-US',
    isBot: given.isBot ?? false,
    hasClosedDms: false,
  }
  world.users.set(id, user)
  return user
}

const newMember = (world: World, user: string, permissions: bigint, roles: string[] = []): Member => ({
  user,
  permissions,
  roles,
  joinedAt: world.clock.now(),
})

export const addGuild = (
  world: World,
  given: { id?: string; name?: string; isInstalled?: boolean; ownerId?: string; locale?: string } = {},
): DiscordGuild => {
  const id = given.id ?? world.nextId()
  const isInstalled = given.isInstalled ?? true
  const owner = given.ownerId ?? addUser(world, { name: `owner-${world.guilds.size + 1}` }).id
  const guild: DiscordGuild = {
    id,
    name: given.name ?? `guild-${world.guilds.size + 1}`,
    ownerId: owner,
    locale: given.locale ?? 'en-US',
    isInstalled,
    members: new Map([[owner, newMember(world, owner, all)]]),
    // Everybody's role has the id of the guild.
    roles: [{ id, name: '@everyone', permissions: String(usualOfPeople), position: 0 }],
  }
  if (isInstalled) guild.members.set(world.botUserId, newMember(world, world.botUserId, usualOfBot))
  world.guilds.set(id, guild)
  return guild
}

export const join = (
  world: World,
  guildId: string,
  userId: string,
  given: { permissions?: PermissionName[]; isManager?: boolean; roles?: string[] } = {},
): Member => {
  const guild = world.guilds.get(guildId)!
  const more = bitsOf([...(given.permissions ?? []), ...(given.isManager ? (['ManageGuild'] as const) : [])])
  // A message tells the roles of its author, and an interaction the rights that come of them.
  const own = more === 0n ? [] : [{ id: world.nextId(), name: 'own', permissions: String(more), position: 1 }]
  guild.roles.push(...own)
  const roles = [...(given.roles ?? []), ...own.map(({ id }) => id)]
  const member = newMember(world, userId, usualOfPeople | more, roles)
  for (const role of given.roles ?? [])
    if (!guild.roles.some(({ id }) => id === role))
      guild.roles.push({ id: role, name: `role-${role}`, permissions: '0', position: guild.roles.length })
  guild.members.set(userId, member)
  return member
}

export const setInstalled = (world: World, guild: DiscordGuild, isInstalled: boolean): void => {
  guild.isInstalled = isInstalled
  if (isInstalled) guild.members.set(world.botUserId, newMember(world, world.botUserId, usualOfBot))
  else guild.members.delete(world.botUserId)
}

export const newChannel = (
  world: World,
  given: Partial<DiscordChannel> & Pick<DiscordChannel, 'guild' | 'name'>,
): DiscordChannel => {
  const channel: DiscordChannel = {
    id: world.nextId(),
    type: ChannelType.GuildText,
    parent: null,
    owner: null,
    recipient: null,
    botMay: usualOfBot,
    isArchived: false,
    isLocked: false,
    messages: [],
    ...given,
  }
  world.channels.set(channel.id, channel)
  return channel
}

/** The direct conversation of a person with the bot; begun when there is none yet. */
export const openDirect = (world: World, user: string): DiscordChannel =>
  [...world.channels.values()].find(({ recipient }) => recipient === user) ??
  newChannel(world, { guild: null, type: ChannelType.DM, name: '', recipient: user })

export const channelsOf = (world: World, guild: string): DiscordChannel[] =>
  [...world.channels.values()].filter((channel) => channel.guild === guild)
