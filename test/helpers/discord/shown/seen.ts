import { channelsOf } from '../state/guilds.ts'
import { flag, has } from '../state/messages.ts'
import { isThread } from '../state/permissions.ts'
import type { DiscordChannel, Loose, OpenModal, StoredMessage, World } from '../world-state.ts'
import { presentMessage } from './present.ts'
import { flatten, messageWords, textsOf, wordsOf } from './words.ts'

export interface SeenFile {
  id: string
  name: string
  description: string | null
  type: string
  bytes: Buffer
}

export interface SeenMessage {
  id: string
  channel: string
  author: string
  isFromApp: boolean
  /** « … is thinking »: the placeholder of a deferral. */
  isThinking: boolean
  isEphemeral: boolean
  isReply: boolean
  /** Every visible word, a line each. */
  words: string
  content: string
  components: Loose[]
  embeds: Loose[]
  flags: number
  isV2: boolean
  isEdited: boolean
  edits: number
  files: SeenFile[]
  /** Id of the message that it replies to. */
  reference: string | null
  thread: string | null
  /** Labels, in order. */
  buttons: string[]
  /** Whom it notified: user ids, `&role`, `everyone`. */
  pings: string[]
  links: string[]
  nonce: string | number | null
  /** Id of the interaction that it answers. */
  interaction: string | null
}

const link = /\bhttps?:\/\/[^\s|<>)"'\]]+/g

const linksOf = (message: StoredMessage): string[] => {
  const texts = [message.content, ...textsOf(message.components)].join('\n')
  const buttons = flatten(message.components).map(({ url }) => url)
  return [...new Set([...(texts.match(link) ?? []), ...buttons.filter((url) => typeof url === 'string')])]
}

export const seeMessage = (world: World, message: StoredMessage): SeenMessage => ({
  id: message.id,
  channel: message.channel,
  author: message.author,
  isFromApp: message.isApp,
  isThinking: has(message.flags, flag.loading),
  isEphemeral: message.onlyFor !== null,
  isReply: message.reference !== null,
  words: messageWords(message),
  content: message.content,
  components: presentMessage(world, message).components,
  embeds: message.embeds,
  flags: message.flags,
  isV2: has(message.flags, flag.componentsV2),
  isEdited: message.editedAt !== null,
  edits: message.edits,
  files: message.files.map(({ id, name, description, type, bytes }) => ({
    id,
    name,
    description,
    type,
    bytes,
  })),
  reference: message.reference,
  thread: message.thread,
  buttons: flatten(message.components)
    .filter(({ type }) => type === 2)
    .map(({ label }) => label ?? ''),
  pings: message.pings,
  links: linksOf(message),
  nonce: message.nonce,
  interaction: message.interaction,
})

/** What Discord writes itself when a thread begins. */
const notices = new Set([18, 21])

export const seeMessages = (world: World, channel: string): SeenMessage[] => {
  const found = world.channels.get(channel)
  if (!found) throw new Error(`There is no channel ${channel}.`)
  return found.messages
    .filter(({ onlyFor, type }) => onlyFor === null && !notices.has(type))
    .map((one) => seeMessage(world, one))
}

export const seeEphemerals = (world: World, user: string): SeenMessage[] =>
  [...world.channels.values()]
    .flatMap(({ messages }) => messages)
    .filter(({ onlyFor }) => onlyFor === user)
    .toSorted((one, other) => Number(BigInt(one.id) - BigInt(other.id)))
    .map((one) => seeMessage(world, one))

export interface SeenThread {
  id: string
  name: string
  parent: string
  owner: string
  isArchived: boolean
  isLocked: boolean
}

export const seeThreads = (world: World, channelId: string): SeenThread[] => {
  const { guild } = world.channels.get(channelId)!
  const isOf = (one: DiscordChannel): boolean => isThread(one) && one.parent === channelId
  return (guild === null ? [] : channelsOf(world, guild)).filter(isOf).map((one) => ({
    id: one.id,
    name: one.name,
    parent: channelId,
    owner: one.owner!,
    isArchived: one.isArchived,
    isLocked: one.isLocked,
  }))
}

export interface SeenField {
  customId: string
  label: string
  description: string | null
  type: number
  isRequired: boolean
  /** What stands in it before anything is typed. */
  value: Loose
  options: { label: string; value: string; description?: string; default?: boolean }[]
  /** As the app sent it. */
  component: Loose
}

export interface SeenModal {
  id: string
  customId: string
  title: string
  words: string
  fields: SeenField[]
}

const selectable = new Set([3, 5, 6, 7, 8, 19, 22])
const isField = ({ type }: Loose): boolean => type === 4 || type === 21 || type === 23 || selectable.has(type)

const startOf = (one: Loose): Loose => {
  if (one.type === 4) return one.value ?? ''
  if (one.type === 23) return one.default ?? false
  const chosen = (one.options ?? [])
    .filter((option: Loose) => option.default)
    .map(({ value }: Loose) => value)
  if (one.type === 21) return chosen[0] ?? null
  return one.default_values?.map(({ id }: Loose) => id) ?? chosen
}

const fieldOf = (one: Loose, label: Loose | null): SeenField => ({
  customId: one.custom_id,
  label: label?.label ?? one.label ?? '',
  description: label?.description ?? null,
  type: one.type,
  isRequired: one.type === 23 ? false : (one.required ?? true),
  value: startOf(one),
  options: one.options ?? [],
  component: one,
})

export const seeModal = ({ id, body }: OpenModal): SeenModal => ({
  id,
  customId: body.custom_id,
  title: body.title,
  words: [body.title, ...wordsOf(body.components)].join('\n'),
  fields: body.components.flatMap((top: Loose) =>
    top.type === 18
      ? [fieldOf(top.component, top)]
      : flatten([top])
          .filter(isField)
          .map((one) => fieldOf(one, null)),
  ),
})
