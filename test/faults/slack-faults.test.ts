import test, { type ExecutionContext } from 'ava'
import { QueryTypes } from 'sequelize'
import { withTenant } from '../../db/tenant.ts'
import { openSlackDesk, type SlackDesk, type SlackTenant } from '../helpers/slack-desk.ts'

const question = 'indice de Mac chez les 18-34 ans'

interface Bound extends SlackDesk {
  tenant: SlackTenant
  /** Somebody of the workspace. */
  bob: string
  addRoom(): string
  answersIn(channel: string, thread: string): ReturnType<SlackDesk['world']['messages']>
  /** What the outbox says of everything that was to be sent, oldest first. */
  outbox(): Promise<{ state: string; failure: string | null }[]>
}

/** A workspace that is bound to a tenant with a public assistant. */
const openBound = async (t: ExecutionContext): Promise<Bound> => {
  t.timeout(180_000)
  const desk = await openSlackDesk(t)
  const { world, core } = desk
  const ada = world.addUser({ role: 'admin' })
  const bob = world.addUser({ role: 'member' })
  const tenant = await desk.openTenant()
  await tenant.makeAssistant('Masculinités', { public: true })
  world.addChannel({ name: 'general' })
  await desk.bind(tenant, ada.id)
  const { tenantId } = tenant
  return {
    ...desk,
    tenant,
    bob: bob.id,
    addRoom: () => world.addChannel().id,
    answersIn: (channel, thread) => world.messages(channel, { thread }).filter(({ isFromApp }) => isFromApp),
    outbox: () =>
      withTenant(core.db, tenantId, () =>
        core.db.sequelize.query<{ state: string; failure: string | null }>(
          `select state, failure from outbox where tenant_id = $1 and platform = 'slack' order by created_at`,
          { type: QueryTypes.SELECT, bind: [tenantId] },
        ),
      ),
  }
}

/** Asks, and waits until the answer's sending is over. */
const askAndSettle = async ({ world, bob, outbox }: Bound, channel: string) => {
  const { length: before } = await outbox()
  const { ts } = await world.user(bob).mention(channel, question)
  const row = await world.until(
    async () => {
      const rows = (await outbox()).slice(before)
      return rows.length === 1 && !['pending', 'sending'].includes(rows[0]!.state) ? rows[0]! : null
    },
    { timeoutMs: 90_000, what: 'an answer settled' },
  )
  return { ts, ...row }
}

for (const fault of [
  'drop_reply_after_acceptance',
  'http_500_after_acceptance',
  'hang_after_acceptance',
] as const)
  test.serial(`an answer that Slack took without saying so stands once (${fault})`, async (t) => {
    const bound = await openBound(t)
    const room = bound.addRoom()
    bound.world.faults.next('chat.postMessage', fault)
    const { ts, state } = await askAndSettle(bound, room)
    t.is(state, 'sent')
    t.is(bound.answersIn(room, ts).length, 1)
    t.is(bound.world.callsOf('chat.postMessage').length, 1, 'it was looked up, not sent again')
    t.true(bound.world.callsOf('conversations.replies').length > 0)
    t.deepEqual(bound.world.violations, [])
  })

for (const fault of ['http_500', 'hang', 'reset'] as const)
  test(`an answer that Slack did not take is sent again, once it is sure (${fault})`, async (t) => {
    const bound = await openBound(t)
    const room = bound.addRoom()
    bound.world.faults.next('chat.postMessage', fault)
    const { ts, state } = await askAndSettle(bound, room)
    t.is(state, 'sent')
    t.is(bound.answersIn(room, ts).length, 1)
    t.is(bound.world.callsOf('chat.postMessage').length, 2)
    t.deepEqual(bound.world.violations, [])
  })

test.serial(
  'where Slack does not let us look, an answer that may stand is unknown, and never sent again',
  async (t) => {
    const bound = await openBound(t)
    const room = bound.addRoom()
    bound.world.faults.next('chat.postMessage', 'drop_reply_after_acceptance')
    bound.world.faults.next('conversations.replies', { error: 'missing_scope' }, 100)
    const { ts, state } = await askAndSettle(bound, room)
    t.is(state, 'unknown')
    t.is(bound.answersIn(room, ts).length, 1)
    t.is(bound.world.callsOf('chat.postMessage').length, 1)
    const { clientId, send } = bound.tenant
    const { body } = await send('GET', `/v1/tenants/${clientId}/installs`)
    t.like(body.items[0], { answers_unknown: 1, answers_failed: 0 }, 'the admin sees it')
    const stranger = await bound.openTenant()
    const theirs = await stranger.send('GET', `/v1/tenants/${stranger.clientId}/installs`)
    t.deepEqual(theirs.body.items, [], 'and nobody else')
  },
)

test.serial('a channel that Slack holds back waits, and no other one does', async (t) => {
  const bound = await openBound(t)
  const { world, bob, answersIn } = bound
  const [busy, calm] = [bound.addRoom(), bound.addRoom()]
  world.faults.next('chat.postMessage', { rateLimited: 8 })
  const held = await world.user(bob).mention(busy, question)
  await world.until(() => world.callsOf('chat.postMessage').find(({ status }) => status === 429))
  const free = await world.user(bob).mention(calm, question)
  await world.until(() => answersIn(calm, free.ts).length === 1)
  t.is(answersIn(busy, held.ts).length, 0, 'the other channel did not wait for it')
  await world.until(() => answersIn(busy, held.ts).length === 1)
  const posts = world.callsOf('chat.postMessage').map(({ args, status }) => [args.channel, status])
  t.deepEqual(posts, [
    [busy, 429],
    [calm, 200],
    [busy, 200],
  ])
  await world.until(async () => (await bound.outbox()).every(({ state }) => state === 'sent'))
})

test.serial(
  'a token that Slack takes away without a word ends the sending, and the admin sees why',
  async (t) => {
    const bound = await openBound(t)
    const { world, team, tenant, bob } = bound
    const room = bound.addRoom()
    await world.revokeTokens(team.teamId, { isSilent: true })
    const { state, failure } = await askAndSettle(bound, room)
    t.is(state, 'failed')
    t.truthy(failure)
    const install = await world.until(async () => {
      const { body } = await tenant.send('GET', `/v1/tenants/${tenant.clientId}/installs`)
      return body.items.find(({ active }: { active: boolean }) => !active)
    })
    t.is(install.revoked_reason, 'token_revoked')
    const { length: calls } = world.calls
    await world.user(bob).mention(room, question)
    await world.settle()
    t.false(
      world.calls.slice(calls).some(({ method }) => method.startsWith('chat.')),
      'nothing more is sent there',
    )
  },
)

test.serial('the app is taken out of the workspace in the middle of a turn', async (t) => {
  const bound = await openBound(t)
  const { world, team, tenant, core } = bound
  const room = bound.addRoom()
  world.faults.next('chat.postMessage', { meanwhile: () => world.uninstall(team.teamId) })
  const { ts, state } = await askAndSettle(bound, room)
  t.is(state, 'failed')
  t.is(bound.answersIn(room, ts).length, 0)
  const install = await world.until(async () => {
    const { body } = await tenant.send('GET', `/v1/tenants/${tenant.clientId}/installs`)
    return body.items.find(({ active }: { active: boolean }) => !active)
  })
  t.regex(install.revoked_reason, /uninstalled|token_revoked|account_inactive|tokens_revoked/)
  const kept = await withTenant(core.db, tenant.tenantId, () =>
    core.db.models.Message.count({ where: { tenantId: tenant.tenantId } }),
  )
  t.is(kept, 2, 'the tenant keeps what was said')
})
