import type { AddressInfo } from 'node:net'
import { App, HTTPReceiver } from '@slack/bolt'
import type { ExecutionContext } from 'ava'
import { openTown, silent } from './town.ts'

const signingSecret = 'a signing secret'

/** Slack's own framework as the app of the town: what it takes from the fake, it would take from Slack. */
export const openBoltTown = async (
  t: Pick<ExecutionContext, 'teardown'>,
  options: Parameters<typeof openTown>[1] = {},
) => {
  const town = await openTown(t, { rates: { isOn: false }, ...options })
  const receiver = new HTTPReceiver({ signingSecret, logger: silent })
  const app = new App({
    token: town.team.botToken,
    botId: town.team.botId,
    botUserId: town.team.botUserId,
    // It would ask Slack who it is at a moment of its own, perhaps after the test took its token away.
    tokenVerificationEnabled: false,
    receiver,
    logger: silent,
    clientOptions: { slackApiUrl: town.slack.apiUrl, logger: silent },
  })
  const server = await receiver.start({ port: 0, host: '127.0.0.1' })
  t.teardown(async () => {
    server.closeAllConnections()
    await receiver.stop()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  town.slack.connect({ url, signingSecret })
  return { ...town, app, url, signingSecret, person: town.slack.user(town.ada.id) }
}
