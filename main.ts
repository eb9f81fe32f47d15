import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { statusRoutes, workRoutes } from './api/all-routes.ts'
import { openAccess } from './api/middleware/authenticate.ts'
import { dropRunningKeys } from './api/middleware/idempotency.ts'
import { openRateLimit } from './api/middleware/rate-limit.ts'
import {
  deviceMarks,
  sessionCookie,
  signedInCookies,
  visitorCookie,
} from './api/middleware/session-cookie.ts'
import { readinessChecks, remembered } from './api/readiness.ts'
import { createServer, type Listening, listen } from './api/server.ts'
import { openWebCommands } from './bots/web/commands.ts'
import { webEdge } from './bots/web/edge.ts'
import { isLoopbackHost } from './bots/web/visit.ts'
import { type Hearing, openChats } from './chats.ts'
import { describeError } from './cli/describe-error.ts'
import { chosenLocale } from './cli/locale.ts'
import { type Config, readConfig, type Service, variableNames } from './config/env.ts'
import { loadEnvFile } from './config/env-file.ts'
import { limits } from './config/limits.ts'
import { log } from './config/log.ts'
import { defineCreationQueue } from './core/assistants/create.ts'
import { demoClientId, isEmpty, seedDemo } from './core/assistants/seed-demo.ts'
import { sweepAgeMs, sweepFolders } from './core/assistants/sweep-folders.ts'
import type { Core } from './core/core.ts'
import { workDirOf } from './core/datasets/originals.ts'
import { AppError } from './core/errors.ts'
import { openQueue } from './core/jobs/queue.ts'
import { seedModels } from './core/llm/seed-models.ts'
import { mailKeyOf } from './core/mail/links.ts'
import { defineAnswerQueue } from './core/messaging/answer-job.ts'
import { requeueForgotten } from './core/messaging/requeue-forgotten.ts'
import { hasDeploymentModels, type Models, openModels } from './core/models.ts'
import { onNotices } from './core/notifications/wake.ts'
import { prepareTasks } from './core/privacy/work.ts'
import { defineScheduleQueue } from './core/schedules/fire.ts'
import { openAuthentication } from './core/tenancy/authentication.ts'
import { deriveKey, readMasterKey } from './core/tenancy/master-key.ts'
import { resumeRotation } from './core/tenancy/rotate-master-key.ts'
import { prepareFirstOperator } from './core/tenancy/set-up.ts'
import { openSignInGuard } from './core/tenancy/sign-in-guard.ts'
import { type Database, openDatabase } from './db/database.ts'
import { migrate, pendingMigrations } from './db/migrate.ts'
import { takeTurn } from './db/turn.ts'
import { startHousekeeping } from './housekeeping.ts'
import { startWorker } from './worker.ts'

const packageFile = new URL('./package.json', import.meta.url)
const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }

const configuredNames = (env: Env): string[] => variableNames.filter((name) => env[name])

/** A database that is started together with Sextant is ready within this. */
const databasePatienceMs = 15_000

type Env = Record<string, string | undefined>
type Say = (line: string) => void

/** What a killed process left behind. Replicas share database and folder, and what is young may be theirs. */
const clearLeftovers = async (core: Core): Promise<void> => {
  await mkdir(workDirOf(core), { recursive: true, mode: 0o700 })
  const isAlone = core.db.kind === 'embedded'
  await sweepFolders(core, isAlone ? 0 : sweepAgeMs)
  if (isAlone) await dropRunningKeys(core.db)
}

/** A new embedded database gets the demo; another one when `SEED_DEMO` says so. */
const wantsDemo = async (core: Core, { seedDemo: wanted }: Config): Promise<boolean> =>
  wanted ?? (core.db.kind === 'embedded' && (await isEmpty(core)))

interface HttpOptions {
  core: Core
  models: Models
  masterKey: Buffer
  config: Config
  env: Env
  hearing: Hearing
}

const openHttp = async ({
  core,
  models: { breakers, clients, credentials, access, listUsable },
  masterKey,
  config,
  env,
  hearing,
}: HttpOptions): Promise<Listening> => {
  const { db, dataDir } = core
  const { publicUrl, metricsToken } = config
  const serves = (service: Service): boolean => config.services.includes(service)
  const key = deriveKey(masterKey, 'access-token')
  const authentication = openAuthentication(db, key)
  const isHttps = publicUrl?.startsWith('https:') ?? false
  const checks = readinessChecks({
    db,
    dataDir,
    isMigrated: remembered(60_000, async () => (await pendingMigrations(db)).length === 0),
    isQueueReady: async () => (await core.queue.count('answer-question')).waiting >= 0,
  })
  const signIn = { db, key, guard: openSignInGuard(db), authentication, isHttps }
  const health = {
    db,
    dataDir,
    version,
    checks,
    degraded: () => [
      ...(hasDeploymentModels(config.providers) ? [] : ['models']),
      ...(config.smtpUrl === null ? ['mail'] : []),
      ...(hearing.discord?.().isConnected === false ? ['discord'] : []),
    ],
    configured: configuredNames(env),
    discord: hearing.discord,
  }
  const countClients = (): number => clients.list().length
  const routes = statusRoutes({ ...health, breakers, countClients, metricsToken })
  const commands = openWebCommands({ core, publicUrl: publicUrl ?? '/' })
  if (serves('api') || serves('web'))
    routes.push(
      ...workRoutes(core, {
        ...signIn,
        credentials,
        models: access,
        commands,
        mailKey: mailKeyOf(masterKey),
      }),
    )
  const edges = serves('web')
    ? webEdge({
        db,
        key,
        authentication,
        isOpen: db.kind === 'embedded' && isLoopbackHost(config.host),
        openTenant: demoClientId,
        usableModels: listUsable,
        publicUrl,
        sessionCookie,
        visitorCookie,
        signedInCookies: (tokens) => signedInCookies(tokens, isHttps),
        admin: { core, signIn, models: access, breakers, ...deviceMarks(isHttps) },
      })
    : []
  const app = createServer({
    db, dataDir, version, publicUrl, corsOrigins: config.corsOrigins, routes, access: openAccess(db, authentication),
    idempotencyKey: deriveKey(masterKey, 'idempotency'),
    rateLimit: openRateLimit(limits.api.requestsPerMinute), platformEdges: hearing.edges, edges,
  }) // biome-ignore format: one server, read at a glance
  return listen(app, config).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EADDRINUSE') throw cause
    throw new AppError('port_in_use', `The port ${config.port} is in use.`, {
      details: { port: config.port },
      cause,
    })
  })
}

