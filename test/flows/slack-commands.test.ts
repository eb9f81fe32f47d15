import test from 'ava'
import { asOwner } from '../../db/tenant.ts'
import { afterAll } from '../helpers/after-all.ts'
import { openTown, quiet, type Town } from '../helpers/slack-town.ts'

let town: Town
const shared = afterAll(test)
test.before(async () => {
  town = await openTown(shared)
})
test.afterEach((t) => t.deepEqual(town.world.violations, []))

/** Types a command in a channel and gives what only this person is shown of it. */
const type = async (user: string, line: string, channel = town.general): Promise<string> => {
  const before = town.world.ephemerals(user).length
  await town.world.user(user).slash(line, { channel })
  return (await town.told(user, before)).words
}

/** Questions that stand in a channel because a command asked them, with their answers. */
const askedIn = (channel: string) =>
  town.world
    .messages(channel, { thread: null })
    .filter(({ isFromApp, words }) => isFromApp && /asks:|demande/.test(words))

/** Types a command that asks something, and gives the answer to it. */
const ask = async (user: string, line: string, channel = town.general) => {
  const before = askedIn(channel).length
  await town.world.user(user).slash(line, { channel })
  const question = await town.world.until(() => askedIn(channel)[before], { what: `the question of ${line}` })
  return { question, answer: await town.answered(channel, question.ts) }
}

test.serial('alone and with help it shows what this person can do, in their language', async (t) => {
  const { bob, ada, world, general } = town
  t.regex(await type(bob, '/sextant'), /What you can ask me/)
  const help = await type(bob, '/sextant help')
  t.regex(help, /assistant/)
  t.notRegex(help, /assistant new/)
  t.regex(await type(ada, '/sextant help assistant'), /assistant new/)
  const zoe = world.addUser({ locale: 'fr-FR' }).id
  await world.invite(general, zoe)
  t.regex(await type(zoe, '/sextant aide'), /Ce que vous pouvez me demander/)
  t.regex(await type(zoe, '/sextant data'), /data top/)
})

test.serial('unknown words get what comes nearest, and can be asked as they stand', async (t) => {
  const { bob, world } = town
  const words = await type(bob, '/sextant asistant list')
  t.regex(words, /I do not know the command/)
  t.regex(words, /assistant/)
  t.regex(await type(bob, '/sextant data tpo'), /data top|There is no/)
  const shown = world.ephemerals(bob).at(-1)!
  t.deepEqual(shown.pings, [])
  const hostile = await type(bob, '/sextant <!channel> <https://evil.example|click>')
  t.regex(hostile, /channel/)
  t.deepEqual(world.ephemerals(bob).at(-1)!.pings, [])
  t.deepEqual(world.ephemerals(bob).at(-1)!.links, [])
})

test.serial('ask puts the question into the channel and answers below it', async (t) => {
  const { bob, general, said } = town
  const { question, answer } = await ask(bob, '/sextant ask indice de Mac chez les 18-34 ans')
  t.regex(question.words, /indice de Mac/)
  t.regex(answer.words, /Mac/)
  t.is(answer.threadTs, question.ts)
  await quiet(town)
  t.is(said(general, question.ts).length, 1)
})

test.serial('data top, compare, profile and explain answer, check shows the arithmetic', async (t) => {
  const { bob } = town
  t.regex((await ask(bob, '/sextant data top 3')).answer.words, /\d/)
  t.regex((await ask(bob, '/sextant data profile Mac')).answer.words, /Mac/)
  t.regex((await ask(bob, '/sextant data compare "18-34" "35-64"')).answer.words, /35-64/)
  t.regex((await ask(bob, '/sextant data explain index')).answer.words, /100/)
  t.regex(await type(bob, '/sextant data check'), /cells OK|too few measures/)
})

test.serial('assistants are listed, shown, changed and counted by who may', async (t) => {
  const { ada, bob, world, general } = town
  t.regex(await type(bob, '/sextant assistant list'), /Masculinités/)
  t.regex(await type(bob, '/sextant assistant show Masculinités'), /masculinites-2018/)
  t.regex(await type(bob, '/sextant assistant stats'), /right|permission/i)
  t.regex(await type(ada, '/sextant assistant stats'), /Questions/)
  await world.user(ada).slash('/sextant assistant edit Masculinités', { channel: general })
  const view = await world.until(() => world.topView(ada))
  const { errors } = await world.user(ada).submit(view, { name: '??' })
  t.true(Object.keys(errors).includes('name'), 'the fault stands at its field')
  const before = world.ephemerals(ada).length
  const sent = await world.user(ada).submit(world.topView(ada)!, { name: 'Masculinités 2018' })
  t.deepEqual(sent.errors, {})
  t.regex((await town.told(ada, before)).words, /Masculinités 2018/)
  t.is(world.topView(ada), null)
})

