import { type Batch, type Notification, simpleQueryMessage, splitNotifications } from './wire.ts'

/** The part of the engine that the gate needs. */
export interface Engine {
  execProtocolRawSync(message: Uint8Array): Uint8Array
  isInTransaction(): boolean
}

/** One connection as the gate sees it. */
export interface GateClient {
  answer(bytes: Buffer): void
  /** The engine itself broke (not an SQL error): the connection is of no use any more. */
  fail(error: Error): void
}

export interface Gate {
  submit(client: GateClient, batch: Batch): void
  /** The connection is gone: forget its waiting batches and roll back its transaction, if it has one open. */
  release(client: GateClient): void
  /** Resolves when nothing waits and no transaction is open, or after `timeoutMs`. */
  idle(timeoutMs: number): Promise<void>
}

/** How long batches may run one after another before other work of the process gets its turn. */
const sliceMs = 8

/**
 * Many connections, one engine session: runs one batch at a time, and while a transaction is open, only batches of
 * the connection that opened it. Without the pinning, statements of others would slip into that transaction and be
 * rolled back with it (measured: committed rows of B vanished when A rolled back).
 */
export const openGate = (engine: Engine): Gate => {
  const waiting: { client: GateClient; batch: Batch }[] = []
  const listeners = new Map<string, Set<GateClient>>()
  const idlers = new Set<() => void>()
  let owner: GateClient | null = null
  let isScheduled = false

  const deliver = ({ channel, message }: Notification): void => {
    for (const client of listeners.get(channel) ?? []) client.answer(message)
  }

  const noteListen = (client: GateClient, text: string | null): void => {
    const channel = text && /^\s*listen\s+(?:"([^"]+)"|(\w+))/i.exec(text)
    if (!channel) return
    const name = channel[1] ?? channel[2]!.toLowerCase()
    listeners.set(name, (listeners.get(name) ?? new Set()).add(client))
  }

  const execute = (client: GateClient, batch: Batch): void => {
    try {
      const output = Buffer.from(engine.execProtocolRawSync(batch.bytes))
      noteListen(client, batch.text)
      // A batch that ends in Flush has its Sync still to come; its implicit transaction must not be shared.
      const awaitsSync = batch.bytes[0] !== 0 && batch.bytes.at(-5) === 0x48 && batch.text === null
      owner = engine.isInTransaction() || awaitsSync ? client : null
      const { rest, notifications } = splitNotifications(output)
      client.answer(rest)
      for (const notification of notifications) deliver(notification)
    } catch (error) {
      owner = null
      client.fail(error as Error)
    }
  }

  const takeNext = () => {
    const at = owner === null ? 0 : waiting.findIndex(({ client }) => client === owner)
    return at < 0 ? undefined : waiting.splice(at, 1)[0]
  }

  const pump = (): void => {
    isScheduled = false
    const started = performance.now()
    for (let next = takeNext(); next; next = takeNext()) {
      execute(next.client, next.batch)
      if (performance.now() - started > sliceMs) break
    }
    if (waiting.some(({ client }) => owner === null || client === owner)) schedule(setImmediate)
    if (waiting.length === 0 && owner === null) for (const resolve of idlers) resolve()
  }

  const schedule = (later: (run: () => void) => unknown): void => {
    if (isScheduled) return
    isScheduled = true
    later(pump)
  }

  return {
    submit: (client, batch) => {
      waiting.push({ client, batch })
      schedule(queueMicrotask)
    },
    release: (client) => {
      for (let at = waiting.length - 1; at >= 0; at--)
        if (waiting[at]!.client === client) waiting.splice(at, 1)
      for (const clients of listeners.values()) clients.delete(client)
      if (owner !== client) return
      engine.execProtocolRawSync(simpleQueryMessage('ROLLBACK'))
      owner = null
      schedule(setImmediate)
    },
    idle: (timeoutMs) =>
      new Promise((resolve) => {
        if (waiting.length === 0 && owner === null) return resolve()
        const done = () => {
          clearTimeout(timer)
          idlers.delete(done)
          resolve()
        }
        const timer = setTimeout(done, timeoutMs)
        idlers.add(done)
      }),
  }
}
