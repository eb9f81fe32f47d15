import { Agent, request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { isDeepStrictEqual } from 'node:util'
import test from 'ava'
import fc from 'fast-check'
import { QueryTypes } from 'sequelize'
import { asOwner, inTenantAsOwner } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import { openWholeApi, type SeededTenant, type WholeApi } from '../helpers/whole-api.ts'
import { anyText, bodyOf, validOf } from './values.ts'

/** CI asks for more: FUZZ_REQUESTS=20000. */
const wanted = Number(process.env.FUZZ_REQUESTS ?? 2_000)

/** What an answer must never show: stacks, paths, SQL, names of tables or libraries. */
const inside =
  /\bat .+:\d+:\d+|node_modules|\.ts\b|file:\/\/|SELECT |INSERT |UPDATE "|sequelize|pglite|violates|syntax error at|duplicate key/i

/** So often what is kept is compared before and after: some sixty times in all. */
const every = Math.max(8, Math.floor(wanted / 90))

interface Operation {
  method: string
  path: string
  body: Record<string, unknown> | null
  query: { name: string; schema: Record<string, unknown> }[]
  /** Statuses that are a page for people instead of a problem document. */
  pages: ReadonlySet<number>
}

interface Caller {
  name: string
  token: string | null
  tenant?: string
}

interface Answer {
  status: number
  type: string
  text: string
}

let api: WholeApi
let tenants: SeededTenant[]
let callers: Caller[]
let operations: Operation[]
const shared = afterAll(test)
test.before(async () => {
  api = await openWholeApi(shared)
  tenants = [await api.seed(), await api.seed()]
  const [first, second] = tenants as [SeededTenant, SeededTenant]
  const operator = await api.server.makeOperator()
  const marketing = await api.server.makePerson(first.tenantId, 'marketing')
  const json = { name: 'Program', scopes: ['datasets:query', 'quotas:view', 'users:manage'] }
  const program = await first.send('POST', '/v1/service-tokens', { json })
  callers = [
    { name: 'nobody', token: null },
    { name: 'admin', token: first.admin.token },
    { name: 'marketing', token: marketing.token },
    { name: 'other admin', token: second.admin.token },
    { name: 'operator', token: operator.token, tenant: first.clientId },
    { name: 'program', token: program.body.token },
  ]
  operations = describe()
})

interface Described {
  requestBody?: { content: Record<string, { schema: Record<string, unknown> }> }
  parameters?: { name: string; in: string; schema: Record<string, unknown> }[]
  responses: Record<string, { content?: Record<string, unknown> }>
}

/** What ends the callers' sessions would leave all later requests unauthenticated; a tenant's end likewise. */
const isSpared = (method: string, path: string): boolean =>
  /^\/v1\/auth\/(logout|password|sessions)/.test(path) ||
  (method === 'DELETE' && path === '/v1/tenants/{client_id}')

const describe = (): Operation[] =>
  Object.entries(api.server.document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Described>)
      .filter(([method]) => !isSpared(method.toUpperCase(), path))
      .map(([method, { requestBody, parameters = [], responses }]) => ({
        method: method.toUpperCase(),
        path,
        body: requestBody?.content['application/json']?.schema ?? null,
        query: parameters.filter((one) => one.in === 'query'),
        pages: new Set(
          Object.entries(responses).flatMap(([status, { content }]) =>
            content?.['text/html'] ? [Number(status)] : [],
          ),
        ),
      })),
  )

const agent = new Agent({ keepAlive: true, maxSockets: 8 })
shared.teardown(() => agent.destroy())

const send = (request: {
  method: string
  path: string
  headers: Record<string, string>
  body: string | null
}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { method, path, headers, body } = request
    const { hostname, port } = new URL(api.server.url)
    const call = httpRequest({ hostname, port, agent, method, path, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          type: answer.headers['content-type'] ?? '',
          text: Buffer.concat(parts).toString(),
        }),
      )
      answer.on('error', reject)
    })
    call.on('error', reject)
    call.end(body ?? undefined)
  })

