import { Ajv2020 } from 'ajv/dist/2020.js'
import formatsPlugin from 'ajv-formats'
import test from 'ava'
import { statusRoutes, workRoutes } from '../../api/all-routes.ts'
import { describeRoutes, documentPath } from '../../api/openapi.ts'
import { metaRoutes } from '../../api/routes/meta.ts'
import { afterAll } from '../helpers/after-all.ts'
import { startTestServer, type TestServer } from '../helpers/server.ts'

let server: TestServer
const shared = afterAll(test)
test.before(async () => {
  server = await startTestServer(shared)
})

interface Media {
  schema: unknown
  example?: unknown
}

interface Operation {
  operationId: string
  security: object[]
  parameters?: { name: string; in: string }[]
  requestBody?: { content: Record<string, Media> }
  responses: Record<string, { $ref?: string; headers?: object; content?: Record<string, Media> }>
  'x-auth': string
  'x-permission'?: string
  'x-access'?: string
}

/** Of all routes that there are, as a running Sextant gives it: no handler runs for it. */
const nothing = {} as never
const whole = describeRoutes([...statusRoutes(nothing), ...workRoutes(nothing, nothing)], {
  version: '1',
  url: null,
})
const wholeOperations = (): [string, Operation][] =>
  Object.entries(whole.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(
      ([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as [string, Operation],
    ),
  )

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
    t.is(responses.default?.$ref, '#/components/responses/Problem', `${method} ${path}`)
  }
})

test('the media type of problems is told, and that they may have to be waited for', (t) => {
  const responses = Object.entries(whole.components?.responses ?? {})
  t.true(responses.length > 10)
  for (const [name, response] of responses) {
    const { content, headers } = response as { content: object; headers: object }
    t.deepEqual(Object.keys(content), ['application/problem+json'], name)
    t.true('RateLimit' in headers, name)
    if (['Problem429', 'Problem503', 'Problem'].includes(name)) t.true('Retry-After' in headers, name)
  }
  for (const [name, { responses: own }] of wholeOperations())
    for (const { $ref } of Object.values(own))
      if ($ref) t.true($ref.slice($ref.lastIndexOf('/') + 1) in (whole.components?.responses ?? {}), name)
})

test('a route that knows its caller says who may', (t) => {
  for (const [name, operation] of wholeOperations()) {
    const isOpen = ['none', 'optional'].includes(operation['x-auth'])
    const said = [operation['x-permission'], operation['x-access']].filter(Boolean)
    t.is(said.length, isOpen ? 0 : 1, name)
  }
})

test('every JSON body and answer has an example, and its schema allows it', (t) => {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  ;(formatsPlugin as unknown as (ajv: Ajv2020) => void)(ajv)
  ajv.addSchema(whole as object, 'openapi')
  const pointer = (parts: string[]) =>
    parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')
  let checked = 0
  const check = (name: string, at: string[], content: Record<string, Media> = {}) => {
    for (const [media, { schema, example }] of Object.entries(content)) {
      if (!media.includes('json') && !media.startsWith('multipart/')) continue
      const validate = ajv.compile({ $ref: `openapi#/${pointer([...at, 'content', media, 'schema'])}` })
      t.truthy(schema, name)
      t.true(
        validate(example),
        `${name} ${media}: give an example by .meta({ example }) where ${ajv.errorsText(validate.errors)}; made: ${JSON.stringify(example)}`,
      )
      checked += 1
    }
  }
  for (const [name, { requestBody, responses }] of wholeOperations()) {
    const [method, path] = name.split(' ') as [string, string]
    const at = ['paths', path, method.toLowerCase()]
    check(`${name} body`, [...at, 'requestBody'], requestBody?.content)
    for (const [status, response] of Object.entries(responses))
      check(`${name} ${status}`, [...at, 'responses', status], response.content)
  }
  t.true(checked > 100)
})

test('what has versions tells its ETag and takes If-Match', (t) => {
  const changes = wholeOperations().filter(([name]) => name.startsWith('PATCH '))
  t.true(changes.length >= 2)
  for (const [name, { parameters = [], responses }] of changes) {
    t.true(
      parameters.some((parameter) => parameter.name === 'If-Match'),
      name,
    )
    t.true('ETag' in (responses['200']?.headers ?? {}), name)
    const read = (whole.paths?.[name.split(' ')[1]!] as { get?: Operation }).get
    if (read) t.true('ETag' in (read.responses['200']?.headers ?? {}), `GET of ${name}`)
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
