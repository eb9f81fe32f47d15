import test from 'ava'
import { withTenant } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import { openTown, quiet, type Town } from '../helpers/slack-town.ts'

let town: Town
const shared = afterAll(test)
test.before(async () => {
  town = await openTown(shared)
})
test.afterEach((t) => {
  t.deepEqual(town.world.violations, [])
  Object.assign(town.world.delivery, { repeat: 'never', mentionOrder: 'alternate', echo: true })
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

test.serial('a mention in a channel is answered in its own thread, and nowhere else', async (t) => {
  const { world, bob, general, answered } = town
  const asked = await world.user(bob).mention(general, question)
  const answer = await answered(general, asked.ts)
  t.is(answer.threadTs, asked.ts)
  t.regex(answer.words, /Mac/)
  t.deepEqual(answer.pings, [])
  t.deepEqual(answer.unfurl, { links: false, media: false })
  await quiet(town)
  t.is(town.said(general, asked.ts).length, 1)
})

test.serial('a direct message is answered in its thread, and the thread goes on', async (t) => {
  const { world, bob, answered } = town
  const asked = await world.user(bob).dm(question)
  t.regex((await answered(asked.channel, asked.ts)).words, /Mac/)
  await world.user(bob).dm('et chez les 35-64 ans ?', { thread: asked.ts })
  t.regex((await answered(asked.channel, asked.ts, 2)).words, /35-64/)
  const session = await world.until(() =>
    world.sessions.find(({ threadTs, title }) => threadTs === asked.ts && title !== null),
  )
  t.is(session.title, question, 'the conversation is named after its first question')
})

test.serial('a thread goes on without a mention, with several people in it', async (t) => {
  const { world, bob, general, answered } = town
  const cleo = world.addUser({ name: 'Cleo' }).id
  await world.invite(general, cleo)
  const asked = await world.user(bob).mention(general, question)
  await answered(general, asked.ts)
  await world.user(cleo).say(general, 'et chez les 35-64 ans ?', { thread: asked.ts })
  const second = await answered(general, asked.ts, 2)
  t.regex(second.words, /Mac/)
  t.regex(second.words, /35-64/)
  await world.user(bob).say(general, 'et chez les 18-34 ans ?', { thread: asked.ts })
  t.regex((await answered(general, asked.ts, 3)).words, /18-34/)
})

test.serial('it is quiet while people talk with each other', async (t) => {
  const { world, bob, ada, general, answered, said } = town
  const asked = await world.user(bob).mention(general, question)
  await answered(general, asked.ts)
  const { ts: thread } = asked
  const before = world.ephemerals(ada).length
  await world.user(bob).say(general, `<@${ada}> tu en penses quoi ?`, { thread })
  await world.user(ada).say(general, '<!here> regardez', { thread })
  await world.user(ada).say(general, '@bob on en parle', { thread })
  const elsewhere = await world.user(ada).say(general, question)
  const own = await world.user(ada).say(general, 'une discussion')
  await world.user(bob).say(general, question, { thread: own.ts })
  await quiet(town)
  t.is(said(general, thread).length, 1)
  t.deepEqual(said(general, elsewhere.ts), [])
  t.deepEqual(said(general, own.ts), [])
  t.is(world.ephemerals(ada).length, before)
})

test.serial('how it takes part in a channel is set over REST and seen at once', async (t) => {
  const { world, bob, answered, said } = town
  const room = world.addChannel({ name: 'reglages' }).id
  await setFollowUp(room, 'mention')
  const asked = await world.user(bob).mention(room, question)
  const { ts: thread } = asked
  await answered(room, thread)
  await world.user(bob).say(room, 'et chez les 35-64 ans ?', { thread })
  await quiet(town)
  t.is(said(room, thread).length, 1, 'only when mentioned')
  await world.user(bob).mention(room, 'et chez les 35-64 ans ?', { thread })
  t.regex((await answered(room, thread, 2)).words, /35-64/)

  await setFollowUp(room, 'thread')
  await world.user(bob).say(room, 'et chez les 18-34 ans ?', { thread })
  await answered(room, thread, 3)

  await setFollowUp(room, 'off')
  const before = world.ephemerals(bob).length
  await world.user(bob).say(room, 'et chez les 35-64 ans ?', { thread })
  await world.user(bob).mention(room, question, { thread })
  const note = await town.told(bob, before)
  t.regex(note.words, /take no part/)
  await quiet(town)
  t.is(said(room, thread).length, 3)
  t.is(world.ephemerals(bob).length, before + 1)
})

for (const [how, delivery] of [
  ['mention first', { mentionOrder: 'mention_first' }],
  ['message first', { mentionOrder: 'message_first' }],
  ['every event twice, one after the other', { repeat: 'after' }],
  ['every event twice, at the same time', { repeat: 'at_once' }],
] as const)
  test.serial(`one message is one question: ${how}`, async (t) => {
    const { world, bob, general, answered, said } = town
    Object.assign(world.delivery, delivery)
    const asked = await world.user(bob).mention(general, question)
    await answered(general, asked.ts)
    await world.user(bob).say(general, 'et chez les 35-64 ans ?', { thread: asked.ts })
    await answered(general, asked.ts, 2)
    await quiet(town)
    t.is(said(general, asked.ts).length, 2)
  })

test.serial('a gesture that Slack took for two messages is one question', async (t) => {
  const { world, bob, answered, said } = town
  const clientMsgId = crypto.randomUUID()
  const first = await world.user(bob).dm(question, { clientMsgId })
  const second = await world.user(bob).dm(question, { clientMsgId })
  t.not(first.ts, second.ts)
  await answered(first.channel, first.ts)
  await quiet(town)
  t.deepEqual(said(second.channel, second.ts), [])
})

test.serial('it neither hears itself nor other bots', async (t) => {
  const { world, team, bob, general, answered, said } = town
  const bot = world.addUser({ name: 'Otherbot', isBot: true }).id
  await world.invite(general, bot)
  const asked = await world.user(bob).mention(general, question)
  await answered(general, asked.ts)
  const ts = `${Math.floor(Date.now() / 1000)}.900001`
  const word = { channel: general, ts, event_ts: ts, thread_ts: asked.ts }
  const text = `<@${team.botUserId}> ${question}`
  for (const event of [{ type: 'message', channel_type: 'channel' }, { type: 'app_mention' }]) {
    await world.tell(team.teamId, { ...event, user: bot, bot_id: 'B0OTHER', text, ...word })
    await world.tell(team.teamId, { ...event, user: team.botUserId, bot_id: team.botId, text, ...word })
  }
  await quiet(town)
  t.is(said(general, asked.ts).length, 1)
})

test.serial('two of them in a thread do not answer each other for ever', async (t) => {
  const { world, team, bob, general, answered, said } = town
  const asked = await world.user(bob).mention(general, question)
  const answer = await answered(general, asked.ts)
  // Another bot that repeats whatever is said, with our mention, each time we speak.
  for (let turn = 0; turn < 5; turn++) {
    const ts = `${Math.floor(Date.now() / 1000)}.80000${turn}`
    const text = `<@${team.botUserId}> ${answer.text}`
    await world.tell(team.teamId, {
      type: 'app_mention', user: 'U0ECHO', bot_id: 'B0ECHO', text, ts, event_ts: ts, thread_ts: asked.ts, channel: general,
    }) // biome-ignore format: one event
  }
  await quiet(town)
  t.is(said(general, asked.ts).length, 1)
})

test.serial('an assistant says its welcome once in each new conversation', async (t) => {
  const { world, tenant, bob, assistantId, general, answered } = town
  const welcome = 'Bonjour, je connais l’étude <!channel> & ses chiffres.'
  await tenant.send('PATCH', `/v1/assistants/${assistantId}`, { json: { welcome_message: welcome } })
  const asked = await world.user(bob).mention(general, question)
  const first = await answered(general, asked.ts)
  t.regex(first.words, /je connais l’étude/)
  t.deepEqual(first.pings, [])
  await world.user(bob).say(general, 'et chez les 35-64 ans ?', { thread: asked.ts })
  t.notRegex((await answered(general, asked.ts, 2)).words, /je connais/)
  const direct = await world.user(bob).dm(question)
  t.regex((await answered(direct.channel, direct.ts)).words, /je connais l’étude/)
  await tenant.send('PATCH', `/v1/assistants/${assistantId}`, { json: { welcome_message: null } })
})

test.serial('the welcome stays when the first question is put right', async (t) => {
  const { world, tenant, bob, assistantId, general, answered, said } = town
  const json = { welcome_message: 'Bienvenue dans l’étude.' }
  await tenant.send('PATCH', `/v1/assistants/${assistantId}`, { json })
  const asked = await world.user(bob).mention(general, question)
  t.regex((await answered(general, asked.ts)).words, /Bienvenue dans l’étude/)
  await world.user(bob).edit(asked, asked.text.replace('18-34', '35-64'))
  const edited = await world.until(() =>
    said(general, asked.ts).find(({ isEdited, words }) => isEdited && /35-64/.test(words)),
  )
  t.regex(edited.words, /Bienvenue dans l’étude/)
  const next = await world.user(bob).mention(general, question, { thread: asked.ts })
  await answered(general, asked.ts, 2)
  await world.user(bob).edit(next, next.text.replace('18-34', '35-64'))
  const again = await world.until(() =>
    said(general, asked.ts).find(
      ({ isEdited, words, ts }) => isEdited && ts !== edited.ts && /35-64/.test(words),
    ),
  )
  t.notRegex(again.words, /Bienvenue/)
  await tenant.send('PATCH', `/v1/assistants/${assistantId}`, { json: { welcome_message: null } })
})

test.serial('people are spoken to in their language, and answered in that of their question', async (t) => {
  const { world, general, answered, told } = town
  const [zoe, tim] = ['fr-FR', 'en-GB'].map((locale) => world.addUser({ locale }).id)
  await world.invite(general, zoe!)
  await world.invite(general, tim!)
  const asked = await world.user(tim!).mention(general, 'what is the index of Mac among 18-34 year olds?')
  t.regex((await answered(general, asked.ts)).words, /[Ii]ndex/)
  const other = await world.user(tim!).mention(general, question)
  t.regex((await answered(general, other.ts)).words, /[Ii]ndice/)
  await world.user(zoe!).mention(general, '')
  t.regex((await told(zoe!)).words, /Que voulez-vous savoir/)
  await world.user(tim!).mention(general, '')
  t.regex((await told(tim!)).words, /What would you like to know/)
  await world.user(tim!).slash('/sextant prefs fr', { channel: general })
  const before = world.ephemerals(tim!).length
  await world.user(tim!).mention(general, '')
  t.regex((await told(tim!, before)).words, /Que voulez-vous savoir/, 'the language that was chosen')
})

test.serial(
  'an edited question has its answer replaced in place; with the question the answer goes',
  async (t) => {
    const { world, bob, general, answered, said } = town
    const asked = await world.user(bob).mention(general, question)
    const first = await answered(general, asked.ts)
    await world.user(bob).edit(asked, asked.text.replace('18-34', '35-64'))
    const edited = await world.until(() =>
      said(general, asked.ts).find(({ isEdited, words }) => isEdited && /35-64/.test(words)),
    )
    t.is(edited.ts, first.ts)
    t.is(said(general, asked.ts).length, 1)
    t.true(edited.blocks.length > 0, 'no edit loses the blocks')
    const calls = world.calls.length
    await world.user(bob).edit(asked, edited.text === '' ? '' : asked.text.replace('18-34', '35-64'))
    await quiet(town)
    t.deepEqual(
      world.calls.slice(calls).filter(({ method }) => /^chat\./.test(method)),
      [],
      'nothing was changed',
    )
    await world.user(bob).delete(asked)
    await world.until(() => said(general, asked.ts).length === 0)
    t.pass()
  },
)

test.serial('what is not said to it is stored nowhere', async (t) => {
  const { world, core, bob, general } = town
  await world.user(bob).say(general, 'un secret entre nous, rien pour les robots')
  await quiet(town)
  const rows = await core.db.models.PlatformEvent.findAll({ raw: true })
  t.false(rows.some(({ payload }) => payload?.includes('un secret')))
  const { tenantId } = town.tenant
  const inbox = await withTenant(core.db, tenantId, () =>
    core.db.models.InboxEvent.findAll({ where: { tenantId }, raw: true }),
  )
  t.false(JSON.stringify(inbox).includes('un secret'))
})
