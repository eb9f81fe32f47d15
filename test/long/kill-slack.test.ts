import test from 'ava'
import { killWhileInSlack } from '../faults/kill-slack.ts'

test.serial('killed 300 times in Slack, the program answers every accepted mention once', async (t) => {
  t.timeout(7_200_000)
  await killWhileInSlack(t, { kills: 300, hasHistory: true, isStreamed: true })
})
