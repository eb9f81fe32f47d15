import { SocketModeClient } from '@slack/socket-mode'
import test from 'ava'
import type { Loose } from '../../../helpers/slack/world-state.ts'
import { openTown, silent } from './town.ts'

test("Slack's own Socket Mode client takes events, and answers commands in the same breath", async (t) => {
  const { slack, general, ada } = await openTown(t)
  const socket = new SocketModeClient({
    appToken: slack.app.appToken,
    clientOptions: { slackApiUrl: slack.apiUrl },
    logger: silent,
  })
  t.teardown(() => socket.disconnect())
  const heard: Loose[] = []
  socket.on('message', async ({ ack, event }: Loose) => {
    heard.push(event)
    await ack()
  })
  socket.on('slash_commands', async ({ ack, body }: Loose) => ack({ text: `you said ${body.text}` }))
  await socket.start()
  const said = await slack.user(ada.id).say(general.id, 'é'.repeat(70_000))
  t.true(said.deliveries[0]?.isAccepted)
  t.is(heard[0].text.length, 70_000)
  await slack.user(ada.id).slash('/sextant help', { channel: general.id })
  t.is(slack.ephemerals(ada.id)[0]?.text, 'you said help')
  t.deepEqual(slack.violations, [])
})

test('without the token of the app there is no socket', async (t) => {
  const { clientFor } = await openTown(t)
  await t.throwsAsync(clientFor('xapp-wrong').apps.connections.open({}), { message: /invalid_auth/ })
})
