import test from 'ava'
import { noteGone, warnShutdowns } from '../../../core/notifications/warn-shutdowns.ts'
import { withTenant } from '../../../db/tenant.ts'
import { createTestTenant, shareTestDatabase } from '../../helpers/database.ts'

const database = shareTestDatabase(test)
const now = new Date('2026-11-21T06:00:00Z')

const addModel = (tenantId: string, name: string, shutdownOn: string | null, isFallback = false) =>
  withTenant(database(), tenantId, () =>
    database().models.LlmModel.create({
      tenantId, name, provider: 'openai', model: name, maxTokens: 1_000, shutdownOn, isFallback,
    }),
  ) // biome-ignore format: one model, read at a glance

const alertsOf = (tenantId: string) =>
  withTenant(database(), tenantId, () => database().models.Alert.findAll({ where: { tenantId }, raw: true }))

test.serial(
  'a model that its provider ends within a month is told once, and nobody named who may have no key then',
  async (t) => {
    const tenantId = await createTestTenant(database())
    const other = await createTestTenant(database())
    await addModel(tenantId, 'sage-1', '2026-12-20')
    await addModel(tenantId, 'sage-2', '2027-01-14')
    await addModel(tenantId, 'spare', null, true)
    await addModel(other, 'sage-3', null)
    t.is(await warnShutdowns(database(), now), 1)
    t.is(await warnShutdowns(database(), now), 0, 'once')
    const [alert, ...rest] = await alertsOf(tenantId)
    t.deepEqual(rest, [])
    t.like(alert, {
      type: 'model.shutdown',
      data: { llm: 'sage-1', model: 'sage-1', shutdown_date: '2026-12-20', instead: null },
    })
    t.deepEqual(await alertsOf(other), [])
  },
)

test.serial('a model that is gone is told once, and again when another stands in its place', async (t) => {
  const tenantId = await createTestTenant(database())
  const other = await createTestTenant(database())
  const note = (llm: string, instead: string | null, of = tenantId) =>
    noteGone(database(), of, { llm, instead })
  await addModel(tenantId, 'sage-1', null)
  await addModel(other, 'sage-1', null)
  t.true(await note('sage-1', 'spare'))
  t.false(await note('sage-1', null))
  t.false(await note('nowhere-9', null), 'taken out meanwhile')
  t.true(await note('sage-1', null, other))
  await withTenant(database(), tenantId, () =>
    database().models.LlmModel.update({ model: 'sage-2' }, { where: { tenantId, name: 'sage-1' } }),
  )
  t.true(await note('sage-1', null))
  const told = (await alertsOf(tenantId)).map(({ data }) => data)
  t.deepEqual(
    told.find(({ instead }) => instead !== null),
    { llm: 'sage-1', model: 'sage-1', shutdown_date: null, instead: 'spare' },
  )
  t.is(told.length, 2)
})
