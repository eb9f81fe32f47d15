import { readFile } from 'node:fs/promises'
import type { Database } from '../../db/database.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { modelFields, modelName, toColumns } from './model-entry.ts'

/** The one place with names of models that exist. */
const seedFile = new URL('../../db/seeds/data/llm-models.json', import.meta.url)

const readSeeds = async () => {
  const entries = modelFields.array().parse(JSON.parse(await readFile(seedFile, 'utf8')))
  return entries.map((entry) => ({ name: modelName.parse(entry.name), ...toColumns(entry) }))
}

type Seeds = Awaited<ReturnType<typeof readSeeds>>

const plant = (db: Database, tenantId: string, seeds: Seeds): Promise<void> =>
  withTenant(db, tenantId, async () => {
    const { LlmModel } = db.models
    if ((await LlmModel.count({ where: { tenantId } })) > 0) return
    const rows = seeds.map((seed) => ({ tenantId, ...seed }))
    await LlmModel.bulkCreate(rows, { ignoreDuplicates: true })
  })

/** Gives a tenant that has no model yet the ones to begin with; one that has its own keeps just these. */
export const seedTenantModels = async (db: Database, tenantId: string): Promise<void> =>
  plant(db, tenantId, await readSeeds())

/** For every tenant: those from before there was a registry, and one whose making was cut off. */
export const seedModels = async ({ db }: { db: Database }): Promise<void> => {
  const seeds = await readSeeds()
  const tenants = await asOwner(db, () => db.models.Tenant.findAll({ attributes: ['id'] }))
  for (const { id } of tenants) await plant(db, id, seeds)
}
