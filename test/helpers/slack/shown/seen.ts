import type { Loose, SlackView, StreamState, StreamTask, World } from '../world-state.ts'
import { presentMessage } from './present-message.ts'
import { reachOf } from './reach.ts'

/** A message as people see it. */
export interface SeenMessage {
  ts: string
  channel: string
  threadTs: string | null
  user: string
  isFromApp: boolean
  /** The name and the picture that it bears; null = the app's own. */
  author: { username: string | null; iconUrl: string | null } | null
  text: string
  blocks: Loose[]
  /** Every word of the blocks and the text, in reading order; labels of buttons included. */
  words: string
  /** Whom it notifies (`<!channel>`, `<@U…>`) and where it leads, text and blocks together. */
  pings: string[]
  links: string[]
  metadata: Loose | null
  files: string[]
  isEdited: boolean
  reactions: { name: string; users: string[] }[]
  /** Null for what was never streamed, or has been rewritten since. */
  stream: { state: StreamState; tasks: StreamTask[]; appends: number } | null
  unfurl: { links: boolean | null; media: boolean | null }
}

export interface SeenEphemeral {
  ts: string
  channel: string
  user: string
  threadTs: string | null
  author: SeenMessage['author']
  text: string
  blocks: Loose[]
  words: string
  pings: string[]
  links: string[]
  isFailure: boolean
}

export interface SeenView {
  id: string
  type: 'modal' | 'home'
  callbackId: string
  title: string
  blocks: Loose[]
  words: string
  privateMetadata: string
  hash: string
  /** By block id, from the last submission. */
  errors: Record<string, string>
  values: Loose
}

/** Keys whose strings are read by people. */
const readable = new Set(['text', 'alt_text', 'title', 'caption', 'label', 'name', 'details', 'output'])

/** Every word of a tree of blocks in reading order. */
export const wordsOf = (node: Loose, key = ''): string[] => {
  if (typeof node === 'string') return readable.has(key) ? [node] : []
  if (typeof node !== 'object' || node === null) return []
  if (Array.isArray(node)) return node.flatMap((item) => wordsOf(item, key === 'categories' ? 'text' : key))
  return Object.entries(node).flatMap(([name, value]) => wordsOf(value, name))
}

export const seeMessages = (
  world: World,
  channelId: string,
  { thread }: { thread?: string | null } = {},
): SeenMessage[] => {
  const channel = world.channels.get(channelId)
  if (!channel) throw new Error(`There is no channel ${channelId}.`)
  const workspace = world.workspaces.get(channel.teamIds[0]!)!
  const isListed = (ts: string, threadTs: string | null): boolean =>
    thread === undefined || (thread === null ? threadTs === null : ts === thread || threadTs === thread)
  return channel.messages
    .filter(({ ts, threadTs }) => isListed(ts, threadTs))
    .map((message) => {
      const shown = presentMessage(world, workspace, message)
      const blocks: Loose[] = shown.blocks ?? []
      return {
        ts: message.ts,
        channel: channel.id,
        threadTs: message.threadTs,
        user: message.user,
        isFromApp: message.botId !== null,
        author: message.author,
        text: shown.text,
        blocks,
        words: (blocks.length > 0 ? wordsOf(blocks) : [shown.text]).join('\n'),
        ...reachOf(shown.text, blocks),
        metadata: message.metadata,
        files: message.files,
        isEdited: message.edited !== null,
        reactions: message.reactions,
        stream: message.stream && {
          state: message.stream.state,
          tasks: message.stream.tasks,
          appends: message.stream.appends,
        },
        unfurl: message.unfurl,
      }
    })
}

export const seeEphemerals = (world: World, user: string): SeenEphemeral[] =>
  world.ephemerals
    .filter((one) => one.user === user && !one.isDeleted)
    .map(({ ts, channel, threadTs, author, text, blocks, isFailure }) => ({
      ts,
      channel,
      user,
      threadTs,
      author,
      text,
      blocks,
      words: (blocks.length > 0 ? wordsOf(blocks) : [text]).join('\n'),
      ...reachOf(text, blocks),
      isFailure,
    }))

export const seeView = (view: SlackView): SeenView => ({
  id: view.id,
  type: view.type,
  callbackId: view.body.callback_id ?? '',
  title: view.body.title?.text ?? '',
  blocks: view.body.blocks,
  words: wordsOf(view.body.blocks).join('\n'),
  privateMetadata: view.body.private_metadata ?? '',
  hash: view.hash,
  errors: view.errors,
  values: view.values,
})
