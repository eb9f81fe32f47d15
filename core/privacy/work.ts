import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { QueryTypes } from 'sequelize'
import { asOwner } from '../../db/tenant.ts'
import type { Core } from '../core.ts'
import { mailFolder } from '../mail/files.ts'
import { sweepResultLinks } from '../tasks/result-links.ts'
import { sweepTasks } from '../tasks/results.ts'
import { workOnTasks } from '../tasks/run.ts'
import { defineTaskQueue, requeueTasks } from '../tasks/start.ts'
import { personErase } from './erase-person.ts'
import { personExport } from './export-person.ts'
import { tenantExport } from './export-tenant.ts'
import { tenantRemove } from './remove-tenant.ts'
import { replayTombstones } from './replay.ts'

/** Every kind of long work. */
export const taskKinds = [personExport, personErase, tenantExport, tenantRemove]

/** Before anything is served: the queue, and what a restored backup must not bring back. */
export const prepareTasks = async (core: Core): Promise<void> => {
  await defineTaskQueue(core)
  await replayTombstones(core)
}

/** Lets this process do long work. */
export const workOnAllTasks = (core: Core): void => workOnTasks(core, taskKinds)

const sentNotices = `
  delete from operator_mails
   where payload #>> '{mail,type}' in ('privacy.erased', 'tenant.leaving')
     and (state in ('sent', 'failed', 'unknown') or created_at < now() - interval '3 days')
  returning id::text as id, payload #>> '{mail,type}' as type`

/** The last word to somebody who was erased is forgotten as well, once it has left. @returns how many */
export const forgetNotices = async ({ db, dataDir }: Pick<Core, 'db' | 'dataDir'>): Promise<number> => {
  const rows = await asOwner(db, () =>
    db.sequelize.query<{ id: string; type: string }>(sentNotices, { type: QueryTypes.SELECT }),
  )
  const folder = join(dataDir, mailFolder)
  const files = rows.length > 0 ? await readdir(folder).catch(() => []) : []
  // Where a file is the only mail that there is, the tenant's contact still has to be given theirs.
  const erased = rows.filter(({ type }) => type === 'privacy.erased')
  for (const name of files)
    if (erased.some(({ id }) => name.endsWith(`-${id}.eml`))) await rm(join(folder, name), { force: true })
  return rows.length
}

/** For the schedule: results and links that have expired, notices that have left, tasks that nobody works on. @returns how many */
export const tidyTasks = async (core: Core): Promise<number> =>
  (await forgetNotices(core)) +
  (await sweepTasks(core)) +
  (await sweepResultLinks(core.db)) +
  (await requeueTasks(core))
