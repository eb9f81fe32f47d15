import { readMessageBlocks } from '../../blocks/check-blocks.ts'
import { presentMessage } from '../../shown/present-message.ts'
import { findMessage, isDirect, readChannel, readWritable } from '../../state/channels.ts'
import { echoChange, echoMessage, storeMessage } from '../../state/post-message.ts'
import { moveSession, openSession } from '../../state/sessions.ts'
import { newStream, readContent, readOpenStream } from '../../state/streams.ts'
import type { Loose, SlackChannel, StoredMessage } from '../../world-state.ts'
import { type MethodCall, type Methods, Refusal } from '../refusal.ts'
import { sessionStatuses } from './agents.ts'
import { readAuthor, readMetadata } from './chat.ts'

const displayModes = [undefined, 'timeline', 'plan']

const readRecipient = ({ world, args }: MethodCall, channel: SlackChannel) => {
  const user = args.recipient_user_id ? String(args.recipient_user_id) : null
  const team = args.recipient_team_id ? String(args.recipient_team_id) : null
  if (!isDirect(channel) && user === null) throw new Refusal('missing_recipient_user_id')
  if (!isDirect(channel) && team === null) throw new Refusal('missing_recipient_team_id')
  if (user !== null && !world.users.has(user)) throw new Refusal('user_not_found')
  return { user, team }
}

const start = (call: MethodCall): Loose => {
  const { world, workspace, args } = call
  const channel = readWritable(world, workspace, args.channel)
  if (!isDirect(channel) && !args.thread_ts) throw new Refusal('invalid_thread_ts')
  const threadTs = args.thread_ts ? String(args.thread_ts) : null
  if (threadTs !== null && !findMessage(channel, threadTs)) throw new Refusal('invalid_thread_ts')
  if (!displayModes.includes(args.task_display_mode)) throw new Refusal('invalid_arguments')
  const stream = newStream(world, readRecipient(call, channel))
  readContent(world, null, args, 'chat.startStream')(stream)
  const message = storeMessage(world, channel, {
    user: workspace.botUserId,
    botId: workspace.botId,
    author: readAuthor(call, 'chat.startStream'),
    teamId: workspace.teamId,
    threadTs,
    stream,
  })
  // A stream makes the session of its thread by itself and shows it as under way.
  if (world.app.isAgent && threadTs !== null)
    moveSession(openSession(world, { teamId: workspace.teamId, channel: channel.id, threadTs }), 'processing')
  echoMessage(world, channel, message)
  return { channel: channel.id, ts: message.ts }
}

const readStreamed = ({ world, workspace, args }: MethodCall) => {
  const channel = readChannel(world, workspace, args.channel)
  if (channel.isArchived) throw new Refusal('is_archived')
  const message = findMessage(channel, args.ts)
  if (!message) throw new Refusal('message_not_found')
  if (message.botId !== workspace.botId) throw new Refusal('message_not_owned_by_app')
  return { channel, message, stream: readOpenStream(world, message) }
}

const append = (call: MethodCall): Loose => {
  const { world, args } = call
  const { channel, message, stream } = readStreamed(call)
  if (!args.markdown_text && !args.chunks?.length) throw new Refusal('no_text')
  readContent(world, stream, args, 'chat.appendStream')(stream)
  stream.appends++
  return { channel: channel.id, ts: message.ts }
}

const endSession = ({ world, args }: MethodCall, { channel, threadTs }: StoredMessage): void => {
  const session = world.sessions.find((one) => one.channel === channel && one.threadTs === threadTs)
  if (session) moveSession(session, args.session_status ? String(args.session_status) : 'active')
}

const stop = (call: MethodCall): Loose => {
  const { world, workspace, args } = call
  const where = 'chat.stopStream'
  const { channel, message, stream } = readStreamed(call)
  if (args.session_status && !sessionStatuses.includes(args.session_status))
    throw new Refusal('invalid_arguments')
  const apply = readContent(world, stream, args, where)
  const blocks = readMessageBlocks(world, args.blocks, where)
  const metadata = readMetadata(world, args.metadata, where)
  const before = { ...message, stream: { ...stream } }
  apply(stream)
  stream.blocks.push(...blocks)
  stream.state = 'completed'
  if (metadata) message.metadata = metadata
  endSession(call, message)
  echoChange(world, channel, before, message)
  return {
    channel: channel.id,
    ts: message.ts,
    message: presentMessage(world, workspace, message, { withMetadata: true }),
  }
}

export const streamMethods: Methods = {
  'chat.startStream': { scopes: ['chat:write'], run: start },
  'chat.appendStream': { scopes: ['chat:write'], run: append },
  'chat.stopStream': { scopes: ['chat:write'], run: stop },
}
