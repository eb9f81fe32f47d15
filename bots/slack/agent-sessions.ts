import { log } from '../../config/log.ts'
import type { SlackApi } from './api.ts'
import { isSlackFailure } from './failure.ts'
import { isDirectChannel } from './standing.ts'

interface SessionPlace {
  workspace: string
  channel: string
  thread: string | null
}

/** What Slack shows under a direct conversation while an agent works, with its Stop button. */
export interface AgentSessions {
  start(place: SessionPlace): Promise<void>
  end(place: SessionPlace): Promise<void>
  /** What the list of conversations shows; at most 200 characters. */
  name(place: SessionPlace, title: string): Promise<void>
}

const patienceMs = 1_000
/** The app is no agent there, or may not say so. */
const lackingCodes = ['feature_disabled', 'missing_scope', 'not_allowed_token_type', 'unknown_method']

/** Never worth a failure: where the app is no agent, people see the message alone. */
export const openAgentSessions = (api: SlackApi): AgentSessions => {
  /** Workspaces that have no such thing are asked once. */
  const refused = new Set<string>()
  const tell = async (place: SessionPlace, method: string, given: Record<string, string>): Promise<void> => {
    const { workspace, channel, thread } = place
    if (thread === null || !isDirectChannel(channel) || refused.has(workspace)) return
    const args = { channel_id: channel, thread_ts: thread, ...given }
    await api.call(workspace, `agents.sessions.${method}`, args, { patienceMs }).catch((error: unknown) => {
      if (isSlackFailure(error, ...lackingCodes)) refused.add(workspace)
      else log.debug({ err: error }, 'the state of a session could not be told')
    })
  }
  return {
    start: (place) => tell(place, 'setStatus', { status: 'processing' }),
    end: (place) => tell(place, 'setStatus', { status: 'active' }),
    name: (place, title) => tell(place, 'rename', { title }),
  }
}
