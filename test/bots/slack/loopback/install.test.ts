import type { AddressInfo } from 'node:net'
import { HTTPReceiver, type Installation } from '@slack/bolt'
import test, { type ExecutionContext } from 'ava'
import { openTown, silent } from './town.ts'

/** Slack's own install pages, with a store in memory. */
const openInstaller = async (t: Pick<ExecutionContext, 'teardown'>) => {
  const town = await openTown(t, { app: { rotatesTokens: true } })
  const { slack } = town
  const stored: Installation[] = []
  const receiver = new HTTPReceiver({
    signingSecret: 'secret',
    logger: silent,
    clientId: slack.app.clientId,
    clientSecret: slack.app.clientSecret,
    stateSecret: 'state-secret',
    scopes: ['chat:write', 'commands'],
    installationStore: {
      storeInstallation: async (installation) => void stored.push(installation),
      fetchInstallation: async () => stored.at(-1) as never,
    },
    installerOptions: {
      directInstall: true,
      clientOptions: { slackApiUrl: slack.apiUrl },
    },
  })
  const server = await receiver.start({ port: 0, host: '127.0.0.1' })
  t.teardown(async () => {
    server.closeAllConnections()
    await receiver.stop()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  slack.app.redirectUris = [`${url}/slack/oauth_redirect`]
  return { ...town, url, stored }
}

test('somebody installs the app with their browser, from the first page to a token that works', async (t) => {
  const { slack, ada, team, url, stored, clientFor } = await openInstaller(t)
  const page = await slack.user(ada.id).browser().open(`${url}/slack/install`)
  t.is(page.status, 200)
  t.true(
    page.way.some((address) => address.startsWith(`${slack.url}/oauth/v2/authorize?`)),
    'by way of Slack',
  )
  const [installation] = stored
  t.like(installation, { team: { id: team.teamId }, user: { id: ada.id }, isEnterpriseInstall: false })
  t.truthy(installation?.bot?.refreshToken)
  t.deepEqual(installation?.bot?.scopes, ['chat:write', 'commands'])
  t.is((await clientFor(installation!.bot!.token).auth.test()).bot_id, team.botId)
  t.deepEqual(slack.violations, [])
})

test('a denial, and a way back in another browser, install nothing', async (t) => {
  const { slack, ada, url, stored } = await openInstaller(t)
  const denied = await slack.user(ada.id).browser().open(`${url}/slack/install`, { answer: 'deny' })
  t.not(denied.status, 200)
  const first = slack.user(ada.id).browser()
  const page = await first.open(`${url}/slack/install`)
  t.is(stored.length, 1)
  const replayed = await slack.user(ada.id).browser().open(page.way.at(-1)!)
  t.is(replayed.status, 400)
  t.is(stored.length, 1)
})
