import type { ExecutionContext } from 'ava'
import { projectChannelRoutes } from '../../api/routes/project-channels.ts'
import { projectHistoryRoutes } from '../../api/routes/project-history.ts'
import { projectMemberRoutes } from '../../api/routes/project-members.ts'
import { projectPhaseRoutes } from '../../api/routes/project-phases.ts'
import { projectRecentRoutes } from '../../api/routes/project-recent.ts'
import { projectStepRoutes } from '../../api/routes/project-steps.ts'
import { projectTaskRoutes } from '../../api/routes/project-tasks.ts'
import { projectRoutes } from '../../api/routes/projects.ts'
import { roleRoutes } from '../../api/routes/roles.ts'
import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import {
  startTestServer,
  type TestAnswer,
  type TestMember,
  type TestRequest,
  type TestServer,
} from './server.ts'

type Json = Record<string, unknown>
export type SendJson = (
  method: string,
  path: string,
  json?: Json,
  request?: TestRequest,
) => Promise<TestAnswer>

/** What was told of a project: the type and to how many people it went. */
export interface Told {
  type: string
  to: string[]
  data: Json
}

export interface ProjectDesk {
  id: string
  clientId: string
  admin: TestMember
  /** As the admin. */
  send: SendJson
  as(member: TestMember): SendJson
  person(role?: string): Promise<TestMember>
  /** Somebody whose role holds exactly these. */
  personWith(permissions: readonly string[]): Promise<TestMember>
  /** A project of the admin's. */
  project(fields?: Json): Promise<TestAnswer['body']>
  step(projectId: string, fields?: Json): Promise<TestAnswer['body']>
  /** Notices since the last time that they were taken. */
  takeTold(): Promise<Told[]>
  typesTold(): Promise<string[]>
}

export const startProjectServer = (t: Pick<ExecutionContext, 'teardown'>): Promise<TestServer> =>
  startTestServer(t, {
    routes: (services: { db: Database }) => [
      ...projectRoutes(services),
      ...projectPhaseRoutes(services),
      ...projectRecentRoutes(services),
      ...projectStepRoutes(services),
      ...projectTaskRoutes(services),
      ...projectMemberRoutes(services),
      ...projectHistoryRoutes(services),
      ...projectChannelRoutes(services),
      ...roleRoutes(services),
    ],
  })

const made = ({ status, body, text }: TestAnswer): TestAnswer['body'] => {
  if (status !== 201) throw new Error(`the test's own object was not made: ${text}`)
  return body
}

/** A tenant with an admin who works on projects. */
export const openProjectDesk = async (server: TestServer): Promise<ProjectDesk> => {
  const tenant = await server.makeTenant()
  const admin = await server.makePerson(tenant.id, 'admin')
  const as =
    (member: TestMember): SendJson =>
    (method, path, json, request = {}) =>
      server.request(method, path, { token: member.token, ...(json && { json }), ...request })
  const send = as(admin)
  const taken = new Set<string>()
  const takeTold = async (): Promise<Told[]> => {
    const { db } = server
    const where = { tenantId: tenant.id }
    return withTenant(db, tenant.id, async () => {
      const events = await db.models.NotificationEvent.findAll({ where, order: ['id'] })
      const rows = await db.models.Notification.findAll({ where, order: ['id'] })
      const fresh = events.filter(({ id }) => !taken.has(id))
      for (const { id } of fresh) taken.add(id)
      return fresh.map(({ id, type, data }) => ({
        type,
        to: rows.filter(({ eventId }) => eventId === id).map(({ personId }) => personId),
        data: data as Json,
      }))
    })
  }
  let roles = 0
  return {
    ...tenant,
    admin,
    send,
    as,
    person: (role = 'marketing') => server.makePerson(tenant.id, role),
    personWith: async (permissions) => {
      const code = `role_${roles++}`
      await send('POST', '/v1/roles', { code, name: `Role ${code}`, permissions })
      return server.makePerson(tenant.id, code)
    },
    project: async (fields = {}) => made(await send('POST', '/v1/projects', { name: 'Fibre', ...fields })),
    step: async (projectId, fields = {}) =>
      made(
        await send('POST', `/v1/projects/${projectId}/steps`, { name: 'Brief', phase: 'needs', ...fields }),
      ),
    takeTold,
    typesTold: async () => (await takeTold()).map(({ type }) => type),
  }
}
