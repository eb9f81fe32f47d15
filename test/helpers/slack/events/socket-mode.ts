import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { openWebSocket } from '../web-socket.ts'
import type { Loose, World } from '../world-state.ts'

/** How long a socket may stay silent before the app takes it for dead. */
const pingEveryMs = 5_000

interface Pending {
  resolve(answer: { status: number; body: Loose }): void
}

/** The other end of Socket Mode: envelopes out, acknowledgements in. */
export const acceptSocket = (world: World, request: IncomingMessage, stream: Duplex, head: Buffer): void => {
  if (!request.url?.startsWith('/link')) {
    stream.destroy()
    return
  }
  const pending = new Map<string, Pending>()
  const socket = openWebSocket(request, stream, head, (text) => {
    const { envelope_id: id, payload } = JSON.parse(text)
    pending.get(id)?.resolve({ status: 200, body: payload ?? null })
    pending.delete(id)
  })
  const send = (envelope: Loose): Promise<{ status: number; body: Loose }> =>
    new Promise((resolve) => {
      const id = crypto.randomUUID()
      pending.set(id, { resolve })
      socket.send(JSON.stringify({ ...envelope, envelope_id: id }))
    })
  world.sockets.add(send)
  const beat = setInterval(() => socket.ping(), pingEveryMs)
  const leave = () => {
    clearInterval(beat)
    world.sockets.delete(send)
  }
  socket.onClose(leave)
  world.closing.addEventListener('abort', () => socket.close(), { once: true })
  socket.send(
    JSON.stringify({
      type: 'hello',
      num_connections: world.sockets.size,
      debug_info: { host: 'loopback', started: '', build_number: 1, approximate_connection_time: 3600 },
      connection_info: { app_id: world.app.id },
    }),
  )
}
