import { setTimeout as waitFor } from 'node:timers/promises'
import test, { type ExecutionContext } from 'ava'
import { asOwner } from '../../db/tenant.ts'
import { readActs, readMails, readWorkspace } from '../helpers/installs.ts'
import { allScopes, type SlackOptions, startSlack } from '../helpers/slack/slack-world.ts'
import { openSlackDesk } from '../helpers/slack-desk.ts'
import { isWhole, quiet } from '../helpers/slack-town.ts'

const question = 'indice de Mac chez les 18-34 ans'

/** A deployment for many workspaces, and one that the app is not in yet. */
const openOffice = async (
  t: ExecutionContext,
  { app, place = {} }: SlackOptions & { place?: { enterpriseId?: string; isOrgWide?: boolean } } = {},
) => {
  const world = await startSlack(t, { ...(app && { app }) })
  const desk = await openSlackDesk(t, { isDistributed: true, world })
  const team = world.addWorkspace({ name: 'Bureau', scopes: allScopes, isInstalled: false, ...place }).teamId
  const admin = world.addUser({ teamId: team, role: 'admin' }).id
  const member = world.addUser({ teamId: team }).id
  const channel = world.addChannel({ name: 'general', teamId: team }).id
  const address = `${desk.server.url}/slack/install`
  const install = () => world.user(admin).browser().open(address)
  /** Installed, bound, with an assistant. */
  const settle = async () => {
    await install()
    const tenant = await desk.openTenant()
    await desk.bind(tenant, admin)
    await tenant.makeAssistant('Masculinités', { public: true })
    return tenant
  }
  const said = (thread: string) => world.messages(channel, { thread }).filter(({ isFromApp }) => isFromApp)
  const ask = async () => {
    const asked = await world.user(member).mention(channel, question)
    return world.until(() => said(asked.ts).find(isWhole), { what: 'an answer' })
  }
  const exchanges = () => world.callsOf('oauth.v2.access').length
  return { ...desk, place: team, admin, member, channel, address, install, settle, said, ask, exchanges }
}

test.serial('a workspace is installed in a browser, connected by a code, and answered', async (t) => {
  const { world, install, settle, ask, core, place, channel, member, exchanges } = await openOffice(t)
  const page = await install()
  t.is(page.status, 200)
  t.regex(page.text, /Bureau/)
  t.true(page.way.some((url) => url.startsWith(`${world.url}/oauth/v2/authorize?`)))
  t.is(exchanges(), 1)
  await world.user(member).mention(channel, question)
  const word = await world.until(() => world.ephemerals(member)[0])
  t.regex(word.words, /not connected here yet/)
  await world.user(member).slash('/sextant setup AAAA-BBBB-CCCC', { channel })
  t.regex((await world.until(() => world.ephemerals(member)[1])).words, /Only an admin/)
  await settle()
  t.regex((await ask()).words, /Mac/)
  const { botToken } = await readWorkspace(core.db, place)
  t.false(botToken!.includes(world.tokenOf(place)), 'sealed')
  t.deepEqual(world.violations, [])
})

