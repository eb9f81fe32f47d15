import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import test, { type ExecutionContext } from 'ava'
import Koa from 'koa'
import { signedInCookies } from '../../../api/middleware/session-cookie.ts'
import { webEdge } from '../../../bots/web/edge.ts'
import type { WebSession } from '../../../bots/web/session.ts'
import { openAuthentication } from '../../../core/tenancy/authentication.ts'
import { deriveKey } from '../../../core/tenancy/master-key.ts'
import { createTestTenant, openTestDatabase } from '../../helpers/database.ts'

interface Answer {
  status: number
  cookies: string[]
  headers: Record<string, string | string[] | undefined>
  text: string
}
type Ask = (path: string, headers?: Record<string, string>) => Promise<Answer>

/** `fetch` would not let a test choose the Host header. */
const askOf =
  (port: number): Ask =>
  (path, headers = {}) =>
    new Promise((resolve, reject) => {
      const outgoing = request({ host: '127.0.0.1', port, path, headers }, async (response) => {
        const chunks: Buffer[] = []
        for await (const chunk of response) chunks.push(chunk as Buffer)
        resolve({
          status: response.statusCode ?? 0,
          cookies: response.headers['set-cookie'] ?? [],
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        })
      })
      outgoing.on('error', reject)
      outgoing.end()
    })

const openEdge = async (
  t: ExecutionContext,
  options: { isOpen: boolean; publicUrl?: string },
): Promise<Ask> => {
  const db = await openTestDatabase(t)
  await createTestTenant(db, 'demo')
  const key = deriveKey(Buffer.alloc(32, 7), 'access-token')
  const app = new Koa()
  const edge = webEdge({
    db,
    key,
    authentication: openAuthentication(db, key),
    isOpen: options.isOpen,
    openTenant: 'demo',
    publicUrl: options.publicUrl ?? null,
    sessionCookie: 'sextant_session',
    visitorCookie: 'sextant_visitor',
    signedInCookies: (tokens) => signedInCookies(tokens, false),
  })
  for (const middleware of edge) app.use(middleware)
  const server = createServer(app.callback()).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  t.teardown(() => server.close())
  return askOf((server.address() as AddressInfo).port)
}

const cookieHeader = (cookies: string[]): string => cookies.map((cookie) => cookie.split(';')[0]).join('; ')

const sessionOf = async (ask: Ask, headers: Record<string, string> = {}): Promise<WebSession> =>
  JSON.parse((await ask('/web/session', headers)).text)

test('who sits at the machine of an open server gets a session, and keeps it', async (t) => {
  const ask = await openEdge(t, { isOpen: true })
  const page = await ask('/', { host: 'localhost:3000' })
  t.is(page.cookies.length, 2)
  t.true(page.cookies.every((cookie) => /HttpOnly; SameSite=Strict/.test(cookie)))
  const cookie = cookieHeader(page.cookies)
  const session = await sessionOf(ask, { cookie })
  t.is(session.mode, 'open')
  t.is(session.tenant?.client_id, 'demo')
  t.true(session.permissions.includes('assistants:create'))
  t.false(session.permissions.includes('tenants:manage'))
  t.deepEqual((await ask('/', { host: 'localhost:3000', cookie })).cookies, [])
  t.deepEqual((await ask('/page/main.js', { host: 'localhost:3000' })).cookies, [])
})

test('another name that leads here, or a proxy before it, gets none', async (t) => {
  const ask = await openEdge(t, { isOpen: true })
  const strangers: Record<string, string>[] = [
    { host: 'attacker.example' },
    { host: '127.0.0.1.attacker.example' },
    { host: '192.168.1.20:3000' },
    { host: 'localhost:3000', 'x-forwarded-for': '203.0.113.9' },
    { host: 'localhost:3000', 'x-forwarded-proto': 'https' },
    { host: 'localhost:3000', 'x-forwarded-host': 'sextant.example.org' },
    { host: 'localhost:3000', 'cf-connecting-ip': '203.0.113.9' },
    { host: 'localhost:3000', forwarded: 'for=203.0.113.9' },
  ]
  for (const headers of strangers) t.deepEqual((await ask('/', headers)).cookies, [], JSON.stringify(headers))
  for (const host of ['127.0.0.1:1', '[::1]:1', 'localhost'])
    t.is((await ask('/', { host })).cookies.length, 2, host)
})

test('a server that is not open lets nobody in, and marks the visitor of a tenant', async (t) => {
  const ask = await openEdge(t, { isOpen: false, publicUrl: 'https://sextant.example' })
  t.deepEqual((await ask('/', { host: 'localhost' })).cookies, [])
  const session = await sessionOf(ask)
  t.deepEqual([session.mode, session.tenant, session.setup_needed], ['anonymous', null, true])
  const page = await ask('/?tenant=demo')
  t.is(page.cookies.length, 1)
  t.regex(page.cookies[0] ?? '', /^sextant_visitor=[\w-]{43}; .*HttpOnly; SameSite=Lax; Secure$/)
  t.deepEqual((await ask('/?tenant=demo', { cookie: cookieHeader(page.cookies) })).cookies, [])
  const visitor = await sessionOf(ask, { 'x-tenant': 'demo' })
  t.deepEqual([visitor.mode, visitor.tenant?.client_id], ['anonymous', 'demo'])
  t.deepEqual([...visitor.permissions].sort(), ['assistants:use', 'datasets:query'])
  t.is((await sessionOf(ask, { 'x-tenant': 'nobody' })).tenant, null)
  t.is((await sessionOf(ask, { cookie: 'sextant_session=forged.token.here' })).signed_in, false)
})

test('the page is served by name only, compressed, and asked for anew with its tag', async (t) => {
  const ask = await openEdge(t, { isOpen: false })
  const page = await ask('/')
  t.is(page.status, 200)
  for (const path of ['/setup', '/reset?token=x']) t.is((await ask(path)).text, page.text)
  t.regex(
    String(page.headers['content-security-policy']),
    /^default-src 'none'; script-src 'self'; style-src 'self';/,
  )
  t.notRegex(page.text, /<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|https?:/)
  for (const path of [
    '/page/../session.ts',
    '/page/%2e%2e/session.ts',
    '/page/jsconfig.json',
    '/page/types.d.ts',
    '/page/',
  ])
    t.is((await ask(path)).status, 404, path)
  const small = await ask('/page/main.js', { 'accept-encoding': 'br, gzip' })
  t.is(small.headers['content-encoding'], 'br')
  t.is((await ask('/page/main.js')).headers['content-encoding'], undefined)
  const etag = String(small.headers.etag)
  const again = await ask('/page/main.js', { 'accept-encoding': 'br, gzip', 'if-none-match': etag })
  t.deepEqual([again.status, again.text], [304, ''])
  for (const locale of ['fr', 'en'])
    t.true(JSON.parse((await ask(`/page/preview-${locale}.json`)).text).encoding !== '')
})