/** Ids that creates returned, by the list they are in; the newest few. */
const made = new Map<string, string[]>()
const keep = (list: string, id: string): void => {
  made.set(list, [id, ...(made.get(list) ?? [])].slice(0, 20))
}
const ids = { known: () => [...made.values()].flat().slice(0, 40) }

const seededIds = (place: string): string[] =>
  tenants.map((tenant) => tenant.ids[place]).filter((id) => id !== undefined)

/** An address with ids that were made, that the seeds made, that nobody made, and no ids at all. */
const addressOf = (path: string): fc.Arbitrary<string> => {
  const places = [...path.matchAll(/([\w-]+)\/\{\w+\}/g)].map(([place, kind]) => ({
    place: place!,
    kind: kind!,
  }))
  const choices = places.map(({ place, kind }) => {
    const real = [...seededIds(place), ...(made.get(kind) ?? [])]
    const odd = fc.oneof(
      fc.uuid(),
      anyText.map((text) => encodeURIComponent(text.toWellFormed()) || '%20'),
    )
    return real.length === 0
      ? odd
      : fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...real) }, { weight: 1, arbitrary: odd })
  })
  return fc
    .tuple(...choices)
    .map((chosen) =>
      places.reduce((address, { place, kind }, at) => address.replace(place, `${kind}/${chosen[at]}`), path),
    )
}

const queryOf = ({ query }: Operation): fc.Arbitrary<string> => {
  if (query.length === 0) return fc.constantFrom('', '', '', '?zzz=1', '?format=csv')
  const fields = Object.fromEntries(
    query.map(({ name, schema }) => [
      name,
      fc.oneof(validOf(schema, api.server.document, ids).map(String), anyText),
    ]),
  )
  return fc
    .record(fields, { requiredKeys: [] })
    .map(
      (given) =>
        new URLSearchParams(
          Object.entries(given).map(([name, text]): [string, string] => [name, String(text).toWellFormed()]),
        ),
    )
    .map((words) => (words.size > 0 ? `?${words}` : ''))
}

const contentType = fc.oneof(
  { weight: 12, arbitrary: fc.constant('application/json') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'application/json; charset=utf-16', 'text/plain', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', '',
    ),
  },
) // biome-ignore format: one list

const headerOf = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.record({
      name: fc.constantFrom('accept', 'accept-language', 'x-tenant', 'if-match', 'prefer', 'cookie', 'x-request-id', 'traceparent'),
      text: anyText.map((text) => text.replace(/[^\x20-\x7e]/g, '').slice(0, 2_000)),
    }).map(({ name, text }) => ({ [name]: text })),
  },
) // biome-ignore format: one list

const requestOf = (operation: Operation) =>
  fc.record({
    caller: fc.constantFrom(...callers),
    path: addressOf(operation.path),
    query: queryOf(operation),
    body: operation.body === null ? fc.constant(null) : bodyOf(operation.body, api.server.document, ids),
    type: contentType,
    more: headerOf,
    isKeyed: fc.boolean(),
  })

/** Requests leave these behind by themselves, also those that are refused. */
const traces = /^(audit_|deployment_audit|idempotency_keys|sessions|sign_in|quota_|schema_)/

/** One statement that hashes every table, of the tenant alone where rows have one. */
const hashing = (tables: readonly string[], tenantId: string | null): string =>
  tables
    .map(
      (name) =>
        `select '${name}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash from "${name}" t
          ${tenantId === null ? '' : `where tenant_id = '${tenantId}'`}`,
    )
    .join(' union all ')