test.serial('bind gives the channel its assistant, and takes it away', async (t) => {
  const { ada, world, tenant } = town
  const room = world.addChannel({ name: 'etude' }).id
  const own = await tenant.makeAssistant('Étude privée')
  t.truthy(own)
  const cleo = world.addUser({}).id
  await world.invite(room, cleo)
  t.notRegex(await type(cleo, '/sextant assistant list', room), /privée/)
  t.regex(await type(ada, '/sextant assistant bind Étude privée', room), /Étude privée/)
  t.regex(await type(cleo, '/sextant assistant list', room), /privée/)
  const { answer } = await ask(cleo, '/sextant ask indice de Mac chez les 18-34 ans', room)
  t.regex(answer.words, /Étude privée/)
  t.regex(await type(cleo, '/sextant assistant bind off', room), /right|permission/i)
  t.regex(await type(ada, '/sextant workspace show', room), /Étude privée/)
  t.regex(await type(ada, '/sextant assistant bind off', room), /everybody chooses/)
  t.notRegex(await type(cleo, '/sextant assistant list', room), /privée/)
})

test.serial('conversations, search, usage, health, workspace and preferences', async (t) => {
  const { bob, ada, world, general } = town
  await ask(bob, '/sextant ask indice de Mac chez les 35-64 ans')
  t.regex(await type(bob, '/sextant chat list'), /Mac/)
  t.regex(await type(bob, '/sextant chat history'), /Mac/)
  t.regex(await type(bob, '/sextant search Mac'), /Mac/)
  t.regex(
    await type(bob, '/sextant usage'),
    /You have asked [1-9]\d* questions? this month[\s\S]*link this account/,
  )
  t.regex(await type(ada, '/sextant usage'), /This month/)
  t.regex(await type(bob, '/sextant health'), /Sextant is well/)
  t.regex(await type(bob, '/sextant workspace show'), /Workspace of/)
  await world.user(bob).slash('/sextant prefs', { channel: general })
  const view = await world.until(() => world.topView(bob))
  const before = world.ephemerals(bob).length
  await world.user(bob).submit(view, { language: 'fr' })
  t.regex((await town.told(bob, before)).words, /français/)
  t.regex(await type(bob, '/sextant health'), /Sextant fonctionne/)
  t.regex(await type(bob, '/sextant prefs en'), /English/)
})

