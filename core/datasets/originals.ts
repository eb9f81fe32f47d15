import { copyFile, link, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Core } from '../core.ts'
import { AppError } from '../errors.ts'

type Folder = Pick<Core, 'dataDir'>

/** Where uploads are received and files are read; emptied at start. */
export const workDirOf = ({ dataDir }: Folder): string => join(dataDir, 'work')

/**
 * The file as it was brought, under names of ours only (the person's name is a label in the database).
 * Kept so that a mapping can be changed without bringing the file again.
 */
export const originalPath = ({ dataDir }: Folder, tenantId: string, datasetId: string): string =>
  join(dataDir, 'files', tenantId, datasetId)

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

/** File systems without hard links get a copy under another name first, so that half a file never has the real one. */
const linkOrCopy = async (path: string, target: string): Promise<void> => {
  try {
    await link(path, target)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOSPC' || code === 'ENOENT') throw error
    await copyFile(path, `${target}.part`)
    await rename(`${target}.part`, target)
  }
}

/**
 * Puts a received file in its place as well: whole or not at all, and still there after a crash. It also stays where
 * it was received: until the dataset is committed, a second try must find it there.
 * @throws disk_full
 */
export const keepOriginal = async (
  core: Folder,
  path: string,
  owner: { tenantId: string; datasetId: string },
) => {
  const target = originalPath(core, owner.tenantId, owner.datasetId)
  try {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    await linkOrCopy(path, target)
    await syncFolder(dirname(target))
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOSPC') throw cause
    throw new AppError('disk_full', 'The disk is full; the file was not kept.', { cause })
  }
}

export const removeOriginal = (core: Folder, tenantId: string, datasetId: string): Promise<void> =>
  rm(originalPath(core, tenantId, datasetId), { force: true })

/**
 * Removes files whose dataset does not exist: a process that died between keeping a file and committing its row
 * leaves one. Younger ones than `minAgeMs` are left alone, their transaction may be under way in another replica.
 */
export const sweepOriginals = async (
  core: Folder,
  isKnown: (tenantId: string, datasetId: string) => Promise<boolean>,
  minAgeMs: number,
): Promise<void> => {
  const root = join(core.dataDir, 'files')
  for (const tenantId of await readdir(root).catch(() => []))
    for (const datasetId of await readdir(join(root, tenantId)).catch(() => [])) {
      const path = join(root, tenantId, datasetId)
      const { ctimeMs } = await stat(path)
      if (Date.now() - ctimeMs >= minAgeMs && !(await isKnown(tenantId, datasetId)))
        await rm(path, { force: true })
    }
}

/** Removes a tenant's folder when its last file is gone. */
export const removeEmptyFolder = (core: Folder, tenantId: string): Promise<void> =>
  rmdir(join(core.dataDir, 'files', tenantId)).catch(() => undefined)
