import { AppError } from '../../../errors.ts'
import { unreadable } from '../refuse.ts'

/** The part of SheetJS that opens OLE compound files; untyped there. */
export interface CompoundFiles {
  read(bytes: Buffer, options: { type: 'buffer' }): unknown
  find(file: unknown, path: string): { content: Uint8Array } | null
}

const encrypted = (): AppError => new AppError('file_encrypted', 'The workbook is protected by a password.')

const filePass = 0x002f
const endOfStream = 0x000a

/** BIFF records are `type, length, data`; the password record, if any, stands among the first of the globals. */
const hasFilePass = (stream: Uint8Array): boolean => {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength)
  for (let at = 0; at + 4 <= view.byteLength; at += 4 + view.getUint16(at + 2, true)) {
    const type = view.getUint16(at, true)
    if (type === filePass) return true
    if (type === endOfStream) return false
  }
  return false
}

/**
 * Whether a compound file holds an old Excel workbook (Word, mails and installers use the same container).
 * @throws file_encrypted, file_unreadable
 */
export const inspectCompound = (bytes: Buffer, compoundFiles: CompoundFiles): boolean => {
  let stream: { content: Uint8Array } | null
  try {
    const file = compoundFiles.read(bytes, { type: 'buffer' })
    if (compoundFiles.find(file, 'EncryptedPackage')) throw encrypted()
    stream = compoundFiles.find(file, 'Workbook') ?? compoundFiles.find(file, 'Book')
  } catch (error) {
    throw error instanceof AppError ? error : unreadable(error)
  }
  if (!stream) return false
  // A copy, because the library's own array knows no alignment or offset that can be relied on.
  if (hasFilePass(Uint8Array.from(stream.content))) throw encrypted()
  return true
}
