import { withTenant } from '../../db/tenant.ts'
import type { Core } from '../core.ts'
import { AppError } from '../errors.ts'
import { decodeTable } from './encode-table.ts'
import type { CheckReport } from './preview.ts'
import { findDataset, readTableBytes } from './store.ts'
import type { TgiTable } from './table.ts'

/** A dataset ready for questions. */
export interface LoadedDataset {
  table: TgiTable
  check: CheckReport | null
}

/**
 * Tables in memory together, measured by their encoded bytes; a decoded table takes about ten times as much. Labels
 * count by themselves: the encoding shrinks those that are alike to nothing, but their index is 30 bytes a character.
 */
const maxEncodedBytes = 12 * 1024 * 1024

interface Entry {
  loaded: Promise<LoadedDataset>
  bytes: number
}

// One cache a database: tests open several in one process.
const caches = new WeakMap<object, Map<string, Entry>>()

const cacheOf = (core: Core): Map<string, Entry> => {
  const cache = caches.get(core.db) ?? new Map<string, Entry>()
  caches.set(core.db, cache)
  return cache
}

const labelBytes = 3
const weightOf = (table: TgiTable, bytes: number): number =>
  [table.rows, table.segments].flat().reduce((sum, label) => sum + labelBytes * label.length, bytes)

/** The least lately used go first; the newest stays even when it is large by itself. */
const evict = (cache: Map<string, Entry>): void => {
  let total = [...cache.values()].reduce((sum, entry) => sum + entry.bytes, 0)
  for (const [key, entry] of cache) {
    if (total <= maxEncodedBytes || cache.size === 1) return
    cache.delete(key)
    total -= entry.bytes
  }
}

const read = async (
  core: Core,
  tenantId: string,
  datasetId: string,
): Promise<LoadedDataset & { bytes: number }> =>
  withTenant(core.db, tenantId, async () => {
    const record = await findDataset(core, tenantId, datasetId)
    const bytes = record.state === 'ready' ? await readTableBytes(core, tenantId, datasetId) : null
    if (!bytes) throw new AppError('mapping_needed', 'The columns of this file have to be confirmed first.')
    const table = decodeTable(bytes)
    return { table, check: record.check, bytes: weightOf(table, bytes.length) }
  })

/**
 * The figures of a dataset, from memory when they were asked for lately. `version` (the dataset's `updatedAt`) is
 * part of the key, so that a new mapping made by another replica is seen at once.
 * @throws not_found, mapping_needed
 */
export const loadDataset = (
  core: Core,
  dataset: { tenantId: string; id: string; version: Date },
): Promise<LoadedDataset> => {
  const cache = cacheOf(core)
  const key = `${dataset.tenantId}/${dataset.id}/${dataset.version.getTime()}`
  const known = cache.get(key)
  if (known) {
    cache.delete(key)
    cache.set(key, known)
    return known.loaded
  }
  const entry: Entry = { bytes: 0, loaded: read(core, dataset.tenantId, dataset.id).then(settle) }
  function settle(loaded: LoadedDataset & { bytes: number }): LoadedDataset {
    entry.bytes = loaded.bytes
    evict(cache)
    return loaded
  }
  entry.loaded.catch(() => cache.delete(key))
  cache.set(key, entry)
  return entry.loaded
}
