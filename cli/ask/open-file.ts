import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Locale } from '../../core/answers/answer.ts'
import { decodeTable } from '../../core/datasets/encode-table.ts'
import { importFile } from '../../core/datasets/import-file.ts'
import type { CheckReport } from '../../core/datasets/preview.ts'
import type { TgiTable } from '../../core/datasets/table.ts'
import { AppError } from '../../core/errors.ts'

export interface OpenedFile {
  table: TgiTable
  check: CheckReport | null
  /** Language of the labels, a guess. */
  locale: Locale
}

/** A pipe or a device would keep the reader waiting for ever. */
const refuseUnlessFile = async (path: string): Promise<void> => {
  const file = basename(path)
  const found = await stat(path).catch((cause) => {
    throw new AppError('file_missing', `There is no file ${file}.`, { details: { file }, cause })
  })
  if (!found.isFile()) throw new AppError('file_missing', `${file} is not a file.`, { details: { file } })
}

/** Reads a data file for questions, once, and leaves nothing behind. @throws every `file_…` code, mapping_needed */
export const openFile = async (path: string): Promise<OpenedFile> => {
  await refuseUnlessFile(path)
  const workDir = await mkdtemp(join(tmpdir(), 'sextant-'))
  try {
    const { preview, check, tableFile } = await importFile({ path, fileName: basename(path), workDir })
    if (tableFile === null)
      throw new AppError('mapping_needed', 'The columns of this file have to be confirmed first.', {
        details: { file: basename(path) },
      })
    return { table: decodeTable(await readFile(tableFile)), check, locale: preview.locale }
  } finally {
    await rm(workDir, { recursive: true, force: true })
  }
}
