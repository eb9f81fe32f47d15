import { readFile, rm } from 'node:fs/promises'
import { Op } from 'sequelize'
import { v7 as uuid, v5 as uuidOf } from 'uuid'
import { metrics } from '../../config/metrics.ts'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import { authorize, meetsAllAssistants, type TenantActor } from '../access/can.ts'
import type { Core } from '../core.ts'
import { AppError, isAppError } from '../errors.ts'
import type { Page } from '../paging.ts'
import { growStorage, requireRoom } from '../quotas/storage.ts'
import { requireActiveTenant } from '../tenancy/tenants.ts'
import { type ImportedFile, importFile } from './import-file.ts'
import { type LoadedDataset, loadDataset } from './loaded.ts'
import { keepOriginal, originalPath, removeOriginal, workDirOf } from './originals.ts'
import type { Mapping } from './preview.ts'
import {
  type DatasetRecord,
  findDataset,
  insertDataset,
  listDatasets,
  listUnused,
  replaceTable,
} from './store.ts'

/** A file that was received whole and waits in the work folder. */
export interface ReceivedFile {
  path: string
  fileName: string
  bytes: number
  sha256: string
}

/** The encoded table of an import, whose file is used up by it. */
const takeEncoded = async ({ tableFile }: ImportedFile): Promise<Uint8Array | null> => {
  if (tableFile === null) return null
  try {
    return await readFile(tableFile)
  } finally {
    await rm(tableFile, { force: true })
  }
}

/** `Étude bio 2026.xlsx` → `Étude bio 2026`. */
export const nameOfFile = (fileName: string): string =>
  fileName.replace(/\.[^.]{1,5}$/u, '').slice(0, 100) || fileName

/**
 * Stores an imported file as a dataset: whole, or not at all. The act may be part of a larger one: `alongside` runs in
 * the same transaction. The received file is used up when that has committed, and still there when it has not.
 * @throws every `file_…` code, storage_full, disk_full
 */
export const storeFile = async (
  core: Core,
  actor: TenantActor,
  file: ReceivedFile,
  options: { id?: string; imported: ImportedFile; alongside?: (dataset: DatasetRecord) => Promise<void> },
): Promise<DatasetRecord> => {
  const { imported, alongside, id = uuid() } = options
  const { tenantId } = actor
  const table = await takeEncoded(imported)
  await keepOriginal(core, file.path, { tenantId, datasetId: id })
  try {
    const stored = await growStorage(core.db, tenantId, async () => {
      const { preview, check, fileType } = imported
      const { fileName, bytes, sha256 } = file
      const createdBy = actor.kind === 'person' ? actor.id : null
      const dataset = await insertDataset(core, tenantId, {
        id, name: nameOfFile(fileName), fileName, fileType, bytes, sha256, preview, check, table, createdBy,
      }) // biome-ignore format: one row, read at a glance
      await alongside?.(dataset)
      const target = { kind: 'dataset', id, label: dataset.name }
      await recordAct(core.db, actor, { action: 'dataset.created', target })
      return dataset
    })
    await rm(file.path, { force: true })
    return stored
  } catch (error) {
    // Where the database cannot be asked, the sweep of files without a dataset takes it.
    await removeUnowned(core, tenantId, id).catch(() => undefined)
    throw error
  }
}

/** Of an act that was done twice at the same moment, the second one must not take the first one's file. */
const removeUnowned = async (core: Core, tenantId: string, id: string): Promise<void> => {
  const count = () => core.db.models.Dataset.count({ where: { tenantId, id } })
  if ((await withTenant(core.db, tenantId, count)) === 0) await removeOriginal(core, tenantId, id)
}

/** The id of what an act brings: the act done again makes the same one, which can be there only once. */
const idOfAct = ({ tenantId }: TenantActor, key: string): string => uuidOf(key, tenantId)

/** The dataset that an act brought before; null when it did not come so far. */
export const findBrought = (core: Core, actor: TenantActor, key: string): Promise<DatasetRecord | null> =>
  withTenant(core.db, actor.tenantId, () =>
    findDataset(core, actor.tenantId, idOfAct(actor, key)).catch((error: unknown) => {
      if (isAppError(error, 'not_found')) return null
      throw error
    }),
  )

/**
 * Brings a file: it becomes a dataset or a clear refusal. The received file is used up either way.
 * @param options.key of the act that brings it, when that may be repeated: see `findBrought`
 * @throws tenant_suspended, storage_full
 */
export const createDataset = async (
  core: Core,
  actor: TenantActor,
  file: ReceivedFile,
  { key }: { key?: string | undefined } = {},
): Promise<DatasetRecord> => {
  authorize(actor, 'datasets:upload')
  await requireActiveTenant(core.db, actor.tenantId)
  await requireRoom(core.db, actor.tenantId, file.bytes)
  const imported = await importCounted(core, file)
  return storeFile(core, actor, file, { imported, ...(key !== undefined && { id: idOfAct(actor, key) }) })
}

