import test from 'ava'
import { killWhileImporting } from './kill-imports.ts'

test('a server that is killed 20 times while files come in keeps whole datasets only', async (t) => {
  t.timeout(600_000)
  await killWhileImporting(t, 20)
})
