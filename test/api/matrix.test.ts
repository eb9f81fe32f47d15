import test from 'ava'
import { QueryTypes } from 'sequelize'
import { exampleOf } from '../../api/document-examples.ts'
import { permissions, systemRoles } from '../../core/access/permissions.ts'
import { enter } from '../../core/tenancy/sign-in.ts'
import { asOwner, inTenantAsOwner, withTenant } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import type { TestAnswer, TestRequest } from '../helpers/server.ts'
import { openWholeApi, type SeededTenant, type WholeApi } from '../helpers/whole-api.ts'

interface Operation {
  name: string
  method: string
  path: string
  auth: string
  permission: string | null
  body: unknown
  query: string
  hasTag: boolean
}

let api: WholeApi
let own: SeededTenant
let other: SeededTenant
let operations: Operation[]
const shared = afterAll(test)

interface Described {
  'x-auth': string
  'x-permission'?: string
  requestBody?: { content: Record<string, { example?: unknown }> }
  parameters?: {
    name: string
    in: string
    required?: boolean
    example?: unknown
    schema: { example?: unknown }
  }[]
  responses: Record<string, { headers?: object }>
}

/** What a valid request has; ids are put in later. Deleting comes last: it takes away what the others need. */
const order = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const needed: Record<string, string> = {
  'GET /v1/datasets/{id}/glossary': '?term=index',
}
const requiredQuery = ({ parameters = [] }: Described): string => {
  const fields = parameters
    .filter(({ in: part, required }) => part === 'query' && required)
    .map(({ name, schema }): [string, string] => [
      name,
      String(exampleOf(schema, { document: {}, depth: 0, isBody: false })),
    ])
  return fields.length === 0 ? '' : `?${new URLSearchParams(fields)}`
}
const describe = (): Operation[] =>
  Object.entries(api.server.document.paths ?? {})
    .flatMap(([path, methods]) =>
      Object.entries(methods as Record<string, Described>).map(([method, operation]) => ({
        name: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path,
        auth: operation['x-auth'],
        permission: operation['x-permission'] ?? null,
        body: operation.requestBody?.content['application/json']?.example,
        query: needed[`${method.toUpperCase()} ${path}`] ?? requiredQuery(operation),
        hasTag: 'ETag' in (operation.responses['200']?.headers ?? {}),
      })),
    )
    .sort((a, b) => order.indexOf(a.method) - order.indexOf(b.method) || b.path.length - a.path.length)

/** They end the caller's own session. */
const endsSession = ({ path }: Operation): boolean => /^\/v1\/auth\/(logout|password|sessions)/.test(path)
const knowsCaller = ({ auth }: Operation): boolean => !['none', 'optional'].includes(auth)

/** `roles/{id}` of `/v1/roles/{id}` */
const placesOf = (path: string): string[] =>
  [...path.matchAll(/([\w-]+\/\{\w+\})/g)].map(([, place]) => place!)
const addressOf = ({ path, query }: Operation, ids: Record<string, string>): string =>
  placesOf(path).reduce((filled, place) => {
    const [kind] = place.split('/')
    return filled.replace(place, `${kind}/${ids[place]}`)
  }, path) + query

const call = (
  operation: Operation,
  ids: Record<string, string>,
  request: TestRequest,
): Promise<TestAnswer> => {
  const isForm = operation.body === undefined || operation.method === 'GET'
  return api.server.request(operation.method, addressOf(operation, ids), {
    ...(!isForm && { json: operation.body }),
    ...request,
  })
}

/** Everything of a tenant, in every table that has tenants. */
const stateOf = async (tenantId: string): Promise<string> => {
  const { db } = api.server
  const tables = await asOwner(db, () =>
    db.sequelize.query<{ name: string }>(
      `select table_name as name from information_schema.columns
        where column_name = 'tenant_id' and table_schema = 'public' order by 1`,
      { type: QueryTypes.SELECT },
    ),
  )
  return inTenantAsOwner(db, tenantId, async () => {
    const hashes: string[] = []
    for (const { name } of tables) {
      const [row] = await db.sequelize.query<{ hash: string }>(
        `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash from "${name}" t where tenant_id = :tenantId`,
        { type: QueryTypes.SELECT, replacements: { tenantId } },
      )
      hashes.push(`${name} ${row?.hash}`)
    }
    return hashes.join('\n')
  })
}

