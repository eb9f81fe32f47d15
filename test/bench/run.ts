/**
 * `npm run bench -- [name…]` runs every benchmark of this folder, or the named ones, one after the other.
 *
 * A benchmark is a program: `node test/bench/<name>.ts` prints its results on standard output, one JSON line each (see
 * test/helpers/bench-result.ts), and ends with another code than 0 when it could not measure. A process of its own
 * keeps one benchmark's memory and warm code out of the next one's figures. What is asked of a figure stands in the
 * benchmark's own file; time is given as a ratio to a baseline of the same run, for machines differ.
 */
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))
const known = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .map((file) => file.slice(0, -3))
  .sort()

const isResult = (line: string): boolean => {
  try {
    const { bench, metric, value } = JSON.parse(line)
    return Boolean(bench && metric) && typeof value === 'number'
  } catch {
    return false
  }
}

/** @returns whether it measured something and ended well */
const runBench = async (name: string): Promise<boolean> => {
  const child = spawn(process.execPath, [`${folder}${name}.ts`], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  let results = 0
  for await (const line of createInterface({ input: child.stdout })) {
    if (isResult(line)) results++
    ;(isResult(line) ? process.stdout : process.stderr).write(`${line}\n`)
  }
  const code = await ended
  if (code !== 0 || results === 0) console.error(`${name}: ${results} results, exit code ${code}`)
  return code === 0 && results > 0
}

const names = process.argv.slice(2)
const unknown = names.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`no benchmark ${unknown.join(', ')}; there are: ${known.join(', ')}`)
  process.exit(2)
}
for (const name of names.length > 0 ? names : known) if (!(await runBench(name))) process.exitCode = 1
