import test from 'ava'
import { killWhileImporting } from '../faults/kill-imports.ts'

test('a server that is killed 200 times while files come in keeps whole datasets only', async (t) => {
  t.timeout(3_600_000)
  await killWhileImporting(t, 200)
})
