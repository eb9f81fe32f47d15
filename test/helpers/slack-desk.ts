import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { assistantRoutes } from '../../api/routes/assistants.ts'
import { chatRoutes } from '../../api/routes/chat.ts'
import { conversationRoutes } from '../../api/routes/conversations.ts'
import { datasetRoutes } from '../../api/routes/datasets.ts'
import { identityRoutes } from '../../api/routes/identities.ts'
import { installChannelRoutes } from '../../api/routes/install-channels.ts'
import { installCodeRoutes } from '../../api/routes/install-codes.ts'
import { installRoleMapRoutes } from '../../api/routes/install-role-map.ts'
import { installRoutes } from '../../api/routes/installs.ts'
import { openSlack, type Slack } from '../../bots/slack/open-slack.ts'
import type { SlackApp } from '../../config/env.ts'
import { log } from '../../config/log.ts'
import { defineCreationQueue, workOnCreations } from '../../core/assistants/create.ts'
import type { Core } from '../../core/core.ts'
import { openQueue } from '../../core/jobs/queue.ts'
import { defineAnswerQueue, workOnAnswers } from '../../core/messaging/answer-job.ts'
import type { Lives } from '../../core/messaging/live.ts'
import { openDispatcher, type Senders } from '../../core/messaging/outbox.ts'
import { defineScheduleQueue } from '../../core/schedules/fire.ts'
import { defineTaskQueue } from '../../core/tasks/start.ts'
import type { Database } from '../../db/database.ts'
import { asOwner } from '../../db/tenant.ts'
import { openTestDatabase } from './database.ts'
import { startTestServer, type TestServer } from './server.ts'
import { allScopes, startSlack } from './slack/slack-world.ts'
import { formOf, type Send, waitForCreation } from './workspace.ts'

type Slacks = Awaited<ReturnType<typeof startSlack>>
type Team = ReturnType<Slacks['addWorkspace']>

/** The demo's file: ages against media, habits and brands. */
export const demoFile = new URL('../../db/seeds/data/masculinites-2018.csv', import.meta.url)

export interface SlackTenant {
  tenantId: string
  clientId: string
  /** As the tenant's admin, over REST. */
  send: Send
  /** Makes an assistant, of the demo's file where no other is given. @returns its id */
  makeAssistant(
    name: string,
    fields?: Record<string, unknown>,
    file?: { name: string; bytes: string },
  ): Promise<string>
}

export interface SlackDesk {
  world: Slacks
  server: TestServer
  core: Core
  slack: Slack
  team: Team
  /** What sends and shows answers, by platform: another platform's may join. */
  senders: Senders
  lives: Lives
  /** Of every tenant that was opened here. */
  tenantIds: string[]
  openTenant(): Promise<SlackTenant>
  /** Binds a workspace to a tenant as people do: a code from REST, typed by whoever runs the workspace. */
  bind(tenant: SlackTenant, admin: string): Promise<void>
}

export interface DeskOptions extends Pick<Core, 'openChat'> {
  /** Of one person. */
  actsPerMinute?: number
  /** Many workspaces by OAuth instead of one by its token. */
  isDistributed?: boolean
  /** What the first workspace grants. */
  scopes?: string[]
  db?: Database
  world?: Slacks
}

export const signingSecret = 'a-signing-secret-of-the-tests'

const appOf = (world: Slacks, token: string | null): SlackApp => ({
  signingSecret,
  botToken: token,
  oauth:
    token === null
      ? {
          clientId: world.app.clientId,
          clientSecret: world.app.clientSecret,
          stateSecret: 'sixteen letters!',
        }
      : null,
  appToken: null,
  apiUrl: world.apiUrl,
})