const tablesOf = async (isTenants: boolean): Promise<string[]> => {
  const { db } = api.server
  const columns = `select 1 from information_schema.columns c
    where c.table_schema = 'public' and c.table_name = t.table_name and c.column_name = 'tenant_id'`
  const rows = await asOwner(db, () =>
    db.sequelize.query<{ name: string }>(
      `select table_name as name from information_schema.tables t where table_schema = 'public'
          and table_type = 'BASE TABLE' and ${isTenants ? '' : 'not'} exists (${columns}) order by 1`,
      { type: QueryTypes.SELECT },
    ),
  )
  return rows.map(({ name }) => name).filter((name) => !traces.test(name))
}

/** Everything that is kept, as the database's owner sees it: the deployment's own, and what the tenants have. */
const stateOf = async (): Promise<Record<string, string>> => {
  const { db } = api.server
  const [shared, owned] = [await tablesOf(false), await tablesOf(true)]
  const read = (tables: string[], tenantId: string | null) =>
    db.sequelize.query<{ name: string; hash: string }>(hashing(tables, tenantId), { type: QueryTypes.SELECT })
  const found = [...(await asOwner(db, () => read(shared, null)))]
  for (const { tenantId } of tenants)
    for (const { name, hash } of await inTenantAsOwner(db, tenantId, () => read(owned, tenantId)))
      found.push({ name: `${name} of ${tenantId}`, hash })
  return Object.fromEntries(found.map(({ name, hash }) => [name, hash]))
}

/** A suspended tenant refuses almost everything, and the rest of the run would meet nothing else. */
const resume = async ({ method, path }: Operation, { status }: Answer): Promise<void> => {
  if (!['PUT', 'PATCH'].includes(method) || path !== '/v1/tenants/{client_id}' || status !== 200) return
  const where = { id: tenants.map(({ tenantId }) => tenantId) }
  await asOwner(api.server.db, () => api.server.db.models.Tenant.update({ isActive: true }, { where }))
}

const learn = ({ method, path }: Operation, { status, text }: Answer): void => {
  if (method !== 'POST' || status >= 300 || !text.startsWith('{')) return
  const { id, client_id } = JSON.parse(text) as { id?: unknown; client_id?: unknown }
  const list = path.split('/').at(-1)!
  if (list === 'tenants' && typeof client_id === 'string') keep(list, client_id)
  else if (typeof id === 'string') keep(list, id)
}

interface Given {
  caller: Caller
  path: string
  query: string
  body: string | null
  type: string
  more: Record<string, string>
  isKeyed: boolean
}

const wireOf = ({ method }: Operation, given: Given, count: number) => {
  const { caller, path, query, body, type, more, isKeyed } = given
  const headers = {
    ...(caller.token && { authorization: `Bearer ${caller.token}` }),
    ...(caller.tenant && { 'x-tenant': caller.tenant }),
    ...(body !== null && type && { 'content-type': type }),
    ...(body !== null && { 'content-length': String(Buffer.byteLength(body)) }),
    ...(isKeyed && method === 'POST' && { 'idempotency-key': `k${count}` }),
    ...more,
  }
  return { method, path: path + query, headers, body }
}

/** What is wrong with an answer; null when nothing is. */
const faultOf = ({ status, type, text }: Answer, { path, pages }: Operation): string | null => {
  if (path === '/readyz' && status === 503) return null
  if (status >= 500) return 'a 5xx'
  if (status < 400) return null
  if (pages.has(status) && type.startsWith('text/html'))
    return inside.test(text) ? 'it shows the inside' : null
  if (type !== 'application/problem+json') return 'no problem document'
  // What the sender wrote himself may stand in these two.
  const said = JSON.stringify({ ...JSON.parse(text), path: '', errors: [] })
  return inside.test(said) ? 'it shows the inside' : null
}

