import test from 'ava'
import { readRaw } from '../../../../core/datasets/read/read-raw.ts'

const rowsOf = async (bytes: Buffer | string, name = 'étude.csv') =>
  (await readRaw(Buffer.from(bytes), name)).sheets[0]!.rows
const codeOf = async (bytes: Buffer | string, name = 'étude.csv') =>
  (await readRaw(Buffer.from(bytes), name).catch((error: unknown) => error)) as {
    code?: string
    details?: Record<string, unknown>
  }

const table = [
  ['Interview', 'Segment', 'Indice'],
  ['Âge : 15-25 ans', 'Cinéma', '120,5'],
  ['Âge : 26-35 ans', 'Télé', '98'],
]
const text = table.map((row) => row.join(';')).join('\r\n')
const swapped = (value: string): Buffer => Buffer.from(value, 'utf16le').swap16()

const encodings: [string, Buffer, string][] = [
  ['UTF-8', Buffer.from(text), 'utf-8'],
  ['UTF-8 with its mark', Buffer.from(`\ufeff${text}`), 'utf-8'],
  ['Windows-1252', Buffer.from(text, 'latin1'), 'windows-1252'],
  ['UTF-16 with its mark', Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16le'],
  ['UTF-16 big-endian with its mark', swapped(`\ufeff${text}`), 'utf-16be'],
  ['UTF-16 without a mark', Buffer.from(text, 'utf16le'), 'utf-16le'],
]
for (const [name, bytes, encoding] of encodings)
  test(`${name} gives the same table`, async (t) => {
    const raw = await readRaw(bytes, 'étude.csv')
    t.deepEqual(raw.sheets[0]!.rows, table)
    t.deepEqual(raw.guesses, { encoding, separator: ';' })
  })

test('the euro sign and curly quotes of Windows-1252 survive', async (t) => {
  const bytes = Buffer.concat([
    Buffer.from('a;b\nl'),
    Buffer.from([0x92]),
    Buffer.from('été '),
    Buffer.from([0x80]),
    Buffer.from(';1\n'),
  ])
  t.deepEqual(await rowsOf(Buffer.from([...bytes.subarray(0, 6), 0xe9, 0x80, 0x3b, 0x31])), [
    ['a', 'b'],
    ['l’é€', '1'],
  ])
})

const separated: [string, string, string][] = [
  ['comma', 'a,b,c\n"x, y",1,2\nz,3,4\n', ','],
  ['semicolon with decimal commas', 'a;b;c\nx;1,5;2,5\ny;3,5;4,5\n', ';'],
  ['tab', 'a\tb\tc\nx, y\t1\t2\n', '\t'],
  ['bar', 'a|b|c\nx|1|2\n', '|'],
  ['title lines above', 'Tableau 3, hommes\n\na;b;c\nx;1,5;2\ny;1,7;2\nz;1,8;2\n', ';'],
  ['a first line that names it', 'sep=|\na;b|c\nd;e|f\n', '|'],
]
for (const [name, content, separator] of separated)
  test(`the separator is found: ${name}`, async (t) => {
    const raw = await readRaw(Buffer.from(content), 'a.csv')
    t.is(raw.guesses.separator, separator)
    t.true(raw.sheets[0]!.rows.at(-1)!.length > 1)
  })

test('one column needs no separator', async (t) => {
  t.deepEqual(await rowsOf('Interview\nFemmes\nHommes\n'), [['Interview'], ['Femmes'], ['Hommes']])
})

test('rows keep their numbers past blank lines and line breaks inside quotes', async (t) => {
  const rows = await rowsOf('a;b\n\n"deux\nlignes";2\n;;\nx;4\n\n\n')
  t.deepEqual(rows, [['a', 'b'], [], ['deux\nlignes', '2'], [], ['x', '4']])
})

test('text is not trimmed, empty cells are null, empty tails are cut', async (t) => {
  t.deepEqual(await rowsOf('a,b,c,d\n x ,,"q ""q"" q",\n'), [
    ['a', 'b', 'c', 'd'],
    [' x ', null, 'q "q" q'],
  ])
})

test('a stray quote inside a cell is text; one that never closes is refused with its row', async (t) => {
  t.deepEqual((await rowsOf('a;b\n15" écran;2\n'))[1], ['15" écran', '2'])
  const error = await codeOf('a;b\nx;1\n"ouvert;2\ny;3\n')
  t.is(error.code, 'file_unreadable')
  t.deepEqual(error.details, { context: 'quote', row: 3 })
})

test('line ends of every system, even mixed', async (t) => {
  t.deepEqual(await rowsOf('a;b\rx;1\r\ny;2\nz;3'), [
    ['a', 'b'],
    ['x', '1'],
    ['y', '2'],
    ['z', '3'],
  ])
})

test('300 columns are refused, naming the limit; 200 are read', async (t) => {
  const line = (columns: number): string => Array.from({ length: columns }, (_, at) => `c${at}`).join(',')
  const error = await codeOf(`${line(300)}\n${line(300)}\n`)
  t.is(error.code, 'file_too_many_columns')
  t.deepEqual(error.details, { found: 300, limit: 200 })
  t.is((await rowsOf(`${line(200)}\n${line(200)},,,\n`))[1]!.length, 200)
})

test('300,000 rows are refused, naming the limit; a header and 200,000 rows are read', async (t) => {
  const error = await codeOf(`a;b\n${'x;1\n'.repeat(300_000)}`)
  t.is(error.code, 'file_too_many_rows')
  t.like(error.details, { limit: 200_000 })
  t.is((await rowsOf(`a;b\n${'x;1\n'.repeat(200_000)}`)).length, 200_001)
})

test('a tail of blank lines is no row, a million blank lines before a cell are', async (t) => {
  t.is((await rowsOf(`a;b\nx;1\n${'\n'.repeat(500_000)}`)).length, 2)
  t.is((await codeOf(`a;b\n${'\n'.repeat(500_000)}x;1`)).code, 'file_too_many_rows')
})

test('nothing at all, and nothing but blanks', async (t) => {
  t.is((await codeOf('')).code, 'file_empty')
  for (const blank of [' ', '\n\n \t\n', ';;;\n;;;\n', '\ufeff', '\ufeff\r\n'])
    t.is((await codeOf(blank)).code, 'file_no_data')
})

test('names that csv may have, and that it may not', async (t) => {
  for (const name of ['a.csv', 'a.TXT', 'a.tsv', 'a.xls', 'sans extension'])
    t.is((await rowsOf(text, name)).length, 3)
  const error = await codeOf(text, 'a.xlsx')
  t.is(error.code, 'file_type_mismatch')
  t.like(error.details, { extension: 'xlsx', found: 'csv' })
  t.like((await codeOf(text, 'a.json')).details, { extension: 'json', found: 'csv' })
})
