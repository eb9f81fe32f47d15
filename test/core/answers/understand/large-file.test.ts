import test from 'ava'
import { answerQuestion } from '../../../../core/answers/ladder.ts'
import { labelIndexOf } from '../../../../core/answers/understand/label-index.ts'
import { buildTable } from '../../../fixtures/golden-table.ts'

test('the labels of a large file are indexed while others are served, to the same index', async (t) => {
  const lines = Array.from({ length: 15_000 }, (_, at) => ({
    row: `Profil ${at.toString(36)} numéro ${at}`,
    segment: 'Lecture',
    index: 100,
    vertical: 1,
    horizontal: 10,
  }))
  const [table, twin] = [buildTable(lines), buildTable(lines)]
  const pauses: number[] = []
  let isDone = false
  const serve = async (): Promise<void> => {
    for (let last = performance.now(); !isDone; ) {
      await new Promise((resolve) => setImmediate(resolve))
      pauses.push(performance.now() - last)
      last = performance.now()
    }
  }
  const serving = serve()
  const { answer } = await answerQuestion({
    text: 'que contient ce fichier ?',
    table,
    check: null,
    locale: 'fr',
    context: null,
  })
  isDone = true
  await serving
  t.is(answer.plan?.operation, 'overview')
  // Not a timed test: the work must have been parted, however long a part took on this machine.
  t.true(pauses.length > 5, `${pauses.length} turns for others`)
  t.deepEqual([...labelIndexOf(table).byStem], [...labelIndexOf(twin).byStem])
})
