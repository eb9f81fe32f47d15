import { PassThrough, Writable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { read, utils } from '@e965/xlsx'
import test from 'ava'
import { csvLine, csvStart } from '../../../core/exports/csv.ts'
import { mostInCell, safeCell } from '../../../core/exports/safe-cell.ts'
import { openWorkbook } from '../../../core/exports/workbook.ts'

const begins = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']
const hidden = ['', '\ufeff', '\u200b', '"', "'", ' ', '\u00a0', '\u202e']
const payloads = hidden.flatMap((before) => begins.map((sign) => `${before}${sign}cmd|' /C calc'!A0`))

const controls = [
  '-123456', '+1E+9', '-1,5', '+33 1 23 45 67 89', '+33 (0)1 23', '-12 %'.replace(' ', ''), '−123456', 'a=b', 'x@y.org',
  '3-2', "l'été", '"quoted" = no',
] // biome-ignore format: a list

test('what a spreadsheet would take for a formula has an apostrophe before it; numbers and names stay', (t) => {
  t.is(payloads.length, 88)
  for (const payload of payloads) t.true(safeCell(payload).startsWith("'"), JSON.stringify(payload))
  for (const control of controls) t.is(safeCell(control), control)
  t.is(safeCell(''), '')
})

test('nothing is in a cell that cannot be written, and no more than fits', (t) => {
  t.is(safeCell('a\u0000b\u001bc\ufffe\u0085'), 'abc')
  t.is(safeCell('a\r\nb\rc'), 'a\nb\nc')
  t.is(safeCell('x\ud800y'), 'x\ufffdy')
  t.is(safeCell('é'.repeat(40_000)).length, mostInCell)
  const cut = safeCell(`${'x'.repeat(mostInCell - 2)}😀😀`)
  t.true(cut.isWellFormed() && cut.length <= mostInCell)
})

test('a line of CSV by RFC 4180', (t) => {
  t.is(csvStart, '\ufeff')
  const day = new Date('2026-11-22T10:00:00Z')
  t.is(csvLine(['a', 1.5, true, null, day]), 'a,1.5,true,,2026-11-22T10:00:00.000Z\r\n')
  t.is(csvLine(['a,b', 'say "x"', 'two\nlines', ' x', -5]), '"a,b","say ""x""","two\nlines"," x",-5\r\n')
  t.is(csvLine(['=1+1']), "'=1+1\r\n")
})

const columns = [
  { header: 'Text', key: 'text', width: 20, kind: 'text' },
  { header: 'Number', key: 'number', width: 10, kind: 'number' },
  { header: 'Day', key: 'day', width: 10, kind: 'date' },
  { header: 'Time', key: 'time', width: 20, kind: 'time' },
] as const

test('a workbook holds texts, numbers and the zone’s wall clock, and no formula whatever is written', async (t) => {
  const stream = new PassThrough()
  const bytes = buffer(stream)
  const workbook = await openWorkbook(stream, { timeZone: 'Europe/Paris' })
  const first = workbook.addSheet('A/B: [x]', columns)
  const time = new Date('2026-07-01T22:30:00Z')
  for (const text of [...payloads, ...controls, '_x003D_1+1', '1e5', '007'])
    await first.addRow({ text, number: -5.25, day: '2026-07-01', time })
  const second = workbook.addSheet('a/b: [x]', columns)
  await second.addRow({ text: { value: 0.5, kind: 'percent' }, number: null })
  await workbook.close()
  const book = read(await bytes, { cellFormula: true, UTC: true, cellDates: true, bookFiles: true })
  t.deepEqual(book.SheetNames, ['A B   x', 'a b   x 2'])
  for (const sheet of Object.values(book.Sheets))
    for (const cell of Object.values(sheet)) t.is((cell as { f?: string }).f, undefined)
  const rows = utils.sheet_to_json(book.Sheets['A B   x']!) as Record<string, unknown>[]
  const texts = rows.map((row) => row.Text)
  t.deepEqual(texts.slice(-2), ['1e5', '007'])
  const { files } = book as unknown as { files: Record<string, { content: Uint8Array }> }
  const xml = Buffer.from(files['xl/worksheets/sheet1.xml']!.content).toString()
  t.true(xml.includes('>_x005F_x003D_1+1<'), 'what a workbook writes for a sign is no way round')
  t.deepEqual(texts.slice(payloads.length, payloads.length + controls.length), controls)
  t.true(texts.slice(0, payloads.length).every((text) => String(text).startsWith("'")))
  t.is(rows[0]!.Number, -5.25)
  t.is((rows[0]!.Day as Date).toISOString(), '2026-07-01T00:00:00.000Z')
  t.is((rows[0]!.Time as Date).toISOString(), '2026-07-02T00:30:00.000Z', 'as the clock on the wall in Paris')
})

test('a reader that takes its time is waited for, and one that has gone ends it', async (t) => {
  let taken = 0
  const slow = new Writable({
    highWaterMark: 1_024,
    write: (chunk: Buffer, _, done) => {
      taken += chunk.length
      setImmediate(done)
    },
  })
  const workbook = await openWorkbook(slow)
  const sheet = workbook.addSheet('Rows', columns)
  let most = 0
  for (let at = 0; at < 5_000; at += 1) {
    await sheet.addRow({ text: `row ${at} ${Math.sin(at)}`, number: at })
    most = Math.max(most, slow.writableLength)
  }
  await workbook.close()
  t.true(taken > 50_000)
  t.true(most < 200_000, `at most ${most} bytes waited`)
  const gone = new PassThrough()
  const other = await openWorkbook(gone)
  const rows = other.addSheet('Rows', columns)
  gone.destroy()
  await t.throwsAsync(
    async () => {
      for (let at = 0; at < 300; at += 1) await rows.addRow({ text: 'x' })
    },
    { message: /has gone/ },
  )
})
