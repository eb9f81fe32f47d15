import { Op, QueryTypes } from 'sequelize'
import type { Core } from '../core.ts'
import { AppError } from '../errors.ts'
import { behind, newestFirst, type Page } from '../paging.ts'
import type { CheckReport, Mapping, Preview } from './preview.ts'

/** A dataset without its figures: what lists, previews and rights need. */
export interface DatasetRecord {
  id: string
  name: string
  fileName: string
  fileType: string
  fileBytes: number
  fileSha256: string
  state: 'ready' | 'needs_mapping'
  mapping: Mapping | null
  preview: Preview
  check: CheckReport | null
  locale: 'fr' | 'en'
  createdBy: string | null
  createdAt: Date
  updatedAt: Date
}

export interface NewDataset {
  id: string
  name: string
  fileName: string
  fileType: string
  bytes: number
  sha256: string
  preview: Preview
  check: CheckReport | null
  /** The encoded table; null while the columns are not known. */
  table: Uint8Array | null
  createdBy: string | null
}

const pieceBytes = 1024 * 1024

const toRecord = (row: InstanceType<Core['db']['models']['Dataset']>): DatasetRecord => ({
  id: row.id,
  name: row.name,
  fileName: row.fileName,
  fileType: row.fileType,
  fileBytes: Number(row.fileBytes),
  fileSha256: row.fileSha256,
  state: row.state,
  mapping: row.mapping as Mapping | null,
  preview: row.preview as unknown as Preview,
  check: row.checkReport as unknown as CheckReport | null,
  locale: row.locale as 'fr' | 'en',
  createdBy: row.createdBy,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
})

const insertPieces = async (
  core: Core,
  tenantId: string,
  datasetId: string,
  table: Uint8Array,
): Promise<void> => {
  const { DatasetTable } = core.db.models
  for (let at = 0, position = 0; at < table.length; at += pieceBytes, position++)
    await DatasetTable.create({
      tenantId,
      datasetId,
      position,
      bytes: Buffer.from(table.subarray(at, at + pieceBytes)),
    })
}

/** What the dataset takes, from what is stored of it: file, table, and what was found in them. */
const recordBytes = async (core: Core, tenantId: string, datasetId: string): Promise<void> => {
  await core.db.sequelize.query(
    `update datasets d
        set stored_bytes = d.file_bytes + octet_length(d.preview::text)
              + coalesce(octet_length(d.check_report::text), 0)
              + coalesce((select sum(octet_length(t.bytes)) from dataset_tables t
                           where t.tenant_id = d.tenant_id and t.dataset_id = d.id), 0)
      where d.tenant_id = $1 and d.id = $2`,
    { bind: [tenantId, datasetId], type: QueryTypes.UPDATE },
  )
}

/** Inserts a dataset with its figures. Inside `withTenant`: all of it or nothing. */
export const insertDataset = async (
  core: Core,
  tenantId: string,
  dataset: NewDataset,
): Promise<DatasetRecord> => {
  const { preview, check, table } = dataset
  const row = await core.db.models.Dataset.create({
    tenantId,
    id: dataset.id,
    name: dataset.name,
    fileName: dataset.fileName,
    fileType: dataset.fileType,
    fileBytes: dataset.bytes,
    fileSha256: dataset.sha256,
    state: preview.state,
    mapping: preview.mapping,
    preview,
    checkReport: check,
    locale: preview.locale,
    createdBy: dataset.createdBy,
  })
  if (table) await insertPieces(core, tenantId, dataset.id, table)
  await recordBytes(core, tenantId, dataset.id)
  return toRecord(row)
}

/** Replaces figures and layout after a mapping was given. Inside `withTenant`. */
export const replaceTable = async (
  core: Core,
  tenantId: string,
  dataset: Pick<NewDataset, 'id' | 'preview' | 'check' | 'table'>,
): Promise<DatasetRecord> => {
  const { Dataset, DatasetTable } = core.db.models
  const where = { tenantId, id: dataset.id }
  const row = await Dataset.findOne({ where, lock: true })
  if (!row) throw new AppError('not_found', 'No such dataset.')
  await DatasetTable.destroy({ where: { tenantId, datasetId: dataset.id } })
  if (dataset.table) await insertPieces(core, tenantId, dataset.id, dataset.table)
  const { preview, check } = dataset
  await row.update({
    state: preview.state,
    mapping: preview.mapping,
    preview,
    checkReport: check,
    locale: preview.locale,
  })
  await recordBytes(core, tenantId, dataset.id)
  return toRecord(row)
}

/** @throws not_found, for another tenant's dataset too. Inside `withTenant`. */
export const findDataset = async (core: Core, tenantId: string, id: string): Promise<DatasetRecord> => {
  const row = await core.db.models.Dataset.findOne({ where: { tenantId, id } })
  if (!row) throw new AppError('not_found', 'No such dataset.')
  return toRecord(row)
}

export const listDatasets = async (core: Core, tenantId: string, page: Page): Promise<DatasetRecord[]> => {
  const rows = await core.db.models.Dataset.findAll({
    where: { tenantId, ...behind(page) },
    order: newestFirst,
    limit: page.limit,
  })
  return rows.map(toRecord)
}

const unusedSql = `
  not exists (select 1 from assistants a where a.tenant_id = "Dataset".tenant_id and a.dataset_id = "Dataset".id)
  and not exists (select 1 from assistant_creations m
                   where m.tenant_id = "Dataset".tenant_id and m.dataset_id = "Dataset".id
                     and m.state not in ('completed', 'failed'))`

/** Newest first: what a person brought that no assistant answers from, and none is being made of. */
export const listUnused = async (
  core: Core,
  tenantId: string,
  { createdBy, limit }: { createdBy: string; limit: number },
): Promise<DatasetRecord[]> => {
  const rows = await core.db.models.Dataset.findAll({
    where: { tenantId, createdBy, [Op.and]: core.db.sequelize.literal(unusedSql) },
    order: newestFirst,
    limit,
  })
  return rows.map(toRecord)
}

/** The encoded table, put together; null when there is none. Inside `withTenant`. */
export const readTableBytes = async (
  core: Core,
  tenantId: string,
  datasetId: string,
): Promise<Uint8Array | null> => {
  const pieces = await core.db.models.DatasetTable.findAll({
    where: { tenantId, datasetId },
    order: [['position', 'ASC']],
  })
  return pieces.length > 0 ? Buffer.concat(pieces.map((piece) => piece.bytes)) : null
}
