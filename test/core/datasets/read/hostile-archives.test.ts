import { randomBytes } from 'node:crypto'
import * as xlsx from '@e965/xlsx'
import test from 'ava'
import { readRaw } from '../../../../core/datasets/read/read-raw.ts'
import { writeWorkbook } from '../../../helpers/workbook.ts'
import { workbookParts, writeZip, type ZipPart } from '../../../helpers/zip.ts'

const faultOf = async (bytes: Buffer, name = 'a.xlsx') =>
  (await readRaw(bytes, name).catch((error: unknown) => error)) as {
    code?: string
    details?: Record<string, unknown>
  }
const withParts = (...parts: ZipPart[]): Buffer => writeZip([...workbookParts(), ...parts])

test('the hand-made workbook that these tests spoil is itself fine', async (t) => {
  const row =
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>5</v></c></row></sheetData></worksheet>'
  t.deepEqual((await readRaw(writeZip(workbookParts(row)), 'a.xlsx')).sheets[0]!.rows, [[5]])
})

const unsafe: [string, string, () => Buffer][] = [
  [
    'a bomb of one part',
    'ratio',
    () => withParts({ name: 'xl/bomb.xml', content: Buffer.alloc(50_000_000, 32) }),
  ],
  [
    'many honest parts that are too much together',
    'size',
    () => {
      // Deflates about forty times, below the ratio; 112 MB in all.
      const content = randomBytes(1800).toString('base64').repeat(53).slice(0, 125_000)
      return withParts(...Array.from({ length: 900 }, (_, at) => ({ name: `xl/p${at}.bin`, content })))
    },
  ],
  [
    'too many entries',
    'entries',
    () => withParts(...Array.from({ length: 1001 }, (_, at) => ({ name: `p${at}`, content: '' }))),
  ],
  ['a name that climbs out', 'name', () => withParts({ name: '../../etc/passwd', content: 'x' })],
  ['an absolute name', 'name', () => withParts({ name: '/etc/passwd', content: 'x' })],
  [
    'a symbolic link',
    'symlink',
    () => withParts({ name: 'xl/link', content: '/etc/passwd', mode: 0o120777 }),
  ],
  ['two entries of one name', 'duplicate', () => withParts({ name: 'XL/Workbook.xml', content: '<x/>' })],
  [
    'a header that lies about the size',
    'header',
    () => withParts({ name: 'x.xml', content: 'x'.repeat(99), claimedSize: 5 }),
  ],
  [
    'a local header of another name',
    'header',
    () => withParts({ name: 'x.xml', content: 'x', localName: 'y.xml' }),
  ],
  [
    'an archive inside',
    'nested',
    () => withParts({ name: 'xl/more', content: writeZip([{ name: 'a', content: 'a' }]) }),
  ],
]
for (const [name, reason, make] of unsafe)
  test(`refused: ${name}`, async (t) => {
    const error = await faultOf(make())
    t.is(error.code, 'file_archive_unsafe')
    t.is(error.details?.reason, reason)
  })

test('a sheet that repeats itself honestly is read: small parts may deflate well', async (t) => {
  const bytes = writeWorkbook(Array.from({ length: 20_000 }, () => ['même texte', 100, 100]))
  t.is((await readRaw(bytes, 'a.xlsx')).sheets[0]!.rows.length, 20_000)
})

test('entities and document types are refused in every encoding', async (t) => {
  const xml = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
  const parts = (content: Buffer | string): Buffer => withParts({ name: 'xl/sharedStrings.xml', content })
  t.is((await faultOf(parts(xml))).code, 'file_xml_unsafe')
  t.is((await faultOf(parts(Buffer.from(`\ufeff${xml}`, 'utf16le')))).code, 'file_xml_unsafe')
  t.is((await faultOf(Buffer.from(xml), 'a.xls')).code, 'file_xml_unsafe')
})

test('encrypted workbooks of every container ask for a copy without a password', async (t) => {
  const container = xlsx.CFB.utils.cfb_new()
  xlsx.CFB.utils.cfb_add(container, '/EncryptedPackage', Buffer.alloc(4096, 7))
  xlsx.CFB.utils.cfb_add(container, '/EncryptionInfo', Buffer.alloc(64, 1))
  const modern = Buffer.from(xlsx.CFB.write(container, { type: 'buffer' }) as Uint8Array)
  t.is((await faultOf(modern)).code, 'file_encrypted')

  const old = xlsx.CFB.utils.cfb_new()
  const filePass = Buffer.from(
    '0908100000060500000000000000000000000000' + '2f000600010001000000' + '0a000000',
    'hex',
  )
  xlsx.CFB.utils.cfb_add(old, '/Workbook', filePass)
  t.is(
    (await faultOf(Buffer.from(xlsx.CFB.write(old, { type: 'buffer' }) as Uint8Array), 'a.xls')).code,
    'file_encrypted',
  )

  t.is((await faultOf(withParts({ name: 'x.xml', content: 'x', encrypted: true }))).code, 'file_encrypted')
  const manifest = '<manifest:manifest><manifest:encryption-data/></manifest:manifest>'
  const ods = writeZip([
    { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet' },
    { name: 'META-INF/manifest.xml', content: manifest },
  ])
  t.is((await faultOf(ods, 'a.ods')).code, 'file_encrypted')
})
