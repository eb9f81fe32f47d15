import test from 'ava'
import { asOwner, withTenant } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import type { SeenMessage } from '../helpers/slack/shown/seen.ts'
import { allScopes } from '../helpers/slack/slack-world.ts'
import { openSlackDesk, type SlackDesk, type SlackTenant } from '../helpers/slack-desk.ts'
import { forgePress, isWhole, openTown, quiet, type Town } from '../helpers/slack-town.ts'

const question = 'indice de Mac chez les 18-34 ans'
let town: Town
const shared = afterAll(test)
test.before(async () => {
  town = await openTown(shared)
})
test.afterEach((t) => t.deepEqual(town.world.violations, []))

const everything = (user: string): string => {
  const { world } = town
  const direct = world.messages(world.user(user).directChannel()).filter(({ isFromApp }) => isFromApp)
  return [...world.ephemerals(user), ...direct].map(({ words }) => words).join('\n')
}

/** The ids that buttons of an answer carry. */
const messageIdOf = ({ blocks }: SeenMessage): string =>
  /message_id\\*":\\*"([0-9a-f-]{36})/.exec(JSON.stringify(blocks))![1]!

test.serial('what not everybody may read is answered to who asked, in their own conversation', async (t) => {
  const { world, server, tenant, general, core, said, told } = town
  const { assistantId } = town
  await tenant.send('PATCH', `/v1/assistants/${assistantId}`, { json: { public: false } })
  const dan = world.addUser({}).id
  await world.invite(general, dan)
  const person = await server.makePerson(tenant.tenantId, 'marketing')
  const { createLinkCode } = await import('../../core/tenancy/link-codes.ts')
  const { code } = await createLinkCode(core.db, { tenantId: tenant.tenantId, personId: person.id })
  await world.user(dan).slash(`/sextant link ${code}`)
  const before = world.ephemerals(dan).length
  const asked = await world.user(dan).mention(general, question)
  const direct = world.user(dan).directChannel()
  const answer = await world.until(() =>
    world.messages(direct).find(({ isFromApp, words }) => isFromApp && /Mac/.test(words)),
  )
  t.regex(answer.words, /Private answer|Réponse privée/)
  t.regex((await told(dan, before)).words, /direct|message privé/i)
  await quiet(town)
  t.deepEqual(said(general, asked.ts), [], 'nothing of it in the channel')
  // It may not even be met by somebody who is linked to nobody.
  await world.user(town.bob).mention(general, question)
  await quiet(town)
  t.notRegex(everything(town.bob), /Masculinités/)
  // Nor is the private answer's id of any use to somebody else.
  for (const action of ['answer.source', 'answer.details', 'answer.suggest', 'answer.hide', 'answer.rate']) {
    const value = { message_id: messageIdOf(answer), claim: 'c1', position: '0', rating: 'up' }
    const on = { channel: general, ts: asked.ts, threadTs: asked.ts }
    await forgePress(town, {
      team: town.team.teamId,
      user: town.bob,
      on,
      action,
      value,
      trigger: `1.${action}`,
    })
  }
  await quiet(town)
  t.notRegex(everything(town.bob), /Mac chez|18-34/)
  t.is(world.messages(direct).filter(({ ts }) => ts === answer.ts).length, 1, 'it was not hidden either')
  await tenant.send('PATCH', `/v1/assistants/${assistantId}`, { json: { public: true } })
})

test.serial('a guest of a shared channel, from another organisation, learns nothing', async (t) => {
  const { world, team, bob, answered, said } = town
  const other = world.addWorkspace({ name: 'Other', scopes: allScopes, isInstalled: false })
  const stranger = world.addUser({ teamId: other.teamId }).id
  const room = world.addChannel({
    name: 'partage',
    sharedWith: [other.teamId],
    members: [bob, stranger],
    withBot: false,
  }).id
  await world.invite(room, team.botUserId)
  const asked = await world.user(bob).mention(room, question)
  const answer = await answered(room, asked.ts)
  await world.user(stranger).mention(room, question)
  const word = await world.until(() => world.ephemerals(stranger).at(-1))
  t.regex(word.words, /only members of the team/)
  await world.user(stranger).say(room, 'et chez les 35-64 ans ?', { thread: asked.ts })
  await quiet(town)
  t.is(said(room, asked.ts).length, 1)
  const value = { message_id: messageIdOf(answer), claim: 'c1', rating: 'down', position: '0' }
  for (const action of ['answer.source', 'answer.details', 'answer.suggest', 'answer.hide', 'answer.rate'])
    await forgePress(town, {
      team: team.teamId,
      user: stranger,
      on: answer,
      action,
      value,
      trigger: `2.${action}`,
    })
  await quiet(town)
  const shown = world.ephemerals(stranger).map(({ words }) => words)
  t.true(shown.every((words) => /only members of the team/.test(words)))
  t.is(said(room, asked.ts).length, 1)
  t.is(world.topView(stranger), null)
})

