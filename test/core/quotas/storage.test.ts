import test from 'ava'
import { v7 as uuid } from 'uuid'
import { AppError, isAppError } from '../../../core/errors.ts'
import { growStorage, readStorage, requireRoom } from '../../../core/quotas/storage.ts'
import { asOwner, withTenant } from '../../../db/tenant.ts'
import { createTestTenant, shareTestDatabase } from '../../helpers/database.ts'

const database = shareTestDatabase(test)

const openTenant = async (storageLimitBytes: number): Promise<string> => {
  const id = await createTestTenant(database())
  await asOwner(database(), () => database().models.Tenant.update({ storageLimitBytes }, { where: { id } }))
  return id
}

const store = async (tenantId: string, storedBytes: number): Promise<string> => {
  const row = await database().models.Dataset.create({
    tenantId, id: uuid(), name: 'd', fileName: 'd.csv', fileType: 'csv', fileBytes: storedBytes, fileSha256: 'x',
    storedBytes, state: 'ready', preview: {},
  }) // biome-ignore format: one row, read at a glance
  return row.id
}

const grow = (tenantId: string, bytes: number) =>
  growStorage(database(), tenantId, () => store(tenantId, bytes))

const tryGrow = async (tenantId: string, bytes: number): Promise<string> => {
  try {
    await grow(tenantId, bytes)
    return 'stored'
  } catch (error) {
    if (isAppError(error, 'storage_full')) return 'refused'
    throw error
  }
}

const alertsOf = (tenantId: string) =>
  withTenant(database(), tenantId, async () => {
    const rows = await database().models.Alert.findAll({ where: { tenantId }, order: ['createdAt', 'id'] })
    return rows.map(({ type, data }) => `${type} ${data.unit} ${data.used}/${data.limit}`)
  })

test('of forty at once just those are stored that there is room for, and each threshold is told once', async (t) => {
  const [tenantId, other] = [await openTenant(755), await openTenant(10_000)]
  const many = Array.from({ length: 40 }, () => tryGrow(tenantId, 50))
  const others = Array.from({ length: 10 }, () => tryGrow(other, 50))
  const ended = await Promise.all(many)
  t.is(ended.filter((end) => end === 'stored').length, 15)
  t.true((await Promise.all(others)).every((end) => end === 'stored'))
  t.deepEqual(await readStorage(database(), tenantId), { usedBytes: 750, limitBytes: 755 })
  t.deepEqual(await readStorage(database(), other), { usedBytes: 500, limitBytes: 10_000 })
  t.deepEqual(await alertsOf(tenantId), ['quota.80 bytes 650/755', 'quota.100 bytes 750/755'])
  t.deepEqual(await alertsOf(other), [])
})

test('80 % is told at 80 % and not before; the last byte is room', async (t) => {
  const tenantId = await openTenant(1_000)
  await grow(tenantId, 799)
  t.deepEqual(await alertsOf(tenantId), [])
  await grow(tenantId, 1)
  t.deepEqual(await alertsOf(tenantId), ['quota.80 bytes 800/1000'])
  await requireRoom(database(), tenantId, 200)
  await t.throwsAsync(requireRoom(database(), tenantId, 201), { code: 'storage_full' })
  t.deepEqual((await alertsOf(tenantId)).length, 2, 'what did not fit has told that it is full')
  t.is(await tryGrow(tenantId, 200), 'stored')
  t.is(await tryGrow(tenantId, 1), 'refused')
  t.deepEqual((await alertsOf(tenantId)).length, 2)
})

test('a file too large for a storage that is not filling tells nobody', async (t) => {
  const tenantId = await openTenant(1_000)
  await grow(tenantId, 700)
  t.is(await tryGrow(tenantId, 400), 'refused')
  const refusal = await t.throwsAsync(requireRoom(database(), tenantId, 400), { instanceOf: AppError })
  t.deepEqual(refusal?.details, { used: 700, limit: 1_000, needed: 400 })
  t.deepEqual(await alertsOf(tenantId), [])
})

test('where the limit was lowered, nothing grows, and what shrinks may', async (t) => {
  const tenantId = await openTenant(1_000)
  const id = await grow(tenantId, 700)
  await asOwner(database(), () =>
    database().models.Tenant.update({ storageLimitBytes: 500 }, { where: { id: tenantId } }),
  )
  t.is(await tryGrow(tenantId, 1), 'refused')
  const { Dataset } = database().models
  await growStorage(database(), tenantId, () =>
    Dataset.update({ storedBytes: 600 }, { where: { tenantId, id } }),
  )
  t.is((await readStorage(database(), tenantId)).usedBytes, 600)
})

test('what fails for another reason changes nothing and tells nothing', async (t) => {
  const tenantId = await openTenant(100)
  await t.throwsAsync(
    growStorage(database(), tenantId, async () => {
      await store(tenantId, 90)
      throw new Error('taken back')
    }),
    { message: 'taken back' },
  )
  t.is((await readStorage(database(), tenantId)).usedBytes, 0)
  t.deepEqual(await alertsOf(tenantId), [])
})

test('a tenant that does not exist has no storage', async (t) => {
  await t.throwsAsync(readStorage(database(), uuid()), { code: 'not_found' })
})
