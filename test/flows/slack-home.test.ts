import test from 'ava'
import { v7 as uuid } from 'uuid'
import { askShortcut } from '../../bots/slack/manifest.ts'
import { operatorActor } from '../../core/access/can.ts'
import { updateTenant } from '../../core/tenancy/tenants.ts'
import { afterAll } from '../helpers/after-all.ts'
import { openTown, quiet, type Town } from '../helpers/slack-town.ts'

const question = 'indice de Mac chez les 18-34 ans'
let town: Town
const shared = afterAll(test)
test.before(async () => {
  town = await openTown(shared)
})
test.afterEach((t) => t.deepEqual(town.world.violations, []))

const homeOf = async (user: string) => {
  await town.world.user(user).openHome()
  await quiet(town)
  const home = town.world.home(user)
  if (!home) throw new Error('there is no home page')
  return home
}

/** What the app wrote to somebody directly, newest last. */
const wrote = (user: string) =>
  town.world.messages(town.world.user(user).directChannel()).filter(({ isFromApp }) => isFromApp)

test.serial('Home shows a member the assistants, and how to link an account', async (t) => {
  const { bob } = town
  const home = await homeOf(bob)
  t.regex(home.words, /Your assistants[\s\S]*Masculinités/)
  t.regex(home.words, /Link my account/)
  t.notRegex(home.words, /New assistant/)
})

test.serial('Home shows an admin the usage too, and makes assistants', async (t) => {
  const { ada, world } = town
  const home = await homeOf(ada)
  t.regex(home.words, /Usage/)
  t.regex(home.words, /New assistant/)
  await world.user(ada).click(home, 'New assistant')
  const view = await world.until(() => world.topView(ada))
  t.regex(view.title, /New assistant/)
  await world.user(ada).cancel(view)
})

test.serial(
  'buttons of Home answer in the own conversation, and the last one is resumed from it',
  async (t) => {
    const { bob, world, answered, general } = town
    const asked = await world.user(bob).mention(general, question)
    await answered(general, asked.ts)
    const home = await homeOf(bob)
    t.regex(home.words, /Recent conversations[\s\S]*Mac/)
    const before = wrote(bob).length
    await world.user(bob).click(home, 'Resume the last one')
    await world.until(() => wrote(bob).length > before)
    t.regex(wrote(bob).at(-1)!.words, /Mac/)
    await world.user(bob).click(world.home(bob)!, 'See the assistant')
    await world.until(() => wrote(bob).some(({ words }) => /masculinites-2018/.test(words)))
    t.deepEqual(world.ephemerals(bob), [])
  },
)

test.serial('Home of a suspended tenant says so, in one sentence, and offers nothing', async (t) => {
  const { world, tenant, core } = town
  const setActive = (isActive: boolean) =>
    updateTenant(core.db, operatorActor(uuid(), null), { clientId: tenant.clientId, changes: { isActive } })
  await setActive(false)
  const reader = world.addUser({ locale: 'en-US' }).id
  const home = await homeOf(reader)
  t.regex(home.words, /suspended/)
  t.notRegex(home.words, /Your assistants|Usage|Link my account|New assistant/)
  await setActive(true)
  t.regex((await homeOf(reader)).words, /Your assistants/)
})

test.serial('Home speaks the language of its reader', async (t) => {
  const { world } = town
  const zoe = world.addUser({ locale: 'fr-FR' }).id
  const home = await homeOf(zoe)
  t.regex(home.words, /Vos assistants/)
})

test.serial('the messages tab greets once and suggests questions, without a thread', async (t) => {
  const { world } = town
  const zoe = world.addUser({ locale: 'fr-FR' }).id
  const person = world.user(zoe)
  await person.openMessagesTab()
  await person.openMessagesTab({ context: { entities: [] } })
  await quiet(town)
  t.is(wrote(zoe).length, 1)
  t.regex(wrote(zoe)[0]!.words, /Je suis un programme/)
  const calls = world
    .callsOf('assistant.threads.setSuggestedPrompts')
    .filter(({ args }) => args.channel_id === person.directChannel())
  t.is(calls.length, 2)
  for (const { args } of calls) t.false('thread_ts' in args)
  const shown = world.prompts.find(({ channel }) => channel === person.directChannel())
  t.is(shown?.prompts.length, 4)
  t.is(shown?.title, 'Que voulez-vous savoir ?')
  const asked = await person.dm(shown!.prompts[0]!.message)
  t.regex((await town.answered(asked.channel, asked.ts)).words, /\d/)
})

test.serial('every suggested question has an answer, in both languages', async (t) => {
  const { world } = town
  for (const locale of ['fr-FR', 'en-US']) {
    const person = world.user(world.addUser({ locale }).id)
    await person.openMessagesTab()
    await quiet(town)
    const shown = world.prompts.findLast(({ channel }) => channel === person.directChannel())
    for (const { message } of shown!.prompts) {
      const asked = await person.dm(message)
      const { words } = await town.answered(asked.channel, asked.ts)
      t.notRegex(words, /pas compris|did not understand|not sure what/i, message)
    }
  }
})

test.serial('a message is asked from its menu, and answered in its thread', async (t) => {
  const { world, ada, bob, general, answered } = town
  const written = await world.user(ada).say(general, question)
  await world.user(bob).shortcut(written, askShortcut)
  const answer = await answered(general, written.ts)
  t.regex(answer.words, /Mac/)
  const empty = await world.user(ada).say(general, `<@${town.team.botUserId}>`)
  await quiet(town)
  const before = world.ephemerals(bob).length
  await world.user(bob).shortcut(empty, askShortcut)
  t.regex((await town.told(bob, before)).words, /What would you like to know/)
})

