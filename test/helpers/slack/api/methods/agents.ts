import { readChannel } from '../../state/channels.ts'
import { moveSession, openSession } from '../../state/sessions.ts'
import { type Loose, recordViolation } from '../../world-state.ts'
import { type MethodCall, type Methods, Refusal } from '../refusal.ts'

export const sessionStatuses = ['active', 'processing', 'suspended', 'closed']

const readSession = ({ world, workspace, args }: MethodCall) => {
  const channel = readChannel(world, workspace, args.channel_id)
  if (!world.app.isAgent) throw new Refusal('feature_disabled')
  if (!args.thread_ts) throw new Refusal('invalid_thread_ts')
  return openSession(world, {
    teamId: workspace.teamId,
    channel: channel.id,
    threadTs: String(args.thread_ts),
  })
}

const setStatus = (call: MethodCall): Loose => {
  const { world, args } = call
  if (!sessionStatuses.includes(args.status)) throw new Refusal('invalid_arguments')
  if (args.title && String(args.title).length > 200) throw new Refusal('invalid_arguments')
  const session = readSession(call)
  // The title counts only for a session that this call makes.
  if (session.history.length === 0 && args.title) session.title = String(args.title)
  moveSession(session, args.status)
  return args.status === 'processing' && !world.app.subscribesToStop
    ? { warning: 'missing_agent_session_stopped_event_subscription' }
    : {}
}

const rename = (call: MethodCall): Loose => {
  const title = String(call.args.title ?? '')
  if (title.length < 1 || title.length > 200) throw new Refusal('invalid_arguments')
  readSession(call).title = title
  return {}
}

const setThreadStatus = (call: MethodCall): Loose => {
  const { world, args } = call
  const loading = args.loading_messages ?? []
  if (!Array.isArray(loading) || loading.length > 10) throw new Refusal('invalid_arguments')
  const session = readSession(call)
  const text = String(args.status ?? '')
  session.words = text === '' ? null : { text, at: world.clock.now() }
  return {}
}

const setTitle = (call: MethodCall): Loose => {
  readSession(call).title = String(call.args.title ?? '')
  return {}
}

const setSuggestedPrompts = ({ world, workspace, args }: MethodCall): Loose => {
  const channel = readChannel(world, workspace, args.channel_id)
  const isList = Array.isArray(args.prompts) && args.prompts.length > 0 && args.prompts.length <= 4
  if (!isList || args.prompts.some(({ title, message }: Loose) => !title || !message))
    throw new Refusal('invalid_arguments')
  // With a thread, Slack says yes and shows nothing.
  if (args.thread_ts) {
    recordViolation(world, 'prompts_in_thread', 'assistant.threads.setSuggestedPrompts', 'nobody sees them')
    return {}
  }
  world.prompts = world.prompts.filter((one) => one.channel !== channel.id)
  world.prompts.push({
    teamId: workspace.teamId,
    channel: channel.id,
    title: args.title ? String(args.title) : null,
    prompts: args.prompts,
  })
  return {}
}

export const agentMethods: Methods = {
  'agents.sessions.setStatus': { scopes: ['chat:write'], run: setStatus },
  'agents.sessions.rename': { scopes: ['chat:write'], run: rename },
  'assistant.threads.setStatus': { scopes: ['chat:write', 'assistant:write'], run: setThreadStatus },
  'assistant.threads.setTitle': { scopes: ['assistant:write'], run: setTitle },
  'assistant.threads.setSuggestedPrompts': { scopes: ['assistant:write'], run: setSuggestedPrompts },
}
