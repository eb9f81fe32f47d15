import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { validate as isUuid } from 'uuid'
import { withTenant } from '../../db/tenant.ts'
import type { Core } from '../core.ts'
import { sweepOriginals, workDirOf } from '../datasets/originals.ts'
import { removeLeftovers } from '../datasets/save-upload.ts'
import { incomingDirOf, parseIncoming } from './creation-request.ts'

/** What nobody has touched for this long belongs to no request or transaction that still runs. */
export const sweepAgeMs = 60 * 60 * 1000

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])

const isOlder = async (path: string, minAgeMs: number): Promise<boolean> => {
  const found = await stat(path).catch(() => null)
  return found !== null && Date.now() - found.ctimeMs >= minAgeMs
}

const sweepTmp = async (core: Core, minAgeMs: number): Promise<void> => {
  const folder = join(core.dataDir, 'tmp')
  for (const name of await namesIn(folder)) {
    const path = join(folder, name)
    if (await isOlder(path, minAgeMs)) await rm(path, { recursive: true, force: true })
  }
}

/** An accepted file is needed until its assistant is made, or cannot be made. */
const isAwaited = async (core: Core, name: string): Promise<boolean> => {
  const parsed = parseIncoming(name)
  if (!parsed) return true
  const { AssistantCreation } = core.db.models
  const row = await withTenant(core.db, parsed.tenantId, () =>
    AssistantCreation.findOne({ where: { ...parsed } }),
  )
  return row !== null && row.state !== 'completed' && row.state !== 'failed'
}

const sweepIncoming = async (core: Core, minAgeMs: number): Promise<void> => {
  for (const name of await namesIn(incomingDirOf(core))) {
    const path = join(incomingDirOf(core), name)
    if ((await isOlder(path, minAgeMs)) && !(await isAwaited(core, name))) await rm(path, { force: true })
  }
}

const hasDataset = async (core: Core, tenantId: string, id: string): Promise<boolean> => {
  // A name that is no id is not ours, or half of a copy whose process died.
  if (!isUuid(tenantId) || !isUuid(id)) return !id.endsWith('.part')
  const { Dataset } = core.db.models
  return (await withTenant(core.db, tenantId, () => Dataset.count({ where: { tenantId, id } }))) > 0
}

/**
 * Removes what killed processes left in the data folder: half uploads, tables on their way to the database, accepted
 * and kept files that belong to nothing. `minAgeMs` is 0 only for a process that has the folder to itself and has not
 * begun to work.
 */
export const sweepFolders = async (core: Core, minAgeMs: number): Promise<void> => {
  await removeLeftovers(workDirOf(core), minAgeMs)
  await sweepTmp(core, minAgeMs)
  await sweepIncoming(core, minAgeMs)
  await sweepOriginals(core, (tenantId, id) => hasDataset(core, tenantId, id), minAgeMs)
}
