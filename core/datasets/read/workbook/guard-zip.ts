import { inflateRawSync } from 'node:zlib'
import type { Entry, ZipFile } from 'yauzl'
import yauzl from 'yauzl'
import { limits } from '../../../../config/limits.ts'
import { AppError, isAppError } from '../../../errors.ts'
import { unreadable } from '../refuse.ts'
import { unsafeXml } from '../sniff.ts'

const { maxZipEntries, maxUnzippedBytes, maxZipRatio, zipRatioFromBytes } = limits.upload

/** A zip that was gone through. */
export interface GuardedZip {
  /** null = no spreadsheet. */
  kind: 'xlsx' | 'ods' | null
  /** Inflated parts by name, without attached files. */
  parts: Map<string, Buffer>
}

const unsafe = (reason: string, details: Record<string, unknown> = {}): AppError =>
  new AppError('file_archive_unsafe', `The archive is not safe to open (${reason}).`, {
    details: { reason, ...details },
  })

const encrypted = (): AppError => new AppError('file_encrypted', 'The workbook is protected by a password.')

const nameOf = (entry: Entry): string => {
  const raw = entry as unknown as { fileNameRaw: Buffer; extraFields: Entry['extraFields'] }
  const name = yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, raw.fileNameRaw, raw.extraFields, false)
  if (yauzl.validateFileName(name) !== null) throw unsafe('name')
  return name
}

const checkEntry = (entry: Entry): void => {
  if (entry.isEncrypted()) throw encrypted()
  if (((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000) throw unsafe('symlink')
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) throw unsafe('method')
}

/** Inflates one entry and stops at the first byte over a limit: sizes in headers are claims of whoever made the file. */
const inflate = (data: Buffer, entry: Entry, left: number): Buffer => {
  if (entry.compressionMethod === 0) {
    if (data.length > left) throw unsafe('size', { limit: maxUnzippedBytes })
    return data
  }
  const byRatio = Math.max(zipRatioFromBytes, data.length * maxZipRatio)
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, Math.min(left, byRatio)) })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') throw unreadable(error)
    throw byRatio < left
      ? unsafe('ratio', { limit: maxZipRatio })
      : unsafe('size', { limit: maxUnzippedBytes })
  }
}

const isXmlName = /\.(?:xml|rels|vml)$/i
/** Places where Office itself keeps attached files; nothing here opens them. */
const isAttachment = /(?:^|\/)(?:embeddings|media|Object[^/]*|ObjectReplacements|Pictures|Thumbnails)\//i

const checkContent = (name: string, content: Buffer): void => {
  if (isXmlName.test(name)) {
    if (content.includes('<!DOCTYPE') || content.includes('<!ENTITY')) throw unsafeXml()
    const isWide = content[0] === 0 || content[1] === 0 || content[0] === 0xfe || content[0] === 0xff
    if (isWide && /<!(?:DOCTYPE|ENTITY)/.test(content.toString('latin1').replaceAll('\0', '')))
      throw unsafeXml()
  } else if (content.subarray(0, 4).toString('latin1') === 'PK\x03\x04' && !isAttachment.test(name)) {
    throw unsafe('nested')
  }
}

/** Entries that share bytes inflate far beyond the file's size without any single one looking odd. */
const checkOverlap = (spans: [number, number][]): void => {
  spans.sort((a, b) => a[0] - b[0])
  for (let at = 1; at < spans.length; at++) if (spans[at]![0] < spans[at - 1]![1]) throw unsafe('overlap')
}

interface Findings {
  names: Set<string>
  unzipped: number
  spans: [number, number][]
  parts: Map<string, Buffer>
}

const checkOne = async (zip: ZipFile, bytes: Buffer, entry: Entry, found: Findings): Promise<void> => {
  const name = nameOf(entry)
  // The workbook reader looks names up without case: two that differ by it could show it other bytes than were checked.
  const key = name.toLowerCase()
  if (found.names.has(key)) throw unsafe('duplicate')
  found.names.add(key)
  if (found.names.size > maxZipEntries) throw unsafe('entries', { limit: maxZipEntries })
  checkEntry(entry)
  const local = await zip.readLocalFileHeaderPromise(entry)
  if (!('fileName' in local) || !(local as { fileName: Buffer }).fileName.equals(fileNameBytes(entry)))
    throw unsafe('header')
  const end = local.fileDataStart + entry.compressedSize
  if (end > bytes.length) throw unreadable()
  found.spans.push([entry.relativeOffsetOfLocalHeader, end])
  const content = inflate(bytes.subarray(local.fileDataStart, end), entry, maxUnzippedBytes - found.unzipped)
  if (content.length !== entry.uncompressedSize) throw unsafe('header')
  found.unzipped += content.length
  checkContent(name, content)
  if (!isAttachment.test(name)) found.parts.set(name, content)
  if (key === 'meta-inf/manifest.xml' && content.includes(':encryption-data')) throw encrypted()
}

const fileNameBytes = (entry: Entry): Buffer => (entry as unknown as { fileNameRaw: Buffer }).fileNameRaw

const kindOf = ({ names, parts }: Findings): GuardedZip['kind'] => {
  if (names.has('xl/workbook.xml') || names.has('xl/workbook.bin')) return 'xlsx'
  const mimetype = parts.get('mimetype')?.toString('latin1') ?? ''
  if (mimetype.startsWith('application/vnd.oasis.opendocument.spreadsheet')) return 'ods'
  // A package may name its parts as it likes; what counts is that some part is a sheet.
  if ([...names].some((name) => /(?:^|\/)worksheets\/[^/]+\.(?:xml|bin)$/.test(name))) return 'xlsx'
  return null
}

/**
 * Goes through a whole zip before any parser sees it, counting what really inflates. Parsers get the inflated parts,
 * never the zip: two readers of one zip can be made to see different files.
 * @throws file_archive_unsafe {reason, limit?}, file_xml_unsafe, file_encrypted, file_unreadable
 */
export const guardZip = async (bytes: Buffer): Promise<GuardedZip> => {
  const found: Findings = { names: new Set(), unzipped: 0, spans: [], parts: new Map() }
  try {
    const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true, decodeStrings: false })
    if (zip.entryCount > maxZipEntries) throw unsafe('entries', { limit: maxZipEntries })
    for await (const entry of zip.eachEntry()) await checkOne(zip, bytes, entry, found)
    checkOverlap(found.spans)
  } catch (error) {
    throw isAppError(error) ? error : unreadable(error)
  }
  return { kind: kindOf(found), parts: found.parts }
}
