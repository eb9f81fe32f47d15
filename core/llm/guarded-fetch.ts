import { promises as dns, type LookupAddress } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { AppError } from '../errors.ts'
import { ProviderFailure } from './provider.ts'
import type { Dispatcher, Transport } from './providers/connection.ts'

/** Every address of a name. */
export type Lookup = (hostname: string) => Promise<LookupAddress[]>

/** IANA's special-purpose registries: nothing in them is a public server. */
const unsafe4 = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // carrier-grade NAT
  ['127.0.0.0', 8], // loopback
  ['169.254.0.0', 16], // link-local, among them the clouds' metadata
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.31.196.0', 24], // AS112
  ['192.52.193.0', 24], // AMT
  ['192.88.99.0', 24], // 6to4 relays
  ['192.168.0.0', 16], // private
  ['192.175.48.0', 24], // AS112
  ['198.18.0.0', 15], // benchmarking
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, broadcast
] as const

/** Global unicast is 2000::/3 alone (mapped, NAT64, unique local, link-local and multicast are outside), less these. */
const unsafe6 = [
  ['2001::', 23], // protocol assignments, Teredo
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4: an IPv4 address inside
  ['2620:4f:8000::', 48], // AS112
  ['3fff::', 20], // documentation
] as const

const unsafe = new BlockList()
for (const [net, prefix] of unsafe4) unsafe.addSubnet(net, prefix, 'ipv4')
for (const [net, prefix] of unsafe6) unsafe.addSubnet(net, prefix, 'ipv6')
const global6 = new BlockList()
global6.addSubnet('2000::', 3, 'ipv6')

/** Whether an IP is one that a server of the public Internet can have. */
export const isPublicAddress = (address: string): boolean => {
  const family = isIP(address)
  if (family === 4) return !unsafe.check(address, 'ipv4')
  return family === 6 && global6.check(address, 'ipv6') && !unsafe.check(address, 'ipv6')
}

const refuse = (reason: string): never => {
  throw new AppError('url_not_allowed', `The address is not allowed: ${reason}.`, { details: { reason } })
}

/** Names that never leave the machine or its network, whoever answers for them. */
const localName = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|localdomain|home\.arpa)$/

/**
 * What can be told of a tenant's address by looking at it, for the moment it is stored: https, no name or password,
 * no private IP in any notation. Any port is allowed: gateways of models listen on odd ones, and the address behind
 * is checked when it is connected to.
 * @throws AppError `url_not_allowed`; `details.reason`
 */
export const refuseUnsafeUrl = (given: string): URL => {
  if (!URL.canParse(given)) return refuse('it is no URL')
  const url = new URL(given)
  if (url.protocol !== 'https:') refuse('only https is')
  if (url.username || url.password) refuse('it holds a name or password')
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  if (isIP(host)) return refuseUnsafeIp(url, { host, given })
  if (!host.includes('.') || localName.test(host)) refuse('the host is a local name')
  return url
}

const refuseUnsafeIp = (url: URL, { host, given }: { host: string; given: string }): URL => {
  if (!isPublicAddress(host)) refuse('the IP is not public')
  // The parser makes 8.8.8.8 out of 134744072, 0x8080808 and 010.8.8.8; nobody writes those in good faith.
  if (isIP(host) === 4 && !given.includes(host)) refuse('the IP is not written in four decimal numbers')
  return url
}

const blocked = (): ProviderFailure => new ProviderFailure({ kind: 'blocked' })

/**
 * A `lookup` for `net.connect`: it connects to exactly what was checked here, so that a name which resolves to
 * something else a moment later gains nothing. One address that is not allowed refuses them all.
 */
export const guardLookup =
  (lookup: Lookup, isAllowed: (address: string) => boolean = isPublicAddress): LookupFunction =>
  (hostname, options, callback) => {
    const settle = (error: Error | null, addresses: LookupAddress[]): void => {
      const [first] = addresses
      if (error || !first) callback(error ?? blocked(), '', 4)
      else if (options.all) callback(null, addresses)
      else callback(null, first.address, first.family)
    }
    lookup(hostname).then(
      (found) => {
        const isSafe = found.length > 0 && found.every(({ address }) => isAllowed(address))
        settle(isSafe ? null : blocked(), found)
      },
      (error) => settle(error, []),
    )
  }

const resolveAll: Lookup = (hostname) => dns.lookup(hostname, { all: true })

/** A pool whose every connection goes through the guard; undici costs 30 MB and is loaded when it is first needed. */
const openPool = async (lookup: Lookup) => {
  const { Agent, fetch } = await import('undici')
  const agent = new Agent({ connect: { lookup: guardLookup(lookup) }, headersTimeout: 0, bodyTimeout: 0 })
  return { agent, fetch }
}

/** `fetch` for addresses that tenants give. Redirects are refused: none of the providers sends any. */
export const openGuardedTransport = (lookup: Lookup = resolveAll): Transport & { close(): Promise<void> } => {
  let opening: ReturnType<typeof openPool> | null = null
  const pool = (): ReturnType<typeof openPool> => {
    opening ??= openPool(lookup)
    return opening
  }
  return {
    fetch: async (url, init) => {
      try {
        refuseUnsafeUrl(url)
      } catch {
        throw blocked()
      }
      const { fetch } = await pool()
      const response = (await fetch(url, init as object)) as unknown as Response
      if (response.status < 300 || response.status >= 400) return response
      await response.body?.cancel().catch(() => undefined)
      throw blocked()
    },
    dispatcher: async () => (await pool()).agent as unknown as Dispatcher,
    close: async () => {
      const open = opening
      opening = null
      await (await open)?.agent.destroy()
    },
  }
}
