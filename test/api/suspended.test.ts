import test from 'ava'
import { v7 as uuid } from 'uuid'
import { runAction, runCommand, submitForm } from '../../bots/commands/run.ts'
import { operatorActor } from '../../core/access/can.ts'
import { openMailDispatcher } from '../../core/mail/dispatch.ts'
import { enqueueAnswers } from '../../core/messaging/answer-job.ts'
import { updateTenant } from '../../core/tenancy/tenants.ts'
import { withTenant } from '../../db/tenant.ts'
import { openDesk, textOf } from '../bots/commands/desk.ts'
import { afterAll } from '../helpers/after-all.ts'
import { eventually } from '../helpers/event-rows.ts'
import { openWholeApi, type WholeApi } from '../helpers/whole-api.ts'

let api: WholeApi
const shared = afterAll(test)
test.before(async () => {
  api = await openWholeApi(shared)
})

const change = (clientId: string, changes: Parameters<typeof updateTenant>[2]['changes']) =>
  updateTenant(api.core.db, operatorActor(uuid(), null), { clientId, changes })

const contact = { contactName: 'Zoé Martin', contactEmail: 'zoe@acme.example' }

test('in a suspended tenant people read and begin nothing, on every route; operators act', async (t) => {
  const { id, clientId } = await api.server.makeTenant()
  const [admin, operator] = [await api.server.makePerson(id, 'admin'), await api.server.makeOperator()]
  await change(clientId, { isActive: false, ...contact })
  const paths = Object.entries(api.server.document.paths ?? {})
  const seen = { refused: 0, read: 0 }
  for (const [path, methods] of paths)
    for (const [key, operation] of Object.entries(methods as Record<string, { 'x-auth': string }>)) {
      const [method, auth] = [key.toUpperCase(), operation['x-auth']]
      if (auth === 'none' || auth === 'optional' || path.startsWith('/v1/auth/')) continue
      const address = path.replace('{client_id}', clientId).replaceAll(/\{\w+\}/g, () => uuid())
      const json = method === 'GET' ? undefined : {}
      const { status, body } = await api.server.request(method, address, { token: admin.token, json })
      const name = `${method} ${path}`
      if (method === 'GET') t.not(body?.code, 'tenant_suspended', name)
      else if (auth === 'operator') t.is(body.code, 'forbidden', name)
      else {
        t.deepEqual([status, body.code], [403, 'tenant_suspended'], name)
        t.regex(body.detail, /Zoé Martin \(zoe@acme\.example\)/, name)
      }
      seen[method === 'GET' ? 'read' : 'refused'] += 1
    }
  t.true(seen.refused > 30 && seen.read > 30, JSON.stringify(seen))
  const roles = await api.server.request('GET', '/v1/roles', { token: admin.token })
  t.is(roles.status, 200)
  const acting = { token: operator.token, tenant: clientId, json: { name: 'Études' } }
  t.is((await api.server.request('POST', '/v1/services', acting)).status, 201)
  const out = await api.server.request('POST', '/v1/auth/logout', { token: admin.token, json: {} })
  t.not(out.body?.code, 'tenant_suspended')
})

test('suspending and resuming take effect with the next request', async (t) => {
  const { id, clientId } = await api.server.makeTenant()
  const [admin, operator] = [await api.server.makePerson(id, 'admin'), await api.server.makeOperator()]
  const make = async (name: string) =>
    (await api.server.request('POST', '/v1/services', { token: admin.token, json: { name } })).status
  const set = (active: boolean) =>
    api.server.request('PATCH', `/v1/tenants/${clientId}`, { token: operator.token, json: { active } })
  t.is(await make('One'), 201)
  await set(false)
  t.is(await make('Two'), 403)
  await set(true)
  t.is(await make('Two'), 201)
})

