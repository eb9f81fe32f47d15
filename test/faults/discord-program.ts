import type { ExecutionContext } from 'ava'
import { createServerDatabase, testServerUrl } from '../helpers/database.ts'
import { type DiscordOptions, type DiscordWorld, startDiscord } from '../helpers/discord/discord-world.ts'
import { plainCommands } from '../helpers/discord-commands.ts'
import type { LaunchedServer } from '../helpers/spawn-server.ts'
import { type OperatorClient, openOperator, operatorEnv } from './operator.ts'
import { launchFor, makeDataDir, makeFilledDataDir } from './place.ts'

type Teardown = Pick<ExecutionContext, 'teardown'>

/** The real program on a server of the loopback Discord, to be killed and started again. */
export interface DiscordProgram {
  world: DiscordWorld
  guild: string
  general: string
  /** Manages the server. */
  admin: string
  /** Where its database is; embedded in the folder when there is no URL. */
  place: { databaseUrl: string | null; dataDir: string }
  env: Record<string, string>
  /** @param hear gets every word that it writes */
  launch(more?: Record<string, string>, hear?: (text: string) => void): LaunchedServer
  /** Makes the demo's assistant public and connects the server to its tenant, as an operator and an admin do. */
  bind(server: { url: string }): Promise<OperatorClient>
}

const masterKey = Buffer.alloc(32, 7).toString('base64')

const databaseFor = async (t: Teardown): Promise<string | null> => {
  const server = testServerUrl()
  return server === null ? null : createServerDatabase(t, server)
}

export const openDiscordProgram = async (
  t: Teardown,
  options: { discord?: DiscordOptions; env?: Record<string, string>; isFresh?: boolean } = {},
): Promise<DiscordProgram> => {
  const databaseUrl = await databaseFor(t)
  const isFilled = databaseUrl === null && !options.isFresh
  const dataDir = isFilled ? await makeFilledDataDir(t) : await makeDataDir(t)
  const world = await startDiscord(t, { rates: { scale: 0.02 }, ...options.discord })
  world.register(plainCommands())
  const guild = world.addGuild({ name: 'Acme' }).id
  const admin = world.addUser({ name: 'Ada' }).id
  world.join(guild, admin, { isManager: true })
  const general = world.addChannel({ guild, name: 'general' }).id
  const env = {
    ...operatorEnv,
    SEXTANT_DATA_DIR: dataDir,
    ...(databaseUrl !== null && { DATABASE_URL: databaseUrl, MASTER_KEY: masterKey }),
    PORT: '0',
    DISCORD_BOT_TOKEN: world.token,
    DISCORD_APPLICATION_ID: world.applicationId,
    DISCORD_API_URL: world.apiUrl,
    ...(options.discord?.messageContent && { DISCORD_MESSAGE_CONTENT: '1' }),
    ...options.env,
  }

  const bind: DiscordProgram['bind'] = async (server) => {
    const client = await openOperator(server)
    const json = { public: true }
    const shown = await client.request('PATCH', `/v1/assistants/${await client.assistantId()}`, { json })
    if (shown.status !== 200) throw new Error(`the demo's assistant was not made public: ${shown.status}`)
    const { body } = await client.request('POST', '/v1/tenants/demo/install-codes', { json: {} })
    await world.gateway.connected()
    // Until the server is known a code is of no use: it is typed until it counts.
    await world.until(
      async () => {
        await world.user(admin).slash('setup', { code: body.code }, { channel: general })
        await world.settle()
        return (await client.request('GET', '/v1/tenants/demo/installs')).body.items.length > 0
      },
      { what: 'a connected server', timeoutMs: 30_000 },
    )
    return client
  }

  const place = { databaseUrl, dataDir }
  return {
    world,
    guild,
    general,
    admin,
    place,
    env,
    bind,
    launch: (more = {}, hear) => launchFor(t, { ...env, ...more }, hear),
  }
}
