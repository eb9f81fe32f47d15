import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { QueryTypes } from 'sequelize'
import { decodeTable } from '../../core/datasets/encode-table.ts'
import { originalPath } from '../../core/datasets/originals.ts'
import { type Database, openDatabase } from '../../db/database.ts'
import { asOwner, withTenant } from '../../db/tenant.ts'

/** What a client knows of the files it brought, whatever became of the server. */
export interface BroughtFile {
  kind: 'dataset' | 'assistant'
  /** Unique; also the assistant's name. */
  name: string
  /** From an answer of 201 or 202: a dataset's id, or an assistant's. */
  id: string | null
}

export interface Findings {
  faults: string[]
  datasets: number
  /** Creations by state, with the code of those that failed. */
  creations: Record<string, number>
}

const list = (...path: string[]): Promise<string[]> => readdir(join(...path)).catch(() => [])

const readAll = async (db: Database, tenantId: string) => {
  const { Dataset, Assistant, AssistantCreation } = db.models
  const where = { tenantId }
  return withTenant(db, tenantId, async () => ({
    datasets: await Dataset.findAll({ where, raw: true }),
    assistants: await Assistant.findAll({ where, raw: true }),
    creations: await AssistantCreation.findAll({ where, raw: true }),
  }))
}
type Stored = Awaited<ReturnType<typeof readAll>>
type DatasetRow = Stored['datasets'][number]

/** A dataset is whole: its table can be read, and its file is the one that was brought. */
const judgeDataset = async (db: Database, dataDir: string, row: DatasetRow): Promise<string[]> => {
  const { tenantId, id } = row
  const faults: string[] = []
  const pieces = await withTenant(db, tenantId, () =>
    db.sequelize.query<{ position: number; bytes: Buffer }>(
      'select position, bytes from dataset_tables where tenant_id = $1 and dataset_id = $2 order by position',
      { bind: [tenantId, id], type: QueryTypes.SELECT },
    ),
  )
  if (row.state !== 'ready') faults.push(`dataset ${row.fileName} is ${row.state}`)
  if (!pieces.every(({ position }, at) => position === at)) faults.push(`${row.fileName} lacks a piece`)
  try {
    decodeTable(Buffer.concat(pieces.map(({ bytes }) => bytes)))
  } catch (error) {
    faults.push(`the table of ${row.fileName} cannot be read: ${error}`)
  }
  const kept = await readFile(originalPath({ dataDir }, tenantId, id)).catch(() => null)
  if (!kept) faults.push(`the file of ${row.fileName} is gone`)
  else if (createHash('sha256').update(kept).digest('hex') !== row.fileSha256)
    faults.push(`the file of ${row.fileName} is another one`)
  return faults
}

const judgeFolders = async (dataDir: string, { datasets }: Stored): Promise<string[]> => {
  const faults: string[] = []
  for (const folder of ['work', 'tmp', 'incoming'])
    for (const name of await list(dataDir, folder)) faults.push(`${folder}/${name} stays`)
  const known = new Set(datasets.map(({ tenantId, id }) => `${tenantId}/${id}`))
  for (const tenantId of await list(dataDir, 'files'))
    for (const id of await list(dataDir, 'files', tenantId))
      if (!known.has(`${tenantId}/${id}`)) faults.push(`files/${tenantId}/${id} belongs to nothing`)
  return faults
}

const judgeCreations = ({ creations, assistants, datasets }: Stored): string[] => {
  const faults: string[] = []
  const made = new Map(assistants.map((assistant) => [assistant.id, assistant]))
  const kept = new Set(datasets.map(({ id }) => id))
  for (const { id, name, state, errorCode } of creations) {
    const assistant = made.get(id)
    if (state === 'completed' && !(assistant && kept.has(assistant.datasetId ?? '')))
      faults.push(`${name} is completed without its assistant or dataset`)
    if (state !== 'completed' && assistant) faults.push(`${name} is ${state} and there all the same`)
    // `internal`: killed as often as it may be tried. Any other failure blames the file, which is good.
    if (state !== 'completed' && errorCode !== 'internal') faults.push(`${name} is ${state} (${errorCode})`)
  }
  return faults
}

const judgeBrought = (stored: Stored, brought: readonly BroughtFile[]): string[] => {
  const faults: string[] = []
  for (const { kind, name, id } of brought) {
    const files = stored.datasets.filter(({ fileName }) => fileName === `${name}.csv`)
    const creations = stored.creations.filter((creation) => creation.name === name)
    if (files.length > 1) faults.push(`${files.length} datasets of ${name}`)
    if (creations.length > 1) faults.push(`${name} was accepted ${creations.length} times`)
    if (kind === 'dataset' && id && files[0]?.id !== id) faults.push(`${name} was answered with 201 and lost`)
    if (kind === 'assistant' && id && creations[0]?.id !== id) faults.push(`${name} was accepted and lost`)
    if (kind === 'assistant' && !id && creations.length === 0)
      faults.push(`${name} was not accepted in spite of its key`)
  }
  return faults
}

/** Holds what the client saw against what an ended server left in database and folders. */
export const judgeFiles = async (dataDir: string, brought: readonly BroughtFile[]): Promise<Findings> => {
  const db = await openDatabase({ databaseUrl: null, dataDir })
  try {
    const tenant = await asOwner(db, () =>
      db.models.Tenant.findOne({ where: { clientId: 'demo' }, rejectOnEmpty: true }),
    )
    const stored = await readAll(db, tenant.id)
    const faults = [
      ...judgeCreations(stored),
      ...judgeBrought(stored, brought),
      ...(await judgeFolders(dataDir, stored)),
    ]
    for (const row of stored.datasets) faults.push(...(await judgeDataset(db, dataDir, row)))
    const creations: Record<string, number> = {}
    for (const { state, errorCode } of stored.creations) {
      const key = errorCode ? `${state} ${errorCode}` : state
      creations[key] = (creations[key] ?? 0) + 1
    }
    return { faults, datasets: stored.datasets.length, creations }
  } finally {
    await db.close()
  }
}
