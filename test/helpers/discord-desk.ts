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
import { type Discord, openDiscord } from '../../bots/discord/open-discord.ts'
import { log } from '../../config/log.ts'
import { defineCreationQueue, workOnCreations } from '../../core/assistants/create.ts'
import type { Core } from '../../core/core.ts'
import { openQueue } from '../../core/jobs/queue.ts'
import { defineAnswerQueue, workOnAnswers } from '../../core/messaging/answer-job.ts'
import { openDispatcher } from '../../core/messaging/outbox.ts'
import { defineScheduleQueue } from '../../core/schedules/fire.ts'
import { defineTaskQueue } from '../../core/tasks/start.ts'
import type { Database } from '../../db/database.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { openTestDatabase } from './database.ts'
import {
  type DiscordOptions,
  type DiscordWorld,
  type SeenMessage,
  startDiscord,
} from './discord/discord-world.ts'
import { plainCommands } from './discord-commands.ts'
import { startTestServer, type TestServer } from './server.ts'
import { demoFile, type SlackDesk } from './slack-desk.ts'
import { formOf, type Send, waitForCreation } from './workspace.ts'

export interface DiscordTenant {
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

export interface DiscordDesk {
  world: DiscordWorld
  server: TestServer
  core: Core
  discord: Discord
  /** Of every tenant that was opened here. */
  tenantIds: string[]
  openTenant(): Promise<DiscordTenant>
  /** Binds a guild to a tenant as people do: a code from REST, typed in one of its channels by whoever runs it. */
  bind(tenant: DiscordTenant, admin: string, channel: string): Promise<void>
  /** Everything that people did has had its effect: what has not happened by now does not happen. */
  quiet(): Promise<void>
}

export interface DeskOptions extends Pick<Core, 'openChat'> {
  /** Of one person. */
  actsPerMinute?: number
  hasMessageContent?: boolean
  discord?: DiscordOptions
  db?: Database
  /** One program with that desk: its core, its workers. */
  beside?: Pick<SlackDesk, 'core' | 'senders' | 'lives'>
}

/** A whole answer can be rated, looked into, hidden; one that grows can be stopped, and nothing else. */
export const isAnswer = ({ isFromApp, buttons, components }: SeenMessage): boolean =>
  isFromApp && buttons.length > 0 && !JSON.stringify(components).includes('"custom_id":"answer.stop')

const openCore = async (
  t: Pick<ExecutionContext, 'teardown'>,
  { openChat, ...options }: DeskOptions,
): Promise<Core> => {
  const db = options.db ?? (await openTestDatabase(t))
  const dataDir = await mkdtemp(join(tmpdir(), 'sextant-discord-'))
  t.teardown(() => rm(dataDir, { recursive: true, force: true }))
  const queue = await openQueue(db, { worker: true })
  const core: Core = { db, queue, dataDir, ...(openChat && { openChat }) }
  await defineAnswerQueue(core)
  await defineCreationQueue(core)
  await defineTaskQueue(core)
  await defineScheduleQueue(core)
  return core
}

/** Everything that answers on Discord, on a loopback Discord and a database of its own. */
export const openDiscordDesk = async (
  t: Pick<ExecutionContext, 'teardown'>,
  options: DeskOptions = {},
): Promise<DiscordDesk> => {
  log.level = process.env.LOG_LEVEL ?? 'silent'
  const { hasMessageContent = false } = options
  const world = await startDiscord(t, {
    rates: { scale: 0.02 },
    messageContent: hasMessageContent,
    ...options.discord,
  })
  world.register(plainCommands())
  const { beside } = options
  const core = beside?.core ?? (await openCore(t, options))
  const { db, dataDir } = core
  let url = ''
  const { token: botToken, applicationId, apiUrl } = world
  const discord = openDiscord({
    core,
    app: { botToken, applicationId, apiUrl, hasMessageContent },
    masterKey: randomBytes(32),
    publicUrl: () => url,
    timing: { identifyEveryMs: 20, reconnectMs: 20 },
    ...(options.actsPerMinute !== undefined && { actsPerMinute: options.actsPerMinute }),
  })
  t.teardown(discord.close)
  if (beside) {
    beside.senders.discord = discord.sender
    beside.lives.discord = discord.openLive
  } else {
    const dispatcher = openDispatcher(core, { web: async () => 'sent', discord: discord.sender })
    t.teardown(dispatcher.close)
    workOnAnswers(core, dispatcher.wake, { discord: discord.openLive })
    workOnCreations(core)
    t.teardown(() => core.queue.stop())
  }
  const heard = discord.listen()
  t.teardown(heard.close)
  const routes = () => [
    ...datasetRoutes(core), ...assistantRoutes(core), ...chatRoutes(core), ...conversationRoutes(core),
    ...installCodeRoutes(core), ...installRoutes(core), ...installChannelRoutes(core), ...identityRoutes(core),
    ...installRoleMapRoutes(core),
  ] // biome-ignore format: one list, read at a glance
  const server = await startTestServer(t, { db, dataDir, routes })
  url = server.url
  await world.until(() => heard.health().isConnected, { what: 'a connection to the gateway' })

  const tenantIds: string[] = []
  const openTenant = async (): Promise<DiscordTenant> => {
    const { id: tenantId, clientId } = await server.makeTenant()
    tenantIds.push(tenantId)
    const { token } = await server.makePerson(tenantId, 'admin')
    const send: Send = (method, path, request = {}) => server.request(method, path, { token, ...request })
    const makeAssistant: DiscordTenant['makeAssistant'] = async (name, fields = {}, file) => {
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

  const bind: DiscordDesk['bind'] = async ({ tenantId, clientId, send }, admin, channel) => {
    const { body } = await send('POST', `/v1/tenants/${clientId}/install-codes`, { json: {} })
    // The guild is known once its event was handled.
    await world.until(
      () => asOwner(db, () => db.models.Workspace.count({ where: { platform: 'discord' } })),
      {
        what: 'a guild that is known',
      },
    )
    await world.user(admin).slash('setup', { code: body.code }, { channel })
    const isBound = () => asOwner(db, () => db.models.Workspace.count({ where: { tenantId } }))
    await world.until(isBound, { what: 'a guild bound' })
  }

  const isIdle = (tenantId: string): Promise<boolean> =>
    withTenant(db, tenantId, async () => {
      const waiting = await db.models.InboxEvent.count({ where: { tenantId, state: 'received' } })
      const where = {
        tenantId,
        platform: 'discord' as const,
        state: ['pending' as const, 'sending' as const],
      }
      return waiting + (await db.models.OutboxMessage.count({ where })) === 0
    })

  const quiet = async (): Promise<void> => {
    await world.settle()
    await world.until(
      async () => {
        const where = { state: ['received' as const, 'working' as const] }
        if ((await db.models.PlatformEvent.count({ where })) > 0) return false
        for (const tenantId of tenantIds) if (!(await isIdle(tenantId))) return false
        return true
      },
      { what: 'every event handled and every answer sent' },
    )
  }
  return { world, server, core, discord, tenantIds, openTenant, bind, quiet }
}
