import test from 'ava'
import { documentPath } from '../../api/openapi.ts'
import { metaRoutes } from '../../api/routes/meta.ts'
import { afterAll } from '../helpers/after-all.ts'
import { startTestServer, type TestServer } from '../helpers/server.ts'

let server: TestServer
const shared = afterAll(test)
test.before(async () => {
  server = await startTestServer(shared)
})

interface Operation {
  operationId: string
  security: object[]
  parameters?: { name: string; in: string }[]
  responses: Record<string, { content?: Record<string, { schema: unknown }> }>
}

const operations = (): [string, string, Operation][] =>
  Object.entries(server.document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(
      ([method, operation]) => [method.toUpperCase(), path, operation] as [string, string, Operation],
    ),
  )

test('the router answers exactly the documented methods of each documented path', async (t) => {
  t.true(operations().length > 12)
  for (const path of Object.keys(server.document.paths ?? {})) {
    const documented = operations()
      .filter(([, at]) => at === path)
      .map(([method]) => method)
    const answer = await server.request('OPTIONS', path.replace(/\{\w+\}/g, 'some-id'))
    const routed = (answer.headers.get('allow') ?? '')
      .split(', ')
      .filter((m) => m !== 'OPTIONS' && m !== 'HEAD')
    t.deepEqual(routed.sort(), documented.sort(), path)
  }
})

test('each route given to the server is documented, under its own operation id', (t) => {
  for (const route of metaRoutes({ version: '1' }))
    t.truthy(server.document.paths?.[documentPath(route.path)])
  const ids = operations().map(([, , { operationId }]) => operationId)
  t.is(new Set(ids).size, ids.length)
  for (const id of ids) t.regex(id, /^[a-z]+[A-Za-z0-9]+$/)
})

test('security and problems are told for every operation', (t) => {
  const { document } = server
  t.is(document.openapi, '3.1.0')
  t.deepEqual(Object.keys(document.components?.securitySchemes ?? {}).sort(), ['bearer', 'cookie'])
  for (const [method, path, { security, responses }] of operations()) {
    const isOpen = security.length === 0
    t.is('401' in responses, !isOpen, `${method} ${path}`)
    t.truthy(responses.default?.content?.['application/problem+json'], `${method} ${path}`)
  }
})

test('every object of an answer is closed', (t) => {
  const open: string[] = []
  const look = (node: unknown, at: string): void => {
    if (typeof node !== 'object' || node === null) return
    const { type, properties, additionalProperties } = node as Record<string, unknown>
    if (type === 'object' && properties && additionalProperties === undefined) open.push(at)
    for (const [key, child] of Object.entries(node)) look(child, `${at}/${key}`)
  }
  look(server.document, '')
  t.deepEqual(open, [])
})

test('the reference page is local: no inline script, every asset from here', async (t) => {
  const page = await fetch(`${server.url}/docs`)
  const html = await page.text()
  t.is(page.status, 200)
  const policy = page.headers.get('content-security-policy') ?? ''
  t.regex(policy, /default-src 'none'; script-src 'self';/)
  t.notRegex(policy, /unsafe/)
  t.notRegex(html, /<script>|https?:|<style|\son\w+=/)
  for (const [, asset] of html.matchAll(/(?:src|href)="([^"]+)"/g)) {
    const answer = await fetch(server.url + asset)
    t.is(answer.status, 200, asset)
    t.true((await answer.arrayBuffer()).byteLength > 100)
  }
})
