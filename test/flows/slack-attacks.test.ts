import test from 'ava'
import { afterAll } from '../helpers/after-all.ts'
import { openTown, quiet, type Town } from '../helpers/slack-town.ts'

let town: Town
const shared = afterAll(test)
test.before(async () => {
  town = await openTown(shared, { actsPerMinute: 12 })
})
test.afterEach((t) => t.deepEqual(town.world.violations, []))

const question = 'indice de Mac chez les 18-34 ans'

test.serial('what is typed behind the command is read as Slack means it, and wakes nobody', async (t) => {
  const { world, general, told } = town
  const eve = world.addUser({ name: 'Eve' }).id
  await world
    .user(eve)
    .slash('/sextant search R&amp;B <@U0BOSS|boss> <!channel> <https://evil.test/?x=1|site>', {
      channel: general,
    })
  const seen = await told(eve)
  t.regex(seen.words.replaceAll('\u200b', ''), /R&B @boss @channel site/)
  t.notRegex(seen.words, /&amp;|evil/)
  t.deepEqual([seen.pings, seen.links], [[], []])
})

test.serial(
  'a question that is put right says nothing in a channel that may not read it any more',
  async (t) => {
    const { world, tenant, ada, general, answered, assistantId } = town
    const asked = await world.user(ada).mention(general, question)
    await answered(general, asked.ts)
    const hidden = await tenant.send('PATCH', `/v1/assistants/${assistantId}`, { json: { public: false } })
    t.is(hidden.status, 200)
    await world.user(ada).edit(asked, `<@${town.team.botUserId}> indice de Mac chez les 35-64 ans`)
    await quiet(town)
    const said = town.said(general, asked.ts)
    t.is(said.length, 1)
    t.notRegex(said[0]!.words, /35-64/)
    const shown = await tenant.send('PATCH', `/v1/assistants/${assistantId}`, { json: { public: true } })
    t.is(shown.status, 200)
  },
)

test.serial('who asks all the time is told to wait, once, and everybody else is answered', async (t) => {
  const { world, general, answered, told } = town
  const eve = world.addUser({ name: 'Eve the second' }).id
  await world.invite(general, eve)
  for (let at = 0; at < 12; at++) await world.user(eve).slash('/sextant help', { channel: general })
  const before = world.ephemerals(eve).length
  const first = await world.user(eve).mention(general, question)
  t.regex((await told(eve, before)).words, /Too many requests.*Wait [1-9]\d? s/)
  const second = await world.user(eve).mention(general, question)
  await quiet(town)
  t.deepEqual([...town.said(general, first.ts), ...town.said(general, second.ts)], [])
  t.is(world.ephemerals(eve).length, before + 1, 'the second one is no news')
  await world.user(eve).slash('/sextant ask indice de Mac', { channel: general })
  t.regex(world.ephemerals(eve).at(-1)!.words, /Too many requests/, 'a command is always answered')
  const bob = await world.user(town.bob).mention(general, question)
  t.regex((await answered(general, bob.ts)).words, /Mac/)
})

test.serial(
  'between two people the bot answers whoever asked, in their own conversation with it',
  async (t) => {
    const { world, bob, ada } = town
    const between = world.addChannel({
      kind: 'im',
      name: 'bob-and-ada',
      members: [bob, ada],
      withBot: false,
    }).id
    await world.user(bob).slash(`/sextant ask ${question}`, { channel: between })
    const direct = world.user(bob).directChannel()
    const root = await world.until(() =>
      world
        .messages(direct, { thread: null })
        .find(({ isFromApp, words }) => isFromApp && words.includes(question)),
    )
    t.regex((await town.answered(direct, root.ts)).words, /Mac/)
    t.deepEqual(
      world.messages(between).filter(({ isFromApp }) => isFromApp),
      [],
    )
    t.regex(world.ephemerals(bob).at(-1)!.words, /direct conversation/)
  },
)
