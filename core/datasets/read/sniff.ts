import { extname } from 'node:path'
import { AppError } from '../../errors.ts'
import type { RawFile } from './raw.ts'
import { decode, findEncoding, looksLikeText } from './text/decode.ts'
import { guessSeparator, sampleLength } from './text/separator.ts'

export type Kind = RawFile['kind']

/** Names under which each kind is welcome. Text called `.xls` is what many old exporters write; Excel opens it too. */
const extensionsOf: Record<Kind, string[]> = {
  csv: ['csv', 'tsv', 'tab', 'txt', 'xls'],
  json: ['json', 'txt'],
  xlsx: ['xlsx', 'xlsm', 'xltx', 'xltm', 'xlsb'],
  xls: ['xls', 'xlt'],
  ods: ['ods', 'ots'],
}
const accepted = 'xlsx, xls, ods, csv, json'

/** The extension in lower case without its dot; empty when there is none. */
export const extensionOf = (fileName: string): string => extname(fileName).slice(1).toLowerCase()

/** Refuses content under a name that promises something else, naming both. @throws file_type_mismatch {extension, found} */
export const checkExtension = (fileName: string, kind: Kind): void => {
  const extension = extensionOf(fileName)
  if (extension === '' || extensionsOf[kind].includes(extension)) return
  throw mismatch(extension, kind)
}

const mismatch = (extension: string, found: string): AppError =>
  new AppError('file_type_mismatch', `The file is named .${extension} but holds ${found}.`, {
    details: { extension, found, accepted, ...(!(found in extensionsOf) && { context: contextOf(found) }) },
  })

/** Which sentence fits: one names what was found, one says that it is nothing known. */
const contextOf = (found: string): string => (found === 'binary' ? 'binary' : 'other')

/** Content that is no table: a mismatch when the name promised one, else an unknown type. */
export const refuseContent = (fileName: string, found: string): AppError => {
  const extension = extensionOf(fileName)
  const isPromised = Object.values(extensionsOf).some((names) => names.includes(extension))
  if (isPromised) return mismatch(extension, found)
  const message = `The file holds ${found}; ${accepted} are read.`
  return new AppError('file_type_unknown', message, {
    details: { found, accepted, context: contextOf(found) },
  })
}

/** What the first bytes promise: containers are opened before more is said about them. */
export type Container = 'zip' | 'compound' | 'text'

/** Tells containers and text apart by content. @throws file_type_mismatch, file_type_unknown, file_xml_unsafe */
export const sniffContainer = async (bytes: Buffer, fileName: string): Promise<Container> => {
  const magic = bytes.subarray(0, 4).toString('latin1')
  if (magic === 'PK\x03\x04' || magic === 'PK\x05\x06') return 'zip'
  if (magic === '\xd0\xcf\x11\xe0') return 'compound'
  if (/^%PDF|^\{\\rt/.test(magic)) throw refuseContent(fileName, magic[0] === '%' ? 'pdf' : 'rtf')
  if (looksLikeText(bytes)) return 'text'
  // Only to name what somebody sent by mistake, hence loaded only now.
  const { fileTypeFromBuffer } = await import('file-type')
  const type = await fileTypeFromBuffer(bytes)
  throw refuseContent(fileName, type?.ext ?? 'binary')
}

const opensJson = /^\s*(?:\[\s*(?:[[\]{"]|-?\d)|\{\s*["}])/
const opensMarkup = /^\s*<(?:\?xml|!doctype|html|table|head|body|style|meta|div|\w+:)/i

/** Tells JSON from separated text. @throws file_type_mismatch, file_xml_unsafe */
export const sniffText = (bytes: Buffer, fileName: string): 'csv' | 'json' => {
  const start = decode(bytes.subarray(0, sampleLength), findEncoding(bytes.subarray(0, sampleLength)))
  if (opensMarkup.test(start)) {
    if (/<!ENTITY/i.test(start)) throw unsafeXml()
    throw refuseContent(fileName, /<(?:!doctype )?html|<table/i.test(start) ? 'html' : 'xml')
  }
  if (extensionOf(fileName) === 'json') {
    const guess = guessSeparator(start)
    // A broken JSON file gets the place of its fault; only what is plainly a table is called a wrong name.
    const isTable = !/^\s*[[{]/.test(start) && guess.columns > 1 && guess.agreement > 0.9
    if (!isTable) return 'json'
    checkExtension(fileName, 'csv')
  }
  const kind = opensJson.test(start) ? 'json' : 'csv'
  checkExtension(fileName, kind)
  return kind
}

/** The refusal of XML with a document type: entities can grow without end or read other files. */
export const unsafeXml = (): AppError =>
  new AppError('file_xml_unsafe', 'The file declares a document type or entities in its XML.')
