import { invalidBody } from '../api/refusal.ts'
import { checkMessage, type Draft } from '../rules/check-message.ts'
import { pingsOf } from '../shown/pings.ts'
import type { DiscordChannel, Loose, StoredFile, StoredMessage, UploadedFile, World } from '../world-state.ts'
import { storeFile } from './files.ts'
import { anyMessage, flag, numbered, storeMessage } from './messages.ts'

/** What came in with a call: JSON, and files beside it. */
export interface Given {
  body: Loose
  files: UploadedFile[]
}

/** Flags that an app may set. */
const settable = flag.componentsV2 | (1 << 2) | (1 << 12)

interface NewFile {
  name: string
  type: string
  description: string | null
  bytes: Buffer
}

const newFiles = ({ body, files }: Given): NewFile[] =>
  files.map(({ field, name, type, bytes }) => {
    const index = /\d+/.exec(field)?.[0]
    const about = (body.attachments ?? []).find((one: Loose) => String(one.id) === index)
    return { name: about?.filename ?? name, type, description: about?.description ?? null, bytes }
  })

const keptFiles = ({ body, files }: Given, before: StoredMessage | null): StoredFile[] => {
  const named: Loose[] | null | undefined = body.attachments
  if (named === undefined) return before?.files ?? []
  const kept = (before?.files ?? []).filter(({ id }) => named?.some((one) => String(one.id) === id))
  const uploaded = files.map(({ field }) => /\d+/.exec(field)?.[0])
  const lost = (named ?? []).findIndex(
    ({ id }) => !uploaded.includes(String(id)) && !kept.some((file) => file.id === String(id)),
  )
  if (lost >= 0)
    throw invalidBody([
      { at: `attachments/${lost}/id`, code: 'ATTACHMENT_NOT_FOUND', message: 'Attachment data not found' },
    ])
  for (const file of kept) {
    const about = named!.find((one) => String(one.id) === file.id)
    if (about.description !== undefined) file.description = about.description
  }
  return kept
}

interface Built {
  draft: Draft
  kept: StoredFile[]
  fresh: NewFile[]
}

const build = (given: Given, before: StoredMessage | null): Built => {
  const { body } = given
  const pick = <Value>(key: string, old: Value, empty: Value): Value =>
    body[key] === undefined ? old : (body[key] ?? empty)
  const kept = keptFiles(given, before)
  const fresh = newFiles(given)
  const draft: Draft = {
    content: pick('content', before?.content ?? '', ''),
    components: pick('components', before?.components ?? [], []),
    embeds: pick('embeds', before?.embeds ?? [], []),
    flags: (before?.flags ?? 0) | ((body.flags ?? 0) & settable),
    files: [...kept, ...fresh],
  }
  checkMessage(draft, body, before)
  return { draft, kept, fresh }
}

const store = (world: World, channel: string, { draft, kept, fresh }: Built) => ({
  content: draft.content,
  components: draft.components,
  embeds: draft.embeds,
  flags: draft.flags,
  files: [...kept, ...fresh.map((file) => storeFile(world, channel, file))],
})

export interface AppMessage extends Partial<StoredMessage> {
  isWebhook: boolean
}

/** A new message of the app. @throws Refusal 50035, 50006, 40005 */
export const createMessage = (
  world: World,
  channel: DiscordChannel,
  given: Given,
  { isWebhook, ...more }: AppMessage,
): StoredMessage => {
  const built = build(given, null)
  const target = more.reference ? anyMessage(world, more.reference) : null
  const stored = store(world, channel.id, built)
  return storeMessage(world, channel, {
    author: world.botUserId,
    ...stored,
    ...more,
    flags: stored.flags | (more.flags ?? 0),
    pings: pingsOf({
      ...built.draft,
      repliesTo: target?.author ?? null,
      allowed: given.body.allowed_mentions,
      isWebhook,
    }),
  })
}

/** Changes a message of the app, or fills a placeholder. An edit notifies nobody. @throws Refusal as `createMessage` */
export const changeMessage = (world: World, message: StoredMessage, given: Given): void => {
  const built = build(given, message)
  const { components, ...stored } = store(world, message.channel, built)
  const wasWaiting = (message.flags & flag.loading) !== 0
  Object.assign(message, stored, { components: numbered(components) })
  message.flags &= ~flag.loading
  if (wasWaiting) {
    message.pings = pingsOf({
      ...built.draft,
      repliesTo: null,
      allowed: given.body.allowed_mentions,
      isWebhook: true,
    })
    return
  }
  message.edits++
  message.editedAt = world.clock.now()
}
