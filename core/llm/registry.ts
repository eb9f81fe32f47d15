import { Op, UniqueConstraintError } from 'sequelize'
import { z } from 'zod'
import type { Database } from '../../db/database.ts'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import { auditedFields, changesOf, heldBy } from '../access/audit-changes.ts'
import { authorize, type TenantActor } from '../access/can.ts'
import { AppError } from '../errors.ts'
import { type ModelEntry, type ModelFields, toColumns } from './model-entry.ts'

const permission = 'llm:manage'

const audited = auditedFields({
  shown: ['provider', 'model', 'apiUrl', 'maxTokens', 'temperature', 'isFallback', 'isActive', 'costPer1kInput', 'costPer1kOutput'],
}) // biome-ignore format: a list

/** By name; `after` is the last of the page before. @throws AppError `forbidden` */
export const listEntries = (
  db: Database,
  actor: TenantActor,
  { limit, after }: { limit: number; after: string | null },
): Promise<ModelEntry[]> => {
  authorize(actor, permission)
  const { tenantId } = actor
  const where = { tenantId, ...(after !== null && { name: { [Op.gt]: after } }) }
  return withTenant(db, tenantId, () => db.models.LlmModel.findAll({ where, order: ['name'], limit }))
}

/** null when there is none of this name. @throws AppError `forbidden` */
export const findEntry = (db: Database, actor: TenantActor, name: string): Promise<ModelEntry | null> => {
  authorize(actor, permission)
  const { tenantId } = actor
  return withTenant(db, tenantId, () => db.models.LlmModel.findOne({ where: { tenantId, name } }))
}

/** @throws AppError `forbidden`, `not_found` */
export const readEntry = async (db: Database, actor: TenantActor, name: string): Promise<ModelEntry> => {
  const entry = await findEntry(db, actor, name)
  if (!entry) throw new AppError('not_found', 'there is no such model')
  return entry
}

/** Whether the tenant's month has a money limit: then a model of unknown price is not asked. */
export const isMoneyLimited = (db: Database, tenantId: string): Promise<boolean> =>
  withTenant(db, tenantId, async () => {
    const tenant = await db.models.Tenant.findByPk(tenantId, { attributes: ['monthlyBudgetUsd'] })
    return typeof tenant?.monthlyBudgetUsd === 'number'
  })

type Columns = ReturnType<typeof toColumns>

/** Who names the address gets the tenant's key with the next question: that takes the right to change keys. */
const sendsKeyElsewhere = (before: ModelEntry | null, { apiUrl, provider }: Columns): boolean =>
  apiUrl !== null && (before?.apiUrl !== apiUrl || before.provider !== provider)

/**
 * Makes an entry or replaces the whole of it. `ifUnchangedSince` refuses a change made on an older state.
 * @throws AppError `forbidden`, `precondition_failed`, `conflict` when somebody makes the same one now
 */
export const putEntry = async (
  db: Database,
  actor: TenantActor,
  change: { name: string; fields: ModelFields; ifUnchangedSince?: Date },
): Promise<{ entry: ModelEntry; isNew: boolean }> => {
  authorize(actor, permission)
  const { tenantId } = actor
  const { name, fields, ifUnchangedSince } = change
  const columns = toColumns(fields)
  const { LlmModel } = db.models
  try {
    return await withTenant(db, tenantId, async () => {
      const row = await LlmModel.findOne({ where: { tenantId, name }, lock: true })
      if (ifUnchangedSince && row?.updatedAt.getTime() !== ifUnchangedSince.getTime())
        throw new AppError('precondition_failed', 'the model was changed in the meantime')
      if (sendsKeyElsewhere(row, columns)) authorize(actor, 'credentials:manage')
      const isSame = row?.provider === columns.provider && row.model === columns.model
      const values = { ...columns, shutdownOn: isSame ? row.shutdownOn : null }
      const before = heldBy(row, audited)
      const entry = row ? await row.update(values) : await LlmModel.create({ tenantId, name, ...values })
      const { provider, model, isFallback, isActive } = entry
      await recordAct(db, actor, {
        action: row ? 'llm.replaced' : 'llm.created',
        permission,
        target: { kind: 'llm', id: name, label: name },
        details: { provider, model, isFallback, isActive },
        changes: changesOf(before, entry, audited),
      })
      return { entry, isNew: row === null }
    })
  } catch (cause) {
    if (!(cause instanceof UniqueConstraintError)) throw cause
    throw new AppError('conflict', 'somebody else made this model just now', { cause })
  }
}

