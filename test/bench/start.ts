/**
 * From the start of the process to the ready line, with the embedded database, and resident memory when idle.
 * Asked for: second start ≤ 2.5 s, first ≤ 10 s; idle after a second start ≤ 350 MB.
 * Baseline of the times: `node -e 0`; of the memory: a Node that does nothing.
 */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { printResult, quantile } from '../helpers/bench-result.ts'
import { spawnServer } from '../helpers/spawn-server.ts'

const idleMs = 5_000

const emptyStart = (): number => {
  const start = performance.now()
  spawnSync(process.execPath, ['-e', '0'])
  return performance.now() - start
}

const emptyResidentMb = async (): Promise<number> => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  await wait(500)
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))![1]
  child.kill()
  return Number(kilobytes) / 1024
}

const dataDir = mkdtempSync(join(tmpdir(), 'sextant-start-'))
try {
  const baseline = quantile(Array.from({ length: 7 }, emptyStart), 0.5)
  const times = { bench: 'start', unit: 'ms', baseline, baseline_is: 'node -e 0, median of 7' } as const
  const first = await spawnServer({ SEXTANT_DATA_DIR: dataDir })
  printResult({ ...times, metric: 'first', value: first.readyMs })
  await first.stop()
  const seconds: number[] = []
  for (let run = 0; run < 3; run++) {
    const server = await spawnServer({ SEXTANT_DATA_DIR: dataDir })
    seconds.push(server.readyMs)
    if (run === 2) {
      await wait(idleMs)
      const value = server.residentMb()
      const empty = await emptyResidentMb()
      printResult({
        bench: 'start',
        metric: 'idle_resident',
        value,
        unit: 'MB',
        baseline: empty,
        baseline_is: 'an idle Node',
      })
    }
    await server.stop()
  }
  printResult({ ...times, metric: 'second', value: quantile(seconds, 0.5) })
} finally {
  rmSync(dataDir, { recursive: true, force: true })
}