test.serial(
  'from the menu of a message in a channel without the bot, the answer comes directly',
  async (t) => {
    const { world, ada, bob } = town
    const room = world.addChannel({ name: 'ailleurs', withBot: false }).id
    const written = await world.user(ada).say(room, question)
    await world.user(bob).shortcut(written, askShortcut)
    const answer = await world.until(() =>
      wrote(bob).find(({ words }) => /Je ne fais pas partie de/.test(words)),
    )
    t.regex(answer.words, /Mac/)
  },
)

test.serial('from the menu of a message between two people, the answer comes directly', async (t) => {
  const { world, ada, bob, answered } = town
  const theirs = world.addChannel({ kind: 'im', members: [ada, bob], withBot: false }).id
  const written = await world.user(ada).say(theirs, question)
  const before = world.ephemerals(bob).length
  const heard = wrote(bob).length
  await world.user(bob).shortcut(written, askShortcut)
  const own = world.user(bob).directChannel()
  const root = await world.until(() => wrote(bob).slice(heard)[0])
  t.regex((await answered(own, root.ts)).words, /Mac/)
  t.regex(
    (await town.told(bob, before)).words,
    /pas partie de cette conversation|no part in this conversation/,
  )
  const empty = await world.user(ada).say(theirs, `<@${town.team.botUserId}>`)
  const seen = wrote(bob).length
  await world.user(bob).shortcut(empty, askShortcut)
  const word = await world.until(() => wrote(bob)[seen])
  t.regex(word.words, /Que voulez-vous savoir|What would you like to know/)
  await quiet(town)
  t.deepEqual(
    world.messages(theirs).filter(({ isFromApp }) => isFromApp),
    [],
  )
  t.deepEqual(
    world.messages(world.user(ada).directChannel()).filter(({ words }) => words.includes('Mac')),
    [],
  )
})

test.serial(
  'a question in the own tab is for the assistant of the channel that is open beside it',
  async (t) => {
    const { world, tenant, ada, answered } = town
    const rooms = ['Cinéma', 'Jardin'].map((name) => {
      const { id } = world.addChannel({ name: `salon-${name}` })
      return {
        name,
        id,
        entities: [{ type: 'slack#/types/channel_id', value: id, team_id: town.team.teamId }],
      }
    })
    for (const { name, id } of rooms) {
      await tenant.makeAssistant(name)
      const before = world.ephemerals(ada).length
      await world.user(ada).slash(`/sextant assistant bind ${name}`, { channel: id })
      t.regex((await town.told(ada, before)).words, new RegExp(name))
    }
    const [cinema, garden] = rooms as [(typeof rooms)[0], (typeof rooms)[0]]
    const person = world.user(world.addUser({ name: 'Noa' }).id)
    await person.openMessagesTab({ context: { entities: cinema.entities } })
    await quiet(town)
    const first = await person.dm(question)
    t.regex((await answered(first.channel, first.ts)).words, /Cinéma/)
    await person.changeContext({
      entities: [
        { type: 'slack#/types/message_context', value: { message_ts: '1.1', channel_id: garden.id } },
      ],
    })
    await quiet(town)
    const second = await person.dm(question)
    t.regex((await answered(second.channel, second.ts)).words, /Jardin/)
    // Nothing is open any more: only what everybody meets is left.
    await person.changeContext({ entities: [] })
    await quiet(town)
    const third = await person.dm(question)
    t.notRegex((await answered(third.channel, third.ts)).words, /Jardin|Cinéma/)
  },
)

test.serial('what is open beside the tab opens no assistant of another tenant', async (t) => {
  const { world, core, bob, answered } = town
  const { asOwner } = await import('../../db/tenant.ts')
  const { noteViewedChannel, readViewedChannel } = await import('../../core/tenancy/viewed-channels.ts')
  const member = { platform: 'slack' as const, workspace: town.team.teamId, platformUserId: bob }
  const other = await town.openTenant()
  await noteViewedChannel(core.db, other.tenantId, { member, channel: 'C0FOREIGN' })
  t.is(await readViewedChannel(core.db, town.tenant.tenantId, member), null)
  t.is(await readViewedChannel(core.db, other.tenantId, member), 'C0FOREIGN')
  await asOwner(core.db, () => core.db.models.Tenant.destroy({ where: { id: other.tenantId } }))
  const asked = await world.user(bob).dm(question)
  t.regex((await answered(asked.channel, asked.ts)).words, /Mac/)
})

test.serial('with many assistants the select asks for those that are meant', async (t) => {
  const { world, core, tenant, bob, general } = town
  const { tenantId } = tenant
  const { withTenant } = await import('../../db/tenant.ts')
  const { body } = await tenant.send('GET', '/v1/assistants')
  await withTenant(core.db, tenantId, async () => {
    const rows = Array.from({ length: 120 }, (_, at) => ({
      tenantId, name: `Étude numéro ${at}`, theme: 'culture', isPublic: true, datasetId: body.items[0].dataset_id,
    })) // biome-ignore format: rows
    await core.db.models.Assistant.bulkCreate(rows)
  })
  const cleo = world.addUser({}).id
  await world.invite(general, cleo)
  await world.user(cleo).slash(`/sextant ask ${question}`, { channel: general })
  const card = await town.told(cleo)
  const options = await world.user(cleo).suggest(card, 'Choose an assistant', 'numero 11')
  t.deepEqual(
    options.map(({ text }) => text.text),
    ['Étude numéro 11', ...Array.from({ length: 10 }, (_, at) => `Étude numéro 11${at}`)],
  )
  await world.user(cleo).choose(card, 'Choose an assistant', options[0])
  await world.until(() =>
    world.messages(general).some(({ isFromApp, words }) => isFromApp && /Étude numéro 11/.test(words)),
  )
  t.truthy(bob)
})
