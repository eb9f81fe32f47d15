import { readMessageBlocks } from '../../blocks/check-blocks.ts'
import { presentMessage } from '../../shown/present-message.ts'
import { findMessage, readChannel, readUser, readWritable } from '../../state/channels.ts'
import { echoChange, echoMessage, storeMessage } from '../../state/post-message.ts'
import { ageStream } from '../../state/streams.ts'
import {
  type Loose,
  recordViolation,
  type SlackChannel,
  type StoredMessage,
  type World,
} from '../../world-state.ts'
import { flagOf } from '../read-body.ts'
import { type MethodCall, type Methods, Refusal } from '../refusal.ts'

const maxText = 40_000
const maxEditedText = 4_000
const maxMarkdown = 12_000
const maxMetadata = 8_000

const truncate = (world: World, text: string, where: string): string => {
  if (text.length <= maxText) return text
  recordViolation(world, 'text_truncated', where, `${text.length} characters, cut at ${maxText}`)
  return text.slice(0, maxText)
}

export const readMetadata = (world: World, metadata: Loose, where: string): Loose | null => {
  if (metadata === undefined || metadata === null || metadata === '') return null
  const isWell =
    typeof metadata.event_type === 'string' &&
    metadata.event_type.length > 0 &&
    typeof metadata.event_payload === 'object'
  if (!isWell) {
    recordViolation(world, 'invalid_metadata_format', where, JSON.stringify(metadata))
    throw new Refusal('invalid_metadata_format')
  }
  if (JSON.stringify(metadata).length > maxMetadata) throw new Refusal('metadata_too_large')
  return metadata
}

interface Content {
  text: string
  blocks: Loose[]
  attachments: Loose[]
}

const readContent = (world: World, args: Loose, where: string): Content => {
  const blocks = readMessageBlocks(world, args.blocks, where)
  const attachments = Array.isArray(args.attachments) ? args.attachments : []
  const markdown = args.markdown_text
  if (typeof markdown === 'string' && markdown !== '') {
    if (args.text || blocks.length > 0) throw new Refusal('markdown_text_conflict')
    if (markdown.length > maxMarkdown) throw new Refusal('msg_too_long')
    return { text: markdown, blocks: [{ type: 'markdown', text: markdown }], attachments }
  }
  const text = typeof args.text === 'string' ? args.text : ''
  if (text.trim() === '' && blocks.length === 0 && attachments.length === 0) throw new Refusal('no_text')
  return { text, blocks, attachments }
}

const readThread = (args: Loose): string | null => {
  if (args.thread_ts === undefined || args.thread_ts === null || args.thread_ts === '') return null
  const ts = String(args.thread_ts)
  if (!/^\d+\.\d{6}$/.test(ts)) throw new Refusal('invalid_thread_ts')
  return ts
}

const maxUsername = 80

