import { GatewayCloseCodes, GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10'
import type { WebSocket } from 'ws'
import { type Loose, recordViolation, type World } from '../world-state.ts'
import type { GatewayState } from './gateway.ts'
import { openSession } from './identify.ts'
import { type Session, write } from './session.ts'

/** Sends of one connection in a minute. */
const sendLimit = 120

/** How much later than its second beat a connection counts as dead: networks do not keep time. */
const graceMs = 1000

const allIntents = Object.values(GatewayIntentBits)
  .filter((bit): bit is GatewayIntentBits => typeof bit === 'number')
  .reduce((bits, bit) => bits | bit, 0)

const privileged = (world: World): number =>
  GatewayIntentBits.GuildMembers |
  GatewayIntentBits.GuildPresences |
  (world.messageContent ? 0 : GatewayIntentBits.MessageContent)

/** What cannot be read has an opcode that nobody knows. */
const readPayload = (text: string): Loose => {
  try {
    return JSON.parse(text)
  } catch {
    return { op: -1 }
  }
}

/** Heard, and of no consequence here. */
const others = new Set([
  GatewayOpcodes.PresenceUpdate,
  GatewayOpcodes.RequestGuildMembers,
  GatewayOpcodes.VoiceStateUpdate,
])

/** How a connection ends: close code and reason. */
type Ending = [number, string]

const plain = (token: string): string => token.replace(/^Bot /, '')

const refusalOf = (world: World, { token, intents }: Loose): Ending | null => {
  if (plain(token) !== world.token) return [GatewayCloseCodes.AuthenticationFailed, 'Authentication failed.']
  if ((intents & ~allIntents) !== 0) return [GatewayCloseCodes.InvalidIntents, 'Invalid intent(s).']
  if ((intents & privileged(world)) !== 0)
    return [GatewayCloseCodes.DisallowedIntents, 'Disallowed intent(s).']
  return null
}

/** One connection, from HELLO to its end. */
export const serveSocket = (world: World, state: GatewayState, socket: WebSocket): void => {
  const { settings, line } = state
  let session: Session | null = null
  let beatAt = Date.now()
  const sends: number[] = []
  const say = (payload: Loose): void => write(line, socket, JSON.stringify(payload))
  let isEnded = false
  const end = (code: number, reason: string): void => {
    isEnded = true
    state.closes.push({ code, by: 'discord', reason })
    socket.close(code, reason)
  }

  /** @returns why not, or null */
  const identify = (d: Loose): Ending | null => {
    if (session) return [GatewayCloseCodes.AlreadyAuthenticated, 'Already authenticated.']
    const refusal = refusalOf(world, d)
    if (refusal) return refusal
    const last = state.identifies.at(-1)
    state.identifies.push({ at: Date.now(), intents: d.intents, shard: d.shard ?? [0, 1] })
    if (last && Date.now() - last.at < settings.identifyEveryMs) {
      say({ op: GatewayOpcodes.InvalidSession, d: false })
      return null
    }
    if (state.identifies.length > settings.identifyLimit) {
      recordViolation(world, 'identify_limit', 'gateway', 'Discord resets the token after so many identifies')
      return [GatewayCloseCodes.AuthenticationFailed, 'Authentication failed.']
    }
    session = openSession(world, state, socket, d)
    return null
  }

  const resume = (d: Loose): Ending | null => {
    const known = state.sessions.find(({ id }) => id === d.session_id)
    const isAccepted = known !== undefined && !known.isOver && d.seq <= known.seq
    state.resumes.push({ at: Date.now(), seq: d.seq, isAccepted })
    if (plain(d.token) !== world.token)
      return [GatewayCloseCodes.AuthenticationFailed, 'Authentication failed.']
    if (known && d.seq > known.seq) return [GatewayCloseCodes.InvalidSeq, 'Invalid seq.']
    if (!known || known.isOver) {
      say({ op: GatewayOpcodes.InvalidSession, d: false })
      return null
    }
    known.socket?.terminate()
    known.socket = socket
    session = known
    const missed = known.sent.filter(({ seq }) => seq > d.seq)
    if (settings.replays) for (const { text } of missed) write(line, socket, text)
    state.tell(known, 'RESUMED', { _trace: [] })
    return null
  }

  const take = ({ op, d }: Loose): Ending | null => {
    const now = Date.now()
    sends.push(now)
    if (sends.filter((at) => at > now - 60_000).length > sendLimit)
      return [GatewayCloseCodes.RateLimited, 'Rate limited.']
    if (op === GatewayOpcodes.Identify) return identify(d)
    if (op === GatewayOpcodes.Resume) return resume(d)
    if (op === GatewayOpcodes.Heartbeat) {
      beatAt = now
      if (settings.acks) say({ op: GatewayOpcodes.HeartbeatAck })
      return null
    }
    if (!others.has(op)) return [GatewayCloseCodes.UnknownOpcode, 'Unknown opcode.']
    return session ? null : [GatewayCloseCodes.NotAuthenticated, 'Not authenticated.']
  }

  const watch = setInterval(() => {
    if (Date.now() - beatAt > settings.heartbeatMs * 2 + graceMs)
      end(GatewayCloseCodes.SessionTimedOut, 'Session timed out.')
  }, settings.heartbeatMs)

  state.sockets.add(socket)
  socket.on('message', (data) => {
    const ending = take(readPayload(String(data)))
    if (ending) end(...ending)
  })
  socket.on('close', (code) => {
    clearInterval(watch)
    state.sockets.delete(socket)
    if (session?.socket !== socket) return
    session.socket = null
    // Discord forgets a session whose client says goodbye; any other end can be resumed.
    if (code === 1000 || code === 1001) session.isOver = true
    if (!isEnded) state.closes.push({ code, by: 'app', reason: '' })
  })
  socket.on('error', () => undefined)
  say({ op: GatewayOpcodes.Hello, d: { heartbeat_interval: settings.heartbeatMs, _trace: [] } })
}
