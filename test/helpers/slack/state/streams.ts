import { Refusal } from '../api/refusal.ts'
import { readMessageBlocks } from '../blocks/check-blocks.ts'
import { type Loose, recordViolation, type StoredMessage, type Stream, type World } from '../world-state.ts'

const maxMarkdown = 12_000
const maxTitle = 256
const statuses = ['pending', 'in_progress', 'complete', 'error']

export const newStream = (world: World, recipient: { user: string | null; team: string | null }): Stream => ({
  state: 'in_progress',
  mode: null,
  startedAt: world.clock.now(),
  lastAppendAt: world.clock.now(),
  recipientUserId: recipient.user,
  recipientTeamId: recipient.team,
  markdown: '',
  planTitle: null,
  tasks: [],
  blocks: [],
  appends: 0,
})

/** Slack ends a stream by itself after a while, whatever is appended meanwhile. */
export const ageStream = (world: World, { stream }: StoredMessage): void => {
  if (stream?.state !== 'in_progress') return
  const since = world.streamLife.from === 'start' ? stream.startedAt : stream.lastAppendAt
  if (world.clock.now() - since >= world.streamLife.ms) stream.state = 'expired'
}

/** The stream that still takes appends. */
export const readOpenStream = (world: World, message: StoredMessage): Stream => {
  ageStream(world, message)
  if (message.stream?.state === 'stopped_by_user') throw new Refusal('stopped_by_user')
  if (message.stream?.state !== 'in_progress') throw new Refusal('message_not_in_streaming_state')
  return message.stream
}

const refuseChunk = (world: World, where: string, reason: string): never => {
  recordViolation(world, 'invalid_chunks', where, reason)
  throw new Refusal('invalid_chunks', { response_metadata: { messages: [reason] } })
}

const mergeTask = (stream: Stream, chunk: Loose): void => {
  let task = stream.tasks.find(({ id }) => id === chunk.id)
  if (!task) {
    task = { id: chunk.id, title: '', status: '', details: '', output: '', sources: [] }
    stream.tasks.push(task)
  }
  task.title = chunk.title
  task.status = chunk.status
  // Details and output of the same task add up over the appends; they do not replace each other.
  task.details += chunk.details ?? ''
  task.output += chunk.output ?? ''
  task.sources = [...task.sources, ...(chunk.sources ?? [])]
}

const checkTask = (world: World, chunk: Loose, where: string): void => {
  if (!chunk.id || !chunk.title) refuseChunk(world, where, 'a task_update needs an id and a title')
  if (!statuses.includes(chunk.status)) refuseChunk(world, where, `no status of a task: ${chunk.status}`)
  if (chunk.title.length > maxTitle) refuseChunk(world, where, `the title of a task is over ${maxTitle}`)
}

/** Everything is checked before anything is applied: a refused call leaves the stream as it was. */
const readChunks = (world: World, chunks: Loose[], where: string): (() => (stream: Stream) => void)[] =>
  chunks.map((chunk) => {
    switch (chunk?.type) {
      case 'markdown_text':
        if (typeof chunk.text !== 'string' || chunk.text.length === 0)
          refuseChunk(world, where, 'a markdown_text chunk without text')
        return () => (stream) => {
          stream.markdown += chunk.text
        }
      case 'task_update':
        checkTask(world, chunk, where)
        return () => (stream) => mergeTask(stream, chunk)
      case 'plan_update':
        if (!chunk.title || chunk.title.length > maxTitle)
          refuseChunk(world, where, `a plan_update needs a title of up to ${maxTitle}`)
        return () => (stream) => {
          stream.planTitle = chunk.title
        }
      case 'blocks': {
        const blocks = readMessageBlocks(world, chunk.blocks, where)
        return () => (stream) => {
          stream.blocks.push(...blocks)
        }
      }
      default:
        return refuseChunk(world, where, `no such chunk: ${chunk?.type}`)
    }
  })

const contentOf = (args: Loose): { mode: Stream['mode']; chunks: Loose[] } => {
  const hasText = typeof args.markdown_text === 'string' && args.markdown_text.length > 0
  if (args.chunks !== undefined && !Array.isArray(args.chunks)) throw new Refusal('invalid_chunks')
  const hasChunks = Array.isArray(args.chunks) && args.chunks.length > 0
  if (hasText && hasChunks) throw new Refusal('invalid_arguments')
  if (hasText) return { mode: 'markdown_text', chunks: [{ type: 'markdown_text', text: args.markdown_text }] }
  return hasChunks ? { mode: 'chunks', chunks: args.chunks } : { mode: null, chunks: [] }
}

/** Text or chunks of a start, an append or a stop. @returns what puts them into the stream */
export const readContent = (
  world: World,
  stream: Stream | null,
  args: Loose,
  where: string,
): ((stream: Stream) => void) => {
  const { mode, chunks } = contentOf(args)
  if (mode !== null && stream?.mode && stream.mode !== mode) throw new Refusal('streaming_mode_mismatch')
  const length = chunks.reduce(
    (sum, chunk) => sum + (chunk?.type === 'markdown_text' ? (chunk.text?.length ?? 0) : 0),
    0,
  )
  if (length > maxMarkdown) {
    recordViolation(world, 'msg_too_long', where, `${length} characters of markdown in one call`)
    throw new Refusal('msg_too_long')
  }
  const steps = readChunks(world, chunks, where)
  return (target) => {
    for (const step of steps) step()(target)
    target.mode ??= mode
    if (mode !== null) target.lastAppendAt = world.clock.now()
  }
}

/** The stream as blocks: text, tasks, then what came as blocks. */
export const streamBlocks = ({ markdown, tasks, planTitle, blocks }: Stream): Loose[] => {
  const cards = tasks.map((task) => ({
    task_id: task.id,
    title: task.title,
    status: task.status,
    ...(task.details && { details: richText(task.details) }),
    ...(task.output && { output: richText(task.output) }),
    ...(task.sources.length > 0 && { sources: task.sources }),
  }))
  return [
    ...(planTitle === null
      ? cards.map((card) => ({ type: 'task_card', ...card }))
      : [{ type: 'plan', title: planTitle, tasks: cards }]),
    ...(markdown ? [{ type: 'markdown', text: markdown }] : []),
    ...blocks,
  ]
}

const richText = (text: string): Loose => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
})
