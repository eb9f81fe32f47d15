import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { root } from '../helpers/scan-source.ts'

/** Runs the counter on one run after the other, then asks for the sum. */
const count = (t: ExecutionContext, ...runs: string[]): { line: string; code: number | null } => {
  const folder = mkdtempSync(join(tmpdir(), 'sextant-count-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const results = join(folder, 'results')
  const run = (args: string[], input: string) =>
    spawnSync(process.execPath, [join(root, 'test/count.ts'), results, ...args], { input, encoding: 'utf8' })
  for (const input of runs) run(['a', 'run'], input)
  const { stdout, status } = run([], '')
  return { line: stdout, code: status }
}

const good = 'TAP version 13\nok 1 - a\nok 2 - b # SKIP\nok 3 - c\n\n1..3\n# tests 3\n'

test('results of all runs are added up', (t) => {
  t.deepEqual(count(t, good, good), { line: '4 passed, 0 failed\n', code: 0 })
})

test('a failed test is a failure', (t) => {
  const bad = 'TAP version 13\nok 1 - a\nnot ok 2 - b\n  ---\n    ok 5 - not a result\n  ...\n\n1..2\n'
  t.deepEqual(count(t, good, bad), { line: '3 passed, 1 failed\n', code: 1 })
})

test('tests that never ran because a hook failed are failures', (t) => {
  const hook =
    'TAP version 13\nnot ok 1 - before hook\n# 6 tests remaining in x\n\n1..1\n# tests 7\n# pass 0\n# fail 7\n'
  t.deepEqual(count(t, good, hook), { line: '2 passed, 7 failed\n', code: 1 })
})

test('a run that was cut off, that ran nothing or that never began is a failure', (t) => {
  t.deepEqual(count(t, 'TAP version 13\nok 1 - a\n'), { line: '1 passed, 1 failed\n', code: 1 })
  t.deepEqual(count(t, 'TAP version 13\nok 1 - a\n\n1..3\n'), { line: '1 passed, 1 failed\n', code: 1 })
  t.deepEqual(count(t, good, 'TAP version 13\n\n1..0\n'), { line: '2 passed, 1 failed\n', code: 1 })
  t.deepEqual(count(t, good, 'sh: ava: not found\n'), { line: '2 passed, 1 failed\n', code: 1 })
  t.deepEqual(count(t, 'TAP version 13\nok 1 - a # SKIP\n\n1..1\n'), {
    line: '0 passed, 1 failed\n',
    code: 1,
  })
})
