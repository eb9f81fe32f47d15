import type { Clock } from '../slack/state/clock.ts'
import type { Faults } from './api/faults.ts'
import type { Rates } from './api/rate-limits.ts'
import type { Gateway } from './gateway/gateway.ts'

// biome-ignore lint/suspicious/noExplicitAny: payloads of every shape pass through
export type Loose = any

export interface DiscordUser {
  id: string
  name: string
  globalName: string
  locale: string
  isBot: boolean
  /** Takes no direct messages from the bot. */
  hasClosedDms: boolean
}

export interface Member {
  user: string
  permissions: bigint
  roles: string[]
  joinedAt: number
}

export interface DiscordGuild {
  id: string
  name: string
  ownerId: string
  locale: string
  /** The bot is in it. */
  isInstalled: boolean
  members: Map<string, Member>
  roles: Loose[]
}

export interface DiscordChannel {
  id: string
  /** Null: a direct conversation. */
  guild: string | null
  type: number
  name: string
  /** Of a thread. */
  parent: string | null
  owner: string | null
  /** The person of a direct conversation. */
  recipient: string | null
  /** What the bot may do in it; a thread goes by its parent. */
  botMay: bigint
  isArchived: boolean
  isLocked: boolean
  messages: StoredMessage[]
}

export interface StoredFile {
  id: string
  name: string
  type: string
  description: string | null
  bytes: Buffer
  channel: string
}

export interface StoredMessage {
  id: string
  channel: string
  author: string
  isApp: boolean
  type: number
  content: string
  components: Loose[]
  embeds: Loose[]
  files: StoredFile[]
  flags: number
  reference: string | null
  nonce: string | number | null
  /** Users, roles (`&id`) and `everyone` that it notified. */
  pings: string[]
  createdAt: number
  editedAt: number | null
  edits: number
  /** Edits later than an hour after it was written. */
  lateEdits: number
  thread: string | null
  /** Who alone sees it. */
  onlyFor: string | null
  /** The one that it answers. */
  interaction: string | null
}

export type InteractionState = 'open' | 'answered' | 'dead'

export interface Interaction {
  id: string
  token: string
  type: number
  user: string
  guild: string | null
  channel: string
  createdAt: number
  /** As the app got it. */
  payload: Loose
  state: InteractionState
  /** Type of the first response; null without one. */
  response: number | null
  /** Message of the component that was pressed. */
  source: string | null
  /** Message of the first response. */
  original: string | null
  /** The placeholder still waits for its words. */
  isDeferred: boolean
  choices: Loose[] | null
  modal: string | null
  /** Resolves with the first response, or when Discord gives up. */
  done: PromiseWithResolvers<void>
}

export interface OpenModal {
  id: string
  user: string
  /** The interaction that it answered. */
  interaction: string
  body: Loose
  isOpen: boolean
}

export interface ApiCall {
  method: string
  path: string
  /** `POST /channels/{channel_id}/messages` */
  route: string
  query: Record<string, string>
  body: Loose
  files: UploadedFile[]
  authorization: string
  /** On the real clock. */
  at: number
  status: number | null
  /** What Discord answered, though a fault may have kept it from the caller. */
  answer: Loose
  fault: unknown
}

export interface UploadedFile {
  /** `files[0]` */
  field: string
  name: string
  type: string
  bytes: Buffer
}

export interface Violation {
  kind: string
  where: string
  detail: string
}

export interface Limited {
  route: string
  isGlobal: boolean
  retryAfter: number
  at: number
}

export interface Failure {
  user: string
  interaction: string
  reason: string
}

/** Everything the fake knows. Functions of this folder share it; tests see it through `DiscordWorld`. */
export interface World {
  url: string
  clock: Clock
  faults: Faults
  rates: Rates
  gateway: Gateway
  token: string
  applicationId: string
  botUserId: string
  /** The Message Content intent is granted. */
  messageContent: boolean
  /** How long Discord waits for a first response. */
  responseMs: number
  /** Edits of a message older than an hour. */
  oldEdits: number
  guilds: Map<string, DiscordGuild>
  users: Map<string, DiscordUser>
  channels: Map<string, DiscordChannel>
  files: Map<string, StoredFile>
  interactions: Map<string, Interaction>
  modals: Map<string, OpenModal>
  /** By guild; '' = global. */
  commands: Map<string, Loose[]>
  calls: ApiCall[]
  violations: Violation[]
  limited: Limited[]
  failures: Failure[]
  /** On the fake's clock. */
  invalidRequests: number[]
  commandsMade: number
  underWay: number
  closing: AbortSignal
  nextId(): string
}

/** Something that Discord would refuse, or that is wrong in the fake itself. */
export const recordViolation = (world: World, kind: string, where: string, detail: string): void => {
  world.violations.push({ kind, where, detail })
}
