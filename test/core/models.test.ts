import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import test from 'ava'
import { readConfig } from '../../config/env.ts'
import { log } from '../../config/log.ts'
import { actorOnBehalf } from '../../core/access/can.ts'
import { modelFields } from '../../core/llm/model-entry.ts'
import { putEntry } from '../../core/llm/registry.ts'
import { openModels } from '../../core/models.ts'
import { storeCredential } from '../../core/tenancy/credentials.ts'
import { withTenant } from '../../db/tenant.ts'
import { createTestTenant, shareTestDatabase } from '../helpers/database.ts'
import { faults, startFaultProvider } from '../helpers/fault-provider.ts'

log.level = 'silent'
const database = shareTestDatabase(test)

test('a key that is refused is told once a day; one that is not for some model is not refused', async (t) => {
  const db = database()
  const provider = await startFaultProvider(t)
  const { providers } = readConfig({ OPENAI_BASE_URL: provider.v1Url })
  const models = openModels(db, { providers, masterKey: randomBytes(32) })
  t.teardown(models.close)
  const tenantId = await createTestTenant(db)
  const actor = actorOnBehalf(tenantId, { kind: 'system', id: 'test' })
  const { signal } = new AbortController()
  const given = {
    provider: 'openai',
    apiKey: `sk-${'x'.repeat(20)}wxyz`,
    baseUrl: null,
    profile: null,
  } as const
  await storeCredential(models.credentials, actor, { ...given, signal })
  for (const name of ['oracle', 'sage'])
    await putEntry(db, actor, { name, fields: modelFields.parse({ provider: 'openai', model: name }) })

  const ids = { assistantId: null, conversationId: null, personId: null, service: null, channel: null }
  const ask = async () => {
    const payer = { tenantId, ...ids }
    const chat = await models.openChat({
      payer,
      defaultLlm: 'oracle',
      fallbackLlm: 'sage',
      temperature: null,
    })
    return chat.ask({ purpose: 'word', messages: [{ role: 'user', content: 'Bonjour ?' }], maxTokens: 50 })
  }
  const count = (action: string) =>
    withTenant(db, tenantId, () => db.models.AuditEvent.count({ where: { tenantId, action } }))
  const alerts = () => withTenant(db, tenantId, () => db.models.Alert.count({ where: { tenantId } }))
  const isFailing = async (expected: boolean): Promise<void> => {
    const read = () =>
      withTenant(db, tenantId, () =>
        db.models.Credential.findOne({ where: { tenantId }, rejectOnEmpty: true }),
      )
    while (Boolean((await read()).failingSince) !== expected) await wait(5)
  }

  const denied = faults.status(403, { type: 'permission_error', code: null })
  provider.always((exchange) =>
    exchange.request.body.model === 'oracle' ? denied(exchange) : faults.answer('Oui.')(exchange),
  )
  for (let round = 0; round < 3; round++) t.like(await ask(), { llm: 'sage', fallbackReason: 'auth' })
  while ((await count('credential.used')) === 0) await wait(5)
  t.is(await count('credential.refused'), 0)

  for (const _ of ['twice in a day', 'is told once']) {
    provider.always(faults.status(401, { type: 'authentication_error', code: 'invalid_api_key' }))
    t.like(await ask(), { reason: 'auth' })
    await isFailing(true)
    provider.always(faults.answer('Oui.'))
    t.like(await ask(), { llm: 'oracle' })
    await isFailing(false)
  }
  while ((await alerts()) === 0) await wait(5)
  t.is(await count('credential.refused'), 2)
  t.is(await alerts(), 1)

  // A tenant that is gone leaves neither key nor breaker behind.
  const isHeld = () => models.clients.list().some(({ credentialId }) => credentialId !== null)
  const isIll = () => models.breakers.list().some((one) => one.tenantId === tenantId)
  provider.always(faults.status(503, { type: 'server_error', code: null }))
  t.false('llm' in (await ask()))
  t.true(isHeld() && isIll())
  models.forgetTenant(await createTestTenant(db))
  t.true(isHeld() && isIll(), 'another one’s')
  models.forgetTenant(tenantId)
  t.false(isHeld() || isIll())
})
