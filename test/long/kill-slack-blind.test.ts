import test from 'ava'
import { killWhileInSlack } from '../faults/kill-slack.ts'

test('killed 100 times where it may not read, it answers nothing twice and says what it does not know', async (t) => {
  t.timeout(7_200_000)
  await killWhileInSlack(t, { kills: 100, hasHistory: false, isStreamed: false })
})
