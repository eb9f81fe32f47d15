import test, { type ExecutionContext } from 'ava'
import { surveyBook, surveyCsv, surveyHeader, surveyJson, surveyLines } from '../fixtures/survey.ts'
import { afterAll } from '../helpers/after-all.ts'
import { openWorkspace, type TenantDesk, type Workspace } from '../helpers/workspace.ts'

let work: Workspace
let desk: TenantDesk
const shared = afterAll(test)
test.before(async () => {
  work = await openWorkspace(shared)
  desk = await work.openTenant()
})

interface Claim {
  id: string
  value: number
  formula: string | null
  source: { file: string; sheet: string | null; row: number; column: string } | null
}

/** `firstRow`: the row in which the file has its first line of figures. */
const files: { fileName: string; content: string | Buffer; sheet: string | null; firstRow: number }[] = [
  { fileName: 'Étude loisirs.csv', content: surveyCsv, sheet: null, firstRow: 2 },
  { fileName: 'loisirs.xlsx', content: surveyBook(), sheet: 'Feuille', firstRow: 2 },
  { fileName: 'loisirs.json', content: surveyJson, sheet: null, firstRow: 1 },
]

const checkClaims = async (
  t: ExecutionContext,
  { claims, file, datasetId }: { claims: Claim[]; file: (typeof files)[number]; datasetId: string },
): Promise<number> => {
  let cited = 0
  for (const { value, formula, source, id } of claims) {
    if (formula !== null) {
      t.is(source, null, `${id} is computed`)
      continue
    }
    t.truthy(source, `${id} has a place in the file`)
    const { row, column } = source!
    t.deepEqual([source!.file, source!.sheet], [file.fileName, file.sheet])
    t.is(surveyLines[row - file.firstRow]![surveyHeader.indexOf(column as never)], value, `${row} ${column}`)
    const opened = await desk.send('GET', `/v1/datasets/${datasetId}/rows/${row}`)
    t.is(opened.status, 200)
    const cell = opened.body.columns.find(({ name }: { name: string }) => name === column)
    t.is(Number(cell.value.replace(',', '.')), value, 'the opened row shows the same figure')
    cited += 1
  }
  return cited
}

for (const file of files)
  test(`bring ${file.fileName}, ask, and every figure stands in the cell that it names`, async (t) => {
    const brought = await desk.upload(file.fileName, file.content)
    t.is(brought.status, 201)
    t.is(brought.headers.get('location'), `/v1/datasets/${brought.body.id}`)
    t.is(brought.body.state, 'ready')
    t.is(brought.body.file_name, file.fileName)
    t.like(brought.body.preview.counts, { rows_kept: 20, cells: 20, row_labels: 5, segments: 4 })
    t.is(brought.body.preview.check.verdict, 'consistent')
    t.is(brought.body.preview.sample.length, 3)
    const datasetId = brought.body.id as string
    const json = { name: 'Loisirs', theme: 'sorties', dataset_id: datasetId }
    const { body: assistant } = await desk.send('POST', '/v1/assistants', { json })

    let cited = 0
    for (const question of [
      'Quel est l’indice des 15-34 ans pour le cinéma ?',
      'les trois premiers segments pour les femmes',
      'profil des 60 ans et +',
      'compare les hommes et les femmes',
      'what is the index of women for reading? Femmes, Lecture',
      'les croisements au-dessus de 120',
    ]) {
      const answer = await desk.ask(assistant.id, question)
      t.is(answer.stage, 'data', `${question}: ${answer.text}`)
      t.true(answer.claims.length > 0, question)
      cited += await checkClaims(t, { claims: answer.claims, file, datasetId })
    }
    t.true(cited > 20)
  })

test('an index is cited alone; the shares are when they are asked for', async (t) => {
  const { id } = await desk.makeAssistant('loisirs.csv', surveyCsv)
  const figuresOf = async (question: string) => {
    const { claims } = await desk.ask(id, question)
    const printed = (claims as Claim[]).filter(({ source }) => source)
    return Object.fromEntries(printed.map(({ source, value }) => [source!.column, value]))
  }
  t.deepEqual(await figuresOf('indice des 15-34 ans pour le cinéma'), { Indice: 154 })
  t.deepEqual(await figuresOf('% vert et % horz des 15-34 ans pour le cinéma'), {
    '% Vert': 51.4,
    '% Horz': 90,
  })
})
