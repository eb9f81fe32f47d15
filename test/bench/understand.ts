import { readFileSync } from 'node:fs'
import { understand } from '../../core/answers/understand/understand.ts'
import { demo, en, fr } from '../core/answers/understand/tables.ts'

/** Time to understand one question on a table of some 450 rows, median of several rounds over the test's questions. */

interface Case {
  table: 'fr' | 'en' | 'demo'
  question: string
}
const cases = JSON.parse(
  readFileSync(new URL('../fixtures/understand/questions.json', import.meta.url), 'utf8'),
) as Case[]
const tables = { fr, en, demo }

const times: number[] = []
for (let round = 0; round < 5; round++)
  for (const { table, question } of cases) {
    const started = performance.now()
    understand(question, { table: tables[table] })
    if (round > 0) times.push(performance.now() - started)
  }
times.sort((a, b) => a - b)

const baseline = 2
const report = (metric: string, value: number): void =>
  console.log(
    JSON.stringify({ bench: 'understand', metric, value, unit: 'ms', baseline, ratio: value / baseline }),
  )
report('median', times[Math.floor(times.length / 2)]!)
report('p99', times[Math.floor(times.length * 0.99)]!)
