import { PermissionFlagsBits } from 'discord-api-types/v10'
import { idOf, type Loose, listOf, objectOf, textOf, textOrNull } from './loose.ts'

/** What is kept of a guild: who runs it, and nothing of its people or channels. */
export interface KnownGuild {
  name: string
  locale: string | null
  owner: string | null
  systemChannel: string | null
  /** Roles that may manage the server. */
  managing: ReadonlySet<string>
}

export interface GuildIndex {
  find(guild: string): KnownGuild | null
  /** Whether somebody with these roles may manage the server. */
  isManager(guild: string, user: string, roles: readonly string[]): boolean
  /** Takes what changes a guild or a role. @returns whether it was of that kind */
  hear(t: string, d: Loose): boolean
  /** Of one connection, which tells all of its guilds when it begins. */
  count(): number
}

const { ManageGuild, Administrator } = PermissionFlagsBits

/** A permission of many bits, as a decimal number. */
export const mayManage = (permissions: unknown): boolean => {
  const text = textOf(permissions)
  if (!/^\d{1,40}$/.test(text)) return false
  return (BigInt(text) & (ManageGuild | Administrator)) !== 0n
}

const managingOf = (roles: Loose[]): Set<string> =>
  new Set(roles.flatMap(({ id, permissions }) => (mayManage(permissions) ? (idOf(id) ?? []) : [])))

/** Who runs which guild, as the gateway tells: messages bear the roles of their author, and not their rights. */
export const openGuildIndex = (): GuildIndex => {
  const guilds = new Map<string, KnownGuild & { managing: Set<string> }>()

  const store = (d: Loose): void => {
    const id = idOf(d.id)
    if (id === null || d.unavailable === true) return
    const known = guilds.get(id)
    guilds.set(id, {
      name: textOf(d.name) || (known?.name ?? id),
      locale: textOrNull(d.preferred_locale),
      owner: idOf(d.owner_id),
      systemChannel: idOf(d.system_channel_id),
      managing: Array.isArray(d.roles) ? managingOf(listOf(d.roles)) : (known?.managing ?? new Set()),
    })
  }

  const storeRole = (d: Loose): void => {
    const role = objectOf(d.role)
    const [guild, id] = [guilds.get(textOf(d.guild_id)), idOf(role.id)]
    if (!guild || id === null) return
    if (mayManage(role.permissions)) guild.managing.add(id)
    else guild.managing.delete(id)
  }

  const hearers: Record<string, (d: Loose) => void> = {
    GUILD_CREATE: store,
    GUILD_UPDATE: store,
    GUILD_DELETE: (d) => void (d.unavailable !== true && guilds.delete(textOf(d.id))),
    GUILD_ROLE_CREATE: storeRole,
    GUILD_ROLE_UPDATE: storeRole,
    GUILD_ROLE_DELETE: (d) => void guilds.get(textOf(d.guild_id))?.managing.delete(textOf(d.role_id)),
  }

  return {
    find: (guild) => guilds.get(guild) ?? null,
    isManager: (id, user, roles) => {
      const guild = guilds.get(id)
      if (!guild) return false
      // The role that everybody has bears the guild's own id, and is not told with a member's.
      return guild.owner === user || guild.managing.has(id) || roles.some((role) => guild.managing.has(role))
    },
    hear: (t, d) => {
      hearers[t]?.(d)
      return t in hearers
    },
    count: () => guilds.size,
  }
}
