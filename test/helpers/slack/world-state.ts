import type { Faults } from './api/faults.ts'
import type { RateLimits } from './api/rate-limits.ts'
import type { Clock } from './state/clock.ts'
import type { AppSettings, Connection, DeliverySettings } from './state/settings.ts'

// biome-ignore lint/suspicious/noExplicitAny: payloads of every shape pass through
export type Loose = any

export interface SlackUser {
  id: string
  teamId: string
  name: string
  realName: string
  locale: string
  isAdmin: boolean
  isOwner: boolean
  /** A guest. */
  isRestricted: boolean
  isBot: boolean
  isDeleted: boolean
}

/** Of Slack's own roles for people: `@marketing`. */
export interface SlackUserGroup {
  id: string
  teamId: string
  users: Set<string>
  isDisabled: boolean
}

export type ChannelKind = 'public' | 'private' | 'im' | 'mpim'

export interface SlackChannel {
  id: string
  name: string
  kind: ChannelKind
  /** More than one: shared with another workspace (Slack Connect). */
  teamIds: string[]
  members: Set<string>
  isArchived: boolean
  messages: StoredMessage[]
}

export type StreamState = 'in_progress' | 'completed' | 'expired' | 'stopped_by_user'

export interface StreamTask {
  id: string
  title: string
  status: string
  details: string
  output: string
  sources: Loose[]
}

export interface Stream {
  state: StreamState
  /** A stream takes either text or chunks, whichever came first. */
  mode: 'markdown_text' | 'chunks' | null
  startedAt: number
  lastAppendAt: number
  recipientUserId: string | null
  recipientTeamId: string | null
  markdown: string
  planTitle: string | null
  tasks: StreamTask[]
  /** Blocks of chunks, then those of the stop. */
  blocks: Loose[]
  appends: number
}

export interface StoredMessage {
  ts: string
  channel: string
  threadTs: string | null
  user: string
  /** Null when a person wrote it. */
  botId: string | null
  /** The name and the picture in the place of the app's own; `chat:write.customize`. */
  author: { username: string | null; iconUrl: string | null } | null
  teamId: string
  text: string
  blocks: Loose[]
  attachments: Loose[]
  metadata: Loose | null
  files: string[]
  edited: { user: string; ts: string } | null
  reactions: { name: string; users: string[] }[]
  clientMsgId: string | null
  subtype: string | null
  stream: Stream | null
  /** What the app said about unfurling; null when it said nothing, which means yes to Slack. */
  unfurl: { links: boolean | null; media: boolean | null }
}

/** Seen by one person, never kept by Slack. */
export interface Ephemeral {
  ts: string
  teamId: string
  channel: string
  user: string
  threadTs: string | null
  author: StoredMessage['author']
  text: string
  blocks: Loose[]
  /** Slack's own words that the app did not answer. */
  isFailure: boolean
  isDeleted: boolean
}

export interface SlackView {
  id: string
  teamId: string
  user: string
  type: 'modal' | 'home'
  hash: string
  rootId: string
  previousId: string | null
  externalId: string
  /** As the app sent it, with block ids. */
  body: Loose
  isOpen: boolean
  /** What the last submission was refused for, by block id. */
  errors: Record<string, string>
  values: Loose
}

export interface SlackFile {
  id: string
  teamId: string
  user: string
  name: string
  title: string
  mimetype: string
  altText: string
  bytes: Uint8Array
  /** The size announced before the upload. */
  length: number
  isUploaded: boolean
  isShared: boolean
  channels: string[]
}

export interface AgentSession {
  teamId: string
  channel: string
  threadTs: string
  /** Of the session: active, processing, suspended, closed. */
  status: string
  /** Every status it had, in order. */
  history: string[]
  title: string | null
  /** The words under the thread while something is under way (`assistant.threads.setStatus`). */
  words: { text: string; at: number } | null
}

export interface SuggestedPrompts {
  teamId: string
  channel: string
  title: string | null
  prompts: { title: string; message: string }[]
}

export interface Token {
  teamId: string
  /** On the clock of the world; null = does not expire. */
  expiresAt: number | null
  isRevoked: boolean
}

export interface Workspace {
  teamId: string
  enterpriseId: string | null
  /** Its organisation installs the app for all of its workspaces. */
  isOrgWide: boolean
  name: string
  domain: string
  botUserId: string
  botId: string
  scopes: Set<string>
  /** The one that was given out last; the first is the one of `addWorkspace`. */
  botToken: string
  isInstalled: boolean
  installedBy: string | null
}

export interface Trigger {
  teamId: string
  user: string
  at: number
  isUsed: boolean
  /** The modal it was pressed in. */
  viewId: string | null
}

export interface ResponseUrl {
  teamId: string
  user: string
  channel: string
  threadTs: string | null
  at: number
  uses: number
  /** What `replace_original` and `delete_original` are about. */
  original: { kind: 'message' | 'ephemeral'; ts: string } | null
}

export interface ApiCall {
  method: string
  teamId: string | null
  token: string
  args: Loose
  /** On the real clock. */
  at: number
  status: number | null
  /** What Slack answered, though a fault may have kept it from the caller. */
  answer: Loose
  fault: unknown
}

export interface Violation {
  kind: string
  where: string
  detail: string
}

export interface Attempt {
  retry: number
  reason: string | null
  status: number | null
  error: string | null
  tookMs: number
}

export interface Delivery {
  eventId: string
  type: string
  teamId: string
  body: Loose
  attempts: Attempt[]
  isAccepted: boolean
}

/** Everything the fake knows. Functions of this folder share it; tests see it through `SlackWorld`. */
export interface World {
  url: string
  clock: Clock
  faults: Faults
  rates: RateLimits
  app: AppSettings
  connection: Connection
  delivery: DeliverySettings
  streamLife: { ms: number; from: 'start' | 'last_append' }
  workspaces: Map<string, Workspace>
  users: Map<string, SlackUser>
  userGroups: Map<string, SlackUserGroup>
  channels: Map<string, SlackChannel>
  files: Map<string, SlackFile>
  views: Map<string, SlackView>
  ephemerals: Ephemeral[]
  sessions: AgentSession[]
  prompts: SuggestedPrompts[]
  tokens: Map<string, Token>
  refreshTokens: Map<string, { teamId: string; isUsed: boolean }>
  codes: Map<string, { teamId: string; user: string; redirectUri: string; at: number; isUsed: boolean }>
  triggers: Map<string, Trigger>
  responseUrls: Map<string, ResponseUrl>
  calls: ApiCall[]
  violations: Violation[]
  deliveries: Delivery[]
  /** Events that are being told at this moment. */
  underWay: number
  /** Ended with the test: everything under way stops. */
  closing: AbortSignal
  /** Sends instead of HTTP when the app listens on a socket. */
  sockets: Set<(envelope: Loose) => Promise<{ status: number; body: Loose }>>
  nextId(prefix: string): string
  nextTs(): string
}

/** Something that Slack would refuse, or that is wrong in the fake's own payloads. */
export const recordViolation = (world: World, kind: string, where: string, detail: string): void => {
  world.violations.push({ kind, where, detail })
}
