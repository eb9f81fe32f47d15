import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import type { Middleware } from 'koa'
import { v7 as uuidv7 } from 'uuid'
import { openAccess } from '../../api/middleware/authenticate.ts'
import { openRateLimit } from '../../api/middleware/rate-limit.ts'
import type { OpenApiDocument } from '../../api/openapi.ts'
import { readinessChecks } from '../../api/readiness.ts'
import type { Route } from '../../api/route.ts'
import { authRoutes } from '../../api/routes/auth.ts'
import { healthRoutes } from '../../api/routes/health.ts'
import { metaRoutes } from '../../api/routes/meta.ts'
import { metricsRoutes } from '../../api/routes/metrics.ts'
import { tenantRoutes } from '../../api/routes/tenants.ts'
import { createServer, listen } from '../../api/server.ts'
import { log } from '../../config/log.ts'
import { type Authentication, openAuthentication } from '../../core/tenancy/authentication.ts'
import { deriveKey } from '../../core/tenancy/master-key.ts'
import { hashPassword } from '../../core/tenancy/passwords.ts'
import { openSignInGuard, type SignInGuard } from '../../core/tenancy/sign-in-guard.ts'
import type { Database } from '../../db/database.ts'
import { pendingMigrations } from '../../db/migrate.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { openAnswerChecker } from './answer-checker.ts'
import { createTestTenant, openTestDatabase } from './database.ts'

type Teardown = Pick<ExecutionContext, 'teardown'>

export interface TestRequest {
  headers?: Record<string, string>
  /** Sent as JSON. */
  json?: unknown
  /** Sent as it is. */
  body?: RequestInit['body']
  /** Access token. */
  token?: string
  /** Client id, for operators. */
  tenant?: string
}

export interface TestAnswer {
  status: number
  headers: Headers
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any
}

/** Somebody who can sign in, and already has. */
export interface TestMember {
  id: string
  login: string
  password: string
  token: string
  refreshToken: string
}

export interface TestServer {
  url: string
  db: Database
  dataDir: string
  key: Uint8Array
  document: OpenApiDocument
  /** One request; the answer is held against the OpenAPI document. */
  request(method: string, path: string, request?: TestRequest): Promise<TestAnswer>
  /** An operator of the deployment. */
  makeOperator(): Promise<TestMember>
  /** A person of the tenant with this id. */
  makePerson(tenantId: string, role?: string): Promise<TestMember>
  /** @returns id and client id */
  makeTenant(): Promise<{ id: string; clientId: string }>
}

/** What the page's edge shares with the API, so that one signs in for both. */
export interface EdgeServices {
  db: Database
  dataDir: string
  key: Uint8Array
  authentication: Authentication
  guard: SignInGuard
}

export interface TestServerOptions {
  /** Instead of a new one. */
  db?: Database
  dataDir?: string
  /** Besides auth, tenants, health, meta and metrics. */
  routes?: (services: { db: Database; dataDir: string }) => Route[]
  platformEdges?: Middleware[]
  edges?: Middleware[] | ((services: EdgeServices) => Middleware[])
  requestsPerMinute?: number
  tenantRequestsPerMinute?: number
  corsOrigins?: string[]
  publicUrl?: string
  metricsToken?: string
}

const password = 'correct horse battery staple'

const send = async (url: string, method: string, request: TestRequest): Promise<TestAnswer> => {
  const { headers = {}, json, body, token, tenant } = request
  const response = await fetch(url, {
    method,
    headers: {
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...(tenant && { 'x-tenant': tenant }),
      ...headers,
    },
    body: json === undefined ? body : JSON.stringify(json),
    redirect: 'manual',
  })
  const text = await response.text()
  const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '')
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson && text !== '' ? JSON.parse(text) : undefined,
  }
}

const openDataDir = async (t: Teardown): Promise<string> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'sextant-api-'))
  t.teardown(() => rm(dataDir, { recursive: true, force: true }))
  return dataDir
}

