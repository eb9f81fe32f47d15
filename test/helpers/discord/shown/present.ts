import { presentFile } from '../state/files.ts'
import { anyMessage, flag, has } from '../state/messages.ts'
import { isThread, overwritesOf } from '../state/permissions.ts'
import type { DiscordChannel, DiscordGuild, Loose, Member, StoredMessage, World } from '../world-state.ts'
import { usersNamedIn } from './pings.ts'
import { flatten } from './words.ts'

export const presentUser = (world: World, id: string): Loose => {
  const user = world.users.get(id)!
  return {
    id,
    username: user.name,
    global_name: user.globalName,
    discriminator: '0',
    avatar: null,
    primary_guild: null,
    public_flags: 0,
    flags: 0,
    ...(user.isBot && { bot: true }),
  }
}

const isoOf = (ms: number): string => new Date(ms).toISOString().replace('Z', '000+00:00')

export const presentMember = (world: World, member: Member, withUser = true): Loose => ({
  ...(withUser && { user: presentUser(world, member.user) }),
  roles: member.roles,
  joined_at: isoOf(member.joinedAt),
  premium_since: null,
  nick: null,
  avatar: null,
  banner: null,
  deaf: false,
  mute: false,
  flags: 0,
  pending: false,
  communication_disabled_until: null,
})

export const presentChannel = (world: World, channel: DiscordChannel): Loose => {
  const { id, type, name, guild } = channel
  const last = channel.messages.findLast(({ onlyFor }) => onlyFor === null)?.id ?? null
  if (guild === null)
    return { id, type, flags: 0, last_message_id: last, recipients: [presentUser(world, channel.recipient!)] }
  const common = {
    id,
    type,
    name,
    guild_id: guild,
    flags: 0,
    parent_id: channel.parent,
    last_message_id: last,
  }
  if (!isThread(channel))
    return {
      ...common,
      position: 0,
      topic: null,
      nsfw: false,
      rate_limit_per_user: 0,
      permission_overwrites: overwritesOf(world, channel),
    }
  const count = channel.messages.length
  return {
    ...common,
    owner_id: channel.owner,
    message_count: count,
    total_message_sent: count,
    member_count: 1,
    rate_limit_per_user: 0,
    thread_metadata: {
      archived: channel.isArchived,
      locked: channel.isLocked,
      auto_archive_duration: 4320,
      archive_timestamp: isoOf(world.clock.now()),
      create_timestamp: isoOf(world.clock.now()),
    },
  }
}

export const presentGuild = (guild: DiscordGuild): Loose => ({
  id: guild.id,
  name: guild.name,
  icon: null,
  splash: null,
  discovery_splash: null,
  owner_id: guild.ownerId,
  afk_channel_id: null,
  afk_timeout: 300,
  verification_level: 0,
  default_message_notifications: 0,
  explicit_content_filter: 0,
  roles: guild.roles.map((role) => ({
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: false,
    mentionable: false,
    flags: 0,
    icon: null,
    unicode_emoji: null,
    ...role,
  })),
  emojis: [],
  features: [],
  mfa_level: 0,
  application_id: null,
  system_channel_id: null,
  system_channel_flags: 0,
  rules_channel_id: null,
  vanity_url_code: null,
  description: null,
  banner: null,
  premium_tier: 0,
  preferred_locale: guild.locale,
  public_updates_channel_id: null,
  safety_alerts_channel_id: null,
  nsfw_level: 0,
  premium_progress_bar_enabled: false,
  premium_subscription_count: 0,
  home_header: null,
  region: 'deprecated',
  widget_enabled: false,
  widget_channel_id: null,
  max_presences: null,
  max_members: 500_000,
  max_stage_video_channel_users: 50,
  max_video_channel_users: 25,
  nsfw: false,
  incidents_data: null,
  stickers: [],
})

/** `attachment://name` becomes the address of the file. */
const resolveMedia = (world: World, message: StoredMessage, node: Loose): Loose => {
  if (Array.isArray(node)) return node.map((one) => resolveMedia(world, message, one))
  if (typeof node !== 'object' || node === null) return node
  const name = typeof node.url === 'string' ? /^attachment:\/\/(.+)$/.exec(node.url)?.[1] : undefined
  const file = name === undefined ? undefined : message.files.find((one) => one.name === name)
  if (file) {
    const { url, proxy_url, content_type } = presentFile(world, file)
    return { ...node, url, proxy_url, content_type, attachment_id: file.id }
  }
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, resolveMedia(world, message, value)]),
  )
}

/** Files that a component shows are not attachments of the message as well. */
const looseFiles = (message: StoredMessage) => {
  if (!has(message.flags, flag.componentsV2)) return message.files
  const shown = JSON.stringify(flatten(message.components))
  return message.files.filter(({ name }) => !shown.includes(`attachment://${name}`))
}

const interactionOf = (world: World, message: StoredMessage): Loose => {
  const interaction = world.interactions.get(message.interaction ?? '')
  if (!interaction) return {}
  return {
    application_id: world.applicationId,
    webhook_id: world.applicationId,
    interaction_metadata: {
      id: interaction.id,
      type: interaction.type,
      user: presentUser(world, interaction.user),
      authorizing_integration_owners: { '0': interaction.guild ?? '0' },
    },
  }
}

/** As REST and the gateway give it, with everything in it. */
export const presentMessage = (world: World, message: StoredMessage, isInner = false): Loose => {
  const channel = world.channels.get(message.channel)!
  const target = message.reference ? anyMessage(world, message.reference) : null
  const mentioned = message.isApp
    ? message.pings.filter((id) => /^\d+$/.test(id))
    : [...new Set([...usersNamedIn(message.content), ...message.pings.filter((id) => /^\d+$/.test(id))])]
  return {
    id: message.id,
    type: message.type,
    channel_id: message.channel,
    author: presentUser(world, message.author),
    content: message.content,
    timestamp: isoOf(message.createdAt),
    edited_timestamp: message.editedAt === null ? null : isoOf(message.editedAt),
    tts: false,
    mention_everyone: message.pings.includes('everyone'),
    mentions: mentioned.filter((id) => world.users.has(id)).map((id) => presentUser(world, id)),
    mention_roles: message.pings.filter((id) => id.startsWith('&')).map((id) => id.slice(1)),
    attachments: looseFiles(message).map((file) => presentFile(world, file)),
    embeds: message.embeds,
    components: resolveMedia(world, message, message.components),
    flags: message.flags,
    pinned: false,
    ...(message.nonce !== null && { nonce: message.nonce }),
    ...interactionOf(world, message),
    ...(message.reference && {
      message_reference: {
        type: 0,
        message_id: message.reference,
        channel_id: target?.channel ?? message.channel,
        ...(channel.guild !== null && { guild_id: channel.guild }),
      },
      ...(!isInner && { referenced_message: target ? presentMessage(world, target, true) : null }),
    }),
    ...(message.thread && { thread: presentChannel(world, world.channels.get(message.thread)!) }),
  }
}
