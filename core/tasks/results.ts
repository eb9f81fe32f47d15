import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Op } from 'sequelize'
import { validate as isUuid } from 'uuid'
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

/** A file that is written whole and belongs to nothing yet. */
export interface WrittenResult {
  bytes: number
  /** Makes it the result of its task, in place of the one before: quick, for under the lock of the task's row. */
  keep(): Promise<void>
  drop(): Promise<void>
}

/**
 * Writes the file whole, beside the results: of two processes that do the same task, each has a file of its own until
 * the row says whose is kept. What is neither kept nor dropped is swept.
 * @throws disk_full
 */
export const writeResult = async (
  core: Folder,
  taskId: string,
  { write }: TaskFile,
): Promise<WrittenResult> => {
  const partial = `${resultPath(core, taskId)}.${randomUUID()}.part`
  const drop = () => rm(partial, { force: true })
  try {
    await mkdir(folderOf(core), { recursive: true, mode: 0o700 })
    await write(partial)
    await sync(partial)
    const { size: bytes } = await stat(partial)
    const keep = async () => {
      await rename(partial, resultPath(core, taskId))
      await sync(folderOf(core))
    }
    return { bytes, keep, drop }
  } catch (cause) {
    await drop()
    if ((cause as NodeJS.ErrnoException).code !== 'ENOSPC') throw cause
    throw new AppError('disk_full', 'The disk is full; the result was not kept.', { cause })
  }
}

export const hasResultFile = async (core: Folder, taskId: string): Promise<boolean> =>
  (await stat(resultPath(core, taskId)).catch(() => null)) !== null

/** Also what is half written: whoever is at it finds that the task has ended, and drops the rest. */
export const removeResult = async (core: Folder, taskId: string): Promise<void> => {
  const names = await readdir(folderOf(core)).catch(() => [])
  for (const name of names) if (name.startsWith(taskId)) await rm(join(folderOf(core), name), { force: true })
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
    const where = { id: name, resultName: { [Op.ne]: null } }
    const isKept = isUuid(name) && (await asOwner(core.db, () => core.db.models.Task.count({ where }))) > 0
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
