import type { ExecutionContext } from 'ava'
import { statusRoutes, workRoutes } from '../../api/all-routes.ts'
import type { Route } from '../../api/route.ts'
import { openWebCommands } from '../../bots/web/commands.ts'
import { readConfig } from '../../config/env.ts'
import { personActor, type TenantActor } from '../../core/access/can.ts'
import type { Core } from '../../core/core.ts'
import { openBreakers } from '../../core/llm/breakers.ts'
import { notify } from '../../core/notifications/notify.ts'
import { defineScheduleQueue } from '../../core/schedules/fire.ts'
import { defineTaskQueue } from '../../core/tasks/start.ts'
import { withTenant } from '../../db/tenant.ts'
import { surveyCsv } from '../fixtures/survey.ts'
import { openInstall } from './installs.ts'
import type { TestMember } from './server.ts'
import { openWorkspace, type Send, type TenantDesk, type Workspace } from './workspace.ts'

const fixedKey = Buffer.alloc(32, 7)

/** Every route that there is; tasks wait in their queue, and every key is a good one. */
export const everyRoute = (core: Core, masterKey: Buffer = fixedKey): Route[] => {
  const { providers } = readConfig({})
  const credentials = {
    db: core.db,
    masterKey,
    check: async () => [],
  }
  return [
    ...statusRoutes({
      db: core.db, dataDir: core.dataDir, version: '0', checks: [], degraded: () => [], configured: [], metricsToken: null,
      breakers: openBreakers(), countClients: () => 0,
    }), // biome-ignore format: one list
    ...workRoutes(core, {
      // Those of the test server come first: it signs in.
      ...({} as { db: never; key: never; guard: never; authentication: never }),
      isHttps: false,
      credentials,
      models: { providers, credentialsOf: async () => new Map() },
      mailKey: new Uint8Array(masterKey),
      commands: openWebCommands({ core, publicUrl: 'https://sextant.example' }),
    }),
  ]
}

/** A tenant with an object of every kind that an address names. */
export interface SeededTenant extends TenantDesk {
  admin: TestMember
  /** By the place in an address: `roles/{id}`. */
  ids: Record<string, string>
}

export interface WholeApi extends Workspace {
  seed(): Promise<SeededTenant>
}

/** The id that an answer gave. */
const idOf = async (sending: ReturnType<Send>, field = 'id'): Promise<string> => {
  const { status, body, text } = await sending
  if (status >= 300) throw new Error(`the test's own object was not made: ${text}`)
  return body[field]
}

const adminActor = ({ id }: TestMember, tenantId: string): TenantActor =>
  personActor({ id, tenantId, role: 'admin' })

/** A notice of the admin's, and a message that did not reach them. */
const seedNotices = async (
  db: Core['db'],
  { tenantId, personId }: { tenantId: string; personId: string },
): Promise<Record<string, string>> => {
  await notify(db, tenantId, { type: 'task.assigned', actor: null, to: [personId], data: {} })
  return withTenant(db, tenantId, async () => {
    const notice = await db.models.Notification.findOne({
      where: { tenantId, personId },
      rejectOnEmpty: true,
    })
    const send = await db.models.NotificationSend.create({
      tenantId, personId, route: 'mail', target: 'seed@example.org', groupKey: 'seed', result: 'failed',
    }) // biome-ignore format: one row
    return { 'notifications/{id}': notice.id, 'log/{id}': send.id }
  })
}

