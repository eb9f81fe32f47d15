import type { WebSocket } from 'ws'
import type { Loose } from '../world-state.ts'

/** What an identified client hears, whether its socket is open or not. */
export interface Session {
  id: string
  intents: number
  shard: [number, number]
  seq: number
  /** What a resume replays. */
  sent: { seq: number; text: string }[]
  socket: WebSocket | null
  /** Discord has forgotten it: a resume is refused. */
  isOver: boolean
}

export interface GatewaySettings {
  heartbeatMs: number
  /** Off: heartbeats are not acknowledged, as of a dead connection. */
  acks: boolean
  /** Every dispatch twice. */
  repeats: boolean
  /** Off: a resume is accepted and what was missed is lost. */
  replays: boolean
  /** A day. */
  identifyLimit: number
  /** Between two identifies; 0 = does not matter. */
  identifyEveryMs: number
}

/** Sends what it holds back while `isPaused` is true. */
export interface Line {
  isPaused: boolean
  held: (() => void)[]
}

export const write = (line: Line, socket: WebSocket | null, text: string): void => {
  const send = (): void => {
    if (socket?.readyState === socket?.OPEN) socket?.send(text)
  }
  if (line.isPaused) line.held.push(send)
  else send()
}

/** How many dispatches a session remembers for a resume. */
const remembered = 1000

export const sendDispatch = (line: Line, session: Session, t: string, d: Loose): void => {
  session.seq++
  const text = JSON.stringify({ op: 0, s: session.seq, t, d })
  session.sent.push({ seq: session.seq, text })
  if (session.sent.length > remembered) session.sent.shift()
  write(line, session.socket, text)
}
