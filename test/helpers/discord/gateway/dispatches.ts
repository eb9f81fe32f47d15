import { GatewayIntentBits as Intent } from 'discord-api-types/v10'
import { presentFor } from '../shown/content-intent.ts'
import { presentChannel, presentGuild, presentMember } from '../shown/present.ts'
import { channelsOf } from '../state/guilds.ts'
import { isThread, mayBot } from '../state/permissions.ts'
import type { DiscordChannel, DiscordGuild, Loose, StoredMessage, World } from '../world-state.ts'
import type { Session } from './session.ts'

/** The shard of a guild is in its id; direct conversations are on the first. */
export const hearsGuild = ({ shard: [id, count] }: Session, guild: string | null): boolean =>
  guild === null ? id === 0 : Number((BigInt(guild) >> 22n) % BigInt(count)) === id

export const guildPayload = (world: World, guild: DiscordGuild): Loose => {
  const channels = channelsOf(world, guild.id).filter((channel) => mayBot(world, channel, 'ViewChannel'))
  return {
    ...presentGuild(guild),
    joined_at: new Date(world.clock.now()).toISOString(),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    voice_states: [],
    members: [...guild.members.values()].map((member) => presentMember(world, member)),
    channels: channels.filter((one) => !isThread(one)).map((one) => presentChannel(world, one)),
    threads: channels
      .filter((one) => isThread(one) && !one.isArchived)
      .map((one) => presentChannel(world, one)),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  }
}

/** Tells sessions of the guild (null = of direct conversations) that asked for the intent; 0 = everybody hears it. */
export const tell = (
  world: World,
  to: { guild: string | null; intent: number },
  t: string,
  payloadFor: (session: Session) => Loose,
): void => {
  for (const session of world.gateway.state.sessions) {
    const hears = to.intent === 0 || (session.intents & to.intent) !== 0
    if (!hears || session.isOver || !hearsGuild(session, to.guild)) continue
    world.gateway.state.tell(session, t, payloadFor(session))
  }
}

const isHeard = (world: World, channel: DiscordChannel): boolean =>
  channel.guild === null ||
  (world.guilds.get(channel.guild)!.isInstalled && mayBot(world, channel, 'ViewChannel'))

const messageIntent = ({ guild }: DiscordChannel): number =>
  guild === null ? Intent.DirectMessages : Intent.GuildMessages

export const tellMessage = (
  world: World,
  t: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE',
  message: StoredMessage,
): void => {
  const channel = world.channels.get(message.channel)!
  if (message.onlyFor !== null || !isHeard(world, channel)) return
  const { guild } = channel
  const member = guild === null ? null : world.guilds.get(guild)!.members.get(message.author)
  tell(world, { guild, intent: messageIntent(channel) }, t, (session) => ({
    ...presentFor(world, message, (session.intents & Intent.MessageContent) !== 0),
    channel_type: channel.type,
    ...(guild !== null && { guild_id: guild }),
    ...(member && { member: presentMember(world, member, false) }),
  }))
}

export const tellDeleted = (world: World, message: StoredMessage): void => {
  const channel = world.channels.get(message.channel)!
  if (message.onlyFor !== null || !isHeard(world, channel)) return
  tell(world, { guild: channel.guild, intent: messageIntent(channel) }, 'MESSAGE_DELETE', () => ({
    id: message.id,
    channel_id: channel.id,
    ...(channel.guild !== null && { guild_id: channel.guild }),
  }))
}

export const tellChannel = (world: World, t: string, channel: DiscordChannel, more: Loose = {}): void => {
  if (!isHeard(world, channel)) return
  tell(world, { guild: channel.guild, intent: Intent.Guilds }, t, () => ({
    ...presentChannel(world, channel),
    ...more,
  }))
}

export const tellGuild = (world: World, t: 'GUILD_CREATE' | 'GUILD_DELETE', guild: DiscordGuild): void =>
  tell(world, { guild: guild.id, intent: Intent.Guilds }, t, () =>
    t === 'GUILD_CREATE' ? guildPayload(world, guild) : { id: guild.id },
  )

/** Roles that came into the guild with somebody. */
export const tellRoles = (world: World, guild: DiscordGuild, roles: string[]): void => {
  for (const role of presentGuild(guild).roles.filter(({ id }: Loose) => roles.includes(id)))
    tell(world, { guild: guild.id, intent: Intent.Guilds }, 'GUILD_ROLE_CREATE', () => ({
      guild_id: guild.id,
      role,
    }))
}
