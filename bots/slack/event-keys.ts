/** JSON of an envelope whose signature was checked: from Slack, and still of any shape. */
export type Loose = Record<string, unknown>

/** What a stored event is known by, how it is ordered, and which installation it is for. */
export interface EventKeys {
  eventId: string
  /** `<team>:<channel>:<ts>`: a mention and the message that it is in are one. */
  messageKey: string | null
  /** One gesture of a person that Slack took for two messages. */
  clientKey: string | null
  /** The installation: a workspace, or an organisation that installed the app for all of its own. */
  workspace: string
  orderKey: string
}

export const objectOf = (value: unknown): Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : {}

/** Ids become keys: nothing but what Slack's ids are made of. */
export const idOf = (value: unknown): string | null =>
  typeof value === 'string' && /^[\w.-]{1,120}$/.test(value) ? value : null

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What is told of: the parts of the keys below `<team>:`. */
type Subject = { order: string; message?: string | null; client?: string | null } | null

interface Surroundings {
  channel: string | null
  /** Ours; null when the envelope does not tell. */
  botUserId: string | null
  isDirect: boolean
}

/** Null when it is of no use. */
type Read = (event: Loose, place: Surroundings) => Subject

/** Slack's own voice, and the mark of one that was revoked. */
const noPersons = new Set(['USLACKBOT', 'UREVOKEDU'])

const isOfPerson = (message: Loose, { botUserId }: Surroundings): boolean => {
  const user = idOf(message.user)
  return (
    user !== null &&
    user !== botUserId &&
    !noPersons.has(user) &&
    !message.bot_id &&
    message.subtype !== 'bot_message'
  )
}

/**
 * What is said between people in a channel does not concern us: only what names us, or belongs to a thread that we may
 * take part in, is kept for the moment that it takes to look. Nothing else of a channel is ever stored.
 */
const concernsUs = (messages: Loose[], { botUserId, isDirect }: Surroundings): boolean =>
  isDirect ||
  botUserId === null ||
  messages.some(({ thread_ts, text }) => idOf(thread_ts) !== null || textOf(text).includes(`<@${botUserId}`))

/** Where a message stands: replies and changes are ordered behind the root of their thread. */
const threadOf = (message: Loose, channel: string): string | null => {
  const root = idOf(message.thread_ts) ?? idOf(message.ts)
  return root && `${channel}:${root}`
}

const said: Read = (event, place) => {
  const { channel } = place
  const ts = idOf(event.ts)
  const order = channel && threadOf(event, channel)
  if (!channel || !ts || !order || !isOfPerson(event, place) || !concernsUs([event], place)) return null
  return { order, message: `${channel}:${ts}`, client: idOf(event.client_msg_id) }
}

/** A link that was unfolded, or a reply that was counted, changes a message as well. */
const isSameText = (before: Loose, after: Loose): boolean =>
  after.subtype !== 'tombstone' && before.text !== undefined && before.text === after.text

const changed: Read = (event, place) => {
  const { channel } = place
  const [after, before] = [objectOf(event.message), objectOf(event.previous_message)]
  // A root that was deleted stays as a tombstone, which is Slack's own message.
  const author = after.subtype === 'tombstone' ? before : after
  const order = channel && threadOf(after, channel)
  if (!order || !isOfPerson(author, place) || isSameText(before, after)) return null
  return concernsUs([after, before], place) ? { order } : null
}

const deleted: Read = (event, place) => {
  const { channel } = place
  const before = objectOf(event.previous_message)
  const order = channel && threadOf({ ts: event.deleted_ts, ...before }, channel)
  if (!order || !isOfPerson(before, place) || !concernsUs([before], place)) return null
  return { order }
}

/** Everything that a message can be told to have become; what is not here (joins, topics, pins, bots) is not stored. */
const messages = new Map<string, Read>([
  ['', said],
  ['file_share', said],
  ['me_message', said],
  ['thread_broadcast', said],
  ['message_changed', changed],
  ['message_deleted', deleted],
])

const ofMember: Read = (event) => {
  const user = idOf(event.user)
  return user === null ? null : { order: user }
}

const ofSession: Read = (event, { channel }) => {
  const order = channel && threadOf(event, channel)
  return order ? { order } : null
}

const ofInstallation: Read = () => ({ order: '' })

/** Of the joins of other people nothing is kept. */
const ofOwnJoin: Read = ({ user }, { channel, botUserId }) =>
  channel !== null && user === botUserId ? { order: channel } : null

const events = new Map<string, Read>([
  ['message', (event, place) => messages.get(textOf(event.subtype))?.(event, place) ?? null],
  // Names us, whatever its text shows.
  ['app_mention', (event, place) => said(event, { ...place, isDirect: true })],
  ['app_home_opened', ofMember],
  ['app_context_changed', ofMember],
  ['agent_session_stopped', ofSession],
  ['member_joined_channel', ofOwnJoin],
  ['app_uninstalled', ofInstallation],
  ['tokens_revoked', ofInstallation],
])

/** As bolt reads it: the installation that the event was delivered for, which is the first one named. */
const installationOf = (envelope: Loose): { workspace: string | null; botUserId: string | null } => {
  const authorization = objectOf(Array.isArray(envelope.authorizations) ? envelope.authorizations[0] : null)
  const workspace = idOf(authorization.team_id) ?? idOf(envelope.team_id) ?? idOf(envelope.enterprise_id)
  return { workspace, botUserId: authorization.is_bot === true ? idOf(authorization.user_id) : null }
}

const isDirectChannel = (event: Loose, channel: string | null): boolean =>
  event.channel_type === 'im' || (channel?.startsWith('D') ?? false)

/** The keys of a verified `event_callback`; null when it is of no use here and need not be stored. */
export const keysOf = (envelope: Loose): EventKeys | null => {
  const event = objectOf(envelope.event)
  const eventId = idOf(envelope.event_id)
  const { workspace, botUserId } = installationOf(envelope)
  const read = events.get(textOf(event.type))
  if (eventId === null || workspace === null || !read) return null
  const channel = idOf(event.channel)
  const subject = read(event, { channel, botUserId, isDirect: isDirectChannel(event, channel) })
  if (!subject) return null
  const within = (key: string | null | undefined): string | null => (key ? `${workspace}:${key}` : null)
  return {
    eventId,
    messageKey: within(subject.message),
    clientKey: within(subject.client),
    workspace,
    orderKey: `${workspace}:${subject.order}`,
  }
}
