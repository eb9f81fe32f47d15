import { appendFileSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

/**
 * Counts what a test runner really ran, from its TAP output.
 *   ava --tap | node test/count.ts RESULTS NAME   echoes what failed and adds a line `passed failed skipped NAME`
 *   node test/count.ts RESULTS                    adds all lines up and prints `N passed, N failed`
 * A run without a test, or one that was cut off before its plan, is a failure: silence must not look like success.
 */

interface Counts {
  passed: number
  failed: number
  skipped: number
}

const tell = (line: string): boolean => process.stderr.write(`${line}\n`)

const countTap = async (lines: AsyncIterable<string>): Promise<Counts> => {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 }
  let planned: number | null = null
  let seen = 0
  let isShown = false
  for await (const line of lines) {
    const result = /^(ok|not ok) \d+\b(?:.*# (SKIP|TODO)\b)?/.exec(line)
    const plan = /^1\.\.(\d+)$/.exec(line)
    // Tests that a failed hook kept from running have no line of their own; the runner's sum has them.
    const total = /^# fail (\d+)$/.exec(line)
    if (total) counts.failed = Math.max(counts.failed, Number(total[1]))
    if (plan) planned = Number(plan[1])
    if (result) {
      seen++
      const isFailure = result[1] === 'not ok' && !result[2]
      counts[result[2] ? 'skipped' : isFailure ? 'failed' : 'passed']++
      isShown = isFailure
    } else if (plan) isShown = true
    if (isShown) tell(line)
  }
  if (planned === null || planned > seen || counts.passed + counts.failed === 0) {
    tell(`the run was cut off or ran no test (planned: ${planned ?? 'unknown'}, seen: ${seen})`)
    counts.failed++
  }
  return counts
}

const sum = (text: string): Counts => {
  const total: Counts = { passed: 0, failed: 0, skipped: 0 }
  for (const line of text.split('\n').filter(Boolean)) {
    const [passed, failed, skipped] = line.split(' ').map(Number)
    total.passed += passed!
    total.failed += failed!
    total.skipped += skipped!
  }
  return total
}

const [results, ...name] = process.argv.slice(2)
if (name.length > 0) {
  const { passed, failed, skipped } = await countTap(createInterface({ input: process.stdin }))
  tell(`# ${name.join(' ')}: ${passed} passed, ${failed} failed, ${skipped} skipped`)
  appendFileSync(results!, `${passed} ${failed} ${skipped} ${name.join(' ')}\n`)
  process.exitCode = failed > 0 ? 1 : 0
} else {
  const { passed, failed } = sum(readFileSync(results!, 'utf8'))
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0
}
