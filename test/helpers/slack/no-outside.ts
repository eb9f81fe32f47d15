import net from 'node:net'
import type { ExecutionContext } from 'ava'

const loopback = /^(localhost|127(\.\d+){3}|::1|::ffff:127(\.\d+){3}|0\.0\.0\.0|::)$/

interface Attempt {
  host: string
  port: number | string
}

/** Where a `connect` call goes, in each of its forms; null for a socket in the file system. */
const destinationOf = (args: unknown[]): Attempt | null => {
  // Node itself hands its normalised arguments on as one list.
  const first = Array.isArray(args[0]) ? args[0][0] : args[0]
  if (typeof first === 'object' && first !== null) {
    const { path, host, port } = first as { path?: string; host?: string; port?: number }
    return path ? null : { host: host ?? 'localhost', port: port ?? 0 }
  }
  if (typeof first === 'string' && Number.isNaN(Number(first))) return null
  return { host: typeof args[1] === 'string' ? args[1] : 'localhost', port: Number(first) }
}

const guards = new Set<Attempt[]>()
const original = net.Socket.prototype.connect

const guarded = function (this: net.Socket, ...args: unknown[]): net.Socket {
  const to = destinationOf(args)
  if (to && !loopback.test(to.host)) {
    for (const attempts of guards) attempts.push(to)
    process.nextTick(() => this.destroy(new Error(`${to.host}:${to.port} is outside loopback`)))
    return this
  }
  return Reflect.apply(original, this, args)
} as typeof original

/**
 * Refuses every connection of this process that leaves loopback, and fails the test that had one. All of Node's
 * clients (fetch, undici, http, tls, pg) come through here.
 */
export const noOutside = (t: Pick<ExecutionContext, 'teardown' | 'deepEqual'>): void => {
  const attempts: Attempt[] = []
  guards.add(attempts)
  net.Socket.prototype.connect = guarded
  t.teardown(() => {
    guards.delete(attempts)
    if (guards.size === 0) net.Socket.prototype.connect = original
    if (attempts.length > 0)
      throw new Error(
        `Something connected outside: ${attempts.map(({ host, port }) => `${host}:${port}`).join(', ')}`,
      )
  })
}
