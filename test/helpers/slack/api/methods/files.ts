import { readMessageBlocks } from '../../blocks/check-blocks.ts'
import { presentFile } from '../../shown/present-file.ts'
import { readWritable } from '../../state/channels.ts'
import { addFile } from '../../state/file-store.ts'
import { echoMessage, storeMessage } from '../../state/post-message.ts'
import type { Loose, SlackFile } from '../../world-state.ts'
import { type MethodCall, type Methods, Refusal } from '../refusal.ts'

const getUploadUrl = ({ world, workspace, args }: MethodCall): Loose => {
  const length = Number(args.length)
  if (!args.filename || !Number.isInteger(length) || length < 1) throw new Refusal('invalid_arguments')
  const file = addFile(world, {
    teamId: workspace.teamId,
    user: workspace.botUserId,
    name: String(args.filename),
    altText: String(args.alt_txt ?? args.alt_text ?? ''),
    length,
  })
  return { upload_url: `${world.url}/upload/v1/${file.id}`, file_id: file.id }
}

const readUploaded = ({ world, workspace }: MethodCall, given: Loose): SlackFile => {
  const file = world.files.get(String(given?.id))
  if (file?.teamId !== workspace.teamId || file.user !== workspace.botUserId)
    throw new Refusal('file_not_found')
  if (!file.isUploaded || file.isShared) throw new Refusal('file_update_failed')
  if (given.title) file.title = String(given.title)
  return file
}

const completeUpload = (call: MethodCall): Loose => {
  const { world, workspace, args } = call
  if (!Array.isArray(args.files) || args.files.length === 0) throw new Refusal('invalid_arguments')
  const channel = args.channel_id ? readWritable(world, workspace, args.channel_id) : null
  if (args.thread_ts && !channel) throw new Refusal('invalid_channel')
  const files = args.files.map((given: Loose) => readUploaded(call, given))
  const blocks = args.initial_comment
    ? []
    : readMessageBlocks(world, args.blocks, 'files.completeUploadExternal')
  for (const file of files) file.isShared = true
  if (channel) {
    for (const file of files) file.channels.push(channel.id)
    const message = storeMessage(world, channel, {
      user: workspace.botUserId,
      botId: workspace.botId,
      teamId: workspace.teamId,
      threadTs: args.thread_ts ? String(args.thread_ts) : null,
      text: String(args.initial_comment ?? ''),
      blocks,
      files: files.map(({ id }: SlackFile) => id),
    })
    echoMessage(world, channel, message)
  }
  return { files: files.map((file: SlackFile) => presentFile(world, file)) }
}

const info = ({ world, workspace, args }: MethodCall): Loose => {
  const file = world.files.get(String(args.file))
  const isSeen =
    file?.teamId === workspace.teamId ||
    file?.channels.some((id) => world.channels.get(id)?.members.has(workspace.botUserId))
  if (!file || !isSeen) throw new Refusal('file_not_found')
  return { file: { ...presentFile(world, file), channels: file.channels }, content_highlight_html: '' }
}

export const fileMethods: Methods = {
  'files.getUploadURLExternal': { scopes: ['files:write'], run: getUploadUrl },
  'files.completeUploadExternal': { scopes: ['files:write'], run: completeUpload },
  'files.info': { scopes: ['files:read'], run: info },
}
