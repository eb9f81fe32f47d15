import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'ava'
import { limits } from '../../config/limits.ts'
import { surveyCsv, surveyLines } from '../fixtures/survey.ts'
import { afterAll } from '../helpers/after-all.ts'
import { openTown, quiet, type Town } from '../helpers/slack-town.ts'

let town: Town
const shared = afterAll(test)
test.before(async () => {
  town = await openTown(shared)
})
test.afterEach((t) => t.deepEqual(town.world.violations, []))

const survey = { name: 'loisirs.csv', bytes: surveyCsv }
/** One figure a row under headers that say nothing: it could be anything. */
const unclear = {
  name: 'mystere.csv',
  bytes: ['A;B;C', ...surveyLines.map(([row, column, index]) => `${row};${column};${index}`)].join('\r\n'),
}

const countDatasets = async (): Promise<number> => {
  const { body } = await town.tenant.send('GET', '/v1/datasets')
  return body.items.length
}

/** The message of an assistant that is being made, once it says how that ended. */
const made = (channel: string, name: string) =>
  town.world.until(() =>
    town.world
      .messages(channel)
      .find(({ isFromApp, words }) => isFromApp && words.includes(`${name} is ready`)),
  )

test.serial(
  'a file in the direct conversation becomes an assistant, with its real progress in one message',
  async (t) => {
    const { world, ada, answered } = town
    const person = world.user(ada)
    const brought = await person.dropFile(person.directChannel(), survey)
    const card = await answered(brought.channel, brought.ts)
    t.regex(card.words, /loisirs/)
    t.regex(card.words, /Columns recognised/)
    await person.click(card, 'New assistant')
    const view = await world.until(() => world.topView(ada))
    t.regex(view.words, /loisirs/)
    const calls = world.calls.length
    const { errors } = await person.submit(view, { name: 'Loisirs', theme: 'culture' })
    t.deepEqual(errors, {})
    const ready = await made(brought.channel, 'Loisirs')
    t.is(ready.threadTs, brought.ts)
    t.true(ready.isEdited)
    for (const step of ['Reading the file', 'Index of the labels', 'Making the assistant'])
      t.true(ready.words.includes(`✓ ${step}`))
    const sent = world.calls.slice(calls).filter(({ method }) => method === 'chat.postMessage')
    t.is(sent.length, 1, 'one message, edited in place')
    await quiet(town)
    const asked = await person.dm('indice de Lecture chez les Femmes', { thread: brought.ts })
    t.truthy(asked)
  },
)

test.serial('columns that nobody recognises are put right in a dialog, and then confirmed', async (t) => {
  const { world, ada, answered } = town
  const person = world.user(ada)
  const brought = await person.dropFile(person.directChannel(), unclear)
  const card = await answered(brought.channel, brought.ts)
  t.regex(card.words, /not sure of this file/)
  await person.click(card, 'Put the columns right')
  const view = await world.until(() => world.topView(ada))
  t.regex(view.words, /Header row/)
  const roles = ['interview', 'segment', 'index']
  const columns = Object.fromEntries(roles.map((role, at) => [`column_${at + 1}`, role]))
  const wrong = await person.submit(view, { ...columns, column_1: 'ignored' })
  t.true(Object.keys(wrong.errors).length > 0, 'without labels there is nothing to ask about')
  const right = await person.submit(world.topView(ada)!, columns)
  t.deepEqual(right.errors, {})
  const again = await answered(brought.channel, brought.ts, 2)
  t.regex(again.words, /This is what I read/)
})

test.serial(
  'in a thread of a channel only who brought it sees the preview; the assistant is bound there if wanted',
  async (t) => {
    const { world, ada, bob, told, said, answered } = town
    const room = world.addChannel({ name: 'etudes' }).id
    const person = world.user(ada)
    const root = await world.user(bob).say(room, 'voici notre étude')
    const before = world.ephemerals(ada).length
    await person.mention(room, '', { thread: root.ts, files: [survey] })
    const card = await told(ada, before)
    t.regex(card.words, /loisirs/)
    t.is(card.threadTs, root.ts)
    t.deepEqual(said(room, root.ts), [], 'nobody else is shown what is in the file')
    await person.click(card, 'New assistant')
    await person.submit(await world.until(() => world.topView(ada)), { name: 'Sorties', theme: 'culture' })
    await made(person.directChannel(), 'Sorties')
    const offer = await world.until(() =>
      world
        .ephemerals(ada)
        .find(({ words, channel }) => channel === room && /Choose for this channel/.test(words)),
    )
    await person.click(offer, 'Choose for this channel')
    await world.until(() =>
      world.ephemerals(ada).some(({ words }) => /Assistant of the channel[\s\S]*Sorties/.test(words)),
    )
    const asked = await world.user(bob).mention(room, 'indice de Lecture chez les Femmes')
    t.regex((await answered(room, asked.ts)).words, /Sorties/)
  },
)

