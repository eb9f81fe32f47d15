import test from 'ava'
import { createLinkCode } from '../../core/tenancy/link-codes.ts'
import { afterAll } from '../helpers/after-all.ts'
import { type DiscordTown, openDiscordTown } from '../helpers/discord-town.ts'

let town: DiscordTown
const shared = afterAll(test)
test.before(async () => {
  town = await openDiscordTown(shared, { hasMessageContent: true })
})
test.afterEach((t) => {
  t.deepEqual(town.world.violations, [])
  town.world.gateway.settings.repeats = false
})
const question = 'indice de Mac chez les 18-34 ans'

/** As its admin, over REST. */
const setFollowUp = async (channel: string, follow_up: string) => {
  const { tenant } = town
  const base = `/v1/tenants/${tenant.clientId}/installs`
  const { body: installs } = await tenant.send('GET', base)
  const path = `${base}/${installs.items[0].id}/channels`
  const { status, text } = await tenant.send('PUT', path, { json: { channel, follow_up } })
  if (status !== 200) throw new Error(text)
}

/** Asks by a mention, and waits for the thread that is begun below it. */
const ask = async (channel = town.general, user = town.bob) => {
  const { world } = town
  const asked = await world.user(user).mention(channel, question)
  const thread = await world.until(() => world.messages(channel).find(({ id }) => id === asked.id)?.thread, {
    what: 'a thread below the question',
  })
  return { asked, thread, answer: await town.answered(thread) }
}

/** Somebody whose account is linked to a person of the tenant. */
const openLinked = async (role: 'marketing' | 'finance') => {
  const { world, tenant, guild, general, core, server } = town
  const dan = world.addUser({ name: 'Dan' }).id
  world.join(guild, dan)
  const person = await server.makePerson(tenant.tenantId, role)
  const { code } = await createLinkCode(core.db, { tenantId: tenant.tenantId, personId: person.id })
  await world.user(dan).slash('link', { code }, { channel: general })
  await town.told(dan)
  return { dan, person }
}

test.serial('a mention in a channel is answered in a thread of its own, and nowhere else', async (t) => {
  const { general, said, world } = town
  const before = said(general).length
  const { answer, thread } = await ask()
  t.regex(answer.words, /Mac/)
  t.deepEqual(answer.pings, [])
  await town.quiet()
  t.is(said(thread).length, 1)
  t.is(said(general).length, before)
  t.regex(world.threads(general).find(({ id }) => id === thread)!.name, /indice de Mac/)
})

test.serial('a thread goes on without a mention, with several people in it', async (t) => {
  const { world, ada, bob, answered } = town
  const { thread } = await ask()
  await world.user(ada).say(thread, 'et chez les 35-64 ans ?')
  const second = await answered(thread, 2)
  t.regex(second.words, /Mac/)
  t.regex(second.words, /35-64/)
  await world.user(bob).say(thread, 'et chez les 18-34 ans ?')
  t.regex((await answered(thread, 3)).words, /18-34/)
})

test.serial('it is quiet while people talk with each other', async (t) => {
  const { world, ada, bob, general, said } = town
  const { thread } = await ask()
  const before = said(general).length
  await world.user(bob).say(thread, `<@${ada}> tu en penses quoi ?`)
  await world.user(ada).say(thread, '@everyone regardez')
  await world.user(ada).say(general, question)
  const own = world.openThread(general, { name: 'une discussion', user: ada }).id
  await world.user(bob).say(own, question)
  const word = await world.user(ada).say(general, 'bonjour')
  await world.user(bob).say(general, question, { replyTo: word.id })
  // What comes behind them is answered: they were heard before.
  await ask()
  await town.quiet()
  t.is(said(thread).length, 1)
  t.is(said(own).length, 0)
  t.is(said(general).length, before)
})

test.serial('a bot is not answered, whatever it says', async (t) => {
  const { world, guild, general, said } = town
  const robot = world.addUser({ name: 'robot', isBot: true }).id
  world.join(guild, robot)
  const before = said(general).length
  await world.user(robot).mention(general, question)
  await ask()
  await town.quiet()
  t.is(said(general).length, before)
  t.is(world.threads(general).filter(({ owner }) => owner === robot).length, 0)
})

test.serial('a reply to what it said is meant for it, unless it names somebody else', async (t) => {
  const { world, ada, bob, guild, said, answered } = town
  const channel = world.addChannel({ guild, name: 'mentions' }).id
  await setFollowUp(channel, 'mention')
  await world.user(bob).mention(channel, question)
  const answer = await answered(channel)
  t.true(answer.isReply)
  t.is(world.threads(channel).length, 0)
  await world.user(bob).say(channel, 'et chez les 35-64 ans ?', { replyTo: answer.id })
  t.regex((await answered(channel, 2)).words, /35-64/)
  await world.user(bob).say(channel, `<@${ada}> vu ?`, { replyTo: answer.id })
  await world.user(bob).say(channel, 'et chez les 18-34 ans ?')
  await ask()
  await town.quiet()
  t.is(said(channel).length, 2)
})