test.serial(
  'a way back without the cookie, in another browser, a second time, or denied installs nothing',
  async (t) => {
    const { world, admin, address, install, exchanges, place, core } = await openOffice(t)
    const person = world.user(admin)
    const begin = async () => {
      const begun = await fetch(address, { redirect: 'manual' })
      return {
        consent: begun.headers.get('location')!,
        cookie: begun.headers.getSetCookie()[0]!.split(';')[0]!,
      }
    }
    const { consent } = await begin()
    const without = await person.browser().open(consent)
    t.is(without.status, 400)
    t.regex(without.text, /another browser|autre navigateur/)

    const denied = await person.browser().open(address, { answer: 'deny' })
    t.is(denied.status, 200)
    t.regex(denied.text, /cancelled|annulée/)

    const other = await begin()
    const crossed = person.browser()
    crossed.cookies.set(new URL(address).host, new Map([other.cookie.split('=') as [string, string]]))
    t.is((await crossed.open(consent)).status, 400)
    t.is(exchanges(), 0)
    await t.throwsAsync(readWorkspace(core.db, place))

    const good = await begin()
    const browser = person.browser()
    const jar = new Map([good.cookie.split('=') as [string, string]])
    browser.cookies.set(new URL(address).host, new Map(jar))
    const done = await browser.open(good.consent)
    t.is(done.status, 200)
    browser.cookies.set(new URL(address).host, new Map(jar))
    const replayed = await browser.open(done.way.at(-1)!)
    t.is(replayed.status, 400, 'with the very cookie')
    t.is(exchanges(), 1)
    for (const path of ['', '?state=x', '?code=c&state=a.b.c', '?state=%00&code=%ff'])
      t.is((await fetch(address.replace('install', `oauth_redirect${path}`))).status, 400)
    t.is((await install()).status, 200)
    t.deepEqual(world.violations, [])
  },
)

test.serial('while Slack is down the page says so, and the next try works', async (t) => {
  const { world, install, exchanges } = await openOffice(t)
  world.faults.next('oauth.v2.access', 'http_500')
  const failed = await install()
  t.is(failed.status, 502)
  t.regex(failed.text, /does not answer|ne répond pas/)
  world.faults.next('oauth.v2.access', { error: 'invalid_code' })
  const refused = await install()
  t.is(refused.status, 400)
  t.regex(refused.text, /invalid_code/)
  t.is((await install()).status, 200)
  t.is(exchanges(), 3)
  t.deepEqual(world.violations, [])
})

test.serial('an organisation installs once for its workspaces', async (t) => {
  const office = await openOffice(t, { place: { enterpriseId: 'E0ORG', isOrgWide: true } })
  const { world, settle, ask, core, member } = office
  await settle()
  const row = await readWorkspace(core.db, 'E0ORG')
  t.true(row.isEnterprise)
  t.regex((await ask()).words, /Mac/)
  await world.user(member).openHome()
  await quiet(office)
  t.regex(world.home(member)!.words, /Masculinités/)
  await world.uninstall(office.place)
  await quiet(office)
  t.not((await readWorkspace(core.db, 'E0ORG')).revokedAt, null)
  t.deepEqual(world.violations, [])
})

test.serial(
  'uninstalled in the middle of an answer: nothing more is sent, no token stays, the tenant is told; installed anew, it is at home',
  async (t) => {
    const office = await openOffice(t)
    const { world, settle, ask, core, place, member, channel, install } = office
    const tenant = await settle()
    const { tenantId } = tenant
    await asOwner(core.db, () =>
      core.db.models.Tenant.update({ contactEmail: 'contact@example.org' }, { where: { id: tenantId } }),
    )
    t.regex((await ask()).words, /Mac/)
    world.faults.next('chat.postMessage', { meanwhile: () => world.uninstall(place) })
    const asked = await world.user(member).mention(channel, question)
    await world.until(async () => (await readWorkspace(core.db, place)).revokedAt)
    await quiet(office)
    t.deepEqual(office.said(asked.ts), [])
    const { botToken, refreshToken } = await readWorkspace(core.db, place)
    t.deepEqual([botToken, refreshToken], [null, null])
    const calls = world.calls.length
    await world.tell(place, {
      type: 'app_home_opened',
      user: member,
      channel: world.user(member).directChannel(),
      tab: 'home',
      event_ts: '1.1',
    })
    await quiet(office)
    t.is(world.calls.length, calls, 'nobody is asked with a token that is gone')
    const mails = await readMails(core.db, tenantId)
    t.true(mails.some(({ to, type }) => to === 'contact@example.org' && type === 'install.removed'))
    const { status, body } = await tenant.send('GET', '/v1/assistants')
    t.is(status, 200)
    t.is(body.items.length, 1, 'data stays')

    t.is((await install()).status, 200)
    t.regex((await ask()).words, /Mac/, 'without a new code')
    t.deepEqual(world.violations, [])
  },
)

