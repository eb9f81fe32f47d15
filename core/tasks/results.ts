import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Op } from 'sequelize'
import type { Database } from '../../db/database.ts'
import { asOwner } from '../../db/tenant.ts'
import type { Core } from '../core.ts'
import { AppError } from '../errors.ts'
import type { TaskFile } from './kinds.ts'

type Folder = Pick<Core, 'dataDir'>

/** Not part of a backup: what is in there is made again for the asking. */
const folderOf = ({ dataDir }: Folder): string => join(dataDir, 'results')

/** The result of a task lies under the task's id; its name is a label in the database. */
export const resultPath = (core: Folder, taskId: string): string => join(folderOf(core), taskId)

const sync = async (path: string): Promise<void> => {
  const handle: FileHandle = await open(path, 'r')
  await handle.sync().finally(() => handle.close())
}

/** Writes the file whole or not at all. @throws disk_full */
export const writeResult = async (core: Folder, taskId: string, { write }: TaskFile): Promise<number> => {
  const path = resultPath(core, taskId)
  const partial = `${path}.part`
  try {
    await mkdir(folderOf(core), { recursive: true, mode: 0o700 })
    await write(partial)
    await sync(partial)
    await rename(partial, path)
    await sync(folderOf(core))
  } catch (cause) {
    await rm(partial, { force: true })
    if ((cause as NodeJS.ErrnoException).code !== 'ENOSPC') throw cause
    throw new AppError('disk_full', 'The disk is full; the result was not kept.', { cause })
  }
  return (await stat(path)).size
}

export const removeResult = async (core: Folder, taskId: string): Promise<void> => {
  await rm(resultPath(core, taskId), { force: true })
  await rm(`${resultPath(core, taskId)}.part`, { force: true })
}

const noResult = { resultName: null, resultType: null, resultBytes: null, resultKeyHash: null }

const expired = (db: Database, now: Date) =>
  asOwner(db, () =>
    db.models.Task.findAll({
      attributes: ['id'],
      where: { resultName: { [Op.ne]: null }, expiresAt: { [Op.lte]: now } },
      limit: 500,
      raw: true,
    }),
  )

/** Files whose task is not known, or has no result: half of one, or of a task that was cancelled. */
const sweepStrangers = async (core: Pick<Core, 'db' | 'dataDir'>, minAgeMs: number): Promise<void> => {
  for (const name of await readdir(folderOf(core)).catch(() => [])) {
    const path = join(folderOf(core), name)
    const found = await stat(path).catch(() => null)
    if (!found || Date.now() - found.ctimeMs < minAgeMs) continue
    const id = name.replace(/\.part$/, '')
    const where = { id, resultName: { [Op.ne]: null } }
    const isKept = name === id && (await asOwner(core.db, () => core.db.models.Task.count({ where }))) > 0
    if (!isKept) await rm(path, { force: true })
  }
}

const strangerAgeMs = 24 * 3600 * 1000
const forgetAfterDays = 90

/**
 * Removes results that have expired, files that belong to nothing, and tasks that ended long ago.
 * @returns results removed
 */
export const sweepTasks = async (core: Pick<Core, 'db' | 'dataDir'>, now = new Date()): Promise<number> => {
  const { db } = core
  const rows = await expired(db, now)
  for (const { id } of rows) {
    // The file first: a row without its file is found again, a file without its row is not.
    await removeResult(core, id)
    await asOwner(db, () => db.models.Task.update(noResult, { where: { id } }))
  }
  await sweepStrangers(core, strangerAgeMs)
  const before = new Date(now.getTime() - forgetAfterDays * 24 * 3600 * 1000)
  await asOwner(db, () =>
    db.models.Task.destroy({ where: { resultName: null, finishedAt: { [Op.lt]: before } } }),
  )
  return rows.length
}
