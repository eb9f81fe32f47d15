import test from 'ava'
import { QueryTypes } from 'sequelize'
import type { Alert } from '../../../core/notifications/catalogue.ts'
import { noteFallback } from '../../../core/notifications/note-fallback.ts'
import { raiseAlert } from '../../../core/notifications/raise-alert.ts'
import { migrateDown } from '../../../db/migrate.ts'
import type { Person } from '../../../db/models/person.ts'
import type { Tenant } from '../../../db/models/tenant.ts'
import { asOwner, withTenant } from '../../../db/tenant.ts'
import { createTestTenant, openTestDatabase, shareTestDatabase } from '../../helpers/database.ts'

const database = shareTestDatabase(test)

const openTenant = async (values: Partial<Tenant> = {}): Promise<string> => {
  const id = await createTestTenant(database())
  await asOwner(database(), () => database().models.Tenant.update(values, { where: { id } }))
  return id
}
const addPerson = (tenantId: string, values: Partial<Person>) =>
  withTenant(database(), tenantId, () =>
    database().models.Person.create({ tenantId, fullName: 'A', role: 'admin', ...values }),
  )
const alert = (onceKey = 'quota.80:2026-11'): Alert => ({
  type: 'quota.80',
  onceKey,
  data: {
    scope: 'tenant', scope_name: null, unit: 'requests', used: 800, limit: 1_000,
    resets_at: '2026-11-30T23:00:00.000Z',
  },
}) // biome-ignore format: one alert, read at a glance
const mails = (tenantId: string) =>
  withTenant(database(), tenantId, async () => {
    const where = { tenantId, platform: 'mail' }
    const rows = await database().models.OutboxMessage.findAll({ where, order: ['position'] })
    return rows.map(({ destination, payload }) => ({
      to: destination,
      ...(payload.mail as Record<string, unknown>),
    }))
  })
const addresses = async (tenantId: string) => (await mails(tenantId)).map(({ to }) => to).sort()

test('the contact and every active admin get one mail each, in their language', async (t) => {
  const tenantId = await openTenant({ contactEmail: 'Contact@Example.org', locale: 'fr', name: 'Acme' })
  const other = await openTenant({ contactEmail: 'other@example.org' })
  await addPerson(other, { email: 'other-admin@example.org' })
  await addPerson(tenantId, { email: 'en@example.org', locale: 'en' })
  await addPerson(tenantId, { email: 'fr@example.org' })
  await addPerson(tenantId, { email: 'gone@example.org', isActive: false })
  await addPerson(tenantId, { email: 'it@example.org', role: 'it' })
  await addPerson(tenantId, { email: null })
  t.true(await raiseAlert(database(), tenantId, alert()))
  const found = (await mails(tenantId)) as { to: string; locale?: string; tenant_name?: string }[]
  t.deepEqual(
    found.map(({ to, locale }) => [to, locale]).sort(),
    [['Contact@Example.org', 'fr'], ['en@example.org', 'en'], ['fr@example.org', 'fr']],
  ) // biome-ignore format: one list
  t.true(found.every(({ tenant_name }) => tenant_name === 'Acme'))
  t.deepEqual(await mails(other), [])
})

test('an address that stands for two, whatever its case, gets one mail, in the language of the person', async (t) => {
  const tenantId = await openTenant({ contactEmail: 'ZOE@example.org', locale: 'fr' })
  await addPerson(tenantId, { email: 'zoe@Example.org', locale: 'en' })
  await raiseAlert(database(), tenantId, alert())
  const found = (await mails(tenantId)) as { to: string; locale?: string }[]
  t.deepEqual(found.map(({ to, locale }) => [to, locale]), [['zoe@Example.org', 'en']]) // biome-ignore format: one
})

test('what is for one person goes to nobody else, in their language', async (t) => {
  const tenantId = await openTenant({ contactEmail: 'contact@example.org', locale: 'fr' })
  await addPerson(tenantId, { email: 'admin@example.org' })
  const { id: personId } = await addPerson(tenantId, { email: 'one@example.org', role: 'it', locale: 'en' })
  t.true(await raiseAlert(database(), tenantId, alert('one'), { personId }))
  const [mail, ...more] = (await mails(tenantId)) as { to: string; locale?: string; audience?: string }[]
  t.like(mail, { to: 'one@example.org', locale: 'en', audience: 'person' })
  t.deepEqual(more, [])
  // Who has no address, is switched off, or belongs to another tenant gets none; nor do the admins instead.
  const other = await openTenant()
  for (const person of [
    await addPerson(tenantId, { email: null }),
    await addPerson(tenantId, { email: 'gone@example.org', isActive: false }),
    await addPerson(other, { email: 'other@example.org' }),
  ])
    await raiseAlert(database(), tenantId, alert(person.id), { personId: person.id })
  t.is((await mails(tenantId)).length, 1)
})

