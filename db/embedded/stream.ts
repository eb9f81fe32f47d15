import { Duplex } from 'node:stream'
import type { Gate, GateClient } from './gate.ts'
import { openBatchReader } from './wire.ts'

/**
 * What `pg` takes for a socket: a Duplex whose other end is the gate. No port, no socket file, no password to guess.
 * Hand it to `pg` as `stream: () => openGateStream(gate)` and to Sequelize as `dialectOptions.stream`.
 */
export const openGateStream = (gate: Gate, { isUrgent = false } = {}): Duplex => {
  const reader = openBatchReader()
  const client: GateClient = {
    isUrgent,
    answer: (bytes) => {
      if (!stream.destroyed && bytes.length > 0) stream.push(bytes)
    },
    fail: (error) => stream.destroy(error),
  }
  const accept = (chunk: Buffer): void => {
    for (const batch of reader.push(chunk)) {
      if (batch.isTerminate) setImmediate(() => stream.push(null))
      else gate.submit(client, batch)
    }
  }
  const stream = new Duplex({
    read: () => {},
    write: (chunk, _encoding, done) => {
      accept(chunk)
      done()
    },
    // `pg` corks parse, bind, execute and sync: one piece, one batch.
    writev: (chunks, done) => {
      accept(Buffer.concat(chunks.map(({ chunk }) => chunk as Buffer)))
      done()
    },
    final: (done) => {
      if (!stream.readableEnded) stream.push(null)
      done()
    },
    destroy: (error, done) => {
      gate.release(client)
      done(error)
    },
  })
  // The rest of what `pg` expects of a net.Socket.
  const socketLike = {
    connect: () => {
      queueMicrotask(() => stream.emit('connect'))
      return stream
    },
    setNoDelay: () => stream,
    setKeepAlive: () => stream,
    ref: () => stream,
    unref: () => stream,
  }
  return Object.assign(stream, socketLike)
}
