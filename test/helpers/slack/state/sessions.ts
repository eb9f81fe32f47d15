import type { AgentSession, World } from '../world-state.ts'

export const findSession = (world: World, channel: string, threadTs: string): AgentSession | null =>
  world.sessions.find((session) => session.channel === channel && session.threadTs === threadTs) ?? null

/** The session of the thread, made when there is none. */
export const openSession = (
  world: World,
  { teamId, channel, threadTs }: Pick<AgentSession, 'teamId' | 'channel' | 'threadTs'>,
): AgentSession => {
  const found = findSession(world, channel, threadTs)
  if (found) return found
  const session: AgentSession = {
    teamId,
    channel,
    threadTs,
    status: 'active',
    history: [],
    title: null,
    words: null,
  }
  world.sessions.push(session)
  return session
}

export const moveSession = (session: AgentSession, status: string): void => {
  session.status = status
  session.history.push(status)
}

const wordsLifeMs = 120_000

/** Sessions as they show: words without a message after them go by themselves. */
export const seeSessions = (world: World): AgentSession[] => {
  for (const session of world.sessions)
    if (session.words && world.clock.now() - session.words.at > wordsLifeMs) session.words = null
  return world.sessions
}