const denials = (tenantId: string): Promise<number> =>
  withTenant(api.server.db, tenantId, () =>
    api.server.db.models.AuditEvent.count({ where: { tenantId, outcome: 'denied' } }),
  )

test.before(async () => {
  api = await openWholeApi(shared)
  own = await api.seed()
  other = await api.seed()
  operations = describe()
})

/** Somebody of the own tenant whose role holds exactly these; without a password, which would be most of the time. */
const openRole = async (code: string, held: readonly string[]): Promise<{ token: string }> => {
  const { tenantId } = own
  const { db, key } = api.server
  const person = await withTenant(db, tenantId, async () => {
    await db.models.Role.create({ tenantId, code, name: code, nameKey: code, permissions: [...held] })
    return db.models.Person.create({ tenantId, email: `${code}@example.org`, fullName: code, role: code })
  })
  const { email, fullName, tokenVersion } = person
  const account = {
    holder: { kind: 'person' as const, id: person.id, tenantId },
    email: email ?? null,
    userName: null,
    fullName,
    role: code,
    locale: null,
    tokenVersion,
  }
  return { token: (await enter({ db, key }, account, null)).accessToken }
}

test.serial('the matrix knows an object of every kind that an address names', (t) => {
  t.true(operations.length > 100)
  const places = new Set(operations.flatMap(({ path }) => placesOf(path)))
  t.deepEqual(
    [...places].filter((place) => own.ids[place] === undefined),
    [],
    'seed it in test/helpers/whole-api.ts',
  )
  for (const { path } of operations)
    t.is(
      placesOf(path).length,
      (path.match(/\{/g) ?? []).length,
      `${path}: a parameter needs a word before it`,
    )
})

test.serial('nobody: 401 wherever the caller is to be known', async (t) => {
  for (const operation of operations) {
    const { status, body } = await call(operation, own.ids, {})
    if (knowsCaller(operation)) t.deepEqual([status, body?.code], [401, 'unauthenticated'], operation.name)
    else t.true(status < 500 && status !== 403, operation.name)
  }
})

test.serial('another tenant’s admin, with every permission: as if it were not there', async (t) => {
  const { token } = other.admin
  const before = await stateOf(own.tenantId)
  let met = 0
  for (const operation of operations) {
    // By name, each tenant has its own.
    const places = placesOf(operation.path).filter((place) => !['llm/{name}', 'rows/{row}'].includes(place))
    if (places.length === 0 || operation.auth === 'none' || operation.auth === 'optional') continue
    const foreign = await call(operation, own.ids, { token })
    const nobodys = Object.fromEntries(
      places.map((place) => [place, place.startsWith('tenants') ? 'nobody-here' : crypto.randomUUID()]),
    )
    const unknown = await call(operation, { ...own.ids, ...nobodys }, { token })
    const wanted = operation.permission === 'tenants:manage' ? 403 : 404
    t.is(foreign.status, wanted, operation.name)
    const shape = ({ status, body }: TestAnswer) => [status, body.code, body.detail, Object.keys(body)]
    t.deepEqual(shape(foreign), shape(unknown), operation.name)
    met += 1
  }
  t.true(met > 40)
  t.is(await stateOf(own.tenantId), before)
})

test.serial('each permission: all others do not suffice, it alone does', async (t) => {
  const { send } = own
  const wanted = [...new Set(operations.map(({ permission }) => permission))].filter(
    (permission) => permission !== null && permission !== 'tenants:manage',
  ) as string[]
  t.true(wanted.length > 10)
  for (const permission of wanted) {
    const code = permission.replace(':', '_')
    const others = permissions.filter((one) => one !== permission && one !== 'tenants:manage')
    const without = await openRole(`not_${code}`, others)
    const only = await openRole(`only_${code}`, [permission])
    // What everybody holds cannot be taken away.
    const isHeldByAll = ['assistants:use', 'datasets:query'].includes(permission)
    for (const operation of operations.filter((one) => one.permission === permission)) {
      if (!isHeldByAll) {
        const before = await denials(own.tenantId)
        const { status, body } = await call(operation, own.ids, { token: without.token })
        t.deepEqual([status, body?.code, body?.missing], [403, 'forbidden', permission], operation.name)
        t.is(await denials(own.tenantId), before + 1, operation.name)
      }
      if (operation.method === 'DELETE') continue
      const { status, body } = await call(operation, own.ids, { token: only.token })
      const isInside = status === 403 && body?.missing !== permission
      t.true(status < 500 && status !== 401 && (status !== 403 || isInside), `${operation.name}: ${status}`)
      if (operation.method === 'GET') t.is(status, 200, operation.name)
    }
  }
  t.is((await send('GET', '/v1/auth/me')).status, 200)
})

/** What an operation does with whom it lets through. */
const letsThrough = (operation: Operation, { status, body, headers }: TestAnswer): boolean => {
  const { permission, method, hasTag } = operation
  if (status >= 500 || status === 401) return false
  if (permission !== null && status === 403) return body.missing !== permission
  if (permission !== null && method === 'GET' && status !== 200) return false
  return status !== 200 || !hasTag || headers.has('etag')
}

test.serial('each system role gets through exactly where its permissions say so', async (t) => {
  const { body } = await own.send('GET', '/v1/roles?limit=200')
  const tried = operations.filter(
    (operation) => !endsSession(operation) && knowsCaller(operation) && operation.method !== 'DELETE',
  )
  for (const role of systemRoles) {
    const { permissions: held } = body.items.find(({ code }: { code: string }) => code === role)
    const { token } = await api.server.makePerson(own.tenantId, role)
    for (const operation of tried) {
      const { permission, method } = operation
      const isAllowed = permission === null || held.includes(permission)
      // What changes something and is allowed is done once, by who may the most.
      if (isAllowed && method !== 'GET' && role !== 'admin') continue
      const answer = await call(operation, own.ids, { token })
      const name = `${role}: ${operation.name}: ${answer.status}`
      if (isAllowed) t.true(letsThrough(operation, answer), name)
      else t.deepEqual([answer.status, answer.body?.missing], [403, permission], name)
    }
  }
})

test.serial('an operator acts in the tenant that is named, and where none is needed', async (t) => {
  const { token } = await api.server.makeOperator()
  for (const operation of operations) {
    if (endsSession(operation) || operation.method === 'DELETE') continue
    const inTenant = ['required', 'guest'].includes(operation.auth)
    const { status, body } = await call(operation, own.ids, {
      token,
      ...(inTenant && { tenant: own.clientId }),
    })
    t.true(status < 500, `${operation.name}: ${status}`)
    if (operation.permission === null) continue
    t.false(status === 401 || (status === 403 && body?.missing === operation.permission), operation.name)
    if (operation.method === 'GET') t.is(status, 200, operation.name)
    if (inTenant) t.is((await call(operation, own.ids, { token })).status, 400, operation.name)
  }
})

test.serial(
  'a program does what its scopes say, and never what is a person’s or an operator’s',
  async (t) => {
    const json = { name: 'Reader', scopes: ['datasets:query', 'quotas:view'] }
    const { body } = await own.send('POST', '/v1/service-tokens', { json })
    const { token } = body
    t.regex(token, /^sxt_/)
    for (const operation of operations) {
      if (operation.permission === null || operation.method === 'DELETE') continue
      const { status, body: said } = await call(operation, own.ids, { token })
      const name = `${operation.name}: ${status}`
      if (json.scopes.includes(operation.permission)) {
        t.true(status < 500 && status !== 401 && status !== 403, name)
        if (operation.method === 'GET') t.is(status, 200, name)
      } else {
        t.is(status, 403, name)
        if (said.missing !== undefined) t.is(said.missing, operation.permission, name)
      }
    }
  },
)

test.serial('an admin may delete what is the tenant’s, once', async (t) => {
  for (const operation of operations) {
    if (operation.method !== 'DELETE' || endsSession(operation)) continue
    const { status, body } = await call(operation, own.ids, { token: own.admin.token })
    const name = `${operation.name}: ${status} ${body?.code ?? ''}`
    if (operation.permission === 'tenants:manage') t.is(status, 403, name)
    else t.true(status < 500 && status !== 401 && status !== 403, name)
  }
})
