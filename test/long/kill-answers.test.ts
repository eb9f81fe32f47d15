import test from 'ava'
import { killWhileAnswering } from '../faults/kill-answers.ts'

test('a server that is killed 300 times answers every accepted question once', async (t) => {
  t.timeout(3_600_000)
  await killWhileAnswering(t, 300)
})