test.serial('where it is switched off it says so once it is spoken to', async (t) => {
  const { world, bob, guild, said } = town
  const channel = world.addChannel({ guild, name: 'silence' }).id
  await setFollowUp(channel, 'off')
  await world.user(bob).say(channel, question)
  await world.user(bob).mention(channel, question)
  const word = await world.until(() => said(channel)[0], { what: 'a word' })
  t.regex(word.words, /participer|take no part/)
  await town.quiet()
  t.is(said(channel).length, 1)
})

test.serial('without the right to begin threads the answer is a reply', async (t) => {
  const { world, bob, guild, answered } = town
  const channel = world.addChannel({
    guild,
    name: 'narrow',
    botMay: ['ViewChannel', 'SendMessages', 'ReadMessageHistory', 'AttachFiles', 'EmbedLinks'],
  }).id
  const asked = await world.user(bob).mention(channel, question)
  const answer = await answered(channel)
  t.is(answer.reference, asked.id)
  t.is(world.threads(channel).length, 0)
})

test.serial('a channel that it may not write in keeps nobody else waiting', async (t) => {
  const { world, bob, guild } = town
  const channel = world.addChannel({
    guild,
    name: 'read-only',
    botMay: ['ViewChannel', 'ReadMessageHistory'],
  }).id
  await world.user(bob).mention(channel, question)
  const { answer } = await ask()
  t.regex(answer.words, /Mac/)
  await town.quiet()
  t.is(world.messages(channel).filter(({ isFromApp }) => isFromApp).length, 0)
  const where = { platform: 'discord', state: 'failed' }
  t.is(await town.core.db.models.PlatformEvent.count({ where }), 0)
})

test.serial(
  'a direct conversation belongs to the tenant of the linked person, and to no other',
  async (t) => {
    const { world, guild, said, answered } = town
    const eve = world.addUser({ name: 'Eve' }).id
    world.join(guild, eve, { isManager: true })
    await world.user(eve).dm(question)
    const direct = world.user(eve).directChannel()
    const word = await world.until(() => said(direct)[0], { what: 'a word' })
    t.regex(word.words, /link/)
    t.notRegex(word.words, /Masculinités|Mac/)
    const { dan } = await openLinked('marketing')
    await world.user(dan).dm(question)
    const own = world.user(dan).directChannel()
    t.regex((await answered(own)).words, /Mac/)
    await world.user(dan).dm('et chez les 35-64 ans ?')
    t.regex((await answered(own, 2)).words, /35-64/, 'it goes on')
  },
)

test.serial('an edited question is answered anew, in the same place', async (t) => {
  const { world, bob, said } = town
  const { asked, thread, answer } = await ask()
  await world.user(bob).edit(asked, `<@${world.botUserId}> indice de Mac chez les 35-64 ans`)
  const changed = await world.until(() => said(thread).find(({ words }) => /35-64/.test(words)), {
    what: 'the answer to the edited question',
  })
  t.is(changed.id, answer.id)
  await town.quiet()
  t.is(said(thread).length, 1)
})

test.serial('what somebody takes back is not answered any more', async (t) => {
  const { world, bob, said } = town
  const { asked, thread } = await ask()
  await world.user(bob).delete(asked)
  await world.until(() => said(thread).length === 0, { what: 'the answer to go too' })
  const { dan } = await openLinked('marketing')
  const direct = await world.user(dan).dm(question)
  const own = world.user(dan).directChannel()
  await town.answered(own)
  await world.user(dan).delete(direct)
  await world.until(() => said(own).length === 0, { what: 'the direct answer to go too' })
  t.pass()
})

test.serial('what Discord tells twice is answered once', async (t) => {
  const { world, said } = town
  world.gateway.settings.repeats = true
  const { thread } = await ask()
  await town.quiet()
  t.is(said(thread).length, 1)
})

test.serial('what was said while no session heard it is answered afterwards', async (t) => {
  const { world, bob, answered, said } = town
  const { thread } = await ask()
  const { dan } = await openLinked('marketing')
  await world.user(dan).dm(question)
  const direct = world.user(dan).directChannel()
  await answered(direct)
  await town.quiet()
  const before = world.gateway.identifies.length
  world.put(thread, { user: bob, text: 'et chez les 35-64 ans ?' })
  world.put(direct, { user: dan, text: 'et chez les 35-64 ans ?' })
  world.gateway.invalidate()
  t.regex((await answered(thread, 2)).words, /35-64/)
  t.regex((await answered(direct, 2)).words, /35-64/)
  await town.quiet()
  t.is(world.gateway.identifies.length, before + 1)
  t.is(said(thread).length, 2)
  t.is(said(direct).length, 2)
})
