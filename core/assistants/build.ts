import { readFile, rm } from 'node:fs/promises'
import { withTenant } from '../../db/tenant.ts'
import { recordAct } from '../access/audit.ts'
import { actorOnBehalf, type TenantActor } from '../access/can.ts'
import type { Core } from '../core.ts'
import { importCounted, type ReceivedFile, storeFile } from '../datasets/datasets.ts'
import { decodeTable } from '../datasets/encode-table.ts'
import { loadDataset } from '../datasets/loaded.ts'
import { findDataset } from '../datasets/store.ts'
import { AppError } from '../errors.ts'
import { reachState } from './creation.ts'
import { type CreationRequest, incomingPath } from './creation-request.ts'

/** `Étude bio`, 21 November 2026 at 10:05:09 UTC → `Data_Étude bio_20261121_100509`. */
export const indexNameOf = (name: string, at: Date): string => {
  const [day, time] = at.toISOString().replaceAll(/[-:]/g, '').split('T') as [string, string]
  return `Data_${name}_${day}_${time.slice(0, 6)}`
}

type Row = InstanceType<Core['db']['models']['AssistantCreation']>

const insertAssistant = async (
  core: Core,
  actor: TenantActor,
  row: Row,
  dataset: { id: string; locale: 'fr' | 'en' },
) => {
  const request = row.request as unknown as CreationRequest
  const { tenantId, id, name, theme, createdBy } = row
  await core.db.models.Assistant.create({
    tenantId, id, name, theme, createdBy, datasetId: dataset.id,
    indexName: indexNameOf(name, new Date()),
    locale: request.locale ?? dataset.locale,
    welcomeMessage: request.welcomeMessage ?? null,
    customInstructions: request.customInstructions ?? null,
    isPublic: request.isPublic ?? false,
    defaultLlm: request.defaultLlm ?? null,
    fallbackLlm: request.fallbackLlm ?? null,
    temperature: request.temperature ?? null,
    look: request.look ?? {},
  }) // biome-ignore format: one row, read at a glance
  const stateTimes = { ...row.stateTimes, completed: new Date().toISOString() }
  await row.update({ state: 'completed', datasetId: dataset.id, stateTimes })
  const target = { kind: 'assistant', id, label: name }
  await recordAct(core.db, actor, { action: 'assistant.created', target })
}

const fromFile = async (core: Core, actor: TenantActor, row: Row, file: ReceivedFile): Promise<void> => {
  const { tenantId, id } = row
  const imported = await importCounted(core, file)
  if (imported.preview.state !== 'ready')
    throw new AppError('mapping_needed', 'The columns of this file have to be confirmed first.')
  try {
    await reachState(core, tenantId, id, 'index')
    // Read back what the child wrote before anything is stored: an index that cannot be opened is no index.
    decodeTable(await readFile(imported.tableFile!))
    await reachState(core, tenantId, id, 'assistant')
    const fresh = await readRow(core, tenantId, id)
    await storeFile(core, actor, file, {
      imported,
      alongside: (dataset) => insertAssistant(core, actor, fresh, dataset),
    })
  } finally {
    await rm(imported.tableFile!, { force: true })
  }
}

const fromDataset = async (core: Core, actor: TenantActor, row: Row): Promise<void> => {
  const { tenantId, id } = row
  const dataset = await withTenant(core.db, tenantId, () => findDataset(core, tenantId, row.datasetId!))
  await reachState(core, tenantId, id, 'index')
  await loadDataset(core, { tenantId, id: dataset.id, version: dataset.updatedAt })
  await reachState(core, tenantId, id, 'assistant')
  const fresh = await readRow(core, tenantId, id)
  await withTenant(core.db, tenantId, () => insertAssistant(core, actor, fresh, dataset))
}

const findRow = (core: Core, tenantId: string, id: string): Promise<Row | null> =>
  withTenant(core.db, tenantId, () => core.db.models.AssistantCreation.findOne({ where: { tenantId, id } }))

const readRow = async (core: Core, tenantId: string, id: string): Promise<Row> => {
  const row = await findRow(core, tenantId, id)
  if (!row) throw new AppError('not_found', 'No such assistant.')
  return row
}

/**
 * Takes a creation from where it was accepted to `completed`. Dataset, assistant and state commit together; a second
 * run after a crash starts again from the kept file, or finds everything done, or the assistant deleted.
 */
export const buildAssistant = async (core: Core, tenantId: string, id: string): Promise<void> => {
  const row = await findRow(core, tenantId, id)
  if (!row || row.state === 'completed' || row.state === 'failed') return
  const request = row.request as unknown as CreationRequest
  const actor = actorOnBehalf(tenantId, request.actor)
  if (!request.file) return fromDataset(core, actor, row)
  const { name: fileName, bytes, sha256 } = request.file
  await fromFile(core, actor, row, { path: incomingPath(core, row), fileName, bytes, sha256 })
}