test.serial(
  `${wanted} requests: no 5xx, nothing of the inside, nothing kept of what is refused`,
  async (t) => {
    t.timeout(1_800_000)
    const statuses: Record<number, number> = {}
    const faults: string[] = []
    const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31)
    t.log(`FUZZ_SEED=${seed}`)
    const begun = process.cpuUsage()
    let [count, compared] = [0, 0]
    const step = async (operation: Operation, given: Given): Promise<void> => {
      const before = count % every === 7 ? await stateOf() : null
      const request = wireOf(operation, given, count)
      const answer = await send(request)
      count += 1
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
      const shown = () =>
        `${given.caller.name}: ${JSON.stringify({ ...request, headers: { ...request.headers, authorization: '…' } }).slice(0, 3_000)} → ${answer.status} ${answer.text.slice(0, 500)}`
      const fault = faultOf(answer, operation)
      if (fault !== null) faults.push(`${fault}: ${shown()}`)
      if (before !== null && answer.status >= 400) {
        compared += 1
        if (!isDeepStrictEqual(await stateOf(), before)) faults.push(`it was kept: ${shown()}`)
      }
      learn(operation, answer)
      await resume(operation, answer)
    }
    for (let round = 0; count < wanted && faults.length < 20; round += 1) {
      const operation = operations[round % operations.length]!
      // Some of one kind at a time, of what the requests before have made; fewer of those that take long.
      for (const given of fc.sample(requestOf(operation), {
        numRuns: /\/audit\/verify|^\/(readyz|metrics|openapi)/.test(operation.path) ? 1 : 6,
        seed: seed + round,
      }))
        await step(operation, given as Given)
    }
    const { user, system } = process.cpuUsage(begun)
    const seconds = Math.round((user + system) / 1e6)
    t.log(`${count} answers in ${seconds} s of CPU: ${JSON.stringify(statuses)}; ${compared} states compared`)
    t.deepEqual(faults, [])
    for (const status of [200, 201, 204, 400, 401, 403, 404, 415, 422])
      t.true((statuses[status] ?? 0) > 0, `${status} never came`)
    t.true(compared > 20)
    t.true(made.size >= 4, 'what was made was used again')
  },
)

/** The bytes as they are, and what comes back until the server closes or is quiet for a second. */
const speak = (text: string): Promise<string> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(api.server.url)
    const socket = connect(Number(port), hostname, () => socket.write(text))
    let heard = ''
    socket.setTimeout(1_000, () => socket.destroy())
    socket.on('data', (part) => {
      heard += part.toString('latin1')
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(heard))
  })

test.serial(
  'a length that lies, twice a length, a body without one: refused or waited for, and nothing is made',
  async (t) => {
    const token = callers.find(({ name }) => name === 'admin')?.token
    const body = JSON.stringify({ name: 'Lying' })
    const head = (more: string) =>
      `POST /v1/services HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\n${more}\r\n`
    const before = await stateOf()
    const told = {
      'longer than it is': head(`Content-Length: ${body.length + 50}\r\n`) + body,
      'shorter than it is': head('Content-Length: 5\r\nConnection: close\r\n') + body,
      negative: head('Content-Length: -1\r\n') + body,
      'no number': head('Content-Length: ten\r\n') + body,
      'told twice': head(`Content-Length: ${body.length}\r\nContent-Length: 3\r\n`) + body,
      'length and chunks': head(`Content-Length: 3\r\nTransfer-Encoding: chunked\r\n`) + body,
      'chunks that break': `${head('Transfer-Encoding: chunked\r\n')}zz\r\n`,
      'more than is taken': head('Content-Length: 99999999999\r\n') + body,
      'two hosts': head('Host: y\r\n') + body,
      'an unknown coding': head(`Content-Encoding: br\r\nContent-Length: ${body.length}\r\n`) + body,
    }
    for (const [name, text] of Object.entries(told)) {
      const heard = await speak(text)
      t.notRegex(heard, /^HTTP\/1\.1 [25]\d\d/, name)
      t.notRegex(heard, inside, name)
    }
    t.deepEqual(await stateOf(), before)
    t.is((await api.server.request('GET', '/healthz')).status, 200)
  },
)
