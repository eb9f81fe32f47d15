import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer, type LookupFunction } from 'node:net'
import test, { type ExecutionContext } from 'ava'
import { Agent, fetch } from 'undici'
import { type AppError, isAppError } from '../../../core/errors.ts'
import {
  guardLookup,
  isPublicAddress,
  type Lookup,
  refuseUnsafeUrl,
} from '../../../core/llm/guarded-fetch.ts'
import { openClients } from '../../../core/llm/open-clients.ts'
import { ProviderFailure, type Target } from '../../../core/llm/provider.ts'

const safe = [
  'https://models.example.org/v1',
  'https://models.example.org:8443/v1',
  'https://8.8.8.8/v1',
  'https://[2606:4700:4700::1111]/v1',
  'https://xn--mnchen-3ya.example/v1',
]

for (const url of safe) test(`allowed: ${url}`, (t) => t.is(refuseUnsafeUrl(url).protocol, 'https:'))

const unsafe = [
  'no url',
  '',
  'http://models.example.org/v1',
  'file:///etc/passwd',
  'ftp://models.example.org',
  'https://ada:secret@models.example.org/v1',
  'https://ada@models.example.org/v1',
  'https://localhost/v1',
  'https://localhost./v1',
  'https://LOCALHOST/v1',
  'https://models.localhost/v1',
  'https://metadata.google.internal/v1',
  'https://printer.local/v1',
  'https://intranet/v1',
  // loopback, in every notation that the parser knows
  'https://127.0.0.1/v1',
  'https://127.1/v1',
  'https://127.255.255.254/v1',
  'https://2130706433/v1',
  'https://0x7f000001/v1',
  'https://0177.0.0.1/v1',
  'https://0x7f.1/v1',
  'https://%31%32%37.0.0.1/v1',
  'https://１２７.０.０.１/v1',
  'https://127。0。0。1/v1',
  'https://0/v1',
  'https://0.0.0.0/v1',
  'https://[::1]/v1',
  'https://[::]/v1',
  'https://[0:0:0:0:0:0:0:1]/v1',
  // an IPv4 address inside: mapped, compatible, translated, NAT64, 6to4, Teredo
  'https://[::ffff:127.0.0.1]/v1',
  'https://[::ffff:7f00:1]/v1',
  'https://[::ffff:8.8.8.8]/v1',
  'https://[::127.0.0.1]/v1',
  'https://[::ffff:0:127.0.0.1]/v1',
  'https://[64:ff9b::7f00:1]/v1',
  'https://[64:ff9b:1::7f00:1]/v1',
  'https://[2002:7f00:1::]/v1',
  'https://[2001:0:7f00:1::]/v1',
  // private, carrier-grade, link-local, unique local, multicast, documentation, reserved
  'https://10.0.0.1/v1',
  'https://172.16.0.1/v1',
  'https://172.31.255.255/v1',
  'https://192.168.1.1/v1',
  'https://100.64.0.1/v1',
  'https://169.254.169.254/latest',
  'https://192.0.0.192/v1',
  'https://198.18.0.1/v1',
  'https://224.0.0.1/v1',
  'https://255.255.255.255/v1',
  'https://203.0.113.7/v1',
  'https://[fe80::1]/v1',
  'https://[fc00::1]/v1',
  'https://[fd00:ec2::254]/v1',
  'https://[ff02::1]/v1',
  'https://[2001:db8::1]/v1',
  // public, but nobody writes it so in good faith
  'https://134744072/v1',
  'https://0x08080808/v1',
  'https://010.8.8.8/v1',
]

for (const url of unsafe)
  test(`refused: ${url}`, (t) => {
    const error = t.throws<AppError>(() => refuseUnsafeUrl(url))
    t.true(isAppError(error, 'url_not_allowed'))
    t.is(typeof error?.details.reason, 'string')
    t.notRegex(JSON.stringify([error?.message, error?.details]), /secret/)
  })

test('addresses that no public server has are not public', (t) => {
  for (const address of [
    '8.8.8.8',
    '1.1.1.1',
    '172.15.0.1',
    '172.32.0.1',
    '100.63.0.1',
    '2606:4700::1',
    '2a00::1',
  ])
    t.true(isPublicAddress(address), address)
  for (const address of [
    '100.127.255.255',
    '0.1.2.3',
    '240.0.0.1',
    '::ffff:8.8.8.8',
    'fe80::1%eth0',
    'example.org',
    '',
  ])
    t.false(isPublicAddress(address), address)
})

