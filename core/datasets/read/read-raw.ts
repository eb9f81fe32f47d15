import { AppError } from '../../errors.ts'
import type { RawFile } from './raw.ts'
import { noData } from './refuse.ts'
import { checkExtension, refuseContent, sniffContainer, sniffText } from './sniff.ts'

const readText = async (bytes: Buffer, fileName: string): Promise<RawFile> => {
  if (isBlankText(bytes)) throw noData()
  if (sniffText(bytes, fileName) === 'json') return (await import('./text/read-json.ts')).readJson(bytes)
  return (await import('./text/read-csv.ts')).readCsv(bytes)
}

const isBlankText = (bytes: Buffer): boolean =>
  bytes.length < 65_536 && /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*$/.test(bytes.toString('latin1'))

const readZip = async (bytes: Buffer, fileName: string): Promise<RawFile> => {
  const { guardZip } = await import('./workbook/guard-zip.ts')
  const { kind, parts } = await guardZip(bytes)
  if (!kind) throw refuseContent(fileName, 'zip')
  checkExtension(fileName, kind)
  const { openParts } = await import('./workbook/sheet-js.ts')
  const { readWorkbook } = await import('./workbook/read-workbook.ts')
  return readWorkbook(kind, () => openParts(parts))
}

const readCompound = async (bytes: Buffer, fileName: string): Promise<RawFile> => {
  const { loadCompoundFiles, openCompound } = await import('./workbook/sheet-js.ts')
  const { inspectCompound } = await import('./workbook/inspect-compound.ts')
  if (!inspectCompound(bytes, await loadCompoundFiles())) throw refuseContent(fileName, 'ole')
  checkExtension(fileName, 'xls')
  const { readWorkbook } = await import('./workbook/read-workbook.ts')
  return readWorkbook('xls', () => openCompound(bytes))
}

/**
 * Reads an upload into raw sheets, by its content; the name only has to agree with it. Each kind loads its own reader.
 * Runs in the child process: it may take long and much memory on a hostile file.
 * @throws every `file_…` code but file_too_large, file_missing and file_too_slow
 */
export const readRaw = async (bytes: Buffer, fileName: string): Promise<RawFile> => {
  if (bytes.length === 0) throw new AppError('file_empty', 'The file has no content at all.')
  const container = await sniffContainer(bytes, fileName)
  if (container === 'zip') return readZip(bytes, fileName)
  if (container === 'compound') return readCompound(bytes, fileName)
  return readText(bytes, fileName)
}