/** Other names and pictures are a scope of their own; without it Slack passes over them. */
export const readAuthor = (
  { world, workspace, args }: MethodCall,
  where: string,
): StoredMessage['author'] => {
  const { username = null, icon_url: iconUrl = null } = args
  if (username === null && iconUrl === null) return null
  const isWell = username === null || (typeof username === 'string' && username.length <= maxUsername)
  if (!isWell) recordViolation(world, 'invalid_username', where, JSON.stringify(username))
  if (iconUrl !== null && !/^https?:\/\//.test(iconUrl))
    recordViolation(world, 'invalid_icon_url', where, String(iconUrl))
  return workspace.scopes.has('chat:write.customize') ? { username, iconUrl } : null
}

const unfurlOf = (value: unknown): boolean | null => (value === undefined ? null : flagOf(value, true))

const postMessage = (call: MethodCall): Loose => {
  const { world, workspace, args } = call
  const where = 'chat.postMessage'
  const channel = readWritable(world, workspace, args.channel)
  const { text, ...content } = readContent(world, args, where)
  const message = storeMessage(world, channel, {
    user: workspace.botUserId,
    botId: workspace.botId,
    author: readAuthor(call, where),
    teamId: workspace.teamId,
    threadTs: readThread(args),
    metadata: readMetadata(world, args.metadata, where),
    text: truncate(world, text, where),
    ...content,
    unfurl: { links: unfurlOf(args.unfurl_links), media: unfurlOf(args.unfurl_media) },
  })
  echoMessage(world, channel, message)
  return {
    channel: channel.id,
    ts: message.ts,
    message: presentMessage(world, workspace, message, { withMetadata: true }),
  }
}

const readOwn = (
  { world, workspace, args }: MethodCall,
  refusal: string,
): { channel: SlackChannel; message: StoredMessage } => {
  const channel = readChannel(world, workspace, args.channel)
  const message = findMessage(channel, args.ts)
  if (!message) throw new Refusal('message_not_found')
  if (message.botId !== workspace.botId) throw new Refusal(refusal)
  ageStream(world, message)
  return { channel, message }
}

const update = (call: MethodCall): Loose => {
  const { world, workspace, args } = call
  const where = 'chat.update'
  const { channel, message } = readOwn(call, 'cant_update_message')
  if (message.stream?.state === 'in_progress') throw new Refusal('streaming_state_conflict')
  const { text, ...content } = readContent(world, args, where)
  if (text.length > maxEditedText && !args.markdown_text) {
    recordViolation(world, 'msg_too_long', where, `${text.length} characters; an edit takes ${maxEditedText}`)
    throw new Refusal('msg_too_long')
  }
  const before = { ...message }
  Object.assign(message, {
    text,
    ...content,
    // Metadata stays unless it is given; an empty object takes it away.
    metadata:
      args.metadata === undefined
        ? message.metadata
        : Object.keys(args.metadata ?? {}).length === 0
          ? null
          : readMetadata(world, args.metadata, where),
    // What was streamed gives way to what is written now.
    stream: null,
    edited: { user: workspace.botUserId, ts: world.nextTs() },
  })
  echoChange(world, channel, before, message)
  return { channel: channel.id, ts: message.ts, text, message: presentMessage(world, workspace, message) }
}

const remove = (call: MethodCall): Loose => {
  const { world } = call
  const { channel, message } = readOwn(call, 'cant_delete_message')
  if (message.stream?.state === 'in_progress') throw new Refusal('cant_delete_message')
  channel.messages = channel.messages.filter((one) => one !== message)
  echoChange(world, channel, message, null)
  return { channel: channel.id, ts: message.ts }
}

const postEphemeral = (call: MethodCall): Loose => {
  const { world, workspace, args } = call
  const where = 'chat.postEphemeral'
  const channel = readWritable(world, workspace, args.channel)
  const user = readUser(world, workspace, args.user)
  if (!channel.members.has(user.id)) throw new Refusal('user_not_in_channel')
  const { text, blocks } = readContent(world, args, where)
  const ts = world.nextTs()
  world.ephemerals.push({
    ts,
    teamId: workspace.teamId,
    channel: channel.id,
    user: user.id,
    threadTs: readThread(args),
    author: readAuthor(call, where),
    text: truncate(world, text, where),
    blocks,
    isFailure: false,
    isDeleted: false,
  })
  return { message_ts: ts }
}

const getPermalink = ({ world, workspace, args }: MethodCall): Loose => {
  const channel = readChannel(world, workspace, args.channel)
  const message = findMessage(channel, args.message_ts)
  if (!message) throw new Refusal('message_not_found')
  const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${channel.id}` : ''
  return {
    channel: channel.id,
    permalink: `https://${workspace.domain}.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`,
  }
}

export const chatMethods: Methods = {
  'chat.postMessage': { scopes: ['chat:write'], run: postMessage },
  'chat.update': { scopes: ['chat:write'], run: update },
  'chat.delete': { scopes: ['chat:write'], run: remove },
  'chat.postEphemeral': { scopes: ['chat:write'], run: postEphemeral },
  'chat.getPermalink': { scopes: [], run: getPermalink },
}