test('chat gets one sentence, with whom to ask, in both languages, and nothing is asked of a model', async (t) => {
  const desk = await openDesk(api)
  const [fr, en] = [desk.context(desk.admin), desk.context(desk.member('U9'), {}, 'en')]
  t.regex(textOf(await runCommand(en, 'help')), /What you can ask me/)
  await change(desk.clientId, { isActive: false, ...contact })
  for (const words of ['help', 'usage', 'ask top 3', 'assistant list', 'nonsense']) {
    t.is(
      textOf(await runCommand(en, words)).trim(),
      'This workspace is suspended. Ask Zoé Martin (zoe@acme.example) to have it reactivated.',
    )
    t.regex(textOf(await runCommand(fr, words)), /Cet espace est suspendu.*Zoé Martin \(zoe@acme\.example\)/)
  }
  t.regex(textOf(await runAction(en, 'help.page', { selected: 'data' })), /is suspended/)
  t.regex(textOf(await submitForm(en, 'prefs', { value: {}, values: { language: 'fr' } })), /is suspended/)
  await change(desk.clientId, { contactName: null, contactEmail: null })
  t.regex(textOf(await runCommand(en, 'help')), /Ask its owner/)
})

test('a question that waited when its tenant was suspended gets that sentence as its answer', async (t) => {
  const desk = await openDesk(api)
  const assistantId = await desk.makeAssistant('Étude bio', { isPublic: true })
  const { conversationId } = await desk.answerIn(desk.context(desk.admin), {
    assistantId,
    text: 'top 3 pour Femmes',
  })
  await change(desk.clientId, { isActive: false, ...contact })
  const { db } = api.core
  const { tenantId } = desk
  const inboxId = uuid()
  await withTenant(db, tenantId, async () => {
    const { InboxEvent } = db.models
    const before = await InboxEvent.findOne({ where: { tenantId, conversationId }, rejectOnEmpty: true })
    const { platform, payload } = before
    await InboxEvent.create({ tenantId, id: inboxId, platform, eventId: inboxId, conversationId, payload })
    await enqueueAnswers(api.core, tenantId, [{ inboxId, conversationId, requestId: null }])
  })
  const where = { tenantId, conversationId, role: 'assistant' as const }
  const read = () =>
    withTenant(db, tenantId, () => db.models.Message.findAll({ where, order: ['position'], raw: true }))
  await eventually(async () => (await read()).length === 2)
  const [, answer] = await read()
  t.regex(answer!.content, /suspendu.*Zoé Martin/)
  t.is(answer!.stage, 'none')
})

test('a mail that waited when its tenant was suspended is not sent; a new tenant’s contact is welcomed', async (t) => {
  const { db } = api.core
  const operator = await api.server.makeOperator()
  const clientId = `mail-${uuid()}`
  const json = { client_id: clientId, name: 'Acme', locale: 'en', contact_email: 'zoe@acme.example' }
  const made = await api.server.request('POST', '/v1/tenants', { token: operator.token, json })
  t.is(made.status, 201)
  const tenantId: string = made.body.id
  const read = () =>
    withTenant(db, tenantId, () =>
      db.models.OutboxMessage.findAll({ where: { tenantId, platform: 'mail' }, order: ['id'], raw: true }),
    )
  const [welcome, ...more] = await read()
  t.is(more.length, 0)
  t.is(welcome!.destination, 'zoe@acme.example')
  t.like(welcome!.payload, { mail: { type: 'tenant.welcome', locale: 'en', data: { client_id: clientId } } })
  await withTenant(
    db,
    tenantId,
    () =>
    db.models.OutboxMessage.create({
      tenantId, alertId: welcome!.alertId, platform: 'mail', destination: 'b@acme.example', position: 1,
      payload: { mail: { ...(welcome!.payload.mail as object), type: 'identity.linked', data: {} } },
    }), // biome-ignore format: one row
  )
  await change(clientId, { isActive: false })
  const dispatcher = openMailDispatcher(api.core, { smtpUrl: null, mailFrom: null, publicUrl: null })
  t.teardown(dispatcher.close)
  dispatcher.wake(tenantId)
  await eventually(async () =>
    (await read()).every(({ state }) => state !== 'pending' && state !== 'sending'),
  )
  const states = (await read()).map(({ state, failure }) => [state, failure])
  t.deepEqual(states.sort(), [
    ['failed', 'suspended'],
    ['sent', null],
  ])
})
