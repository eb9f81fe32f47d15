import test from 'ava'
import { killWhileAnswering } from './kill-answers.ts'

test('a server that is killed 20 times answers every accepted question once', async (t) => {
  t.timeout(300_000)
  await killWhileAnswering(t, 20)
})
