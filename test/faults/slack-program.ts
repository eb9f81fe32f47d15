import { createServer } from 'node:net'
import type { ExecutionContext } from 'ava'
import { createServerDatabase, testServerUrl } from '../helpers/database.ts'
import { allScopes, type SlackOptions, type SlackWorld, startSlack } from '../helpers/slack/slack-world.ts'
import type { LaunchedServer } from '../helpers/spawn-server.ts'
import { type OperatorClient, openOperator, operatorEnv } from './operator.ts'
import { launchFor, makeDataDir, makeFilledDataDir } from './place.ts'

type Teardown = Pick<ExecutionContext, 'teardown'>

/** The real program in a workspace of the loopback Slack, to be killed and started again. */
export interface SlackProgram {
  world: SlackWorld
  teamId: string
  /** Runs the workspace. */
  admin: string
  /** Where its database is; embedded in the folder when there is no URL. */
  place: { databaseUrl: string | null; dataDir: string }
  env: Record<string, string>
  /** The same address after every start, as behind a name. */
  port: number
  /** @param hear gets every word that it writes */
  launch(more?: Record<string, string>, hear?: (text: string) => void): LaunchedServer
  /** Makes the demo's assistant public and binds the workspace to its tenant, as an operator and an admin do. */
  bind(server: { url: string }): Promise<OperatorClient>
}

export interface ProgramOptions {
  slack?: SlackOptions
  scopes?: string[]
  env?: Record<string, string>
  /** PostgreSQL of the test's own; otherwise TEST_DATABASE_URL's, or the embedded one. */
  databaseUrl?: string
  /** Its first start makes the embedded database, too. */
  isFresh?: boolean
}

const signingSecret = 'a-signing-secret-of-the-tests'

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

const databaseFor = async (t: Teardown, given: string | undefined): Promise<string | null> => {
  const server = testServerUrl()
  return given ?? (server === null ? null : createServerDatabase(t, server))
}

const masterKey = Buffer.alloc(32, 7).toString('base64')

export const openSlackProgram = async (t: Teardown, options: ProgramOptions = {}): Promise<SlackProgram> => {
  const { scopes = allScopes } = options
  const databaseUrl = await databaseFor(t, options.databaseUrl)
  const isFilled = databaseUrl === null && !options.isFresh
  const dataDir = isFilled ? await makeFilledDataDir(t) : await makeDataDir(t)
  const world = await startSlack(t, options.slack)
  const team = world.addWorkspace({ name: 'Acme', scopes })
  const admin = world.addUser({ role: 'admin' })
  const port = await freePort()
  world.connect({ url: `http://127.0.0.1:${port}`, signingSecret })
  const env = {
    ...operatorEnv,
    SEXTANT_DATA_DIR: dataDir,
    ...(databaseUrl !== null && { DATABASE_URL: databaseUrl, MASTER_KEY: masterKey }),
    PORT: String(port),
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_BOT_TOKEN: world.tokenOf(team.teamId),
    SLACK_API_URL: world.apiUrl,
    ...options.env,
  }

  const bind: SlackProgram['bind'] = async (server) => {
    const client = await openOperator(server)
    const json = { public: true }
    const shown = await client.request('PATCH', `/v1/assistants/${await client.assistantId()}`, { json })
    if (shown.status !== 200) throw new Error(`the assistant is not public: ${JSON.stringify(shown.body)}`)
    const { body } = await client.request('POST', '/v1/tenants/demo/install-codes', { json: {} })
    await world.user(admin.id).slash(`/sextant setup ${body.code}`)
    const installs = await client.request('GET', '/v1/tenants/demo/installs')
    if (installs.body.items?.length !== 1)
      throw new Error(
        `the workspace is not bound: ${JSON.stringify(world.ephemerals(admin.id).map(({ words }) => words))}`,
      )
    return client
  }

  return {
    world,
    teamId: team.teamId,
    admin: admin.id,
    place: { databaseUrl, dataDir },
    env,
    port,
    launch: (more = {}, hear) => launchFor(t, { ...env, ...more }, hear),
    bind,
  }
}