/** Imports a received file and counts how it ended. @throws every `file_…` code */
export const importCounted = async (core: Core, { path, fileName }: ReceivedFile): Promise<ImportedFile> => {
  try {
    const imported = await importFile({ path, fileName, workDir: workDirOf(core) })
    metrics.imports.inc({ outcome: imported.preview.state })
    metrics.importedRows.inc(imported.preview.counts.rows_kept)
    return imported
  } catch (error) {
    metrics.imports.inc({ outcome: isAppError(error) ? error.code : 'internal' })
    throw error
  }
}

/**
 * Reads the kept file again with a person's word on its columns.
 * @throws not_found, mapping_invalid, storage_full, `file_…`
 */
export const remapDataset = async (
  core: Core,
  actor: TenantActor,
  id: string,
  mapping: Mapping,
): Promise<DatasetRecord> => {
  authorize(actor, 'datasets:upload')
  const { tenantId } = actor
  await requireActiveTenant(core.db, tenantId)
  const { fileName } = await readDataset(core, actor, id)
  const path = originalPath(core, tenantId, id)
  const imported = await importFile({ path, fileName, mapping, workDir: workDirOf(core) })
  const table = await takeEncoded(imported)
  return growStorage(core.db, tenantId, async () => {
    const dataset = await replaceTable(core, tenantId, {
      id,
      preview: imported.preview,
      check: imported.check,
      table,
    })
    const target = { kind: 'dataset', id, label: dataset.name }
    await recordAct(core.db, actor, { action: 'dataset.mapped', target })
    return dataset
  })
}

/** Sessions read what the assistants that they meet answer from, and nothing else exists for them. */
const requireMet = async (core: Core, actor: TenantActor, datasetId: string): Promise<void> => {
  const { tenantId, assistantIds = [] } = actor
  const isMet = { [Op.or]: [{ isPublic: true }, { id: [...assistantIds] }] }
  const where = { tenantId, datasetId, isActive: true, ...isMet }
  if ((await core.db.models.Assistant.count({ where })) === 0)
    throw new AppError('not_found', 'No such dataset.')
}

/** @throws not_found, forbidden */
export const readDataset = (core: Core, actor: TenantActor, id: string): Promise<DatasetRecord> => {
  authorize(actor, 'datasets:query')
  const { tenantId } = actor
  return withTenant(core.db, tenantId, async () => {
    if (!meetsAllAssistants(actor)) await requireMet(core, actor, id)
    return findDataset(core, tenantId, id)
  })
}

/** A dataset ready for questions, for those who may read it. @throws not_found, forbidden, mapping_needed */
export const openDataset = async (core: Core, actor: TenantActor, id: string): Promise<LoadedDataset> => {
  const { updatedAt } = await readDataset(core, actor, id)
  return loadDataset(core, { tenantId: actor.tenantId, id, version: updatedAt })
}

/** Newest first. @throws forbidden */
export const listOwnDatasets = (core: Core, actor: TenantActor, page: Page): Promise<DatasetRecord[]> => {
  authorize(actor, 'datasets:query')
  // Who is not signed in knows the data of public assistants by their assistants only.
  if (!meetsAllAssistants(actor)) throw new AppError('forbidden', 'This needs a sign-in.')
  return withTenant(core.db, actor.tenantId, () => listDatasets(core, actor.tenantId, page))
}

/**
 * What a person brought, on whatever platform, and made no assistant of; newest first. Whoever is linked to no person
 * has nothing that is theirs.
 * @throws forbidden
 */
export const listPendingDatasets = async (
  core: Core,
  actor: TenantActor,
  limit: number,
): Promise<DatasetRecord[]> => {
  authorize(actor, 'datasets:query')
  const { tenantId, id: createdBy } = actor
  if (actor.kind !== 'person') return []
  return withTenant(core.db, tenantId, () => listUnused(core, tenantId, { createdBy, limit }))
}

/** @throws dataset_in_use while an assistant answers from it */
export const deleteDataset = async (core: Core, actor: TenantActor, id: string): Promise<void> => {
  authorize(actor, 'datasets:upload')
  const { tenantId } = actor
  await withTenant(core.db, tenantId, async () => {
    const { name } = await findDataset(core, tenantId, id)
    const { Assistant, Dataset } = core.db.models
    const user = await Assistant.findOne({ where: { tenantId, datasetId: id } })
    if (user)
      throw new AppError('dataset_in_use', 'An assistant answers from this dataset.', {
        details: { assistant: user.name },
      })
    await Dataset.destroy({ where: { tenantId, id } })
    const target = { kind: 'dataset', id, label: name }
    await recordAct(core.db, actor, { action: 'dataset.deleted', target })
  })
  await removeOriginal(core, tenantId, id)
}
