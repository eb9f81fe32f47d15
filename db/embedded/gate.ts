import { type Batch, type Notification, simpleQueryMessage, splitNotifications } from './wire.ts'

/** The part of the engine that the gate needs. */
export interface Engine {
  execProtocolRawSync(message: Uint8Array): Uint8Array
  isInTransaction(): boolean
}

/** One connection as the gate sees it. */
export interface GateClient {
  /** Somebody outside waits for it and will not wait long: it goes before what waits already. */
  isUrgent?: boolean
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

/**
 * How long batches may run one after another before other work of the process gets its turn. An answer brings the next
 * question within the same turn of the event loop, so that the line never ends while there is work: without this
 * nobody's request is as much as read for seconds.
 */
const sliceMs = 8

/**
 * Many connections, one engine session: runs one batch at a time, and while a transaction is open, only batches of
 * the connection that opened it. Without the pinning, statements of others would slip into that transaction and be
 * rolled back with it (measured: committed rows of B vanished when A rolled back).
 *
 * A burst of work makes a line of dozens of transactions, each of several round trips. Urgent connections do not stand in
 * it; what they do must be short, and a statement of its own.
 */
export const openGate = (engine: Engine): Gate => {
  const waiting: { client: GateClient; batch: Batch }[] = []
  const listeners = new Map<string, Set<GateClient>>()
  const idlers = new Set<() => void>()
  let owner: GateClient | null = null
  let isScheduled = false
  /** In this turn of the event loop; null = nothing has run in it. */
  let sliceStarted: number | null = null

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

  /** Nobody goes before the owner of an open transaction. */
  const nextAt = (): number => {
    if (owner !== null) return waiting.findIndex(({ client }) => client === owner)
    const urgentAt = waiting.findIndex(({ client }) => client.isUrgent)
    return urgentAt < 0 ? 0 : urgentAt
  }

  const takeNext = () => {
    const at = nextAt()
    return at < 0 ? undefined : waiting.splice(at, 1)[0]
  }

  const isSliceOver = (): boolean => {
    const now = performance.now()
    if (sliceStarted === null) {
      sliceStarted = now
      setImmediate(() => {
        sliceStarted = null
      })
    }
    return now - sliceStarted > sliceMs
  }

  const pump = (): void => {
    isScheduled = false
    while (!isSliceOver()) {
      const next = takeNext()
      if (!next) break
      execute(next.client, next.batch)
    }
    if (waiting.some(({ client }) => owner === null || client === owner)) schedule()
    if (waiting.length === 0 && owner === null) for (const resolve of idlers) resolve()
  }

  const schedule = (): void => {
    if (isScheduled) return
    isScheduled = true
    if (isSliceOver()) setImmediate(pump)
    else queueMicrotask(pump)
  }

  return {
    submit: (client, batch) => {
      waiting.push({ client, batch })
      schedule()
    },
    release: (client) => {
      for (let at = waiting.length - 1; at >= 0; at--)
        if (waiting[at]!.client === client) waiting.splice(at, 1)
      for (const clients of listeners.values()) clients.delete(client)
      if (owner !== client) return
      engine.execProtocolRawSync(simpleQueryMessage('ROLLBACK'))
      owner = null
      schedule()
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