/** Of an operation that is given twice the router asks the first, so that one is described. */
const firstOfEach = (routes: Route[]): Route[] =>
  [
    ...new Map(routes.toReversed().map((route) => [`${route.method} ${route.path}`, route])).values(),
  ].reverse()

/** The HTTP edge on a free port over a real database. Logs stay silent unless LOG_LEVEL says otherwise. */
export const startTestServer = async (t: Teardown, options: TestServerOptions = {}): Promise<TestServer> => {
  log.level = process.env.LOG_LEVEL ?? 'silent'
  const db = options.db ?? (await openTestDatabase(t))
  const dataDir = options.dataDir ?? (await openDataDir(t))
  const key = deriveKey(randomBytes(32), 'access-token')
  const authentication = openAuthentication(db, key)
  const signIn = { db, key, guard: openSignInGuard(db), authentication }
  const checks = readinessChecks({
    db,
    dataDir,
    isMigrated: async () => (await pendingMigrations(db)).length === 0,
    isQueueReady: async () => true,
  })
  const publicUrl = options.publicUrl ?? null
  const app = createServer({
    db,
    dataDir,
    version: '0.0.0-test',
    publicUrl,
    corsOrigins: options.corsOrigins,
    rateLimit: openRateLimit(
      options.requestsPerMinute ?? 1_000_000,
      options.tenantRequestsPerMinute ?? 1_000_000,
    ),
    access: openAccess(db, authentication),
    platformEdges: options.platformEdges,
    edges:
      typeof options.edges === 'function' ? options.edges({ ...signIn, dataDir }) : (options.edges ?? []),
    routes: firstOfEach([
      ...metaRoutes({ version: '0.0.0-test' }),
      ...healthRoutes({
        db,
        dataDir,
        version: '0.0.0-test',
        checks,
        degraded: () => ['models'],
        configured: ['PORT'],
      }),
      ...metricsRoutes({ db, token: options.metricsToken ?? null }),
      ...authRoutes({ ...signIn, isHttps: publicUrl?.startsWith('https:') ?? false }),
      ...tenantRoutes({ db }),
      ...(options.routes?.({ db, dataDir }) ?? []),
    ]),
  })
  const { url, close } = await listen(app, { port: 0, host: '127.0.0.1' })
  t.teardown(close)
  const document = (await send(`${url}/openapi.json`, 'GET', {})).body as OpenApiDocument
  const check = openAnswerChecker(document)
  const request: TestServer['request'] = async (method, path, given = {}) => {
    const answer = await send(url + path, method, given)
    const contentType = answer.headers.get('content-type') ?? ''
    const { status, body } = answer
    check({ method, path: path.split('?')[0] ?? '', status, contentType, body, headers: answer.headers })
    return answer
  }
  const enter = async (id: string, login: string): Promise<TestMember> => {
    const { body, status, text } = await request('POST', '/v1/auth/token', { json: { login, password } })
    if (status !== 200) throw new Error(`the test's own sign-in failed: ${text}`)
    return { id, login, password, token: body.access_token, refreshToken: body.refresh_token }
  }
  // A password hash takes 50 ms: one does for all.
  const passwordHash = await hashPassword(password)
  return {
    url,
    db,
    dataDir,
    key,
    document,
    request,
    makeOperator: async () => {
      const email = `operator-${uuidv7()}@example.org`
      const row = await asOwner(db, () =>
        db.models.Operator.create({ email, fullName: 'An Operator', passwordHash }),
      )
      return enter(row.id, email)
    },
    makePerson: async (tenantId, role = 'marketing') => {
      const email = `person-${uuidv7()}@example.org`
      const row = await withTenant(db, tenantId, () =>
        db.models.Person.create({ tenantId, email, fullName: 'A Person', role, passwordHash }),
      )
      return enter(row.id, email)
    },
    makeTenant: async () => {
      const clientId = `test-${uuidv7()}`
      return { id: await createTestTenant(db, clientId), clientId }
    },
  }
}