/** Everything that answers in Slack, on a loopback Slack and a database of its own. */
export const openSlackDesk = async (
  t: Pick<ExecutionContext, 'teardown'>,
  { isDistributed = false, scopes = allScopes, ...options }: DeskOptions = {},
): Promise<SlackDesk> => {
  log.level = process.env.LOG_LEVEL ?? 'silent'
  const world = options.world ?? (await startSlack(t))
  // Promptness is the receiver’s own test; here a busy machine may take its time.
  world.delivery.ackMs = 20_000
  const team = world.addWorkspace({ name: 'Acme', scopes })
  const db = options.db ?? (await openTestDatabase(t))
  const dataDir = await mkdtemp(join(tmpdir(), 'sextant-slack-'))
  t.teardown(() => rm(dataDir, { recursive: true, force: true }))
  const queue = await openQueue(db, { worker: true })
  const core: Core = { db, queue, dataDir, ...(options.openChat && { openChat: options.openChat }) }
  await defineAnswerQueue(core)
  await defineCreationQueue(core)
  await defineTaskQueue(core)
  await defineScheduleQueue(core)
  let url = ''
  const app = appOf(world, isDistributed ? null : world.tokenOf(team.teamId))
  const slack = openSlack({
    core,
    app,
    masterKey: randomBytes(32),
    publicUrl: () => url,
    ...(options.actsPerMinute !== undefined && { actsPerMinute: options.actsPerMinute }),
  })
  t.teardown(slack.close)
  core.accessEnds = { slack: slack.takeAccess }
  const senders: Senders = { web: async () => 'sent', slack: slack.sender }
  const lives: Lives = { slack: slack.openLive }
  const dispatcher = openDispatcher(core, senders)
  t.teardown(dispatcher.close)
  workOnAnswers(core, dispatcher.wake, lives)
  workOnCreations(core)
  t.teardown(() => queue.stop())
  const heard = await slack.listen()
  t.teardown(heard.close)
  const routes = () => [
    ...datasetRoutes(core), ...assistantRoutes(core), ...chatRoutes(core), ...conversationRoutes(core),
    ...installCodeRoutes(core), ...installRoutes(core), ...installChannelRoutes(core),
    ...installRoleMapRoutes(core), ...identityRoutes(core),
  ] // biome-ignore format: one list, read at a glance
  const server = await startTestServer(t, { db, dataDir, routes, platformEdges: heard.edges })
  url = server.url
  world.connect({ url, signingSecret })

  const tenantIds: string[] = []
  const openTenant = async (): Promise<SlackTenant> => {
    const { id: tenantId, clientId } = await server.makeTenant()
    tenantIds.push(tenantId)
    const { token } = await server.makePerson(tenantId, 'admin')
    const send: Send = (method, path, request = {}) => server.request(method, path, { token, ...request })
    const makeAssistant: SlackTenant['makeAssistant'] = async (name, fields = {}, file) => {
      const form = file
        ? formOf(file.name, file.bytes)
        : formOf('masculinites-2018.csv', await readFile(demoFile))
      const { body: dataset } = await send('POST', '/v1/datasets', { body: form })
      const json = { name, theme: 'loisirs', dataset_id: dataset.id }
      const { body } = await send('POST', '/v1/assistants', { json })
      await waitForCreation(send, body.id)
      if (Object.keys(fields).length > 0) {
        const { status, text } = await send('PATCH', `/v1/assistants/${body.id}`, { json: fields })
        if (status !== 200) throw new Error(`the test's own assistant was not changed: ${text}`)
      }
      return body.id
    }
    return { tenantId, clientId, send, makeAssistant }
  }

  const bind = async ({ tenantId, clientId, send }: SlackTenant, admin: string): Promise<void> => {
    const { body } = await send('POST', `/v1/tenants/${clientId}/install-codes`, { json: {} })
    await world.user(admin).slash(`/sextant setup ${body.code}`)
    // A busy machine answers the command first and does it a moment later.
    const isBound = () => asOwner(db, () => db.models.Workspace.count({ where: { tenantId } }))
    await world.until(isBound, { what: 'a workspace bound' })
  }
  return { world, server, core, slack, team, senders, lives, tenantIds, openTenant, bind }
}
