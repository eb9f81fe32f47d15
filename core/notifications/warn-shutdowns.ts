import { Op } from 'sequelize'
import type { Database } from '../../db/database.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'
import type { AlertData } from './catalogue.ts'
import { raiseAlert } from './raise-alert.ts'

const noticeDays = 30
const dayMs = 86_400_000

const warnTenant = (db: Database, tenantId: string, until: string): Promise<number> =>
  withTenant(db, tenantId, async () => {
    const ending = await db.models.LlmModel.findAll({
      where: { tenantId, isActive: true, shutdownOn: { [Op.lte]: until } },
      order: ['name'],
    })
    let told = 0
    for (const { name: llm, model, shutdownOn } of ending) {
      const isNew = await raiseAlert(db, tenantId, {
        type: 'model.shutdown',
        onceKey: JSON.stringify(['model.shutdown', llm, shutdownOn]),
        // Who will answer depends on the assistant, and on the keys of that day.
        data: { llm, model, shutdown_date: shutdownOn, instead: null },
      })
      if (isNew) told += 1
    }
    return told
  })

/**
 * Tells the admins which of their models the provider ends within a month, once a model and date.
 * @returns how many were told now
 */
export const warnShutdowns = async (db: Database, now = new Date()): Promise<number> => {
  const until = new Date(now.getTime() + noticeDays * dayMs).toISOString().slice(0, 10)
  const tenants = await asOwner(db, () =>
    db.models.Tenant.findAll({ attributes: ['id'], where: { isActive: true }, raw: true }),
  )
  let told = 0
  for (const { id } of tenants) told += await warnTenant(db, id, until)
  return told
}

/**
 * Tells the admins that a provider does not know a model of theirs (any more), whatever it had announced: once a model.
 * Joins the open transaction.
 * @returns whether it was told now
 */
export const noteGone = (
  db: Database,
  tenantId: string,
  { llm, instead }: Pick<AlertData['model.shutdown'], 'llm' | 'instead'>,
): Promise<boolean> =>
  withTenant(db, tenantId, async () => {
    const entry = await db.models.LlmModel.findOne({ where: { tenantId, name: llm } })
    if (!entry) return false
    const { model } = entry
    return raiseAlert(db, tenantId, {
      type: 'model.shutdown',
      onceKey: JSON.stringify(['model.shutdown', llm, null, model]),
      data: { llm, model, shutdown_date: null, instead },
    })
  })
