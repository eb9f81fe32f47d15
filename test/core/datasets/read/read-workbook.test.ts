import { randomBytes } from 'node:crypto'
import * as xlsx from '@e965/xlsx'
import test from 'ava'
import { readRaw } from '../../../../core/datasets/read/read-raw.ts'
import { percentDecimals } from '../../../../core/datasets/read/workbook/cell-value.ts'
import { type BookType, writeWorkbook } from '../../../helpers/workbook.ts'
import { workbookParts, writeZip } from '../../../helpers/zip.ts'

const faultOf = async (bytes: Buffer, name = 'a.xlsx') =>
  (await readRaw(bytes, name).catch((error: unknown) => error)) as {
    code?: string
    details?: Record<string, unknown>
  }
const percent = (value: number, decimals: number) => ({ value, decimals })

const kinds: [BookType, string][] = [
  ['xlsx', 'xlsx'],
  ['xlsb', 'xlsx'],
  ['xls', 'xls'],
  ['ods', 'ods'],
]
for (const [type, kind] of kinds)
  test(`${type}: texts, numbers, blank rows, merges`, async (t) => {
    const rows = [['Tri croisé', null, null], [], ['Âge', null, 12.5], [null, 'x', 0]]
    const bytes = writeWorkbook(rows, type, (sheet) => {
      sheet['!merges'] = [
        { s: { r: 0, c: 0 }, e: { r: 0, c: 200 } },
        { s: { r: 2, c: 0 }, e: { r: 3, c: 1 } },
      ]
    })
    const raw = await readRaw(bytes, `a.${type}`)
    t.is(raw.kind, kind as typeof raw.kind)
    t.deepEqual(raw.sheets[0]!.rows.slice(0, 2), [['Tri croisé', 'Tri croisé', 'Tri croisé'], []])
    t.deepEqual(raw.sheets[0]!.rows[2], ['Âge', 'Âge', 12.5])
    t.is(raw.sheets[0]!.firstRowNumber, 1)
  })

test('percents, dates, errors, booleans and formulas are what the sheet shows', async (t) => {
  const bytes = writeWorkbook([[0.406, 0.57, 1.2, 45322, 45322.5, null, true, 7]], 'xlsx', (sheet) => {
    sheet.A1.z = '0.0%'
    sheet.B1.z = '0%'
    sheet.C1.z = '0.00" %"'
    sheet.D1.z = 'dd/mm/yyyy'
    sheet.E1.z = 'dd/mm/yyyy hh:mm'
    sheet.F1 = { t: 'e', v: 42 }
    sheet.H1 = { t: 'n', v: 7, f: '1+WEBSERVICE("http://127.0.0.1/")' }
  })
  t.deepEqual((await readRaw(bytes, 'a.xlsx')).sheets[0]!.rows, [
    [percent(40.6, 1), percent(57, 0), 1.2, '2024-01-31', '2024-01-31 12:00', '#N/A', 'TRUE', 7],
  ])
})

test('printed decimals of percent formats', (t) => {
  const formats: [string, number][] = [
    ['0%', 0], ['0.0%', 1], ['0.00%;[Red]-0.00%', 2], ['0.0 %', 1], ['#,##0.0\\ %', 1], ['0.0_ %', 1],
    ['General', -1], ['0.0"%"', -1], ['0.0\\%', -1], ['0;0%', -1],
  ] // biome-ignore format: one list, read at a glance
  for (const [format, decimals] of formats) t.is(percentDecimals(format), decimals, format)
})

test('a stale dimension loses no cell', async (t) => {
  const cells = (row: number): string =>
    `<row r="${row}"><c r="A${row}"><v>${row}</v></c><c r="B${row}"><v>1</v></c></row>`
  const sheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1"/><sheetData>${[1, 2, 3].map(cells).join('')}</sheetData></worksheet>`
  const raw = await readRaw(writeZip(workbookParts(sheet)), 'a.xlsx')
  t.deepEqual(raw.sheets[0]!.rows, [
    [1, 1],
    [2, 1],
    [3, 1],
  ])
})