/** @throws AppError `forbidden`, `not_found`, `llm_in_use` while an assistant names it */
export const deleteEntry = (db: Database, actor: TenantActor, name: string): Promise<void> => {
  authorize(actor, permission)
  const { tenantId } = actor
  const { Assistant, LlmModel } = db.models
  return withTenant(db, tenantId, async () => {
    const deleted = await LlmModel.destroy({ where: { tenantId, name } })
    if (deleted === 0) throw new AppError('not_found', 'there is no such model')
    const naming = { [Op.or]: [{ defaultLlm: name }, { fallbackLlm: name }] }
    if ((await Assistant.count({ where: { tenantId, ...naming } })) > 0)
      throw new AppError('llm_in_use', 'an assistant names this model')
    await recordAct(db, actor, {
      action: 'llm.deleted',
      permission,
      target: { kind: 'llm', id: name, label: name },
    })
  })
}

interface ModelNames {
  default_llm?: string | null
  fallback_llm?: string | null
}

const fault = (field: string, reason: string) => ({ in: 'body', pointer: `/${field}`, reason })

/** A model that falls back on itself would be asked past the month's requests. */
const faultsOfPair = (choice: ModelNames, before: ModelNames) => {
  const { default_llm = before.default_llm, fallback_llm = before.fallback_llm } = choice
  if (!default_llm || default_llm !== fallback_llm) return []
  const field = choice.fallback_llm ? 'fallback_llm' : 'default_llm'
  return [fault(field, 'a model cannot be its own fallback')]
}

/**
 * Lets a choice of models pass whose names are all in the registry; fields that are null or absent choose nothing.
 * @param before what is chosen already, where only a part of it changes
 * @throws AppError `invalid_value` naming each field whose model is unknown, or one of two that are the same
 */
export const requireEntries = async (
  db: Database,
  tenantId: string,
  choice: ModelNames,
  before: ModelNames = {},
): Promise<void> => {
  const chosen = Object.entries(choice).filter((one): one is [string, string] => typeof one[1] === 'string')
  if (chosen.length === 0) return
  const names = chosen.map(([, name]) => name)
  const rows = await withTenant(db, tenantId, () =>
    db.models.LlmModel.findAll({ where: { tenantId, name: names }, attributes: ['name'] }),
  )
  const known = new Set(rows.map(({ name }) => name))
  const unknown = chosen
    .filter(([, name]) => !known.has(name))
    .map(([field]) => fault(field, 'no model of the registry has this name'))
  const errors = unknown.length > 0 ? unknown : faultsOfPair(choice, before)
  if (errors.length > 0)
    throw new AppError('invalid_value', 'the choice of models will not do', {
      details: { errors, count: errors.length },
    })
}

const day = z.iso.date()

/** The day of a provider's date or time; what is neither says nothing. */
const dayOf = (date: string | null): string | null => {
  const parsed = day.safeParse(date?.slice(0, 10))
  return parsed.success ? parsed.data : null
}

/** Notes when the provider ends models, by what its own list says now. */
export const noteShutdowns = (
  db: Database,
  tenantId: string,
  provider: ModelEntry['provider'],
  listed: readonly { id: string; shutdownDate: string | null }[],
): Promise<void> =>
  withTenant(db, tenantId, async () => {
    const { LlmModel } = db.models
    const days = new Map(listed.map(({ id, shutdownDate }) => [id, dayOf(shutdownDate)]))
    // A model of another address is not in this list.
    const rows = await LlmModel.findAll({ where: { tenantId, provider, apiUrl: null } })
    for (const row of rows)
      if (days.has(row.model)) await row.update({ shutdownOn: days.get(row.model) ?? null })
  })