export interface Sextant {
  url: string
  /** Takes no more, finishes what runs, closes everything. */
  close(): Promise<void>
}

type Closers = (() => Promise<unknown>)[]

/** Jobs get this long to end when the process is told to; the next process takes up what is left. */
const stopJobsMs = 4_000

interface Preparing {
  config: Config
  models: Models
  closers: Closers
}

/** What replicas that start together must not do at the same time. */
const prepare = async (db: Database, { config, models, closers }: Preparing) => {
  const queue = await openQueue(db, { worker: config.services.includes('worker') })
  closers.push(() => queue.stop({ timeoutMs: stopJobsMs }))
  const core: Core = {
    db,
    queue,
    dataDir: config.dataDir,
    openChat: models.openChat,
    listUsable: models.listUsable,
    forgetTenant: models.forgetTenant,
  }
  await defineAnswerQueue(core)
  await defineCreationQueue(core)
  await prepareTasks(core)
  await defineScheduleQueue(core)
  await clearLeftovers(core)
  if (await wantsDemo(core, config)) await seedDemo(core)
  await seedModels(core)
  return { core, secret: await prepareFirstOperator(db, config.admin) }
}

/** Opens everything that `SERVICES` names, in the order in which each needs the one before. Closes it all on failure. */
export const openSextant = async (config: Config, { say, env }: { say: Say; env: Env }): Promise<Sextant> => {
  const closers: Closers = []
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse())
      await closer().catch((error: unknown) => log.error({ err: error }, 'something did not close'))
  }
  try {
    const onWait = (): void => say('database  waiting for PostgreSQL')
    const db = await openDatabase({ ...config, patience: { ms: databasePatienceMs, onWait } })
    closers.push(db.close)
    await migrate(db)
    say(`database  ${db.kind === 'embedded' ? `embedded in ${config.dataDir}` : 'PostgreSQL'}`)
    await resumeRotation(db, config)
    const masterKey = await readMasterKey(config)
    const models = openModels(db, { providers: config.providers, masterKey })
    closers.push(models.close)
    const { core, secret } = await takeTurn(db, () => prepare(db, { config, models, closers }))
    let url = config.publicUrl ?? ''
    const chats = await openChats({ core, config, masterKey, publicUrl: () => url })
    closers.push(chats.close)
    core.accessEnds = chats.accessEnds
    onNotices(db, (tenantId) => {
      core.queue
        .signal('notices', tenantId)
        .catch((error: unknown) => log.warn({ err: error }, 'workers were not told of notices'))
    })
    if (config.services.includes('worker')) {
      for (const dispatcher of startWorker(core, { config, masterKey }, chats)) closers.push(dispatcher.close)
      closers.push(startHousekeeping(core, models, chats).stop)
      await requeueForgotten(core)
      say('worker    answers questions and makes assistants')
    }
    const hearing = await chats.listen()
    closers.push(hearing.close)
    const http = await openHttp({ core, models, masterKey, config, env, hearing })
    closers.push(http.close)
    url = config.publicUrl ?? http.url
    for (const service of config.services)
      if (service !== 'worker') say(`${service.padEnd(9)} ${addressOf(service, url)}`)
    if (secret) say(`set-up    make the first operator, once: ${url}/setup?token=${secret}`)
    say(`Sextant is ready: ${url}`)
    return { url, close }
  } catch (error) {
    await close()
    throw error
  }
}

const addressOf = (service: Service, url: string): string =>
  ({
    api: `${url}/v1 · ${url}/docs`, web: `${url}/`, slack: `${url}/slack/events`,
    discord: 'connects to the gateway', worker: '',
  })[service] // biome-ignore format: one line each kind

/** Starts from the environment; ends cleanly on SIGTERM and SIGINT, and at once on a second signal. */
const start = async (): Promise<void> => {
  loadEnvFile()
  const config = readConfig(process.env)
  log.level = config.logLevel
  const say: Say = (line) => process.stdout.write(`${line}\n`)
  let sextant: Sextant | null = null
  let isStopping = false
  const stop = (): void => {
    // Before it is ready nothing is under way that the next start would not put right.
    if (isStopping || !sextant) process.exit(1)
    isStopping = true
    sextant.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  // First: who reads the ready line may stop it in the same instant.
  process.on('SIGTERM', stop).on('SIGINT', stop)
  sextant = await openSextant(config, { say, env: process.env })
}

if (import.meta.main)
  start().catch((error: unknown) => {
    // What cannot start says so in a sentence: the fault is the installation's, unless it is ours.
    const { code, message } = describeError(error, chosenLocale([], process.env) ?? 'fr')
    if (code === 'internal') log.fatal({ err: error }, 'Sextant could not start')
    process.stderr.write(`${message}\n`)
    process.exit(1)
  })
