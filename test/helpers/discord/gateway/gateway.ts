import type { Server } from 'node:http'
import { GatewayOpcodes } from 'discord-api-types/v10'
import { type WebSocket, WebSocketServer } from 'ws'
import { until } from '../../slack/state/until.ts'
import type { Loose, World } from '../world-state.ts'
import { type GatewaySettings, type Line, type Session, sendDispatch, write } from './session.ts'
import { serveSocket } from './socket.ts'

/** What the parts of the gateway share. */
export interface GatewayState {
  settings: GatewaySettings
  line: Line
  sessions: Session[]
  sockets: Set<WebSocket>
  identifies: { at: number; intents: number; shard: [number, number] }[]
  resumes: { at: number; seq: number; isAccepted: boolean }[]
  closes: { code: number; by: 'app' | 'discord'; reason: string }[]
  /** `ws://…` without a path. */
  url(): string
  tell(session: Session, t: string, d: Loose): void
}

export interface Gateway {
  /** For the fake itself. */
  state: GatewayState
  settings: GatewaySettings
  readonly sessions: Session[]
  readonly identifies: GatewayState['identifies']
  readonly resumes: GatewayState['resumes']
  readonly closes: GatewayState['closes']
  /** A session with an open socket. */
  readonly isConnected: boolean
  /** Resolves when there is one. */
  connected(): Promise<unknown>
  /** Ends every socket, without a word unless there is a code; the sessions can be resumed. */
  drop(options?: { code?: number }): void
  /** The sockets stay open, and nothing is sent on them until `resume`. */
  pause(): void
  resume(): void
  /** Asks every client to connect again (op 7). */
  reconnect(): void
  /** Tells every client that its session is over (op 9), or has to be resumed. */
  invalidate(options?: { isResumable?: boolean }): void
  /** Any dispatch, to every session whatever it asked for. */
  dispatch(raw: { t: string; d: Loose }): void
  /** Any text, on every socket. */
  raw(text: string): void
}

export const openGateway = (given: Partial<GatewaySettings>, url: () => string): Gateway => {
  const settings: GatewaySettings = {
    heartbeatMs: 41_250,
    acks: true,
    repeats: false,
    replays: true,
    identifyLimit: 1000,
    identifyEveryMs: 0,
    ...given,
  }
  const line: Line = { isPaused: false, held: [] }
  const state: GatewayState = {
    settings,
    line,
    sessions: [],
    sockets: new Set(),
    identifies: [],
    resumes: [],
    closes: [],
    url: () => url().replace('http:', 'ws:'),
    tell: (session, t, d) => {
      sendDispatch(line, session, t, d)
      if (settings.repeats && t !== 'READY' && t !== 'RESUMED') sendDispatch(line, session, t, d)
    },
  }
  const open = (): Session[] => state.sessions.filter(({ socket }) => socket !== null)
  const toAll = (payload: Loose): void => {
    for (const { socket } of open()) write(line, socket, JSON.stringify(payload))
  }
  return {
    state,
    settings,
    sessions: state.sessions,
    identifies: state.identifies,
    resumes: state.resumes,
    closes: state.closes,
    get isConnected() {
      return open().length > 0
    },
    connected: () => until(() => open().length > 0, { what: 'a client at the gateway' }),
    drop: ({ code } = {}) => {
      for (const session of open()) {
        const { socket } = session
        session.socket = null
        if (code === undefined) socket?.terminate()
        else socket?.close(code)
      }
    },
    pause: () => {
      line.isPaused = true
    },
    resume: () => {
      line.isPaused = false
      for (const send of line.held.splice(0)) send()
    },
    reconnect: () => toAll({ op: GatewayOpcodes.Reconnect, d: null }),
    invalidate: ({ isResumable = false } = {}) => {
      toAll({ op: GatewayOpcodes.InvalidSession, d: isResumable })
      if (isResumable) return
      for (const session of open()) session.isOver = true
    },
    dispatch: ({ t, d }) => {
      for (const session of state.sessions) if (!session.isOver) state.tell(session, t, d)
    },
    raw: (text) => {
      for (const { socket } of open()) write(line, socket, text)
    },
  }
}

/** Takes what comes in on `/` and `/resume`. @returns ends every socket */
export const listenGateway = (world: () => World, server: Server): (() => void) => {
  const sockets = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (opened) =>
      serveSocket(world(), world().gateway.state, opened),
    )
  })
  return () => {
    for (const socket of sockets.clients) socket.terminate()
    sockets.close()
  }
}