test.serial('a conversation is exported as a file, for who asked alone', async (t) => {
  const { world, bob, general } = town
  const person = world.user(bob)
  const direct = person.directChannel()
  await ask(bob, '/sextant ask indice de Mac chez les 35-64 ans')
  const calls = world.calls.length
  const before = world.ephemerals(bob).length
  await person.slash('/sextant chat export', { channel: general })
  t.regex((await town.told(bob, before)).words, /I sent you .*\.\u200b?md in our direct conversation/)
  const [begun, shared] = world.calls.slice(calls).filter(({ method }) => method.startsWith('files.'))
  const file = [...world.files.values()].at(-1)!
  t.is(begun!.method, 'files.getUploadURLExternal')
  t.is(Number(begun!.args.length), file.bytes.length)
  t.false('alt_txt' in begun!.args)
  t.is(shared!.method, 'files.completeUploadExternal')
  t.is(shared!.args.channel_id, direct)
  t.deepEqual(file.channels, [direct])
  t.regex(file.name, /\.md$/)
  t.regex(Buffer.from(file.bytes).toString(), /^# [\s\S]*## Question, [\s\S]*Mac/)

  // In the own conversation it needs no further word.
  const word = await person.dm('indice de Mac chez les 18-34 ans')
  await town.answered(direct, word.ts)
  const files = world.files.size
  const said = world.ephemerals(bob).length
  await person.slash('/sextant chat export')
  await world.until(() => world.files.size === files + 1)
  await quiet(town)
  t.is(world.ephemerals(bob).length, said)
})

test.serial('where Slack takes no file, a card says the same', async (t) => {
  const { world, bob, general } = town
  for (const method of ['files.getUploadURLExternal', 'files.completeUploadExternal']) {
    world.faults.next(method, { error: 'missing_scope' })
    const before = world.ephemerals(bob).length
    await world.user(bob).slash('/sextant chat export', { channel: general })
    t.regex((await town.told(bob, before)).words, /Mac/, method)
  }
})

test.serial('accounts are linked in both directions, and then have their own rights', async (t) => {
  const { world, general, server, tenant, core } = town
  const person = await server.makePerson(tenant.tenantId, 'marketing')
  const dan = world.addUser({}).id
  const eve = world.addUser({}).id
  for (const user of [dan, eve]) await world.invite(general, user)
  const code = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(await type(dan, '/sextant link'))?.[0]
  t.truthy(code)
  const { redeemLinkCode, createLinkCode } = await import('../../core/tenancy/link-codes.ts')
  await redeemLinkCode(core.db, { tenantId: tenant.tenantId, code: code!, by: { personId: person.id } })
  t.regex(await type(dan, '/sextant usage'), /This month|Questions/)
  const other = await createLinkCode(core.db, { tenantId: tenant.tenantId, personId: person.id })
  t.regex(await type(eve, `/sextant link ${other.code}`), /A Person/)
  t.notRegex(await type(eve, '/sextant link NOSUCH-CODE'), /A Person/)
})

test.serial('in a channel where the bot is no member it still answers whoever asked', async (t) => {
  const { world, bob } = town
  const room = world.addChannel({ name: 'sans-robot', withBot: false }).id
  t.regex(await type(bob, '/sextant assistant list', room), /Masculinités/)
  const before = world.ephemerals(bob).length
  await world.user(bob).slash('/sextant ask indice de Mac chez les 18-34 ans', { channel: room })
  const direct = world.user(bob).directChannel()
  await world.until(
    () =>
      world.ephemerals(bob).length > before ||
      world.messages(direct).some(({ isFromApp, words }) => isFromApp && /Mac/.test(words)),
    { what: 'a word on why, or the answer' },
  )
  await quiet(town)
  t.regex(
    world
      .ephemerals(bob)
      .slice(before)
      .map(({ words }) => words)
      .join('\n'),
    /not a member of this channel/,
  )
  t.true(world.messages(direct).some(({ isFromApp, words }) => isFromApp && /Mac/.test(words)))
  t.deepEqual(world.messages(room), [])
})

/** Nobody gets at the tables of the way of a command until it is released. */
const holdDatabase = async () => {
  const held = Promise.withResolvers<void>()
  const locked = Promise.withResolvers<void>()
  const { db } = town.core
  const holding = asOwner(db, async () => {
    await db.sequelize.query('lock table platform_events, workspaces, channels in access exclusive mode')
    locked.resolve()
    await held.promise
  })
  await locked.promise
  return async (): Promise<void> => {
    held.resolve()
    await holding
  }
}

test.serial('a database that does not answer: a polite line in time, and the next try works', async (t) => {
  const { world, bob, general } = town
  const before = world.ephemerals(bob).length
  const release = await holdDatabase()
  await world.user(bob).slash('/sextant assistant list', { channel: general })
  t.regex(world.ephemerals(bob)[before]!.words, /longer than usual/)
  await release()
  await quiet(town)
  t.regex(await type(bob, '/sextant assistant list'), /Masculinités/)
})

test.serial(
  'a database that becomes slow meanwhile: a polite line, then the answer by its own address',
  async (t) => {
    const { world, general } = town
    const newcomer = world.addUser({}).id
    await world.invite(general, newcomer)
    const asked = world.faults.hold('users.info')
    const typed = world.user(newcomer).slash('/sextant assistant list', { channel: general })
    await asked.arrived
    const release = await holdDatabase()
    asked.release()
    await typed
    t.regex(world.ephemerals(newcomer)[0]!.words, /Working on it|longer than usual/)
    await release()
    const late = await town.told(newcomer, 1)
    t.regex(late.words, /Masculinités/)
    t.false(late.isFailure)
  },
)

test.serial('Slack that is slow to say who somebody is: the same', async (t) => {
  const { world, general } = town
  const newcomer = world.addUser({ locale: 'fr-FR' }).id
  await world.invite(general, newcomer)
  const asked = world.faults.hold('users.info')
  await world.user(newcomer).slash('/sextant assistant list', { channel: general })
  t.regex(world.ephemerals(newcomer)[0]!.words, /plus de temps|longer than usual/)
  asked.release()
  t.regex((await town.told(newcomer, 1)).words, /Masculinités/)
})