const seedIds = async (
  { server: { db } }: Workspace,
  { desk, admin, send }: { desk: TenantDesk; admin: TestMember; send: Send },
): Promise<Record<string, string>> => {
  const assistant = await desk.makeAssistant('survey.csv', surveyCsv)
  const { body: answer } = await send('POST', `/v1/assistants/${assistant.id}/chat`, {
    json: { message: 'aide' },
  })
  const install = await openInstall(db, fixedKey, { admin: adminActor(admin, desk.tenantId) })
  const user = await idOf(
    send('POST', '/v1/users', {
      json: { email: `seed-${install.id}@example.org`, full_name: 'Seed', role: 'marketing' },
    }),
  )
  const sessions = await send('GET', '/v1/auth/sessions')
  await send('POST', `/v1/tenants/${desk.clientId}/profiles`, { json: { name: 'seed' } })
  await send('PUT', '/v1/llm/seed', { json: { provider: 'openai', model: 'sage-1' } })
  return {
    'tenants/{client_id}': desk.clientId,
    'assistants/{id}': assistant.id,
    'datasets/{id}': assistant.datasetId,
    'rows/{row}': '2',
    'conversations/{id}': answer.conversation_id,
    'messages/{id}': answer.message_id,
    'answers/{id}': answer.message_id,
    'pending/{question_id}': answer.message_id,
    'installs/{id}': install.id,
    'users/{id}': user,
    'roles/{id}': await idOf(
      send('POST', '/v1/roles', { json: { code: 'seed', name: 'Seed', permissions: [] } }),
    ),
    'services/{id}': await idOf(send('POST', '/v1/services', { json: { name: 'Seed' } })),
    'service-tokens/{id}': await idOf(
      send('POST', '/v1/service-tokens', { json: { name: 'Seed', scopes: ['datasets:query'] } }),
    ),
    'sessions/{id}': sessions.body.items[0].id,
    'jobs/{id}': await idOf(send('POST', '/v1/me/export')),
    ...(await seedNotices(db, { tenantId: desk.tenantId, personId: admin.id })),
    'profiles/{name}': 'seed',
    'credentials/{provider}': 'openai',
    'llm/{name}': 'seed',
    ...(await seedProject(send, { user, install: install.id })),
  }
}

/** A project with one of everything in it. */
const seedProject = async (
  send: Send,
  { user, install }: { user: string; install: string },
): Promise<Record<string, string>> => {
  const project = await idOf(send('POST', '/v1/projects', { json: { name: 'Seed' } }))
  const path = `/v1/projects/${project}`
  const add = (what: string, json: object) => send('POST', `${path}/${what}`, { json })
  await add('members', { person_id: user })
  const history = await send('GET', `${path}/history`)
  return {
    'projects/{id}': project,
    'schedules/{id}': (await send('GET', '/v1/schedules')).body.items[0].id,
    'digest-recipients/{id}': await idOf(
      send('POST', '/v1/digest-recipients', {
        json: {
          address: `seed-${project}@example.org`, locale: 'fr', time_zone: 'Europe/Paris', project_ids: [project],
        }, // biome-ignore format: one body
      }),
    ),
    'phases/{code}': 'needs',
    'steps/{step_id}': await idOf(add('steps', { name: 'Seed', phase: 'needs' })),
    'tasks/{task_id}': await idOf(add('tasks', { name: 'Seed' })),
    'members/{person_id}': user,
    'permissions/{person_id}': user,
    'channels/{binding_id}': await idOf(add('channels', { install_id: install, channel_id: 'C0123456789' })),
    'events/{id}': history.body.items[0].id,
  }
}

/** A server with every route of the API, on a database of its own. */
export const openWholeApi = async (t: Pick<ExecutionContext, 'teardown'>): Promise<WholeApi> => {
  const work = await openWorkspace(t, { routes: (core) => everyRoute(core) })
  await defineTaskQueue(work.core)
  await defineScheduleQueue(work.core)
  const seed = async (): Promise<SeededTenant> => {
    const desk = await work.openTenant()
    const admin = await work.server.makePerson(desk.tenantId, 'admin')
    const send: Send = (method, path, request = {}) =>
      work.server.request(method, path, { token: admin.token, ...request })
    return { ...desk, send, admin, ids: await seedIds(work, { desk, admin, send }) }
  }
  return { ...work, seed }
}