test.serial(
  'a suspended tenant answers nobody; a person who was switched off has no more rights',
  async (t) => {
    const { world, core, tenant, bob, general, said, server } = town
    const { tenantId } = tenant
    await asOwner(core.db, () =>
      core.db.models.Tenant.update({ isActive: false }, { where: { id: tenantId } }),
    )
    const before = world.ephemerals(bob).length
    const asked = await world.user(bob).mention(general, question)
    t.regex((await town.told(bob, before)).words, /suspended|paused|not active/i)
    await quiet(town)
    t.deepEqual(said(general, asked.ts), [])
    await asOwner(core.db, () =>
      core.db.models.Tenant.update({ isActive: true }, { where: { id: tenantId } }),
    )

    const boss = world.addUser({ role: 'admin' }).id
    await world.invite(general, boss)
    const person = await server.makePerson(tenantId, 'admin')
    const { createLinkCode } = await import('../../core/tenancy/link-codes.ts')
    const { code } = await createLinkCode(core.db, { tenantId, personId: person.id })
    await world.user(boss).slash(`/sextant link ${code}`, { channel: general })
    await world.user(boss).slash('/sextant assistant new', { channel: general })
    t.truthy(await world.until(() => world.topView(boss)))
    await world.user(boss).cancel(world.topView(boss)!)
    await withTenant(core.db, tenantId, () =>
      core.db.models.Person.update({ isActive: false }, { where: { tenantId, id: person.id } }),
    )
    const count = world.ephemerals(boss).length
    await world.user(boss).slash('/sextant assistant new', { channel: general })
    t.regex((await town.told(boss, count)).words, /right|permission/i)
    t.is(world.topView(boss), null)
  },
)

test.serial('what a question says is repeated without waking or leading anybody', async (t) => {
  const { world, bob, general } = town
  await world
    .user(bob)
    .slash('/sextant ask <!channel> <@U0BOSS> [cliquez](https://evil.example) https://evil.example @here', {
      channel: general,
    })
  await quiet(town)
  const shown = world
    .messages(general)
    .filter(({ isFromApp, words }) => isFromApp && /cliquez|evil/.test(words))
  t.true(shown.length > 0)
  for (const { pings, links, unfurl } of shown) {
    t.deepEqual(
      pings.filter((one) => one !== `<@${bob}>`),
      [],
    )
    t.deepEqual(links, [])
    t.deepEqual(unfurl, { links: false, media: false })
  }
})

interface Office {
  team: string
  admin: string
  member: string
  channel: string
  tenant: SlackTenant
}

const openOffice = async (desk: SlackDesk, name: string): Promise<Office> => {
  const { world, server } = desk
  const team = world.addWorkspace({ name, scopes: allScopes, isInstalled: false }).teamId
  const admin = world.addUser({ teamId: team, role: 'admin' }).id
  const member = world.addUser({ teamId: team }).id
  const channel = world.addChannel({ name: `general-${name}`, teamId: team }).id
  await world.user(admin).browser().open(`${server.url}/slack/install`)
  const tenant = await desk.openTenant()
  await desk.bind(tenant, admin)
  await tenant.makeAssistant(`Étude ${name}`, { public: true })
  return { team, admin, member, channel, tenant }
}

test('two workspaces of two tenants never see each other; an unbound one sees nobody', async (t) => {
  const desk = await openSlackDesk(t, { isDistributed: true })
  const { world, server } = desk
  const [one, two] = [await openOffice(desk, 'Une'), await openOffice(desk, 'Deux')]
  const said = (channel: string, thread: string) =>
    world.messages(channel, { thread }).filter(({ isFromApp }) => isFromApp)
  const answers: SeenMessage[] = []
  for (const { member, channel } of [one, two]) {
    const asked = await world.user(member).mention(channel, question)
    answers.push(await world.until(() => said(channel, asked.ts).find(isWhole)))
  }
  t.regex(answers[0]!.words, /Étude Une/)
  t.regex(answers[1]!.words, /Étude Deux/)

  await world.user(two.admin).slash('/sextant assistant list', { channel: two.channel })
  t.notRegex(world.ephemerals(two.admin).at(-1)!.words, /Étude Une/)
  const { body } = await one.tenant.send('GET', '/v1/assistants')
  const foreign = body.items[0].id
  const value = {
    message_id: messageIdOf(answers[0]!),
    claim: 'c1',
    position: '0',
    rating: 'up',
    assistant: foreign,
    question,
    selected: foreign,
    id: foreign,
  }
  const before = world.ephemerals(two.admin).length
  const actions = [
    'answer.source', 'answer.details', 'answer.suggest', 'answer.hide', 'answer.rate', 'assistant.show', 'assistant.choose',
    'assistant.edit', 'assistant.remove', 'assistant.bind', 'creation.show', 'data.check', 'assistant.stats', 'chat.show',
  ] // biome-ignore format: one list
  for (const action of actions)
    t.is(
      await forgePress(desk, {
        team: two.team,
        user: two.admin,
        on: answers[1]!,
        action,
        value,
        trigger: `3.${action}`,
      }),
      200,
    )
  await quiet(desk)
  await world.until(() => world.ephemerals(two.admin).length >= before + actions.length - 1)
  const shown = JSON.stringify([
    world.ephemerals(two.admin),
    world.messages(two.channel),
    world.views(two.admin),
  ])
  t.notRegex(shown, /Étude Une/)
  t.is(world.topView(two.admin), null)
  t.is((await one.tenant.send('GET', `/v1/assistants/${foreign}`)).status, 200)
  t.is(said(one.channel, answers[0]!.threadTs!).length, 1)

  const third = world.addWorkspace({ name: 'Trois', scopes: allScopes, isInstalled: false }).teamId
  const somebody = world.addUser({ teamId: third }).id
  const room = world.addChannel({ name: 'general-trois', teamId: third }).id
  await world.user(somebody).browser().open(`${server.url}/slack/install`)
  await world.user(somebody).mention(room, question)
  const word = await world.until(() => world.ephemerals(somebody)[0])
  t.regex(word.words, /not connected here yet/)
  await world.user(somebody).slash('/sextant assistant list', { channel: room })
  await world.user(somebody).slash('/sextant setup NOSUCH-CODE', { channel: room })
  await world.user(somebody).openHome()
  await quiet(desk)
  t.notRegex(
    JSON.stringify([world.ephemerals(somebody), world.messages(room), world.home(somebody)]),
    /Étude|test-/,
  )
  t.regex(world.home(somebody)!.words, /not connected here yet/)
  t.deepEqual(world.violations, [])
})
