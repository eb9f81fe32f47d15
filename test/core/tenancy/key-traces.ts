import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { credentialRoutes } from '../../../api/routes/credentials.ts'
import { log } from '../../../config/log.ts'
import { operatorActor } from '../../../core/access/can.ts'
import { checkCredential } from '../../../core/llm/check-credential.ts'
import { openClients } from '../../../core/llm/open-clients.ts'
import { noteCredentialUse } from '../../../core/tenancy/credential-use.ts'
import { type CredentialServices, readCredentialKeys } from '../../../core/tenancy/credentials.ts'
import { rewrapTenantKeys } from '../../../core/tenancy/rotate-master-key.ts'
import { backup } from '../../../db/backup.ts'
import { asOwner, withTenant } from '../../../db/tenant.ts'
import { startTestServer } from '../../helpers/server.ts'

/**
 * A program that does with the keys of its environment all that is done with keys: stored, refused by the provider,
 * used, failing, replaced, rotated, unreadable, dumped. It logs everything there is to log on standard error, and
 * prints as JSON whatever else it left behind.
 */
const { GOOD_KEY: good = '', BAD_KEY: bad = '', LOST_KEY: lost = '' } = process.env

const closers: (() => unknown)[] = []
const shared = { teardown: (close: () => unknown) => void closers.unshift(close) }
const left: Record<string, unknown> = {}
const errors: unknown[] = []
const failing = async <T>(work: Promise<T>): Promise<void> => {
  await work.then(
    () => Promise.reject(new Error('this was to fail')),
    (error: unknown) => errors.push(error),
  )
}

const provider = createServer((request, response) => {
  const key = request.headers.authorization ?? ''
  if (key.includes(lost)) return void response.socket?.destroy()
  // Some providers repeat the key that they refuse.
  if (key.includes(bad)) return void response.writeHead(401).end(`{"error":{"message":"bad key ${bad}"}}`)
  response.setHeader('content-type', 'application/json').end('{"object":"list","data":[{"id":"sage-1"}]}')
}).listen(0, '127.0.0.1')
await new Promise((resolve) => provider.once('listening', resolve))
const baseUrl = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/v1`
const clients = openClients()
const access = { clientFor: clients.clientFor, baseUrlOf: () => baseUrl }

const masterKey = randomBytes(32)
let services: CredentialServices | null = null
const server = await startTestServer(shared, {
  routes: ({ db }) => {
    services = { db, masterKey, check: (candidate, signal) => checkCredential(access, candidate, signal) }
    return credentialRoutes(services)
  },
})
const { db, dataDir } = server
const { id: tenantId, clientId } = await server.makeTenant()
const { token } = await server.makePerson(tenantId, 'admin')
const path = `/v1/tenants/${clientId}/credentials/openai`
const put = (api_key: unknown) => server.request('PUT', path, { token, json: { api_key } })

const answers = [await put(good), await put(bad), await put(lost), await put([good]), await put(good)]
left.statuses = answers.map(({ status }) => status)
left.answers = answers.map(({ text }) => text)

const { signal } = new AbortController()
for (const apiKey of [bad, lost])
  await failing(checkCredential(access, { provider: 'openai', apiKey, baseUrl: null }, signal))
const keys = await readCredentialKeys(db, masterKey, tenantId)
const { credentialId, apiKey } = keys.get('openai')!
left.isReadable = apiKey === good
for (const outcome of ['ok', 'failed'] as const)
  await noteCredentialUse(db, { tenantId, credentialId, outcome }, async (told) => {
    left.told = told
  })

const to = randomBytes(32)
left.rotated = await rewrapTenantKeys(db, operatorActor('test', null), { from: masterKey, to })
left.isReadableAfter = (await readCredentialKeys(db, to, tenantId)).get('openai')?.apiKey === good
await failing(readCredentialKeys(db, masterKey, tenantId))
// The old master key stands for a wrong one: whoever asks with it gets a problem that says nothing.
left.withWrongKey = (await put(good)).status
await withTenant(db, tenantId, () =>
  db.models.Credential.update({ sealed: 'v1.torn' }, { where: { tenantId } }),
)
await failing(readCredentialKeys(db, to, tenantId))
for (const error of errors) log.error({ err: error }, 'as a bug would be')
left.errors = errors.map((error) => inspect(error, { depth: 12, showHidden: true }))
await put(good)

left.audit = await withTenant(db, tenantId, () =>
  db.models.AuditEvent.findAll({ where: { tenantId }, raw: true }),
)
left.deployment = await asOwner(db, () => db.models.DeploymentAuditEvent.findAll({ raw: true }))
left.clients = inspect(clients.list(), { depth: 12 })
const file = join(dataDir, 'test.backup')
await backup(db, { dataDir, file })
left.dump = gunzipSync(readFileSync(file)).toString()

process.stdout.write(JSON.stringify(left))
await clients.close()
provider.closeAllConnections()
provider.close()
for (const close of closers) await close()