/** Counts connections to a port of loopback: what must never be reached. */
const openCanary = async (t: ExecutionContext) => {
  const canary = { hits: 0, port: 0 }
  const server = createServer((socket) => {
    canary.hits++
    socket.destroy()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  canary.port = (server.address() as AddressInfo).port
  t.teardown(() => server.close())
  return canary
}

/** A name server that answers each question with the next of its answers, the last one for ever. */
const openDns = (...answers: string[][]) => {
  const asked: string[] = []
  const lookup: Lookup = async (hostname) => {
    asked.push(hostname)
    const addresses = (answers.length > 1 ? answers.shift() : answers[0]) ?? []
    return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  }
  return { asked, lookup }
}

const resolve = (lookup: LookupFunction, all: boolean) =>
  new Promise((done, fail) => {
    lookup('models.example.org', { all }, (error, found) => (error ? fail(error) : done(found)))
  })

test('a name is resolved once for each connection, and to what was checked', async (t) => {
  const dns = openDns(['8.8.8.8', '2606:4700::1'], ['8.8.4.4'], ['127.0.0.1'])
  const lookup = guardLookup(dns.lookup)
  t.deepEqual(await resolve(lookup, true), [
    { address: '8.8.8.8', family: 4 },
    { address: '2606:4700::1', family: 6 },
  ])
  t.is(await resolve(lookup, false), '8.8.4.4')
  t.like(await t.throwsAsync(resolve(lookup, true)), { kind: 'blocked' })
  t.is(dns.asked.length, 3)
})

test('one private address among public ones refuses them all, and so does none', async (t) => {
  for (const answer of [['8.8.8.8', '10.0.0.1'], ['8.8.8.8', '::1'], ['::ffff:127.0.0.1'], []])
    t.like(await t.throwsAsync(resolve(guardLookup(openDns(answer).lookup), true)), { kind: 'blocked' })
})

test('a name that flips after the check is connected to where the check was', async (t) => {
  // Stands for the public server; for this test 127.0.0.1 is what is allowed, and 127.0.0.2 what is not.
  const server = createHttpServer((_, response) => response.end('checked')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const dns = openDns(['127.0.0.1'], ['127.0.0.2'])
  const lookup = guardLookup(dns.lookup, (address) => address === '127.0.0.1')
  const agent = new Agent({ connect: { lookup } })
  t.teardown(async () => {
    await agent.destroy()
    server.closeAllConnections()
    server.close()
  })
  const get = async () => (await fetch(`http://models.example.org:${port}/`, { dispatcher: agent })).text()
  t.is(await get(), 'checked')
  t.is(dns.asked.length, 1)
  await agent.close()

  const second = new Agent({ connect: { lookup } })
  t.teardown(() => second.destroy())
  const again = fetch(`http://models.example.org:${port}/`, { dispatcher: second })
  t.like(await t.throwsAsync(again), { cause: { kind: 'blocked' } })
  t.is(dns.asked.length, 2)
})

const deadlines = { connectMs: 60_000, firstTokenMs: 60_000, idleMs: 60_000 }

const targetAt = (baseUrl: string, provider: Target['provider'] = 'compatible'): Target => ({
  name: 'tenant-model',
  provider,
  model: 'sage-1',
  baseUrl,
  apiKey: 'test-key-0000',
  credentialId: 'credential-1',
  isGuarded: true,
  maxTokens: 100,
  temperature: null,
  prices: null,
})

const callOf = (content: string) => ({
  messages: [{ role: 'user' as const, content }],
  maxTokens: 10,
  temperature: null,
})

test('a client of a guarded target reaches nothing on this machine, whatever the address looks like', async (t) => {
  const canary = await openCanary(t)
  const dns = openDns(['127.0.0.1'])
  const clients = openClients({ lookup: dns.lookup })
  t.teardown(clients.close)
  const { port } = canary
  const urls = [
    `https://models.example.org:${port}/v1`,
    `https://localtest.example:${port}`,
    `https://127.0.0.1:${port}/v1`,
    `http://127.0.0.1:${port}/v1`,
    `http://models.example.org:${port}/v1`,
    `https://2130706433:${port}/v1`,
    `https://0x7f.1:${port}/v1`,
    `https://[::ffff:127.0.0.1]:${port}/v1`,
    `https://localhost:${port}/v1`,
    `https://ada:secret@models.example.org:${port}/v1`,
  ]
  for (const url of urls)
    for (const provider of ['compatible', 'anthropic'] as const) {
      const target = targetAt(url, provider)
      const client = clients.clientFor(target)
      const { signal } = new AbortController()
      const asked = client.complete(target, callOf('Bonjour ?'), { signal, deadlines })
      t.is((await t.throwsAsync(asked, { instanceOf: ProviderFailure }))?.kind, 'blocked', url)
      t.is(
        (await t.throwsAsync(client.listModels(signal), { instanceOf: ProviderFailure }))?.kind,
        'blocked',
        url,
      )
    }
  t.is(canary.hits, 0)
  // Two providers, each asked and listed; the last address is refused for the password in it.
  t.deepEqual([...new Set(dns.asked)], ['models.example.org', 'localtest.example'])
})

test('a name that nobody resolves is a network failure, and one that hangs ends at the deadline', async (t) => {
  const unknown = openClients({
    lookup: () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })),
  })
  const hanging = openClients({ lookup: () => new Promise(() => undefined) })
  t.teardown(() => Promise.all([unknown.close(), hanging.close()]))
  const target = targetAt('https://models.example.org/v1')
  const { signal } = new AbortController()
  const ask = (clients: typeof unknown, connectMs: number) =>
    clients
      .clientFor(target)
      .complete(target, callOf('Bonjour ?'), { signal, deadlines: { ...deadlines, connectMs } })
  t.is((await t.throwsAsync(ask(unknown, 60_000), { instanceOf: ProviderFailure }))?.kind, 'network')
  t.is((await t.throwsAsync(ask(hanging, 50), { instanceOf: ProviderFailure }))?.kind, 'timeout')
})
