import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

export interface WebSocketEnd {
  send(text: string): void
  ping(): void
  close(): void
  onClose(listener: () => void): void
}

const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const opcodes = { continuation: 0, text: 1, close: 8, ping: 9, pong: 10 } as const

const lengthBytes = (length: number): Buffer => {
  if (length < 126) return Buffer.from([length])
  if (length < 65_536) {
    const bytes = Buffer.alloc(3)
    bytes[0] = 126
    bytes.writeUInt16BE(length, 1)
    return bytes
  }
  const bytes = Buffer.alloc(9)
  bytes[0] = 127
  bytes.writeBigUInt64BE(BigInt(length), 1)
  return bytes
}

const frameOf = (opcode: number, payload: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0x80 | opcode]), lengthBytes(payload.length), payload])

interface Frame {
  isLast: boolean
  opcode: number
  payload: Buffer
  size: number
}

/** One frame from the front of what has arrived, unmasked; null while it is not whole. */
const readFrame = (bytes: Buffer): Frame | null => {
  if (bytes.length < 2) return null
  const short = bytes[1]! & 0x7f
  const lengthSize = short === 126 ? 2 : short === 127 ? 8 : 0
  const maskAt = 2 + lengthSize
  const dataAt = maskAt + 4
  if (bytes.length < dataAt) return null
  const length =
    short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short
  if (bytes.length < dataAt + length) return null
  const mask = bytes.subarray(maskAt, dataAt)
  const payload = Buffer.from(bytes.subarray(dataAt, dataAt + length))
  for (let at = 0; at < payload.length; at++) payload[at]! ^= mask[at % 4]!
  return { isLast: (bytes[0]! & 0x80) !== 0, opcode: bytes[0]! & 0x0f, payload, size: dataAt + length }
}

/** The server's end of a WebSocket (RFC 6455): text both ways, pings answered, no extensions. */
export const openWebSocket = (
  request: IncomingMessage,
  stream: Duplex,
  head: Buffer,
  onText: (text: string) => void,
): WebSocketEnd => {
  const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}${guid}`).digest('base64')
  stream.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  )
  const write = (opcode: number, payload: Buffer): void => {
    if (stream.writable) stream.write(frameOf(opcode, payload))
  }
  let rest = Buffer.alloc(0)
  let parts: Buffer[] = []

  const take = ({ isLast, opcode, payload }: Frame): void => {
    if (opcode === opcodes.ping) write(opcodes.pong, payload)
    if (opcode === opcodes.close) {
      write(opcodes.close, payload)
      stream.end()
      return
    }
    if (opcode !== opcodes.text && opcode !== opcodes.continuation) return
    parts.push(payload)
    if (!isLast) return
    onText(Buffer.concat(parts).toString())
    parts = []
  }

  const read = (chunk: Buffer): void => {
    rest = Buffer.concat([rest, chunk])
    for (let frame = readFrame(rest); frame; frame = readFrame(rest)) {
      rest = rest.subarray(frame.size)
      take(frame)
    }
  }
  if (head.length > 0) read(head)
  stream.on('data', read)
  stream.on('error', () => stream.destroy())
  return {
    send: (text) => write(opcodes.text, Buffer.from(text)),
    ping: () => write(opcodes.ping, Buffer.alloc(0)),
    close: () => {
      write(opcodes.close, Buffer.from([0x03, 0xe8]))
      stream.end()
    },
    onClose: (listener) => {
      stream.on('close', listener)
    },
  }
}