test('what is no single address gets nothing', async (t) => {
  const tenantId = await openTenant({ contactEmail: 'a@example.org, b@example.org' })
  await addPerson(tenantId, { email: 'c@example.org\r\nBcc: d@example.org' })
  await addPerson(tenantId, { email: 'e' })
  t.true(await raiseAlert(database(), tenantId, alert()))
  t.deepEqual(await mails(tenantId), [])
})

test('raised twice, or by two at once, it is told once; another period and another tenant are told', async (t) => {
  const tenantId = await openTenant({ contactEmail: 'a@example.org' })
  const other = await openTenant({ contactEmail: 'b@example.org' })
  const raise = () => raiseAlert(database(), tenantId, alert())
  t.deepEqual((await Promise.all([raise(), raise(), raise()])).filter(Boolean).length, 1)
  t.false(await raise())
  t.is((await mails(tenantId)).length, 1)
  t.true(await raiseAlert(database(), tenantId, alert('quota.80:2026-12')))
  t.true(await raiseAlert(database(), other, alert()))
  t.is((await mails(tenantId)).length, 2)
  t.deepEqual(await addresses(other), ['b@example.org'])
})

test('it commits with what it is about, or not at all', async (t) => {
  const tenantId = await openTenant({ contactEmail: 'a@example.org' })
  await t.throwsAsync(
    withTenant(database(), tenantId, async () => {
      t.true(await raiseAlert(database(), tenantId, alert()))
      throw new Error('taken back')
    }),
    { message: 'taken back' },
  )
  t.deepEqual(await mails(tenantId), [])
  t.true(await raiseAlert(database(), tenantId, alert()))
})

test('a suspended tenant gets no mail', async (t) => {
  const tenantId = await openTenant({ contactEmail: 'a@example.org', isActive: false })
  await raiseAlert(database(), tenantId, alert())
  t.deepEqual(await mails(tenantId), [])
})

test('an outbox row is about what came in or about an alert, never both and never neither', async (t) => {
  const tenantId = await openTenant()
  const row = { tenantId, platform: 'mail', destination: 'a@example.org', position: 0, payload: {} }
  await t.throwsAsync(
    withTenant(database(), tenantId, () => database().models.OutboxMessage.create(row)),
    { message: /outbox_origin_check/ },
  )
})

test('a model that fails is told once a day of the tenant, what lasts once a month, and each model by itself', async (t) => {
  const tenantId = await openTenant({ contactEmail: 'a@example.org', timeZone: 'Pacific/Auckland' })
  const note = (llm: string, reason: 'network' | 'requests_spent' | 'no_key', now: string) =>
    noteFallback(database(), tenantId, { llm, instead: 'sage-2', reason }, new Date(now))
  t.true(await note('sage-1', 'network', '2026-11-20T10:00:00Z'))
  t.false(await note('sage-1', 'network', '2026-11-20T10:59:00Z'))
  // Midnight in Auckland.
  t.true(await note('sage-1', 'network', '2026-11-20T11:00:00Z'))
  t.true(await note('sage-3', 'network', '2026-11-20T11:00:00Z'))
  t.true(await note('sage-1', 'requests_spent', '2026-11-20T11:00:00Z'))
  t.false(await note('sage-1', 'requests_spent', '2026-11-30T10:59:00Z'))
  t.true(await note('sage-1', 'requests_spent', '2026-11-30T11:00:00Z'))
  t.true(await note('sage-4', 'no_key', '2026-11-20T10:00:00Z'))
  t.false(await note('sage-4', 'no_key', '2026-11-30T10:59:00Z'))
})

test('what is about one question tells nobody', async (t) => {
  const tenantId = await openTenant({ contactEmail: 'a@example.org' })
  for (const reason of ['context', 'filter', 'cancelled', 'no_time'] as const)
    t.false(await noteFallback(database(), tenantId, { llm: 'sage-1', instead: null, reason }), reason)
  t.deepEqual(await mails(tenantId), [])
})

test('the migration goes back with mails in the outbox: they go, answers stay', async (t) => {
  const db = await openTestDatabase(t)
  const tenantId = await createTestTenant(db)
  await asOwner(db, () =>
    db.models.Tenant.update({ contactEmail: 'a@example.org' }, { where: { id: tenantId } }),
  )
  await raiseAlert(db, tenantId, alert())
  await withTenant(db, tenantId, async () => {
    const { InboxEvent, OutboxMessage } = db.models
    const event = await InboxEvent.create({ tenantId, platform: 'web', eventId: 'e', payload: {} })
    const row = { tenantId, platform: 'web', destination: 'd', position: 0, payload: {} }
    await OutboxMessage.create({ ...row, inboxId: event.id, state: 'failed' })
  })
  await migrateDown(db, { to: '0025-alerts.ts' })
  const rows = await withTenant(db, tenantId, () =>
    db.sequelize.query('select platform, state from outbox', { type: QueryTypes.SELECT }),
  )
  t.deepEqual(rows, [{ platform: 'web', state: 'unknown' }])
})
