import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import test from 'ava'
import { decodeTable } from '../../core/datasets/encode-table.ts'
import { importFile } from '../../core/datasets/import-file.ts'
import type { RawCell, RawSheet } from '../../core/datasets/read/raw.ts'
import { readRaw } from '../../core/datasets/read/read-raw.ts'

const folder = new URL('../../../shared/data/', import.meta.url)
const read = async (path: string) => readRaw(readFileSync(new URL(path, folder)), path)

/** Cells of any shape as one text: `40,6 %`, `40.6` and 40.6 are the same figure. */
const textOf = (cell: RawCell | undefined): string => {
  const text = typeof cell === 'object' && cell !== null ? String(cell.value) : String(cell ?? '')
  const figure = text.replace(/\s*%$/, '').replace(',', '.')
  return figure !== '' && Number.isFinite(Number(figure)) ? String(Number(figure)) : text
}
const textsOf = ({ rows }: RawSheet): string[][] => rows.map((row) => row.map(textOf))

if (existsSync(folder)) {
  const shapes: [string, object][] = [
    ['csv', { encoding: 'utf-8', separator: ',' }],
    ['fr-bom.csv', { encoding: 'utf-8', separator: ';' }],
    ['fr-win1252.csv', { separator: ';' }],
    ['json', { encoding: 'utf-8' }],
    ['xlsx', {}],
  ]
  for (const [set, rows] of [
    ['hobbies-fr', 506],
    ['gss-tv-en', 156],
  ] as const)
    for (const [shape, guesses] of shapes)
      test(`${set} as ${shape} has the cells of every other shape`, async (t) => {
        const raw = await read(`tgi/${set}.tgi.${shape}`)
        const plain = await read(`tgi/${set}.tgi.csv`)
        t.is(raw.sheets.length, 1)
        t.deepEqual(textsOf(raw.sheets[0]!), textsOf(plain.sheets[0]!))
        t.is(raw.sheets[0]!.rows.length, rows + 1)
        t.is(raw.sheets[0]!.firstRowNumber, shape === 'json' ? 0 : 1)
        t.deepEqual({ ...raw.guesses, ...guesses }, raw.guesses)
      })

  test('the French Windows-1252 file is told from UTF-8', async (t) => {
    t.is((await read('tgi/hobbies-fr.tgi.fr-win1252.csv')).guesses.encoding, 'windows-1252')
  })

  test('merged headers of a crosstab stand above each of their columns', async (t) => {
    const { rows } = (await read('tgi/hobbies-fr.crosstab-merged-headers.xlsx')).sheets[0]!
    const header = rows.find((row) => row.filter((cell) => cell !== null && cell === row[1]).length > 1)
    t.truthy(header)
  })

  test('a banner workbook with 44 merges and a csv banner keep size and position', async (t) => {
    const workbook = (await read('crosstabs/april_2017_responses.xlsx')).sheets[0]!
    t.is(Math.max(...workbook.rows.map((row) => row.length)), 48)
    t.true(workbook.rows.flat().some((cell) => typeof cell === 'object' && cell !== null))
    const csv = (await read('crosstabs/masculinity-survey.csv')).sheets[0]!
    t.is(csv.rows.length, 232)
    t.is(csv.rows[2]![0], 'In general, how masculine or "manly" do you feel?')
    t.is(csv.rows[3]![2], '37%')
  })

  for (const path of [
    'tgi/hobbies-fr.tgi.fr-win1252.csv',
    'tgi/hobbies-fr.tgi.json',
    'tgi/hobbies-fr.tgi.xlsx',
    'tgi/hobbies-fr.crosstab-merged-headers.xlsx',
    'crosstabs/april_2017_responses.xlsx',
    'crosstabs/masculinity-survey.csv',
  ])
    test(`${path} imports through the child process`, async (t) => {
      const workDir = await mkdtemp(join(tmpdir(), 'sextant-reading-'))
      t.teardown(() => rm(workDir, { recursive: true, force: true }))
      const imported = await importFile({
        path: fileURLToPath(new URL(path, folder)),
        fileName: path.split('/').at(-1)!,
        workDir,
      })
      t.is(imported.preview.state, 'ready')
      t.true(decodeTable(readFileSync(imported.tableFile!)).cellRows.length > 100)
    })
} else
  test('the shared data is absent', (t) => {
    t.log('nothing to read')
    t.pass()
  })
