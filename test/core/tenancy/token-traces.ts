import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { installRoutes } from '../../../api/routes/installs.ts'
import { log } from '../../../config/log.ts'
import { readBotToken } from '../../../core/tenancy/bot-tokens.ts'
import { bindWorkspace, createInstallCode } from '../../../core/tenancy/install-codes.ts'
import { rewrapTenantKeys } from '../../../core/tenancy/rotate-master-key.ts'
import { type Exchange, rotateDueTokens } from '../../../core/tenancy/rotate-tokens.ts'
import { revokeWorkspace, storeInstallation } from '../../../core/tenancy/workspaces.ts'
import { backup } from '../../../db/backup.ts'
import { asOwner, withTenant } from '../../../db/tenant.ts'
import { addPerson, installationOf } from '../../helpers/installs.ts'
import { actor as operator } from '../../helpers/sealed-secrets.ts'
import { startTestServer } from '../../helpers/server.ts'

/**
 * A program that does with the tokens of its environment all that is done with tokens of chat workspaces: stored, read,
 * refreshed, failing, refused, under another master key, rotated, dumped, deleted. It logs everything there is to log on
 * standard error, and prints as JSON whatever else it left behind.
 */
const { BOT_TOKEN: botToken = '', REFRESH_TOKEN: refreshToken = '', NEXT_TOKEN: next = '' } = process.env

const closers: (() => unknown)[] = []
const shared = { teardown: (close: () => unknown) => void closers.unshift(close) }
const left: Record<string, unknown> = {}
const errors: unknown[] = []
const failing = async (work: Promise<unknown>): Promise<void> => {
  await work.then(
    () => Promise.reject(new Error('this was to fail')),
    (error: unknown) => errors.push(error),
  )
}

const [masterKey, to] = [randomBytes(32), randomBytes(32)]
const server = await startTestServer(shared, { routes: ({ db }) => installRoutes({ db }) })
const { db, dataDir } = server
const { id: tenantId, clientId } = await server.makeTenant()
const admin = await addPerson(db, tenantId, { email: 'admin@example.org' })
const { token } = await server.makePerson(tenantId, 'admin')

const installation = installationOf({ botToken, refreshToken, expiresInSeconds: 60 })
const { platform, workspaceId } = installation
left.stored = await storeInstallation(db, masterKey, installation)
const { code } = await createInstallCode(db, admin)
left.bound = await bindWorkspace(db, { platform, workspaceId, code, by: 'U1' })
left.isReadable = (await readBotToken(db, masterKey, platform, workspaceId)) === botToken
await failing(readBotToken(db, to, platform, workspaceId))

// A platform's client that repeats the request in its error.
const broken: Exchange = async (asked) => {
  throw Object.assign(new Error(`POST refresh_token=${asked.refreshToken}`), { data: { ...asked, botToken } })
}
const renewing: Exchange = async () => ({
  kind: 'renewed', botToken: next, refreshToken: next, expiresInSeconds: 60,
}) // biome-ignore format: one answer
left.runs = [
  await rotateDueTokens(db, masterKey, broken),
  await rotateDueTokens(db, to, renewing),
  await rotateDueTokens(db, masterKey, renewing),
]
left.isRenewed = (await readBotToken(db, masterKey, platform, workspaceId)) === next
left.rotated = await rewrapTenantKeys(db, operator, { from: masterKey, to })
left.isReadableAfter = (await readBotToken(db, to, platform, workspaceId)) === next
const file = join(dataDir, 'test.backup')
await backup(db, { dataDir, file })
left.dump = gunzipSync(readFileSync(file)).toString()
left.listed = (await server.request('GET', `/v1/tenants/${clientId}/installs`, { token })).text

// A database's refusal repeats what was to be stored.
await db.sequelize.query('alter table workspaces add constraint refuse check (bot_token is null) not valid')
await failing(storeInstallation(db, masterKey, installation))
await db.sequelize.query('alter table workspaces drop constraint refuse')
left.refused = await rotateDueTokens(db, to, async () => ({ kind: 'refused', reason: 'token_revoked' }))
left.isGone = await readBotToken(db, to, platform, workspaceId)
await revokeWorkspace(db, platform, workspaceId)
for (const error of errors) log.error({ err: error }, 'as a bug would be')
left.errors = errors.map((error) => inspect(error, { depth: 12, showHidden: true }))
left.audit = await withTenant(db, tenantId, () =>
  db.models.AuditEvent.findAll({ where: { tenantId }, raw: true }),
)
left.outbox = await withTenant(db, tenantId, () =>
  db.models.OutboxMessage.findAll({ where: { tenantId }, raw: true }),
)
left.deployment = await asOwner(db, () => db.models.DeploymentAuditEvent.findAll({ raw: true }))

process.stdout.write(JSON.stringify(left))
for (const close of closers) await close()