test.serial('the same through the dialog alone, with its own file field', async (t) => {
  const { world, ada, general } = town
  const person = world.user(ada)
  await person.slash('/sextant assistant new Jardins', { channel: general })
  const view = await world.until(() => world.topView(ada))
  const { errors } = await person.submit(view, {
    name: 'Jardins',
    theme: 'loisirs',
    file: [person.pickFile(survey)],
  })
  t.deepEqual(errors, {})
  t.is(world.topView(ada), null)
  t.true((await made(person.directChannel(), 'Jardins')).isEdited)
})

test.serial('several files at once are each read, whatever is wrong with one of them', async (t) => {
  const { world, ada, said } = town
  const person = world.user(ada)
  const before = await countDatasets()
  const picture = { name: 'photo.png', bytes: Buffer.from('89504e470d0a1a0a0000000d', 'hex') }
  const brought = await person.say(person.directChannel(), '', {
    files: [survey, picture, { ...survey, name: 'autre.csv' }],
  })
  await world.until(() => said(brought.channel, brought.ts).length === 3)
  const [first, second, third] = said(brought.channel, brought.ts).map(({ words }) => words)
  t.regex(first!, /loisirs/)
  t.regex(second!, /xlsx|csv/)
  t.notRegex(second!, /Columns recognised/)
  t.regex(third!, /autre/)
  await quiet(town)
  t.is(await countDatasets(), before + 2)
})

test.serial(
  'too large, gone, or brought by somebody who may not: said at once, and nothing stays',
  async (t) => {
    const { world, ada, bob, answered, core } = town
    const person = world.user(ada)
    const before = await countDatasets()
    const bytes = Buffer.alloc(limits.upload.maxBytes + 1, 'a;b\n')
    const large = await person.dropFile(person.directChannel(), { name: 'grand.csv', bytes })
    t.regex((await answered(large.channel, large.ts)).words, /larger than 20 MB/)
    const gone = await person.dropFile(person.directChannel(), { name: 'x.csv', bytes: '' })
    t.regex((await answered(gone.channel, gone.ts)).words, /empty|no longer be reached/)
    const guest = world.user(bob)
    const refused = await guest.dropFile(guest.directChannel(), survey)
    t.regex((await answered(refused.channel, refused.ts)).words, /may not bring files/)
    await quiet(town)
    t.is(await countDatasets(), before)
    t.deepEqual(await readdir(join(core.dataDir, 'work')).catch(() => []), [])
  },
)

test.serial('a file that Slack does not hand over in time is said so, in a word on what to do', async (t) => {
  const { world, ada, answered } = town
  const person = world.user(ada)
  const before = await countDatasets()
  world.faults.next('download', 'reset', 3)
  const lost = await person.dropFile(person.directChannel(), survey)
  t.regex(
    (await answered(lost.channel, lost.ts)).words,
    /did not hand me this file in time[\s\S]*send it again/,
  )
  world.faults.next('download', 'http_500', 1)
  const found = await person.dropFile(person.directChannel(), { ...survey, name: 'encore.csv' })
  t.regex((await answered(found.channel, found.ts)).words, /Columns recognised/)
  await quiet(town)
  t.is(await countDatasets(), before + 1)
})

test.serial('a file whose card did not get through is the same dataset on the next try', async (t) => {
  const { world, ada, answered, core } = town
  const person = world.user(ada)
  const before = await countDatasets()
  // What a process leaves behind that dies between the dataset and its card.
  world.faults.next('chat.postMessage', 'http_500', 1)
  const brought = await person.dropFile(person.directChannel(), { ...survey, name: 'deux-fois.csv' })
  t.regex((await answered(brought.channel, brought.ts)).words, /deux-fois/)
  await quiet(town)
  t.is(await countDatasets(), before + 1)
  const { body } = await town.tenant.send('GET', '/v1/datasets')
  const files = await readdir(join(core.dataDir, 'files', town.tenant.tenantId))
  t.true(files.includes(body.items[0].id), 'its file is there')
})
