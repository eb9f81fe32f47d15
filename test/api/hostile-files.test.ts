import test from 'ava'
import { afterAll } from '../helpers/after-all.ts'
import { writeWorkbook } from '../helpers/workbook.ts'
import { formOf, openWorkspace, type Workspace } from '../helpers/workspace.ts'

let work: Workspace
const shared = afterAll(test)
test.before(async () => {
  work = await openWorkspace(shared)
})

const header = ['Interview', 'Segment', 'Indice'] as const
const objects = (label: string) =>
  JSON.stringify([
    { Interview: label, Segment: 'Lecture', Indice: 120 },
    { Interview: 'Femmes', Segment: 'Lecture', Indice: 80 },
  ])
const lines = (label: string) => `${header.join(';')}\n${label};Lecture;120\nFemmes;Lecture;80\n`

const unkept: [string, string, string | Buffer][] = [
  ['NUL in JSON', 'a.json', objects('Hommes\u0000')],
  ['half a character in JSON', 'a.json', objects('Hommes\ud800')],
  ['half a character as a name in JSON', 'a.json', objects('Hommes').replaceAll('Indice', '\\ud83c Indice')],
  ['half a character as a figure in JSON', 'a.json', objects('Hommes').replace('80', '"\\udfff"')],
  [
    'escapes of a workbook',
    'a.xlsx',
    writeWorkbook([[...header], ['_x0000_Hommes', '_xD800_Lecture', 120], ['Femmes', 'Cinéma', 80]]),
  ],
  ['a label cut within a character', 'a.csv', lines('🎉'.repeat(400))],
  ['a file name cut within a character', `a${'🎉'.repeat(150)}.csv`, lines('Hommes')],
]
for (const [what, fileName, content] of unkept)
  test(`what no database keeps is no bug of ours: ${what}`, async (t) => {
    const desk = await work.openTenant()
    const { status, body } = await desk.upload(fileName, content)
    t.is(status, 201, body.detail)
    const read = await desk.send('GET', `/v1/datasets/${body.id}`)
    t.true(read.text.isWellFormed() && !/\\u0000|\\ud[89a-f]/i.test(read.text))
    const check = await desk.send('GET', `/v1/datasets/${body.id}/check`)
    t.is(check.status, 200)
    const top = await desk.send('GET', `/v1/datasets/${body.id}/rank`)
    t.is(top.status, 200)
  })

test('a refusal that quotes what no database keeps is told and stored', async (t) => {
  const desk = await work.openTenant()
  const nested = '[{"\\u0000a\\ud800": [1], "Interview": "b", "Segment": "c", "Indice": 1}]'
  const body = formOf('a.json', nested, { name: 'Essai', theme: 'cinéma' })
  const refused = await desk.send('POST', '/v1/assistants', { body })
  t.deepEqual([refused.status, refused.body.code], [422, 'file_json_invalid'])
})

test('a preview stays small however long the cells are', async (t) => {
  const desk = await work.openTenant()
  const long = 'mot '.repeat(150_000)
  const { status, body, text } = await desk.upload(
    'a.csv',
    `Interview;Segment;Indice;Note ${long}\nHommes;Lecture;120;${long}\nFemmes;Lecture;80;${long}\n`,
  )
  t.is(status, 201, body.detail)
  t.true(text.length < 20_000, `${text.length} characters`)
  t.regex(body.preview.sample[0].cells[3], /^mot mot .*…$/)
})
