/**
 * Import of files. Asked: a 100,000-row csv in at most 10 times what csv-parse alone needs for it; a 20 MB csv with this
 * process, which stands for the server, growing by less than 100 MB at its worst, after a first import.
 */
import { createReadStream, readFileSync } from 'node:fs'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { importFile } from '../../core/datasets/import-file.ts'
import { saveUpload } from '../../core/datasets/save-upload.ts'
import { printResult, quantile } from '../helpers/bench-result.ts'

const rounds = 5
const workDir = await mkdtemp(join(tmpdir(), 'sextant-bench-'))

/** A consistent list of 400 row labels over segments; `padding` makes the lines longer. */
const writeList = async (name: string, rows: number, padding = ''): Promise<string> => {
  const path = join(workDir, name)
  const lines = ['Interview,Segment,Indice,% Vert,% Horz']
  for (let at = 0; at < rows; at++) {
    const [row, segment] = [at % 400, Math.floor(at / 400)]
    const index = 50 + ((at * 7919) % 100)
    const base = 1 + (row % 40)
    const share = 2 + (segment % 30)
    const label = `Profession : catégorie ${row}${padding},Loisir ${segment}${padding}`
    lines.push(`${label},${index},${((index * base) / 100).toFixed(1)},${((index * share) / 100).toFixed(1)}`)
  }
  await writeFile(path, lines.join('\n'))
  return path
}

const timed = async (run: () => unknown): Promise<number> => {
  const started = performance.now()
  await run()
  return performance.now() - started
}

const importAndDrop = async (path: string): Promise<void> => {
  const { tableFile } = await importFile({ path, fileName: 'bench.csv', workDir })
  if (tableFile) await rm(tableFile)
}

/** Worst resident memory of this process while something runs, in MB over what it was. */
const growthWhile = async (run: () => Promise<void>): Promise<number> => {
  const before = process.memoryUsage.rss()
  let worst = before
  const look = (): void => {
    worst = Math.max(worst, process.memoryUsage.rss())
  }
  const timer = setInterval(look, 10)
  await run()
  look()
  clearInterval(timer)
  return (worst - before) / 1024 / 1024
}

try {
  const list = await writeList('list.csv', 100_000)
  await importAndDrop(list)
  // Memory first: what csv-parse leaves behind in this process would hide growth.
  const big = await writeList('big.csv', 170_000, ` ${'x'.repeat(33)}`)
  const { size } = await stat(big)
  const growth = await growthWhile(async () => {
    const saved = await saveUpload(createReadStream(big), { workDir })
    await importAndDrop(saved.path)
  })
  const megabytes = Math.round(size / 1024 / 1024)
  printResult({
    bench: 'import',
    metric: `server growth, ${megabytes} MB csv`,
    value: growth,
    unit: 'MB',
    baseline: null,
  })

  const whole: number[] = []
  const alone: number[] = []
  for (let round = 0; round < rounds; round++) {
    whole.push(await timed(() => importAndDrop(list)))
    alone.push(await timed(() => parse(readFileSync(list))))
  }
  printResult({
    bench: 'import',
    metric: '100,000-row csv, file to stored table',
    value: quantile(whole, 0.5),
    unit: 'ms',
    baseline: quantile(alone, 0.5),
    baseline_is: 'csv-parse alone on the same file',
  })
} finally {
  await rm(workDir, { recursive: true, force: true })
}
