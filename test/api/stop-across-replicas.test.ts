/** One process takes the questions and the stops, another one asks the models: what binds them is PostgreSQL. */
import test, { type ExecutionContext } from 'ava'
import { QueryTypes } from 'sequelize'
import { chatRoutes } from '../../api/routes/chat.ts'
import { conversationRoutes } from '../../api/routes/conversations.ts'
import { demoClientId, seedDemo } from '../../core/assistants/seed-demo.ts'
import type { Core, OpenChat } from '../../core/core.ts'
import { openQueue } from '../../core/jobs/queue.ts'
import { openBreakers } from '../../core/llm/breakers.ts'
import { openChain } from '../../core/llm/chain.ts'
import { openClients } from '../../core/llm/open-clients.ts'
import { openLedger } from '../../core/quotas/ledger.ts'
import { type Database, openDatabase } from '../../db/database.ts'
import { migrate } from '../../db/migrate.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { listCalls } from '../core/quotas/calls.ts'
import { startBareCore } from '../helpers/core.ts'
import { createServerDatabase, testServerUrl } from '../helpers/database.ts'
import { type FaultProvider, faults, startFaultProvider } from '../helpers/fault-provider.ts'
import { startTestServer } from '../helpers/server.ts'

const serverUrl = testServerUrl()
const onServer = serverUrl ? test : test.skip

const openReplica = async (t: ExecutionContext, databaseUrl: string): Promise<Database> => {
  const db = await openDatabase({ databaseUrl, dataDir: '', waitMs: 30_000 })
  t.teardown(() => db.close())
  return db
}

/** What a replica with `SERVICES=worker` runs, with a model of its own. */
const startWorker = async (
  t: ExecutionContext,
  databaseUrl: string,
  provider: FaultProvider,
): Promise<Core> => {
  const db = await openReplica(t, databaseUrl)
  await migrate(db)
  const clients = openClients()
  t.teardown(() => clients.close())
  const chain = openChain({ clientFor: clients.clientFor, ledger: openLedger(db), breakers: openBreakers() })
  const target = provider.target('openai', { name: 'sage' })
  const openChat: OpenChat = async ({ payer, temperature, signal }) =>
    chain.openChat({ payer, temperature, targets: [{ target, role: 'default' }], ...(signal && { signal }) })
  const core = await startBareCore(t, db, { openChat })
  await seedDemo(core)
  return core
}

/** What a replica with `SERVICES=api,web` runs. */
const startFront = async (t: ExecutionContext, databaseUrl: string, dataDir: string) => {
  const db = await openReplica(t, databaseUrl)
  const queue = await openQueue(db, { worker: false })
  t.teardown(() => queue.stop())
  const core: Core = { db, queue, dataDir }
  const routes = () => [...chatRoutes(core), ...conversationRoutes(core)]
  return startTestServer(t, { db, dataDir, routes })
}

const openBoth = async (t: ExecutionContext) => {
  const databaseUrl = await createServerDatabase(t, serverUrl!)
  const provider = await startFaultProvider(t)
  provider.always(faults.stallAfter(20))
  const worker = await startWorker(t, databaseUrl, provider)
  const front = await startFront(t, databaseUrl, worker.dataDir)
  const tenant = await asOwner(front.db, () =>
    front.db.models.Tenant.findOne({ where: { clientId: demoClientId }, rejectOnEmpty: true }),
  )
  const assistant = await withTenant(front.db, tenant.id, () =>
    front.db.models.Assistant.findOne({ where: { tenantId: tenant.id }, rejectOnEmpty: true }),
  )
  const { token } = await front.makePerson(tenant.id)
  const chat = `/v1/assistants/${assistant.id}/chat`
  const json = { message: 'Quels sont les cinq segments les plus surreprésentés chez les 18-34 ans ?' }
  const answer = front.request('POST', chat, { token, json })
  const request = await provider.nextRequest()
  const { body } = await front.request('GET', `${chat}/pending`, { token })
  const [pending] = body.items
  return { front, worker, provider, request, pending, answer, chat, token, tenantId: tenant.id }
}

onServer('a stop that is posted to one replica ends the call of the other', async (t) => {
  const { front, worker, provider, request, pending, answer, chat, token, tenantId } = await openBoth(t)
  const path = `${chat}/pending/${pending.question_id}`
  t.is((await front.request('DELETE', path, { token })).body.state, 'stopping')
  await request.aborted
  const { status, body } = await answer
  t.is(status, 200)
  t.like(body, { stage: 'none', fallback_reason: 'stopped' })
  t.is((await front.request('DELETE', path, { token })).body.state, 'stopped')
  t.deepEqual(
    (await listCalls(worker.db, tenantId)).map(({ outcome }) => outcome),
    ['cancelled'],
  )
  t.is(provider.requests.length, 1)
})

onServer('a stop whose announcement got lost is found all the same', async (t) => {
  const { front, request, pending, answer, tenantId } = await openBoth(t)
  await withTenant(front.db, tenantId, () =>
    front.db.sequelize.query('update inbox set stopped_at = now() where tenant_id = $1 and id = $2', {
      bind: [tenantId, pending.question_id],
      type: QueryTypes.UPDATE,
    }),
  )
  await request.aborted
  t.is((await answer).body.fallback_reason, 'stopped')
})