test('hidden sheets are left out and counted, unless nothing else has data', async (t) => {
  const hide = (hidden: number[]) => (_: xlsx.WorkSheet, book: xlsx.WorkBook) => {
    xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet([['caché']]), 'Cachée')
    book.Workbook = { Sheets: hidden.map((Hidden) => ({ Hidden: Hidden as 0 | 1 | 2 })) }
  }
  const raw = await readRaw(writeWorkbook([['vu']], 'xlsx', hide([0, 2])), 'a.xlsx')
  t.deepEqual(
    raw.sheets.map(({ name }) => name),
    ['Feuille'],
  )
  t.is(raw.guesses.hiddenSheets, 1)
  const only = await readRaw(writeWorkbook([[]], 'xlsx', hide([0, 1])), 'a.xlsx')
  t.deepEqual(only.sheets[0]!.rows, [['caché']])
})

test('limits name themselves, wherever the cell stands', async (t) => {
  const wide = await faultOf(writeWorkbook([Array.from({ length: 300 }, (_, at) => at)]))
  t.is(wide.code, 'file_too_many_columns')
  t.like(wide.details, { limit: 200 })
  const far = await faultOf(
    writeWorkbook([[1]], 'xlsx', (sheet) => {
      sheet.A300000 = { t: 'n', v: 1 }
      sheet['!ref'] = 'A1:A300000'
    }),
  )
  t.is(far.code, 'file_too_many_rows')
  t.like(far.details, { limit: 200_000 })
})

test('a merge over the whole sheet fills only what is used', async (t) => {
  const bytes = writeWorkbook(
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
    'xlsx',
    (sheet) => {
      sheet['!merges'] = [{ s: { r: 0, c: 0 }, e: { r: 1_048_575, c: 16_383 } }]
    },
  )
  t.deepEqual((await readRaw(bytes, 'a.xlsx')).sheets[0]!.rows, [
    ['a', 'a'],
    ['a', 'a'],
  ])
})

test('an empty workbook has no data', async (t) => {
  t.is((await faultOf(writeWorkbook([[]]))).code, 'file_no_data')
})

test('a truncated or scribbled workbook is unreadable', async (t) => {
  const bytes = writeWorkbook(Array.from({ length: 500 }, (_, at) => [at, `libellé ${at}`]))
  for (const share of [0.3, 0.7, 0.99])
    t.is((await faultOf(bytes.subarray(0, bytes.length * share))).code, 'file_unreadable')
  const old = writeWorkbook([['a', 1]], 'xls')
  t.is((await faultOf(old.subarray(0, 600), 'a.xls')).code, 'file_unreadable')
})

test('any bytes under any name are refused with a code, never with a crash', async (t) => {
  for (const name of ['a.csv', 'a.xlsx', 'a.xls', 'a.ods', 'a.json', 'a.png', 'a'])
    for (let round = 0; round < 5; round++) {
      const { code } = await faultOf(randomBytes(5000), name)
      t.true(code === 'file_type_unknown' || code === 'file_type_mismatch', `${name}: ${code}`)
    }
  const good = writeWorkbook([
    ['a', 1],
    ['b', 2],
  ])
  for (let at = 0; at < good.length; at += 97) {
    const bytes = Buffer.from(good)
    bytes[at]! ^= 0x55
    const error = await faultOf(bytes)
    t.true('kind' in error || error.code?.startsWith('file_'), `byte ${at}: ${error}`)
  }
})

test('wrong names are refused naming both', async (t) => {
  const book = writeWorkbook([['a', 1]])
  t.like((await faultOf(book, 'a.csv')).details, { extension: 'csv', found: 'xlsx' })
  t.like((await faultOf(book, 'a.xls')).details, { extension: 'xls', found: 'xlsx' })
  t.like((await faultOf(writeWorkbook([['a']], 'ods'), 'a.xlsx')).details, {
    extension: 'xlsx',
    found: 'ods',
  })
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg==',
    'base64',
  )
  t.like(await faultOf(png, 'a.csv'), { code: 'file_type_mismatch' })
  t.like((await faultOf(png, 'a.csv')).details, { found: 'png', context: 'other' })
  t.is((await faultOf(png, 'a.png')).code, 'file_type_unknown')
  t.like((await faultOf(Buffer.from('%PDF-1.7\n…'), 'a.pdf')).details, { found: 'pdf' })
  t.like((await faultOf(Buffer.from('<html><table><tr><td>1'), 'a.xls')).details, {
    extension: 'xls',
    found: 'html',
  })
  t.is(
    (await faultOf(writeZip([{ name: 'word/document.xml', content: '<x/>' }]), 'a.docx')).code,
    'file_type_unknown',
  )
})