for (const isSilent of [false, true])
  test.serial(
    `tokens that are revoked ${isSilent ? 'without a word' : 'and told of'} end the access`,
    async (t) => {
      const office = await openOffice(t)
      const { world, settle, core, place, member, channel } = office
      await settle()
      // In the second of the installation, which is all that Slack tells of the time.
      await waitFor(1_000 - (Date.now() % 1_000))
      await asOwner(core.db, () =>
        core.db.models.Workspace.update({ installedAt: new Date() }, { where: {} }),
      )
      await world.revokeTokens(place, { isSilent })
      if (isSilent) await world.user(member).mention(channel, question)
      const row = await world.until(async () => {
        const found = await readWorkspace(core.db, place)
        return found.revokedAt ? found : undefined
      })
      t.is(row.botToken, null)
      await quiet(office)
      t.false(world.messages(channel).some(({ isFromApp }) => isFromApp))
    },
  )

test.serial('ten renewals at once make one exchange, and the new token answers', async (t) => {
  const office = await openOffice(t, { app: { rotatesTokens: true } })
  const { world, slack, settle, ask, core, place, exchanges } = office
  await settle()
  t.is(exchanges(), 1)
  const before = world.tokenOf(place)
  await slack.rotateTokens!()
  t.is(exchanges(), 1, 'not before it is time')
  await asOwner(core.db, () =>
    core.db.sequelize.query(`update workspaces set token_expires_at = now() + interval '1 hour'`),
  )
  await Promise.all(Array.from({ length: 10 }, () => slack.rotateTokens!()))
  t.is(exchanges(), 2)
  t.not(world.tokenOf(place), before)
  const calls = world.calls.length
  t.regex((await ask()).words, /Mac/)
  t.true(world.calls.slice(calls).every(({ token }) => token === world.tokenOf(place)))
  t.deepEqual(world.violations, [])
})

const endedActs = async (db: Parameters<typeof readActs>[0], tenantId: string) =>
  (await readActs(db, tenantId)).filter(({ action }) => action === 'install.access_ended')

test.serial('an installation that is removed over REST gives its token back to Slack', async (t) => {
  const office = await openOffice(t)
  const { world, settle, core, place } = office
  const tenant = await settle()
  const token = world.tokenOf(place)
  const path = `/v1/tenants/${tenant.clientId}/installs`
  const { body } = await tenant.send('GET', path)
  t.is((await tenant.send('DELETE', `${path}/${body.items[0].id}`)).status, 204)
  const calls = world.callsOf('auth.revoke')
  t.deepEqual(
    calls.map((call) => [call.token, call.answer?.ok]),
    [[token, true]],
  )
  const [act] = await endedActs(core.db, tenant.tenantId)
  t.like(act, {
    outcome: 'allowed',
    targetId: body.items[0].id,
    details: { platform: 'slack', workspaceId: place },
  })
  await quiet(office)
  t.like(await readWorkspace(core.db, place), { botToken: null, tenantId: null, revokedReason: 'removed' })
  const other = await office.openTenant()
  t.is((await other.send('DELETE', `${path}/${body.items[0].id}`)).status, 404)
  t.deepEqual(world.violations, [])
})

test.serial(
  'where Slack does not take the token back the installation ends all the same, and the trail says so',
  async (t) => {
    const { world, settle, core, place } = await openOffice(t)
    const tenant = await settle()
    world.faults.next('auth.revoke', 'http_500')
    const path = `/v1/tenants/${tenant.clientId}/installs`
    const { body } = await tenant.send('GET', path)
    t.is((await tenant.send('DELETE', `${path}/${body.items[0].id}`)).status, 204)
    t.is((await readWorkspace(core.db, place)).botToken, null)
    const [act] = await endedActs(core.db, tenant.tenantId)
    t.like(act, { outcome: 'failed', details: { code: 'http_500' } })
  },
)
