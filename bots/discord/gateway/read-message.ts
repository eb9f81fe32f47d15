import type { GuildIndex } from './guild-index.ts'
import { idOf, idsOf, type Loose, listOf, objectOf, textOf, textOrNull } from './loose.ts'
import { isThreadType, type ThreadIndex } from './thread-index.ts'

/** A file that somebody attached. */
export interface BroughtFile {
  id: string
  name: string
  bytes: number
  url: string
}

/** What a person wrote, of what Discord tells about it. JSON: it is stored until it is handled. */
export interface HeardMessage {
  id: string
  /** Null in a direct conversation. */
  guild: string | null
  guildName: string | null
  /** Where it was posted, which may be a thread. */
  channel: string
  user: string
  /** The author's in the server. Whoever looks a message up later is not told them. */
  roles: string[]
  isManager: boolean
  /** The server's. */
  locale: string | null
  text: string
  /** Names the bot in its words. */
  isMention: boolean
  /** Names somebody else, a role, or everybody. */
  addressesOthers: boolean
  /** Replies to a message of ours. */
  isReplyToUs: boolean
  files: BroughtFile[]
  editedAt: string | null
}

export interface Surroundings {
  guilds: Pick<GuildIndex, 'find' | 'isManager'>
  threads: Pick<ThreadIndex, 'parentOf'>
  botUserId: string | null
}

/** What people write: a message, or a reply. Joins, pins and the like are others. */
const spokenTypes: unknown[] = [0, 19]

const othersPattern = /<@(?:!?(\d+)|&\d+)>|@everyone|@here/g

const addressesOthers = (text: string, botUserId: string | null): boolean =>
  [...text.matchAll(othersPattern)].some(([, user]) => user === undefined || user !== botUserId)

const namesBot = (text: string, botUserId: string | null): boolean =>
  botUserId !== null && (text.includes(`<@${botUserId}>`) || text.includes(`<@!${botUserId}>`))

const fileOf = ({ id, filename, size, url }: Loose): BroughtFile[] => {
  const known = idOf(id)
  const bytes = typeof size === 'number' ? size : 0
  return known !== null && textOf(url) !== ''
    ? [{ id: known, name: textOf(filename) || known, bytes, url: textOf(url) }]
    : []
}

/**
 * What is said between people in a channel does not concern us: only what is said to us, replies to us, or stands in a
 * thread that we may take part in is kept for the moment that it takes to look. Nothing else is ever stored.
 */
const concernsUs = (message: HeardMessage, isInThread: boolean): boolean =>
  message.guild === null ||
  message.isMention ||
  message.isReplyToUs ||
  (isInThread && (message.text !== '' || message.files.length > 0))

/** Null when it is of no use: by a bot, by Discord itself, or between people. */
export const readMessage = (d: Loose, { guilds, threads, botUserId }: Surroundings): HeardMessage | null => {
  const author = objectOf(d.author)
  const [id, channel, user] = [idOf(d.id), idOf(d.channel_id), idOf(author.id)]
  if (id === null || channel === null || user === null || user === botUserId) return null
  // Two bots that answer each other would never end.
  if (author.bot === true || author.system === true || (d.webhook_id ?? null) !== null) return null
  if (!spokenTypes.includes(d.type ?? 0)) return null
  const guild = idOf(d.guild_id)
  const known = guild === null ? null : guilds.find(guild)
  const text = textOf(d.content)
  const roles = idsOf(objectOf(d.member).roles)
  const repliedTo = objectOf(objectOf(d.referenced_message).author)
  const message: HeardMessage = {
    id,
    guild,
    guildName: known?.name ?? null,
    channel,
    user,
    roles,
    isManager: guild !== null && guilds.isManager(guild, user, roles),
    locale: known?.locale ?? null,
    text,
    isMention: namesBot(text, botUserId),
    addressesOthers: d.mention_everyone === true || addressesOthers(text, botUserId),
    isReplyToUs: botUserId !== null && d.type === 19 && idOf(repliedTo.id) === botUserId,
    files: listOf(d.attachments).flatMap(fileOf),
    editedAt: textOrNull(d.edited_timestamp),
  }
  const isInThread = isThreadType(d.channel_type) || threads.parentOf(channel) !== null
  return concernsUs(message, isInThread) ? message : null
}
