import { isIP } from 'node:net'
import type { Context } from 'koa'

const isLoopbackAddress = (address: string): boolean => /^(?:::ffff:)?127\.|^::1$/.test(address)

/** Whether a server that listens here can be reached from this machine only. */
export const isLoopbackHost = (host: string): boolean =>
  host === 'localhost' || (isIP(host) !== 0 && isLoopbackAddress(host))

const hostNames = (publicUrl: string | null): Set<string> =>
  new Set(['localhost', '127.0.0.1', '[::1]', ...(publicUrl ? [new URL(publicUrl).hostname] : [])])

/** A proxy need not say for whom it asks; any word of its own gives it away. */
const forwarding = /^(?:x-forwarded-.+|forwarded|via|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip)$/

/**
 * Somebody at this very machine. The Host header must be one of ours: a web site whose name was pointed at 127.0.0.1
 * (DNS rebinding) would otherwise read everything through its visitor's browser. A request that a proxy forwarded
 * comes from anywhere.
 */
export const isLocalVisit = (ctx: Context, publicUrl: string | null): boolean => {
  const isForwarded = Object.keys(ctx.headers).some((name) => forwarding.test(name))
  return (
    !isForwarded &&
    isLoopbackAddress(ctx.req.socket.remoteAddress ?? '') &&
    hostNames(publicUrl).has(
      ctx.hostname.includes(':') ? `[${ctx.hostname.replace(/[[\]]/g, '')}]` : ctx.hostname,
    )
  )
}
