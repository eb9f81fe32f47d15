/**
 * Understanding + execution + wording of 1,000 varied questions on a dataset of 500 rows. Asked for: median ≤ 5 ms.
 * Baseline: parsing the same 500 rows from JSON, which any answer computed from the file would have to pay.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answerQuestion } from '../../core/answers/ladder.ts'
import { decodeTable } from '../../core/datasets/encode-table.ts'
import { importFile } from '../../core/datasets/import-file.ts'
import { printResult, quantile } from '../helpers/bench-result.ts'

const segments = ['Femmes', 'Hommes', '15-24 ans', '25-49 ans', '50 ans et plus']
const groups = ['Loisirs', 'Presse', 'Achats', 'Médias', 'Sports']
const subjects = [
  'cinéma', 'théâtre', 'jardinage', 'bricolage', 'lecture', 'cuisine', 'randonnée', 'natation', 'photo', 'musique',
  'danse', 'jeux vidéo', 'voyage', 'vélo', 'peinture', 'couture', 'pêche', 'chasse', 'musées', 'concerts',
] // biome-ignore format: one list, read at a glance
const rows = groups.flatMap((group) => subjects.map((subject) => `${group} : ${subject}`))

/** 100 row labels × 5 segments whose figures agree with each other: % Vert ÷ index is the base of the row. */
const figuresOf = (row: number, segment: number) => {
  const base = 2 + (row % 40)
  const weight = 10 + segment * 5
  const index = 40 + ((row * 37 + segment * 53) % 160)
  return { index, vertical: (base * index) / 100, horizontal: (weight * index) / 100 }
}

const records = rows.flatMap((interview, row) =>
  segments.map((segment, at) => ({ interview, segment, ...figuresOf(row, at) })),
)

const csv = [
  'Interview;Segment;Indice;% Vert;% Horz',
  ...records.map(({ interview, segment, index, vertical, horizontal }) =>
    [interview, segment, index, vertical.toFixed(2), horizontal.toFixed(2)].join(';').replaceAll('.', ','),
  ),
].join('\n')

const patterns: ((row: string, segment: string, at: number) => string)[] = [
  (row, segment) => `Quel est l’indice de ${row} chez les ${segment} ?`,
  (row, segment) => `indice ${row} ${segment}`,
  (row, segment) => `What is the index of ${row} for ${segment}?`,
  (_, segment, at) => `Quels sont les ${(at % 9) + 2} premiers chez les ${segment} ?`,
  (_, segment, at) => `top ${(at % 9) + 2} for ${segment}`,
  (_, segment, at) => `les ${(at % 9) + 2} derniers loisirs des ${segment}`,
  (row) => `profil de ${row}`,
  (_, segment) => `profile of ${segment}`,
  (row, segment, at) => `compare ${segment} et ${segments[(at + 1) % 5]} sur ${row}`,
  (_, segment, at) => `qu’est-ce qui dépasse ${110 + (at % 50)} d’indice chez les ${segment} ?`,
  (row, segment) => `explique l’indice de ${row} chez les ${segment}`,
  () => 'que veut dire % vert ?',
  () => 'check the file',
  () => 'que contient ce fichier ?',
  (row, segment) => `indise de ${row.slice(0, -1)} ches les ${segment.toLowerCase()}`,
  () => 'quel temps fera-t-il demain à Paris ?',
]

const questions = Array.from({ length: 1_000 }, (_, at) =>
  patterns[at % patterns.length]!(rows[(at * 7) % rows.length]!, segments[(at * 3) % segments.length]!, at),
)

const openTable = async () => {
  const workDir = mkdtempSync(join(tmpdir(), 'sextant-bench-'))
  try {
    const path = join(workDir, 'audience.csv')
    writeFileSync(path, csv)
    const { tableFile, check } = await importFile({ path, fileName: 'audience.csv', workDir })
    return { table: decodeTable(readFileSync(tableFile!)), check }
  } finally {
    rmSync(workDir, { recursive: true })
  }
}

const timed = async (work: () => unknown): Promise<number> => {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const { table, check } = await openTable()
const json = JSON.stringify(records)
const times: number[] = []
const baselines: number[] = []
let answered = 0
for (const text of questions) {
  let stage = ''
  const ask = async (): Promise<void> => {
    const { answer } = await answerQuestion({ text, table, check, locale: 'fr', context: null })
    stage = answer.stage
  }
  times.push(await timed(ask))
  baselines.push(await timed(() => JSON.parse(json)))
  if (stage !== 'none') answered++
}

const baseline = quantile(baselines, 0.5)
const baselineIs = 'JSON.parse of the same 500 rows, median'
for (const [metric, share] of [
  ['median', 0.5],
  ['p95', 0.95],
  ['max', 1],
] as const)
  printResult({
    bench: 'ask',
    metric,
    value: quantile(times, share),
    unit: 'ms',
    baseline,
    baseline_is: baselineIs,
  })
printResult({
  bench: 'ask',
  metric: 'answered',
  value: answered,
  unit: 'questions',
  baseline: questions.length,
  baseline_is: 'all questions, a sixteenth of them outside the file',
})
